// Service worker: pages from the network, and where there is none, as they were last seen.

const { version, assets, files, fallbacks } = {{ data|safe }};
const ROOT = new URL(".", location).pathname; // "/", or the folder of a copy
const OURS = `program${ROOT.slice(0, -1)}-`; // what the caches' names begin with, then the version
const KEPT = OURS + version; // a page is kept together with the files it is made of
const MARK = "x-program"; // the list a kept page is on, and the version of it
const WHOLE = "x-whole"; // of a page that is shown without the filters asked for
const PATIENCE = 5_000; // ms to wait for a network that does not answer, where there is a copy
const LESS = 500; // ms, once it has not answered, until it answers with a page
const RENEWED = 600_000; // ms until the list of an event's pages is asked for again
const AT_ONCE = 2; // requests at a time while keeping pages
const BUSY = [429, 502, 503, 504]; // the server wants to be asked another time
const DATA = /\/(agenda\/|(program|search|words)\.json)$/; // what modules fetch, to be kept like a page
const SILENCE = "no answer"; // why a saved copy is shown, where it is not for want of a network
const AWAY = " data-away"; // of a saved copy that is shown though there is a network
const FOUND = { ignoreVary: true };
const underWay = new Map();
let patience = PATIENCE;
/** An address as a page is kept under: a path with its query, a folder without its index. */
const plain = (address) => {
  const { pathname, search } = new URL(address, location);
  return pathname.replace(/\/index\.html$/, "/") + search;
};
const FALLBACKS = Object.entries(fallbacks).map((pair) => pair.map(plain));

self.addEventListener("install", (event) => {
  self.skipWaiting();
  const pages = FALLBACKS.map(([, address]) => new Request(address, { cache: "reload" }));
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll([...assets, ...pages])));
});

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

/** Of what earlier versions kept, only the last stays, until this one has kept as much. */
async function takeOver() {
  await forget((await olderCaches()).slice(1));
  await self.clients.claim();
}

/** The names of the caches of earlier versions, the latest first. */
async function olderCaches() {
  const ours = (name) => name.startsWith(OURS) && name.length === KEPT.length;
  return (await caches.keys()).filter((name) => ours(name) && name !== KEPT).reverse();
}

function forget(names) {
  return Promise.all(names.map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin } = new URL(request.url);
  const path = plain(request.url).split("?")[0];
  if (request.method !== "GET" || origin !== location.origin) return;
  if (path.startsWith(plain(files))) event.respondWith(file(request));
  else if (request.mode === "navigate" ? path === ROOT || fallback(path) : DATA.test(path)) event.respondWith(page(event));
});

self.addEventListener("message", (event) => event.waitUntil(keep(event.data)));

/** What is shown for want of a page, in the language that its path begins with, if it does. */
function fallback(path) {
  return FALLBACKS.find(([prefix]) => path.startsWith(prefix))?.[1];
}

/** Where the bare address leads for want of the site, which knows it: to the first page last seen. */
async function home(cache) {
  const homes = FALLBACKS.map(([prefix]) => prefix);
  const kept = (await cache.keys()).map(({ url }) => plain(url)).filter((address) => homes.includes(address));
  return kept.at(-1) ?? homes[0];
}

/** Look in this version's cache, then in the one before. */
async function find(look) {
  for (const name of [KEPT, ...(await olderCaches())]) {
    const found = await look(await caches.open(name));
    if (found) return found;
  }
}

async function file(request) {
  return (await find((cache) => cache.match(request, FOUND))) ?? fetch(request);
}

async function page(event) {
  const url = new URL(plain(event.request.url), location);
  const cache = await caches.open(KEPT);
  const saved = await find((kept) => savedCopy(kept, url));
  const isPage = event.request.mode === "navigate";
  const fresh = fetch(event.request);
  event.waitUntil(fresh.then((response) => {
    if (isPage) patience = PATIENCE; // data may be of the browser's own cache
    return remember(cache, url, response.clone());
  }, () => {}));
  try {
    const answer = await (saved ? Promise.race([fresh, silence()]) : fresh);
    return saved && answer.status >= 500 ? dated(saved, AWAY) : answer;
  } catch (reason) {
    if (reason === SILENCE) patience = LESS;
    if (saved) return dated(saved, reason === SILENCE ? AWAY : "");
    if (!isPage) return Response.error();
    return url.pathname === ROOT ? Response.redirect(await home(cache)) : cache.match(fallback(url.pathname), FOUND);
  }
}

function silence() {
  return new Promise((_, reject) => setTimeout(reject, patience, SILENCE));
}

/** Find a page as it was last seen: without its filters if need be, and the latest agenda. */
async function savedCopy(cache, { pathname, search, searchParams }) {
  const day = searchParams.get("day");
  const exact = await cache.match(pathname + search, FOUND);
  if (exact) return exact;
  if (searchParams.has("s")) {
    const agendas = await cache.keys(pathname, { ...FOUND, ignoreSearch: true });
    return agendas.length ? cache.match(agendas.at(-1), FOUND) : undefined;
  }
  const whole = await cache.match(day ? `${pathname}?day=${day}` : pathname, FOUND);
  return whole && new Response(whole.body, { headers: [...whole.headers, [WHOLE, "1"]] });
}

/** Make a kept page tell of when it is, and `why` it is shown: offline.js shows it. */
async function dated(saved, why) {
  const html = await saved.text();
  const { headers } = saved;
  const told = `data-saved="${headers.get("date")}"${headers.has(WHOLE) ? " data-whole" : ""}${why}`;
  return new Response(html.replace("<html ", `<html ${told} `), { headers });
}

/** Keep a page as it is now, unless the site forbids it; forget one that is gone. */
async function remember(cache, { pathname, search }, response, mark) {
  const address = pathname + search;
  if (response.status === 404 || response.status === 410) await cache.delete(address, FOUND);
  if (/no-store/.test(response.headers.get("cache-control"))) return;
  if (!response.ok || !/^(text.html|application.json)/.test(response.headers.get("content-type"))) return;
  const before = await cache.match(address, FOUND);
  const headers = new Headers(response.headers);
  headers.delete("content-encoding");
  headers.set(MARK, mark ?? before?.headers.get(MARK) ?? "");
  if (!headers.has("date")) headers.set("date", new Date().toUTCString());
  await cache.put(address, new Response(await response.blob(), { headers }));
}

/** Keep the page the visitor is on, their agenda, and all pages on the event's list. */
async function keep({ here, list }) {
  const cache = await caches.open(KEPT);
  for (const address of here.map(plain)) {
    if (!(await cache.match(address, FOUND))) await keepOne(cache, address);
  }
  if (!list) return;
  if (!underWay.has(list)) {
    underWay.set(list, keepAll(cache, list, here).catch(() => {}).finally(() => underWay.delete(list)));
  }
  await underWay.get(list);
}

/** Fetch and keep a page as nobody in particular: what organizers see is not to be kept. */
async function keepOne(cache, address, mark) {
  const response = await fetch(address, { cache: "no-cache", credentials: "omit" });
  if (BUSY.includes(response.status)) throw new Error(`${address}: ${response.status}`);
  await remember(cache, new URL(plain(response.url), location), response, mark);
}

/** Yield each address once. Where one loop breaks off, those that share it end as well. */
function* once(addresses) {
  yield* new Set(addresses.map(plain));
}

/**
 * Go on where it was left: what is kept in the list's version already is not asked for again.
 *
 * Without an answer, or from a server that is busy, it is left until a page is visited again.
 */
async function keepAll(cache, list, here) {
  const known = await cache.match(list, FOUND);
  if (known && Date.now() - Date.parse(known.headers.get("date")) < RENEWED) return;
  const response = await fetch(list, { cache: "no-cache", credentials: "omit" });
  if (!response.ok) return;
  const done = response.clone();
  const { version, pages } = await response.json();
  const mark = `${list} ${version}`;
  const waiting = once([...pages, ...here]);
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const address of waiting) {
      const saved = await cache.match(address, FOUND);
      if (saved?.headers.get(MARK) !== mark) await keepOne(cache, address, mark);
    }
  }));
  for (const request of await cache.keys()) {
    const before = (await cache.match(request, FOUND))?.headers.get(MARK);
    if (before?.startsWith(`${list} `) && before !== mark) await cache.delete(request, FOUND);
  }
  await cache.put(list, done);
  if (!registration.installing && !registration.waiting) await forget(await olderCaches()); // none is newer
}
