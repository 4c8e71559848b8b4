// Search and filters of the schedule, as the server does them elsewhere: the address says what is
// asked for, and the page shows what matches.
import { article, lost, part, program, say, slugIn, words } from "./program.js";
import { hasAny, mark, needle, rank, terms } from "./words.js";

const MOST_SHOWN = 100;
const KEYS = ["day", "kind", "track", "room", "tag", "organization", "language"];
const asked = new URLSearchParams(location.search);
const query = (asked.get("q") ?? "").trim();
const here = (pairs) => `?${new URLSearchParams(pairs)}`;

/** The values asked for under each key that are `known`. */
function askedFor(known) {
  const chosen = {};
  for (const key of KEYS) {
    const values = [...new Set(asked.getAll(key))].filter((value) => known(key, value));
    if (values.length) chosen[key] = values;
  }
  return chosen;
}

/** Whether nothing but a day is asked for, or nothing at all: then there is a page of it. */
const isDay = ({ day = [], ...others }) => !query && !Object.keys(others).length && day.length < 2;

const misses = ({ facets }, chosen) => Object.entries(chosen).filter(([key, values]) => !values.some((value) => facets[key].includes(value))).map(([key]) => key);

/** For each key, how many sessions each value leads to, the other keys' choices applied. */
function counts(sessions, chosen) {
  const found = Object.fromEntries(KEYS.map((key) => [key, new Map()]));
  for (const session of sessions) {
    const missed = misses(session, chosen);
    if (missed.length > 1) continue;
    for (const key of missed.length ? missed : KEYS) {
      for (const value of session.facets[key]) found[key].set(value, (found[key].get(value) ?? 0) + 1);
    }
  }
  return found;
}

/** The sessions that the query finds, the best first; all in time if there is none. */
async function found(list) {
  if (!query) return list;
  const wanted = terms(query);
  if (!wanted.length) return [];
  const texts = (await words()).sessions;
  const ranked = list.filter(({ code }) => wanted.every((term) => texts[code].includes(needle(term))))
    .map((session, place) => ({ session, place, rank: rank(texts[session.code], wanted) }));
  return ranked.sort((a, b) => a.rank - b.rank || a.place - b.place).map(({ session }) => session);
}

/** Put the choice into the form, with what each other choice would lead to. */
function fillForm(form, chosen, numbers) {
  for (const input of form.querySelectorAll("input[name=day]")) input.remove();
  for (const value of chosen.day ?? []) {
    form.insertAdjacentHTML("afterbegin", '<input type="hidden" name="day">');
    form.firstElementChild.value = value;
  }
  for (const box of form.querySelectorAll("[type=checkbox]")) {
    const number = numbers[box.name].get(box.value) ?? 0;
    box.checked = Boolean(chosen[box.name]?.includes(box.value));
    box.closest("label").querySelector(".count").textContent = number;
    box.closest("label").hidden = !number && !box.checked;
  }
  for (const menu of form.querySelectorAll("select")) {
    for (const option of [...menu.options].filter(({ value }) => value)) {
      const number = numbers[menu.name].get(option.value) ?? 0;
      option.text = option.text.replace(/\(\d+\)$/, `(${number})`);
      option.hidden = !number;
    }
  }
}

/** What a value is called: as the form calls it. */
function called(data, form, key, value) {
  if (key === "q") return [say(data, "q"), value];
  if (key === "day") return [say(data, "day"), data.days[value]?.[0] ?? say(data, "tba")];
  const box = form.querySelector(`[name="${key}"][value="${CSS.escape(value)}"]`);
  const option = form.querySelector(`select[name="${key}"] option[value="${CSS.escape(value)}"]`);
  const legend = (box ?? option).closest("fieldset").querySelector("legend").textContent;
  return [legend, box ? box.nextElementSibling.textContent : option.text.replace(/ \(\d+\)$/, "")];
}

function pills(data, form, pairs) {
  const list = part(data, "pills");
  for (const pair of pairs) {
    const pill = part(data, "pill");
    const [label, name] = called(data, form, ...pair);
    pill.querySelector("a").href = here(pairs.filter((each) => each !== pair));
    pill.querySelector(".pill-label").textContent = label;
    pill.querySelector(".pill-name").textContent = name;
    list.append(pill);
  }
  if (pairs.length > 1) {
    const all = part(data, "no-pills");
    all.querySelector("a").href = "?";
    list.append(all);
  }
  return list;
}

function days(data, pairs, chosen, numbers) {
  const nav = part(data, "days");
  const others = pairs.filter(([key]) => key !== "day");
  const all = nav.querySelector("a");
  all.href = here(others);
  if (!chosen.day) all.setAttribute("aria-current", "page");
  for (const [value, number] of [...numbers.day].sort()) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = here([...others, ["day", value]]);
    link.textContent = `${data.days[value]?.[0] ?? say(data, "tba")} `;
    link.insertAdjacentHTML("beforeend", `<span class="count">${number}</span>`);
    if (chosen.day?.includes(value)) link.setAttribute("aria-current", "page");
    item.append(link);
    nav.querySelector("ol").append(item);
  }
  return nav;
}

/** Mark the terms; a name that is found by its sound is marked whole. */
function markHits(item, wanted, speakers) {
  mark(item, wanted);
  for (const name of item.querySelectorAll(".names > a")) {
    if (name.querySelector("mark") || !hasAny(speakers[slugIn(name)] ?? "", wanted)) continue;
    const hit = document.createElement("mark");
    hit.append(...name.childNodes);
    name.append(hit);
  }
}

function results(sessions, speakers) {
  const list = document.createElement("ol");
  list.className = "stack results";
  for (const session of sessions) {
    const item = document.createElement("li");
    item.append(article(session, { snippet: Boolean(query) }));
    if (query) markHits(item, terms(query), speakers);
    list.append(item);
  }
  return list;
}

function heading(level, text) {
  const made = document.createElement(level);
  made.textContent = text;
  return made;
}

function matches(data, sessions, speakers) {
  const area = part(data, "matches");
  const total = sessions.length;
  if (query) area.append(heading("h2", say(data, "found", total, { query })));
  else if (total) area.append(Object.assign(heading("p", say(data, "total", total)), { className: "matches-total" }));
  const shown = sessions.slice(0, MOST_SHOWN);
  if (total > shown.length) {
    const first = part(data, "first-shown");
    first.textContent = first.textContent.replace("{n}", shown.length);
    area.append(first);
  }
  if (!total) {
    const none = part(data, "no-match");
    none.querySelector("a").href = "?";
    area.append(none);
  } else if (query) area.append(results(shown, speakers));
  else {
    for (const [day, ofDay] of byDay(shown)) {
      const section = document.createElement("section");
      section.append(heading("h2", data.days[day]?.[1] ?? say(data, "tba")), results(ofDay));
      area.append(section);
    }
  }
  return area;
}

function byDay(sessions) {
  const found = new Map();
  for (const session of sessions) found.set(session.day, [...(found.get(session.day) ?? []), session]);
  return found;
}

async function show(schedule) {
  if (isDay(askedFor(() => true))) {
    leadToDay(schedule);
    return;
  }
  const form = schedule.querySelector("form.filters");
  form.querySelector("[type=search]").value = query;
  const loaded = await Promise.all([program(), query && words()]).catch(() => null); // a bad network is waited for once
  if (!loaded) {
    lost(form, () => show(schedule));
    return;
  }
  const [data] = loaded;
  const chosen = askedFor((key, value) => data.list.some(({ facets }) => facets[key].includes(value)));
  if (isDay(chosen)) {
    leadToDay(schedule);
    return;
  }
  const candidates = await found(data.list);
  const numbers = counts(candidates, chosen);
  fillForm(form, chosen, numbers);
  const pairs = [...(query ? [["q", query]] : []), ...Object.entries(chosen).flatMap(([key, values]) => values.map((value) => [key, value]))];
  while (form.nextSibling) form.nextSibling.remove();
  form.after(pills(data, form, pairs), ...(numbers.day.size ? [days(data, pairs, chosen, numbers)] : []), matches(data, candidates.filter((each) => !misses(each, chosen).length), query && (await words()).speakers));
  for (const link of document.querySelectorAll(".languages a")) link.search = location.search;
  document.dispatchEvent(new Event("content"));
}

/** An address with a day alone is that of the day's own page; today's, if none is asked for. */
function leadToDay(schedule) {
  const links = [...schedule.querySelectorAll(".days a")];
  const linkTo = (day) => links.find(({ pathname }) => pathname.includes(`/schedule/day/${day}/`));
  const zone = schedule.querySelector("[data-zone]")?.dataset.zone;
  const today = () => location.pathname.includes("/schedule/day/") ? undefined : linkTo(new Date().toLocaleDateString("en-CA", { timeZone: zone }));
  const link = asked.getAll("day").map(linkTo).find(Boolean) ?? today();
  if (link && link.pathname !== location.pathname) location.replace(link.href + location.hash);
}

const schedule = document.querySelector(".schedule");
if (schedule) show(schedule);
