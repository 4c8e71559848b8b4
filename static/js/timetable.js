// The timetable: the line of the current time.
