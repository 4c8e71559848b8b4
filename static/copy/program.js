// The program as data: what the copy's modules read instead of asking a server.

const script = document.querySelector("script[data-program], script[data-words]");
export const ROOT = new URL("../../", import.meta.url); // of the copy, above static/copy/
const texts = new Map();

/** The address of the data that the page names, if it names any: "program" or "words". */
export const has = (name) => Boolean(script?.dataset[name]);

/** The data, which is asked for again if it could not be had. */
function read(name) {
  if (!texts.has(name)) {
    texts.set(name, fetch(script.dataset[name]).then((response) => response.json()));
    texts.get(name).catch(() => texts.delete(name));
  }
  return texts.get(name);
}

export const words = () => read("words");

/** The slug in a link to a person or an organization, as `words` has it. */
export const slugIn = ({ href }) => new URL(href).pathname.match(/([^/]+)\/(?:index\.html)?$/)?.[1];

/** The program, each session with its `code`, its element made by `article` and moments in `ms`. */
export async function program() {
  const data = await read("program");
  data.list ??= Object.entries(data.sessions).map(([code, session]) => Object.assign(session, {
    code,
    from: session.start ? Date.parse(session.start) : NaN,
    until: session.end ? Date.parse(session.end) : NaN,
    day: session.facets.day[0],
  }));
  data.templates ??= fragment(data.parts);
  return data;
}

/** HTML of the data as a fragment, with links that lead where they do from the copy's top. */
export function fragment(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  const relink = (content) => {
    for (const link of content.querySelectorAll("a[href]:not([href^='#'])")) link.href = new URL(link.getAttribute("href"), ROOT);
    for (const image of content.querySelectorAll("img[src]")) image.src = new URL(image.getAttribute("src"), ROOT);
    for (const inner of content.querySelectorAll("template")) relink(inner.content);
  };
  relink(made.content);
  return made.content;
}

/** Say behind a form that its data could not be had; `again` is called when the network is back. */
export function lost(form, again) {
  const note = document.createElement("p");
  note.className = "note";
  note.role = "status";
  note.textContent = script.dataset.lost;
  form.after(note);
  addEventListener("online", () => {
    note.remove();
    again();
  }, { once: true });
}

/** A session as in a list; its abstract is shown to those who search. */
export function article(session, { snippet = false } = {}) {
  const made = fragment(session.html).firstElementChild;
  if (!snippet) made.querySelector(".snippet")?.remove();
  return made;
}

/** A copy of one of the parts that pages are made of. */
export const part = (data, name) => data.templates.getElementById(name).content.firstElementChild.cloneNode(true);

/** A sentence of the copy, for one or for `n`, with what it names filled in. */
export function say(data, name, n, values = {}) {
  const { dataset } = data.templates.getElementById("texts");
  const form = n === undefined ? "" : n === 1 ? "One" : "Many";
  return Object.entries({ n, ...values }).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, value), dataset[name + form]);
}

/** A moment on the venue's clock, exactly: 2023-08-08T11:05:00-07:00. */
function exactly(zone, at) {
  const offset = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(at)
    .find(({ type }) => type === "timeZoneName").value.replace("GMT", "") || "+00:00";
  return new Date(at).toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T") + offset;
}

/** From when to when, on the venue's clock, as pages write it; `abbr` names the zone. */
export function span(zone, from, until, abbr) {
  const clock = (at) => {
    const time = document.createElement("time");
    time.dateTime = exactly(zone, at);
    time.textContent = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(at);
    return time;
  };
  const parts = [clock(from), ...(until ? ["–", clock(until)] : []), ...(abbr ? [" ", abbr.cloneNode(true)] : [])];
  const made = document.createElement("span");
  made.className = "when";
  made.append(...parts);
  return made;
}
