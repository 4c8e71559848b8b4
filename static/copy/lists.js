// The search in lists of people and of organizations: what does not match is left out.
import { has, lost, slugIn, words } from "./program.js";
import { hasAll, terms } from "./words.js";

const query = (new URLSearchParams(location.search).get("q") ?? "").trim();

async function show(form) {
  form.querySelector("[type=search]").value = query;
  const found = await words().catch(() => null);
  if (!found) {
    lost(form, () => show(form));
    return;
  }
  const known = { ...found.speakers, ...found.organizations };
  const wanted = terms(query);
  for (const person of document.querySelectorAll(".people .person")) {
    const text = known[slugIn(person.querySelector("h3 a"))] ?? "";
    if (!wanted.length || !hasAll(text, wanted)) person.remove();
  }
  for (const section of document.querySelectorAll("section.letter")) {
    if (!section.querySelector(".person")) section.remove();
  }
  const kept = new Set([...document.querySelectorAll("section.letter h2")].map(({ id }) => `#${id}`));
  for (const link of document.querySelectorAll(".letters a")) if (!kept.has(link.hash)) link.parentElement.remove();
  for (const link of document.querySelectorAll(".sorting a, .languages a")) link.search = location.search;
  if (document.querySelector("section.letter")) return;
  const empty = document.querySelector("#none-found").content.cloneNode(true);
  empty.querySelector("p").textContent = empty.querySelector("p").textContent.replace("{query}", query);
  document.querySelector("main .wrap").append(empty);
}

const form = document.querySelector("form[role=search]");
if (query && form && has("words") && !document.querySelector(".schedule")) show(form);
