// What is on now and next, as the server finds it elsewhere: sessions/schedule/now.py.
import { article, part, program, say, span } from "./program.js";

const UNKNOWN_LENGTH = 3_600_000; // ms

/** The session, the one that it is part of, and so on. */
function outwards(data, session) {
  const found = [];
  for (let each = session; each && !found.includes(each); each = data.sessions[each.parent]) found.push(each);
  return found;
}

function end(data, session) {
  if (session.until) return session.until;
  const inside = data.list.filter((each) => data.sessions[each.parent] === session && each.until);
  return inside.length ? Math.max(...inside.map(({ until }) => until)) : session.from + UNKNOWN_LENGTH;
}

/** What is on in each room, and what comes later that day. */
function places(data, at) {
  const today = new Date(at).toLocaleDateString("en-CA", { timeZone: data.zone });
  const timed = data.list.filter(({ from }) => from);
  const on = timed.filter((each) => each.from <= at && at < end(data, each));
  const later = timed.filter((each) => each.from > at && each.start.startsWith(today));
  const filled = on.filter(({ cancelled }) => !cancelled).map(({ parent }) => data.sessions[parent]);
  const found = new Map();
  const placed = (session) => {
    const room = outwards(data, session).find(({ room }) => room)?.room ?? "";
    if (!found.has(room)) found.set(room, { now: [], later: [] });
    return found.get(room);
  };
  for (const each of timed) {
    if (on.includes(each) && !filled.includes(each)) placed(each).now.push(each);
    else if (later.includes(each) && !later.includes(data.sessions[each.parent])) placed(each).later.push(each);
  }
  for (const place of found.values()) place.now.sort((a, b) => a.cancelled - b.cancelled);
  return found;
}

function card(session, word) {
  const made = article(session);
  if (!session.cancelled) {
    const strong = document.createElement("strong");
    strong.className = "word";
    strong.textContent = word;
    made.querySelector(".facts").prepend(strong, " ");
  }
  made.querySelector(".day")?.remove();
  made.querySelector(".room")?.remove();
  return made;
}

function roomSection(data, name, place) {
  const section = document.createElement("section");
  section.className = "in-room";
  const heading = document.createElement("h2");
  heading.textContent = name;
  section.append(heading, ...place.now.map((each) => card(each, say(data, "now"))));
  const first = place.later.findIndex(({ cancelled }) => !cancelled);
  const next = first < 0 ? place.later : place.later.slice(0, first + 1); // what is cancelled before it is told
  section.append(...next.map((each) => card(each, say(data, "next"))));
  if (!next.length) {
    const nothing = document.createElement("p");
    nothing.className = "soft";
    nothing.textContent = say(data, "nothing");
    section.append(nothing);
  }
  return section;
}

function nothingToday(data, at) {
  if (at < Date.parse(data.opening)) return say(data, "before");
  return say(data, at < Date.parse(data.closing) ? "nothing" : "after");
}

/** A day on which there is no program, in words. */
function otherDay(timeZone, at) {
  const day = { weekday: "long", month: "long", day: "numeric", timeZone };
  return new Intl.DateTimeFormat(document.documentElement.lang, day).format(at);
}

/** The short name of the venue's zone, which English alone has. */
function zoneName(timeZone, at) {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "short" }).formatToParts(at);
  const abbr = document.createElement("abbr");
  abbr.textContent = parts.find(({ type }) => type === "timeZoneName").value;
  return abbr;
}

/** The page of what is on at the time of its address, `?at=`, else now. */
export async function nowAt(address) {
  const data = await program();
  const asked = Date.parse(new URL(address, location).searchParams.get("at")?.replace(" ", "+"));
  const at = Number.isNaN(asked) ? Date.now() : asked;
  const page = part(data, "now");
  const found = places(data, at);
  const rooms = [...Object.entries(data.rooms), ["", say(data, "noRoom")]].filter(([room]) => found.has(room));
  const day = new Date(at).toLocaleDateString("en-CA", { timeZone: data.zone });
  page.querySelector(".day").textContent = data.days[day]?.[1] ?? otherDay(data.zone, at);
  const [any] = [...found.values()].flatMap(({ now, later }) => [...now, ...later]);
  const abbr = any ? article(any).querySelector("abbr") : zoneName(data.zone, at);
  page.querySelector(".when").replaceWith(span(data.zone, at, null, abbr));
  page.querySelector(".now-rooms").append(...rooms.map(([room, name]) => roomSection(data, name, found.get(room))));
  if (rooms.length) page.querySelector(".empty").remove();
  else page.querySelector(".empty").textContent = nothingToday(data, at);
  const made = document.implementation.createHTMLDocument();
  made.body.append(page);
  return made;
}
