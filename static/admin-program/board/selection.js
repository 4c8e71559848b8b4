// The session that is selected. From picking it up to putting it down is one step of undo.

export class Selection {
  /** `changed` is called with the session selected, or null; `say` announces a text. */
  constructor({ program, words, cards, changed, say }) {
    Object.assign(this, { program, words, cards, changed, say, key: null, grip: null });
  }

  holds(key) {
    return this.key === key;
  }

  pickUp(key) {
    this.#mark(false);
    this.key = key;
    this.grip = crypto.randomUUID();
    this.#mark(true);
    this.changed(key);
    this.say("picked_up", this.#values(key));
  }

  putDown() {
    const { key } = this;
    if (key === null) return;
    this.#mark(false);
    this.key = this.grip = null;
    this.changed(null);
    this.say("put_down", this.#values(key));
  }

  /** Takes back what was done since the session was picked up, and puts it down. */
  putBack() {
    const { key, grip } = this;
    if (this.program.state.done.at(-1)?.grip === grip) this.program.undo();
    this.putDown();
    this.cards.get(key).focus();
    this.say("put_back", this.#values(key));
  }

  #values(key) {
    return { title: this.words.title(key), place: this.words.where(key) };
  }

  #mark(pressed) {
    this.cards.get(this.key)?.setAttribute("aria-pressed", pressed);
  }
}
