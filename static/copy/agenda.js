// The agenda, as the server makes it elsewhere: sessions/schedule/agenda.py, sessions/views/agenda.py.
import { codesIn } from "../js/stars.js";
import { article, part, program, ROOT, say, span } from "./program.js";

const SHORTEST_GAP = 600_000; // ms
const OFFERED = 3;
const timed = ({ from, until, cancelled }) => !cancelled && from && until;

/** Whether one of two sessions takes place inside the other. */
function related(data, one, other) {
  const inside = (inner, outer) => {
    for (let each = inner; each; each = data.sessions[each.parent]) if (each === outer) return true;
    return false;
  };
  return inside(one, other) || inside(other, one);
}

/** Each two that run at the same time, from when to when. */
function overlaps(data, mine) {
  const known = mine.filter(timed);
  const pairs = known.flatMap((first, place) => known.slice(place + 1).map((second) => [first, second]));
  return pairs.filter(([first, second]) => second.from < first.until && !related(data, first, second))
    .map(([first, second]) => ({ first, second, from: second.from, until: Math.min(first.until, second.until) }))
    .sort((a, b) => a.from - b.from);
}

/** From when to when, while the program of the day lasts, nothing of the agenda is on. */
function freeTime(mine, opening, closing) {
  const free = [];
  let busyUntil = opening;
  let endKnown = true;
  for (const { from, until, cancelled } of mine) {
    if (!from || cancelled) continue;
    if (endKnown) free.push([busyUntil, Math.min(from, closing)]);
    busyUntil = Math.max(busyUntil, until || busyUntil);
    endKnown = Boolean(until) || from < opening;
  }
  if (endKnown) free.push([busyUntil, closing]);
  return free.filter(([from, until]) => until - from >= SHORTEST_GAP);
}

/** The free times of a day in which something else begins, with what fits best. */
function gaps(data, mine, day) {
  const ofDay = data.list.filter((each) => each.from && each.day === day);
  if (!mine.some((each) => each.day === day && timed(each))) return [];
  const others = ofDay.filter((each) => timed(each) && !mine.includes(each));
  const opening = Math.min(...ofDay.map(({ from }) => from));
  const closing = Math.max(...ofDay.map(({ until }) => until).filter(Boolean));
  return freeTime(mine, opening, closing).map(([from, until]) => {
    const fitting = others.filter((each) => from <= each.from && each.from < until);
    const rank = (each) => [each.until > until, Boolean(each.parent), each.from - each.until];
    fitting.sort((a, b) => rank(a).map((value, place) => value - rank(b)[place]).find(Boolean) ?? 0);
    const offers = fitting.slice(0, OFFERED).sort((a, b) => a.from - b.from);
    return { from, until, offers, more: fitting.length - offers.length, day };
  }).filter(({ offers }) => offers.length);
}

function overlapLine(data, { first, second, from, until }) {
  const minutes = Math.round((until - from) / 60_000);
  const line = part(data, minutes === 1 ? "overlap-one" : "overlap-many");
  for (const node of line.childNodes) if (node.nodeType === Node.TEXT_NODE) node.data = node.data.replace("{n}", minutes);
  for (const [name, session] of [["first", first], ["second", second]]) {
    const link = line.querySelector(`a[href="#at-${name}"]`);
    link.href = `#at-${session.code}`;
    link.textContent = article(session).querySelector(".title").textContent;
  }
  line.querySelector(".when").replaceWith(span(data.zone, from, until, article(first).querySelector("abbr")));
  return line;
}

function gapItem(data, { from, until, offers, more, day }) {
  const item = part(data, "gap");
  item.querySelector(".when").replaceWith(span(data.zone, from, until, article(offers[0]).querySelector("abbr")));
  for (const session of offers) {
    const shown = article(session);
    const line = document.createElement("li");
    const soft = document.createElement("span");
    soft.className = "soft";
    soft.append(shown.querySelector(".when"), ...[shown.querySelector(".room")].filter(Boolean).flatMap((room) => [" · ", room]));
    line.append(shown.querySelector(".star"), ...shown.querySelector(".title").childNodes, document.createElement("br"), soft);
    item.querySelector("ul").append(line);
  }
  const link = item.querySelector(".more a");
  link.href = new URL(`${data.schedule}day/${day}/index.html`, ROOT);
  if (more) link.textContent = say(data, "more", more);
  return item;
}

function daySection(data, day, mine, overlapping) {
  const section = document.createElement("section");
  const heading = document.createElement("h2");
  heading.textContent = data.days[day]?.[1] ?? say(data, "tba");
  const list = document.createElement("ol");
  list.className = "stack";
  const waiting = gaps(data, mine, day);
  for (const session of mine.filter((each) => each.day === day)) {
    while (waiting.length && (!session.from || waiting[0].from < session.from)) list.append(gapItem(data, waiting.shift()));
    const item = document.createElement("li");
    item.id = `at-${session.code}`;
    item.append(article(session));
    list.append(item);
  }
  list.append(...waiting.map((gap) => gapItem(data, gap)));
  section.append(heading);
  const ofDay = overlapping.filter(({ first }) => first.day === day);
  if (ofDay.length) {
    const notes = document.createElement("ul");
    notes.className = "overlaps";
    notes.append(...ofDay.map((each) => overlapLine(data, each)));
    section.append(notes);
  }
  section.append(list);
  return section;
}

/** The calendars of the sessions as one, whose address is of this page alone. */
async function calendar(sessions) {
  const texts = await Promise.all(sessions.filter(({ calendar }) => calendar).map(async (session) => {
    const response = await fetch(new URL(session.calendar, ROOT));
    return response.text();
  }));
  if (!texts.length) return null;
  const entries = texts.map((text) => text.match(/BEGIN:VEVENT[\s\S]*END:VEVENT\r\n/)?.[0] ?? "");
  const whole = texts[0].replace(/BEGIN:VEVENT[\s\S]*END:VEVENT\r\n/, () => entries.join(""));
  return URL.createObjectURL(new Blob([whole], { type: "text/calendar" }));
}

async function offerCalendar(page, mine) {
  const link = page.querySelector(".agenda-calendar");
  link.hidden = true;
  const address = await calendar(mine).catch(() => null);
  if (address) Object.assign(link, { href: address, hidden: false });
}

/** The page of an agenda with the codes of an address. */
export async function agendaAt(address) {
  const data = await program();
  const codes = codesIn(new URL(address, location).search);
  const page = part(data, "agenda");
  const mine = data.list.filter(({ code }) => codes.includes(code));
  const unknown = codes.filter((code) => !data.sessions[code]);
  page.dataset.codes = codes.join(".");
  page.querySelector("#link").value = new URL(address, location);
  page.querySelector(mine.length ? ".none" : ".columns").remove();
  if (unknown.length) {
    const [sentence, list] = page.querySelectorAll(".unknown span");
    sentence.textContent = say(data, "unknown", unknown.length);
    list.textContent = unknown.join(" ");
    page.querySelector(".unknown").hidden = false;
  }
  if (mine.length) {
    const overlapping = overlaps(data, mine);
    const days = [...new Set(mine.map(({ day }) => day))];
    page.querySelector(".mine").append(...days.map((day) => daySection(data, day, mine, overlapping)));
    offerCalendar(page, mine);
  }
  const made = document.implementation.createHTMLDocument();
  made.body.append(page);
  return made;
}
