// Reading on without a network: starts the service worker, and says when a page is a saved copy.

import { address, agendaLinks, codesIn, eventOf, starred } from "./stars.js";

const saved = document.querySelector("#saved");
const since = document.documentElement.dataset.saved;
const isCopy = document.querySelector("script[data-program], script[data-words]"); // needs no site to answer

if (saved && since) {
  const banner = saved.content.cloneNode(true);
  const time = document.createElement("time");
  const at = new Date(since);
  time.dateTime = at.toISOString();
  time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, {
    month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short",
  }).format(at);
  const told = banner.querySelector("p");
  if ("away" in document.documentElement.dataset) told.textContent = saved.dataset.away;
  told.append(" ", time);
  if ("whole" in document.documentElement.dataset) tellUnsearched(told);
  tellOther(told);
  document.querySelector("main").prepend(banner);
}

/** Say that nothing was searched or filtered, though it was asked for; a copy searches by itself. */
function tellUnsearched(told) {
  const asked = new URLSearchParams(location.search);
  const form = document.querySelector("form.filters");
  const wanted = [...form?.elements ?? []].filter(({ name }) => name && asked.get(name));
  if (!wanted.length || isCopy) return;
  told.append(" ", saved.dataset.whole);
  for (const field of wanted.filter(({ type }) => type === "search")) field.value = asked.get(field.name);
}

/** Say that it is not the agenda of the address: of those that are kept, the last is shown. */
function tellOther(told) {
  const { codes, other } = document.querySelector(".agenda[data-other]")?.dataset ?? {};
  const asked = codesIn(location.search);
  if (other && !isCopy && asked.some((code) => !codes.includes(code))) told.append(" ", other);
}

if (document.querySelector("[data-fallback]")) addEventListener("online", () => location.reload());

/** Have this page, the visitor's agenda and, unless they save data, the event's pages kept. */
async function keep() {
  const { worker, pages } = saved.dataset;
  await navigator.serviceWorker.register(worker, { updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  const here = [location.pathname + location.search];
  for (const { pathname } of agendaLinks()) here.push(address(pathname, starred(eventOf(pathname))));
  const list = pages && !navigator.connection?.saveData ? new URL(pages, location).pathname : undefined;
  active.postMessage({ here, list });
}

if (saved && !since && "serviceWorker" in navigator) {
  addEventListener("load", () => keep().catch(() => {}));
}
