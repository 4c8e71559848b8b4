// What has changed since the visitor last looked.
//
// The browser keeps the state of every session twice, in localStorage, "looks:<event>": as it was
// `before` and as it was at the `last` look. Marked is what differs between `before` and now. What
// was last seen becomes `before` on the first look of another day (the venue's), so a change stays
// marked for the rest of the day on which it is first seen, on whatever page; or at once by the
// agenda's button "Seen". The first visit marks nothing.

const ROOT = new URL("../../", import.meta.url); // the site's, above /static/js/
const memory = (event) => `looks:${event}`;
const texts = document.getElementById("changes")?.content;
const language = document.documentElement.lang;
const programs = new Map(); // event → { now, before }

function recall(event) {
  try {
    return JSON.parse(localStorage.getItem(memory(event)));
  } catch {
    return null;
  }
}

function remember(event, looks) {
  try {
    localStorage.setItem(memory(event), JSON.stringify(looks));
  } catch {
    // no storage, or it is full: nothing will be marked
  }
}

async function look(event) {
  const response = await fetch(new URL(`${event}/program.json`, ROOT), { priority: "low" });
  const now = await response.json();
  const today = new Date().toLocaleDateString("en-CA", { timeZone: now.zone });
  const looks = recall(event) ?? { before: now.sessions, last: now.sessions, day: today };
  if (looks.day !== today) looks.before = looks.last;
  remember(event, { before: looks.before, last: now.sessions, day: today });
  programs.set(event, { now, before: looks.before });
}

function changes(before, now) {
  if (!now) return [];
  if (!before) return ["added"];
  const cancelled = now[3] === "cancelled";
  if (cancelled !== (before[3] === "cancelled")) return [cancelled ? "cancelled" : "restored"];
  const found = [];
  if (before[0] !== now[0] || before[1] !== now[1]) found.push("time");
  if (before[2] !== now[2]) found.push("room");
  return found;
}

function mark() {
  for (const article of document.querySelectorAll("[data-session]")) {
    const { before, now } = programs.get(article.querySelector(".star")?.dataset.event) ?? {};
    if (!now || article.querySelector(".change")) continue;
    const code = article.dataset.session;
    const found = changes(before[code], now.sessions[code]);
    const place = article.querySelector(".facts") ?? article;
    for (const change of found) place.append(" ", texts.querySelector(`.${change}`).cloneNode(true));
  }
  tell();
}

function described([start, end, room], { zone, rooms }) {
  const parts = [];
  const timed = start?.includes("T"); // else it is a day, which Date takes for midnight UTC
  if (start) {
    const day = { weekday: "short", month: "long", day: "numeric", timeZone: timed ? zone : "UTC" };
    parts.push(new Intl.DateTimeFormat(language, day).format(new Date(start)));
  }
  if (timed) {
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short", timeZone: zone };
    const format = new Intl.DateTimeFormat("en-US", clock); // which alone says "PDT"
    parts.push(format.formatRange(new Date(start), new Date(end ?? start)));
  }
  if (room) parts.push(rooms[room]?.[language] || rooms[room]?.en || room);
  return parts.join(" · ") || "—";
}

// On the agenda page: the list of what has changed among its sessions.
function tell() {
  const note = document.querySelector(".changed");
  const { before, now } = programs.get(note?.closest(".agenda").dataset.event) ?? {};
  if (!now) return;
  const list = note.querySelector("ul");
  list.replaceChildren();
  for (const place of document.querySelectorAll("[id^=at-]")) {
    const code = place.id.slice(3);
    const found = changes(before[code], now.sessions[code]);
    if (!found.length) continue;
    const line = note.querySelector("template").content.cloneNode(true);
    line.querySelector("a").href = `#${place.id}`;
    line.querySelector("a").textContent = place.querySelector(".title").textContent;
    for (const change of found) line.querySelector("a").after(" ", texts.querySelector(`.${change}`).cloneNode(true));
    if (found.includes("time") || found.includes("room")) {
      line.querySelector("del").textContent = described(before[code], now);
      line.querySelector("ins").textContent = described(now.sessions[code], now);
    } else {
      for (const each of line.querySelectorAll(".was, .now")) each.remove();
    }
    list.append(line);
  }
  note.hidden = !list.children.length;
}

function seen({ target }) {
  const agenda = target.closest(".changed button") && target.closest(".agenda");
  if (!agenda) return;
  const event = agenda.dataset.event;
  const { now } = programs.get(event);
  remember(event, { ...recall(event), before: now.sessions });
  programs.set(event, { now, before: now.sessions });
  for (const badge of document.querySelectorAll("article .change")) badge.remove();
  agenda.querySelector("h1").focus();
  tell();
}

async function start() {
  const events = new Set([...document.querySelectorAll(".star[data-event]")].map((star) => star.dataset.event));
  await Promise.allSettled([...events].filter((event) => !programs.has(event)).map(look));
  mark();
}

if (texts) {
  (window.requestIdleCallback ?? setTimeout)(start);
  document.addEventListener("content", start);
  document.addEventListener("click", seen);
}
