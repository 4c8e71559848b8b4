// A card for each session, which stands in the grid or in the tray.
import { clock } from "./words.js";

export class Cards {
  constructor(program, words, editable) {
    Object.assign(this, { program, words, editable, clashes: new Map(), byKey: new Map() });
    for (const session of program.sessions.values()) this.byKey.set(session.key, this.#made(session));
  }

  get(key) {
    return this.byKey.get(key);
  }

  #made(session) {
    const card = document.createElement("div");
    card.className = `card kind-${session.kind} ${session.status}`;
    card.dataset.key = session.key;
    card.setAttribute("role", "button");
    card.setAttribute("aria-pressed", "false");
    card.tabIndex = -1;
    const title = document.createElement("b");
    title.textContent = session.title;
    const when = document.createElement("span");
    when.className = "card-when";
    card.append(title, when);
    if (this.editable) {
      const grip = document.createElement("i");
      grip.className = "card-grip";
      card.append(grip);
    }
    return card;
  }

  /** Writes on the card where its session is, and what is wrong with that. */
  dress(key) {
    const card = this.get(key);
    const place = this.program.place(key);
    const clashes = this.clashes.get(key) ?? [];
    card.querySelector(".card-when").textContent = place ? this.words.span(place) : this.#known(key);
    card.classList.toggle("moved", this.program.isMoved(key));
    card.classList.toggle("clash", clashes.length > 0);
    card.classList.toggle("open-end", Boolean(place) && place.to === null);
    card.setAttribute("aria-label", this.words.card(key, clashes));
    card.title = [this.words.title(key), this.words.where(key), this.words.people(key)].filter(Boolean).join("\n");
  }

  /** What is known of a session in the tray: its kind, its day, what it is part of. */
  #known(key) {
    const { kindName, parent } = this.program.sessions.get(key);
    const day = this.program.slot(key).day && this.words.where(key);
    const whole = parent && this.words.say("part_of", { other: this.words.title(parent) });
    return [kindName, day, whole].filter(Boolean).join(" · ");
  }

  /** Takes over all clashes, and returns the sessions whose cards are to be dressed anew. */
  takeClashes(clashes) {
    const changed = new Set();
    for (const key of new Set([...clashes.keys(), ...this.clashes.keys()])) {
      if (JSON.stringify(clashes.get(key)) !== JSON.stringify(this.clashes.get(key))) changed.add(key);
    }
    this.clashes = clashes;
    return changed;
  }
}

/** The hours from one time of the day to another, as labels with their minute. */
export function hours(first, last) {
  const found = [];
  for (let minute = first; minute < last; minute += 60) found.push([minute, clock(minute)]);
  return found;
}
