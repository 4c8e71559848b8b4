// What is selected, in words, with buttons for everything that keys can do.

export class Detail {
  constructor(element, { program, words, cards, sessionUrl }) {
    Object.assign(this, { element, program, words, cards, sessionUrl });
  }

  show(key) {
    this.key = key;
    this.element.hidden = key === null;
    if (key === null) return;
    const session = this.program.sessions.get(key);
    const placed = Boolean(this.program.slot(key).start);
    const part = (name) => this.element.querySelector(name);
    part("h2").textContent = session.title;
    part(".detail-place").textContent = [session.kindName, session.event, this.words.where(key)].filter(Boolean).join(" · ");
    part(".detail-people").textContent = this.words.people(key);
    part(".detail-clashes").replaceChildren(
      ...(this.cards.clashes.get(key) ?? []).map((clash) =>
        Object.assign(document.createElement("li"), { textContent: this.words.clash(clash) })),
    );
    part(".detail-form").href = this.sessionUrl.replace("/0/", `/${session.pk}/`);
    for (const each of this.element.querySelectorAll(".if-placed")) each.hidden = !placed;
    for (const each of this.element.querySelectorAll(".if-in-tray")) each.hidden = placed;
  }
}
