// What is on now and what comes next, kept up to date without loading the page again.

import { pageAt } from "./pages.js";

const MINUTE = 60_000;
const part = document.querySelector("[data-now-next]");
const asked = new URLSearchParams(location.search).get("at")?.replace(" ", "+");
const loaded = Date.now();
const start = asked ? Date.parse(asked) : NaN;

/** The current time, or the one that `?at=` has set, which goes on from there. */
const now = () => (Number.isNaN(start) ? Date.now() : start + Date.now() - loaded);

function tick() {
  for (const clock of part.querySelectorAll("[data-clock]")) {
    const at = new Date(now());
    clock.textContent = new Intl.DateTimeFormat(document.documentElement.lang, {
      hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: clock.dataset.zone,
    }).format(at);
    clock.dateTime = at.toISOString();
  }
}

async function update() {
  const at = Number.isNaN(start) ? "" : `?at=${new Date(now()).toISOString()}`;
  const lost = part.querySelector(".lost");
  try {
    const page = await pageAt(part.dataset.nowNext + at);
    part.querySelector("[data-part]").replaceChildren(...page.querySelector("[data-part]").childNodes);
    lost.textContent = "";
    document.dispatchEvent(new Event("content"));
  } catch (reason) {
    lost.textContent = reason instanceof TypeError ? lost.dataset.words : lost.dataset.away; // of fetch, else of its answer
  }
}

/** Whether the event is on; the page of its own shows what there is at any time. */
function isOn({ from, until }) {
  return !from || (Date.parse(from) <= now() && now() < Date.parse(until));
}

if (part && isOn(part.dataset)) {
  part.hidden = false;
  if (part.dataset.from) update();
  tick();
  setInterval(tick, 1000);
  setInterval(update, MINUTE);
  addEventListener("online", update);
}
