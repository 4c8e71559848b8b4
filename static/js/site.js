// Everything here improves pages that work without it.
import "./stars.js";
import "./changes.js";
import "./times.js";
import "./now.js";
import "./timetable.js";
import "./offline.js";
