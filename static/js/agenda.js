// The agenda page. The address names sessions, and the server renders them; this module shows the
// browser's own agenda where the address names none, keeps it in step with the stars, and offers to
// keep an agenda that came by a link.
import { pageAt } from "./pages.js";
import { address, canKeep, codesIn, keep, starred } from "./stars.js";

const page = () => document.querySelector(".agenda");
const event = page().dataset.event;
const shown = () => page().dataset.codes.split(".").filter(Boolean);
const same = (some, others) => some.length === others.length && some.every((code) => others.includes(code));
const asked = codesIn(location.search);
let own = !asked.length || same(asked, starred(event));

async function showAgenda(codes) {
  const target = address(location.pathname, codes);
  const made = await pageAt(target).catch(() => null);
  if (!made) return; // the stars are kept, and shown when there is a connection again
  const hadFocus = page().contains(document.activeElement);
  page().replaceWith(made.querySelector(".agenda"));
  history.replaceState(null, "", target);
  if (hadFocus) page().querySelector("h1").focus({ preventScroll: true });
  document.dispatchEvent(new Event("content"));
}

function offerToKeep() {
  const received = page().querySelector(".received");
  const mine = starred(event);
  received.hidden = own || !canKeep || same(shown(), mine);
  for (const each of received.querySelectorAll(".if-none")) each.hidden = mine.length > 0;
  for (const each of received.querySelectorAll(".if-other")) each.hidden = mine.length === 0;
}

function refresh() {
  const codes = own ? starred(event) : asked;
  if (!same(shown(), codes)) showAgenda(codes);
  offerToKeep();
}

document.addEventListener("click", async ({ target }) => {
  if (target.dataset.keep) {
    const mine = target.dataset.keep === "merge" ? starred(event) : [];
    page().querySelector("h1").focus({ preventScroll: true }); // the buttons go
    own = true;
    keep(event, [...mine, ...shown()]);
  } else if (target.matches(".copy")) {
    await navigator.clipboard.writeText(page().querySelector("#link").value);
    target.textContent = target.dataset.done;
  }
});

function prepare() {
  const copy = page().querySelector(".copy");
  if (copy) copy.hidden = !navigator.clipboard;
  offerToKeep();
}

prepare();
refresh();
document.addEventListener("content", prepare);
document.addEventListener("stars", refresh);
addEventListener("online", refresh);
