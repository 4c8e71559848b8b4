// Stars: the sessions a visitor has marked, kept in the browser and nowhere else.
//
// Without this module a star is a link to the agenda page with that one session, as it stays in a
// browser without storage. Here it becomes a toggle button. The codes of an event's starred sessions
// are kept in localStorage, "stars:<event>"; sessions of a special day count to the event it is part
// of. Two events on `document`: "stars" when they have changed; "content", to be sent by whoever puts
// new sessions on the page.

/** Whether this browser has a storage, and room in it. */
export const canKeep = (() => {
  try {
    localStorage.setItem("stars", "");
    localStorage.removeItem("stars");
    return true;
  } catch {
    return false;
  }
})();

export function starred(event) {
  try {
    return JSON.parse(localStorage.getItem(`stars:${event}`)) ?? [];
  } catch {
    return [];
  }
}

export function keep(event, codes) {
  try {
    localStorage.setItem(`stars:${event}`, JSON.stringify([...new Set(codes)]));
  } catch {
    return; // no storage in this browser, so nothing is starred
  }
  document.dispatchEvent(new Event("stars"));
  const link = agendaLink(event);
  if (link && navigator.serviceWorker?.controller) fetch(address(link.href, codes)); // to have it offline
}

/** The session codes that the query of an agenda's address names. */
export const codesIn = (query) => new URLSearchParams(query).getAll("s").join(".").toLowerCase().match(/[a-z2-7]{7}/g) ?? [];

export function address(agenda, codes) {
  return codes.length ? `${agenda.split("?")[0]}?s=${codes.join(".")}` : agenda.split("?")[0];
}

/** The event of an agenda's address; none of another page's. */
export const eventOf = (agenda) => new URL(agenda, location).pathname.match(/([^/]+)\/agenda\//)?.[1];
export const agendaLinks = () => [...document.querySelectorAll(".sections a")].filter((link) => eventOf(link.href));
const agendaLink = (event) => agendaLinks().find((link) => eventOf(link.href) === event);

function toggle({ currentTarget: { dataset } }) {
  const codes = starred(dataset.event);
  const others = codes.filter((code) => code !== dataset.code);
  keep(dataset.event, others.length < codes.length ? others : [...codes, dataset.code]);
}

function becomeButtons() {
  for (const star of canKeep ? document.querySelectorAll("a.star, button.star[name]") : []) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "star";
    button.setAttribute("aria-label", star.getAttribute("aria-label"));
    button.dataset.event = eventOf(star.href ?? location);
    button.dataset.code = star.value || new URL(star.href).searchParams.get("s");
    button.addEventListener("click", toggle);
    star.replaceWith(button);
  }
  show();
}

function show() {
  const known = {};
  for (const star of document.querySelectorAll(".star[data-code]")) {
    const codes = (known[star.dataset.event] ??= new Set(starred(star.dataset.event)));
    star.setAttribute("aria-pressed", codes.has(star.dataset.code));
  }
  for (const link of agendaLinks()) {
    const number = starred(eventOf(link.href)).length;
    link.querySelector(".count")?.remove();
    if (number) {
      link.insertAdjacentHTML("beforeend", ` <span class="count">${number}</span>`);
    }
  }
}

becomeButtons();
document.addEventListener("content", becomeButtons);
document.addEventListener("stars", show);
addEventListener("storage", () => document.dispatchEvent(new Event("stars"))); // from another window
addEventListener("pageshow", (event) => event.persisted && document.dispatchEvent(new Event("stars")));
