// The tray: what has no time yet, found by title or person.

export class Tray {
  constructor(element, program, words, cards) {
    Object.assign(this, { element, program, words, cards });
    this.list = element.querySelector(".tray-list");
    this.search = element.querySelector("[type=search]");
    this.parts = element.querySelector("[type=checkbox]");
    this.search.addEventListener("input", () => this.render());
    this.parts.addEventListener("change", () => this.render());
    this.render();
  }

  /** The sessions without a time; what is part of another one only where that is asked for. */
  get keys() {
    return [...this.program.sessions.values()]
      .filter(({ key, parent }) => !this.program.slot(key).start && (this.parts.checked || !parent))
      .map(({ key }) => key);
  }

  render() {
    const keys = this.keys;
    const wanted = this.search.value.trim().toLocaleLowerCase();
    const found = keys.filter((key) => `${this.words.title(key)} ${this.words.people(key)}`.toLocaleLowerCase().includes(wanted));
    const focused = document.activeElement;
    this.list.replaceChildren(...found.map((key) => this.cards.get(key)));
    if (this.list.contains(focused)) focused.focus({ preventScroll: true });
    this.element.querySelector("h2").textContent = this.words.say("tray", { count: keys.length });
  }

  contains(x, y) {
    const { left, right, top, bottom } = this.element.getBoundingClientRect();
    return x >= left && x <= right && y >= top && y <= bottom;
  }
}
