// Times in the visitor's own zone. The server writes those of the venue; `datetime` stays exact.

const KEY = "times";
const TIMES = "time[datetime*=T]:not([data-fixed])";
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const DATE = { weekday: "short", month: "short", day: "numeric" };
const LONG_DATE = { weekday: "long", month: "long", day: "numeric" };

const venueTexts = new Map();
const write = (options, at) => new Intl.DateTimeFormat(document.documentElement.lang, options).format(at);

/** Name the visitor's zone at a moment: "short" as GMT+8, "long", or "longOffset". */
function zoneName(style, at) {
  const parts = new Intl.DateTimeFormat(document.documentElement.lang, { timeZoneName: style }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName").value;
}

function fullZoneName(at) {
  const offset = zoneName("longOffset", at).replace("GMT", "UTC").replace("-", "−");
  return `${zoneName("long", at)} (${offset})`;
}

function replace(element, text, title) {
  venueTexts.set(element, [element.textContent, element.title]);
  element.textContent = text;
  if (title) element.title = title;
}

function restore() {
  for (const [element, [text, title]] of venueTexts) {
    element.textContent = text;
    if (title) element.title = title;
  }
  venueTexts.clear();
}

/** The date a moment has at the venue, and the one it has here. */
const venueDate = (time) => time.dateTime.slice(0, 10);
const ownDate = (time) => new Intl.DateTimeFormat("sv-SE").format(new Date(time.dateTime));

function replaceSpan(when) {
  const [start, end] = when.querySelectorAll(TIMES);
  if (!start) return;
  const at = new Date(start.dateTime);
  const day = when.previousElementSibling;
  const dayIsTold = day?.matches(".day");
  if (dayIsTold) replace(day, write(LONG_DATE, at));
  const withDate = !dayIsTold && ownDate(start) !== venueDate(start);
  replace(start, write(withDate ? { ...DATE, ...CLOCK } : CLOCK, at));
  if (end) replace(end, write(ownDate(end) === ownDate(start) ? CLOCK : { ...DATE, ...CLOCK }, new Date(end.dateTime)));
  const zone = when.querySelector("abbr");
  if (zone) replace(zone, zoneName("short", at), fullZoneName(at));
}

/** A time on its own names zone and date itself, unless it is a link in a row of times. */
function replaceMoment(time) {
  const options = time.closest("nav") ? CLOCK : {
    ...(ownDate(time) === venueDate(time) ? {} : DATE), ...CLOCK, timeZoneName: "short",
  };
  replace(time, write(options, new Date(time.dateTime)));
}

function chosen() {
  try {
    return localStorage.getItem(KEY) === "own";
  } catch {
    return false;
  }
}

function choose(own) {
  try {
    localStorage.setItem(KEY, own ? "own" : "venue");
  } catch {
    // Storage is switched off: the choice holds for this page.
  }
  showTimes(own);
}

/** Write all times of the page in the zone chosen. */
function showTimes(wanted = chosen()) {
  restore();
  const switches = document.querySelectorAll("[data-zone-switch]");
  const times = [...document.querySelectorAll(TIMES)];
  const elsewhere = times.filter((time) => +new Date(time.dateTime.slice(0, 16)) !== +new Date(time.dateTime));
  const own = wanted && switches.length > 0 && elsewhere.length > 0;
  if (own) {
    document.querySelectorAll(".when").forEach(replaceSpan);
    times.filter((time) => !time.closest(".when")).forEach(replaceMoment);
    const at = new Date(times[0].dateTime);
    for (const short of document.querySelectorAll("[data-zone-short]")) replace(short, zoneName("short", at));
    for (const name of document.querySelectorAll("[data-own-time] > span")) name.textContent = fullZoneName(at);
  }
  document.querySelectorAll("[data-venue-time]").forEach((text) => (text.hidden = own));
  document.querySelectorAll("[data-own-time]").forEach((text) => (text.hidden = !own));
  for (const button of switches) {
    button.hidden = elsewhere.length === 0;
    button.setAttribute("aria-pressed", own);
  }
}

document.addEventListener("click", ({ target }) => {
  if (target.matches("[data-zone-switch]")) choose(target.getAttribute("aria-pressed") === "false");
});
document.addEventListener("content", () => showTimes());
showTimes();
