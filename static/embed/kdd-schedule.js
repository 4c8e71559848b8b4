// <kdd-schedule event="kdd-2023" lang="en"><a href="…">Program</a></kdd-schedule> shows a program in
// any page. What stands inside is shown until the program is there, where it cannot be had, and on paper.
// Attributes: event; lang (else the page's); view="schedule" or "speakers"; day="2023-08-08"; track.

const SITE = new URL("/", import.meta.url);
const PATIENCE = 10_000; // milliseconds
const plain = { createHTML: html => html };
const policy = globalThis.trustedTypes?.createPolicy("kdd-schedule", plain) ?? plain;

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; font: inherit; color: inherit; }
  :host([hidden]) { display: none; }
  .program { --line: var(--kdd-line, color-mix(in srgb, currentColor 30%, transparent)); overflow-wrap: anywhere; }
  .program ~ slot { display: none; }
  * { box-sizing: border-box; margin: 0; }
  a { color: var(--kdd-link, inherit); text-underline-offset: 0.15em; }
  a:focus-visible, summary:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
  h3, h4 { font: inherit; font-weight: 700; line-height: 1.35; }
  ol { list-style: none; padding: 0; display: grid; gap: var(--kdd-gap, 0.75em); }
  .program { display: grid; gap: var(--kdd-gap, 0.75em); }
  .day > ol { margin-top: var(--kdd-gap, 0.75em); }
  summary { cursor: pointer; width: fit-content; min-height: 24px; }
  .day > summary { font-size: 1.15em; }
  .day > summary h3 { display: inline; }
  .session { padding: 0.5em 0.75em; border: 1px solid var(--line); border-inline-start: 4px solid var(--kdd-accent, currentColor); border-radius: var(--kdd-radius, 4px); }
  .facts, .place { display: flex; flex-wrap: wrap; gap: 0 0.75em; font-size: 0.875em; }
  .kind { font-weight: 700; }
  .special { display: inline-block; min-height: 24px; }
  .when { font-variant-numeric: tabular-nums; }
  abbr { text-decoration: none; }
  .ribbon { padding: 0 0.5em; border: 1px solid; border-radius: 99em; }
  .cancelled .title, .cancelled .when { text-decoration: line-through; }
  .names .role:not(:lang(zh)) { font-style: italic; }
  .inside { margin: 0.5em 0 0 0.75em; }
  .inside > ol { margin-top: 0.5em; }
  .people { display: grid; gap: 1em; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15em), 1fr)); }
  .person { display: flex; gap: 0.75em; align-items: center; line-height: 1.35; }
  .person > div { min-width: 0; }
  .person p { font-size: 0.875em; }
  .person a { display: inline-block; min-height: 24px; }
  .portrait { flex: none; display: inline-grid; place-items: center; width: 3.5em; height: 3.5em; border-radius: 50%; object-fit: cover; }
  .monogram { border: 1px solid var(--line); font-weight: 700; }
  @media print {
    .program ~ slot { display: block; }
    .session { break-inside: avoid; }
  }
`);

class KddSchedule extends HTMLElement {
  static observedAttributes = ["event", "lang", "view", "day", "track"];
  #asked;

  connectedCallback() {
    this.#load();
  }

  attributeChangedCallback() {
    this.#load();
  }

  /** Ask for what the attributes name, once they have all been set; show it if they still do. */
  async #load() {
    const asked = this.#asked = Symbol("asked");
    await null;
    if (asked !== this.#asked || !this.isConnected) return;
    const html = await this.#fetched().catch(error => {
      console.warn(`kdd-schedule: ${error.message}`);
      return "";
    });
    if (asked === this.#asked) this.#show(html);
  }

  async #fetched() {
    const answer = await fetch(this.#address(), { credentials: "omit", signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
    return answer.text();
  }

  #address() {
    const language = /^zh/i.test(this.closest("[lang]")?.lang) ? "zh-hans" : "en";
    const view = this.getAttribute("view") === "speakers" ? "speakers" : "schedule";
    const address = new URL(`/${language}/${encodeURIComponent(this.getAttribute("event"))}/embed/${view}/`, SITE);
    for (const name of ["day", "track"]) {
      if (this.hasAttribute(name)) address.searchParams.set(name, this.getAttribute(name));
    }
    return address;
  }

  #show(html) {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.innerHTML = policy.createHTML(`${html}<slot></slot>`);
  }
}

customElements.define("kdd-schedule", KddSchedule);
