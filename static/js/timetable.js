// The timetable: where the day has got to. An address with ?at=2023-08-08T11:05:00-07:00 sets the clock.
const grid = document.querySelector(".timetable");
const EVERY = 30_000;

function clock() {
  const asked = new URLSearchParams(location.search).get("at")?.replace(" ", "+");
  const ahead = asked ? Date.parse(asked) - Date.now() : 0;
  return () => Date.now() + (ahead || 0);
}

// Each session's start and end, and the heights at which its cell begins and ends.
function stretches() {
  const top = grid.getBoundingClientRect().top - grid.scrollTop + grid.clientTop;
  return [...grid.querySelectorAll(".stack > .entry")].map((entry) => {
    const [start, end] = [...entry.querySelectorAll(":scope > .session > .place time")].map((time) => Date.parse(time.dateTime));
    const box = entry.getBoundingClientRect();
    return { entry, start, end, from: box.top - top, to: box.bottom - top };
  });
}

// The height of a moment between the known ones before and after it; null outside the day.
function height(moment, all) {
  const known = all.flatMap(({ start, end, from, to }) => [[start, from], ...(end ? [[end, to]] : [])]);
  const before = known.filter(([time]) => time <= moment).sort((a, b) => b[0] - a[0] || b[1] - a[1])[0];
  const after = known.filter(([time]) => time > moment).sort((a, b) => a[0] - b[0] || a[1] - b[1])[0];
  if (!before || !after) return null;
  return before[1] + ((moment - before[0]) / (after[0] - before[0])) * Math.max(after[1] - before[1], 0);
}

function mark(entry, running) {
  const facts = entry.querySelector(".facts");
  const label = facts.querySelector(".now-mark");
  if (!running) label?.remove();
  else if (!label) {
    const made = document.createElement("span");
    made.className = "now-mark";
    made.textContent = grid.dataset.now;
    facts.prepend(made);
  }
}

function show(moment) {
  const line = grid.querySelector(".now-line");
  const all = stretches();
  const y = height(moment, all);
  const takesPlace = (entry) => !entry.querySelector(":scope > .cancelled");
  for (const { entry, start, end } of all) mark(entry, start <= moment && moment < end && takesPlace(entry));
  line.hidden = y === null;
  if (y === null) return null;
  line.style.setProperty("--y", `${y}px`);
  const ownZone = document.querySelector("[data-zone-switch][aria-pressed=true]");
  const timeZone = ownZone ? undefined : grid.dataset.zone;
  line.firstElementChild.textContent = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(moment);
  const hours = [...document.querySelectorAll(".hours a")];
  hours.forEach((hour) => hour.removeAttribute("aria-current"));
  hours.filter((hour) => Date.parse(hour.firstElementChild.dateTime) <= moment).at(-1)?.setAttribute("aria-current", "time");
  return y;
}

// A strip of days or times scrolls to the current one.
function reveal(strip) {
  const current = strip?.querySelector("[aria-current]");
  if (current) strip.scrollLeft = current.offsetLeft - strip.offsetLeft - (strip.clientWidth - current.clientWidth) / 2;
}

// Times stay below the names of the rooms, however many lines these take.
function fit() {
  const head = grid.querySelector(".rooms").offsetHeight;
  if (head) grid.style.setProperty("--head", `${head}px`);
}

// An address with #session: the grid scrolls to it, and the page to the whole of the grid.
function settle() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target || !grid.contains(target) || grid.scrollHeight <= grid.clientHeight) return;
  target.scrollIntoView();
  grid.scrollIntoView();
}

reveal(document.querySelector(".schedule .days"));
if (grid) {
  const now = clock();
  fit();
  const y = show(now());
  reveal(document.querySelector(".hours"));
  addEventListener("load", settle);
  addEventListener("hashchange", settle);
  if (y && !location.hash) grid.scrollTop = y - grid.clientHeight / 3;
  setInterval(() => show(now()), EVERY);
  new ResizeObserver(() => show(now())).observe(grid.querySelector(".slots"));
  new ResizeObserver(fit).observe(grid.querySelector(".rooms"));
}
