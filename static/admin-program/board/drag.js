// Moving and resizing with mouse, pen or finger. A finger drags what is selected, and scrolls otherwise.
import { STEP } from "./actions.js";
import { clashes, places } from "./conflicts.js";

const THRESHOLD = 4; // pixels
const EDGE = 48; // pixels in which the grid scrolls by itself
const LINGER = 450; // milliseconds over the name of a day

const snapped = (time) => Math.round(time / STEP) * STEP;

export class Drag {
  /** `done` is called after a drop with the session. */
  constructor(board, { program, words, grid, tray, done }) {
    Object.assign(this, { board, program, words, grid, tray, done, now: null });
    this.label = board.appendChild(Object.assign(document.createElement("div"), { className: "drag-label" }));
    this.label.ariaHidden = "true";
    board.addEventListener("pointerdown", (event) => this.#press(event));
    board.addEventListener("pointermove", (event) => this.#move(event));
    board.addEventListener("pointerup", (event) => this.#drop(event));
    board.addEventListener("pointercancel", () => this.#end());
    board.addEventListener("click", (event) => this.#afterDrop(event), true);
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.now?.going && this.#end());
  }

  #press(event) {
    this.dropped = false;
    const card = event.target.closest(".card");
    const scrolls = event.pointerType === "touch" && card?.ariaPressed !== "true";
    if (!card || event.button || scrolls) return;
    const { clientX: x, clientY: y } = event;
    const resize = Boolean(event.target.closest(".card-grip"));
    const grabbed = (y - card.getBoundingClientRect().top) / this.grid.pixels;
    const key = card.dataset.key;
    this.now = { key, card, x, y, resize, grabbed: this.program.place(key) ? grabbed : 0, pointer: event.pointerId };
  }

  #move(event) {
    const { now } = this;
    if (!now || event.pointerId !== now.pointer) return;
    const far = Math.hypot(event.clientX - now.x, event.clientY - now.y) > THRESHOLD;
    if (!now.going && !far) return;
    if (!now.going) this.#begin();
    [now.x, now.y] = [event.clientX, event.clientY];
    this.#show();
    this.#linger(event);
  }

  #begin() {
    const { now } = this;
    now.going = true;
    now.places = places(this.program);
    now.card.setPointerCapture(now.pointer);
    now.card.classList.add("dragged");
    this.board.classList.add("dragging");
    this.grid.measure();
    this.#scroll();
  }

  /** Where the session would be dropped: a place, null for the tray, undefined for nowhere. */
  #target() {
    const { key, x, y, resize, grabbed } = this.now;
    const place = this.program.place(key);
    if (!resize && this.tray.contains(x, y)) return null;
    const at = this.grid.at(x, y);
    if (!at) return undefined;
    if (resize) return { ...place, to: Math.max(snapped(at.time), place.from + STEP) };
    const from = snapped(at.time - grabbed);
    const endless = place && place.to === null;
    return { from, to: endless ? null : from + this.program.lengthOf(key), room: at.room };
  }

  #show() {
    const { now } = this;
    now.target = this.#target();
    const found = now.target ? clashes(this.program, now.key, now.target, now.places) : [];
    const inWay = new Set(found.map((clash) => clash.other));
    for (const card of this.board.querySelectorAll(".card.in-way")) card.classList.remove("in-way");
    for (const key of inWay) this.board.querySelector(`[data-key="${key}"]`)?.classList.add("in-way");
    this.grid.ghost(now.target, this.words.title(now.key), found.length > 0);
    this.tray.element.classList.toggle("target", now.target === null);
    const lines = [now.target === undefined ? "" : this.words.place(now.target), ...found.map((clash) => this.words.clash(clash))];
    this.label.replaceChildren(...lines.filter(Boolean).map((text, place) => Object.assign(document.createElement(place ? "p" : "b"), { textContent: text })));
    this.label.classList.toggle("clash", found.length > 0);
    const left = Math.min(now.x + 14, innerWidth - this.label.offsetWidth - 8);
    this.label.style.translate = `${left}px ${Math.min(now.y + 18, innerHeight - this.label.offsetHeight - 8)}px`;
  }

  #linger({ clientX, clientY }) {
    const over = document.elementFromPoint(clientX, clientY)?.closest("[data-day]");
    if (over === this.over) return;
    this.over = over;
    clearTimeout(this.lingering);
    if (over) this.lingering = setTimeout(() => this.now && this.grid.goTo(Number(over.dataset.day)), LINGER);
  }

  /** Scrolls the grid while the pointer is at its edge. */
  #scroll() {
    if (!this.now?.going) return;
    const { scroller } = this.grid;
    const { left, right, bottom } = scroller.getBoundingClientRect();
    const { top } = this.grid.measured;
    const { x, y } = this.now;
    const speed = (before, after) => (before < EDGE ? before - EDGE : after < EDGE ? EDGE - after : 0) / 4;
    if (x > left && x < right && y > top && y < bottom) {
      const [across, down] = [speed(x - left, right - x), speed(y - top, bottom - y)];
      if (across || down) {
        scroller.scrollBy(across, down);
        this.#show();
      }
    }
    requestAnimationFrame(() => this.#scroll());
  }

  #drop(event) {
    const { now } = this;
    if (!now || event.pointerId !== now.pointer) return;
    this.dropped = Boolean(now.going);
    this.#end();
    if (!now.going || now.target === undefined) return;
    if (now.target) this.program.move(now.key, this.program.slotAt(now.key, now.target));
    else this.program.unschedule(now.key);
    this.done(now.key);
  }

  #end() {
    clearTimeout(this.lingering);
    this.now?.card.classList.remove("dragged");
    this.board.classList.remove("dragging");
    this.tray.element.classList.remove("target");
    for (const card of this.board.querySelectorAll(".card.in-way")) card.classList.remove("in-way");
    this.grid.ghost(null);
    this.label.replaceChildren();
    this.now = null;
  }

  /** The click that ends a drag is none. Some drags end without: the card stands elsewhere by then. */
  #afterDrop(event) {
    const byPointer = event.detail > 0;
    if (this.dropped && byPointer) event.stopPropagation();
    this.dropped = false;
  }
}
