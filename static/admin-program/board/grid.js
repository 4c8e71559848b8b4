// The grid: days one below the other, rooms side by side. A move touches only the rooms and days it
// leaves and enters.
import { hours } from "./cards.js";
import { laidOut } from "./lanes.js";
import { DAY, dayOf } from "./slots.js";

const ZOOMS = [0.7, 1.1, 1.6, 2.4, 3.6]; // pixels for a minute
const ROOM_WIDTHS = [7, 8.5, 10.5, 13, 16]; // rem
const SHOWN = 30; // minutes in the grid for what has no end
const DAYS_DRAWN = 2; // from its midnight on, however long a session is
const TWO_LINES = 38; // pixels
const NESTED = 1.25; // widths of a room for sessions with others inside
const MORNING = 8 * 60;
const EVENING = 19 * 60;

const made = (name, className, text = "") => Object.assign(document.createElement(name), { className, textContent: text });

export class Grid {
  constructor(scroller, program, words, cards) {
    Object.assign(this, { scroller, program, words, cards, zoomed: 2 });
    this.rooms = [...program.rooms.map((room) => room.key), null];
    this.ghostCard = made("div", "ghost");
    this.ghostCard.ariaHidden = "true";
    this.build();
  }

  get pixels() {
    return ZOOMS[this.zoomed];
  }

  /** Makes everything anew: at the start, and when something moves to an hour not shown before. */
  build() {
    const keys = [...this.program.sessions.keys()];
    const places = keys.map((key) => this.program.place(key)).filter(Boolean);
    this.days = [...new Set([...this.program.days, ...places.map(({ from }) => dayOf(from))])].sort((a, b) => a - b);
    const starts = places.map(({ from }) => from % DAY);
    const ends = places.map((place) => this.#end(place) - dayOf(place.from) * DAY);
    this.first = Math.floor(Math.min(MORNING, ...starts) / 60) * 60;
    this.last = Math.ceil(Math.max(EVENING, ...ends) / 60) * 60;
    [this.cells, this.cellOf, this.shares] = [new Map(), new Map(), new Map()];
    this.scroller.style.setProperty("--minutes", this.last - this.first);
    this.grids = new Map(this.days.map((day) => [day, this.#day(day)]));
    const sheet = made("div", "sheet");
    sheet.append(this.#head(), ...[...this.grids.values()].map((grid) => grid.parentElement));
    this.scroller.replaceChildren(sheet);
    this.update(keys);
    this.zoom(0);
  }

  #head() {
    const head = made("div", "rooms");
    head.append(made("span", "corner"));
    this.heads = this.rooms.map((key) => {
      const cell = made("div", "room", this.words.room(key));
      const seats = this.program.rooms.find((room) => room.key === key)?.capacity;
      if (seats) cell.append(made("small", "", this.words.say("seats", { count: seats })));
      return cell;
    });
    head.append(...this.heads);
    return head;
  }

  #day(day) {
    const section = made("section", "day");
    const title = made("h3", "");
    title.append(made("span", "", this.words.day(day, "long")));
    if (!this.program.days.includes(day)) title.append(made("small", "", this.words.say("outside_days")));
    const grid = made("div", "day-grid");
    const times = made("div", "times");
    for (const [minute, label] of hours(this.first, this.last)) {
      const hour = made("span", "", label);
      hour.style.setProperty("--from", minute - this.first);
      times.append(hour);
    }
    grid.append(times);
    this.rooms.forEach((_room, place) => {
      const column = made("i", "column");
      column.style.gridColumn = place + 2;
      grid.append(column);
    });
    section.setAttribute("aria-label", title.textContent);
    section.append(title, grid);
    return grid;
  }

  /** Puts the cards of the sessions where they belong now. */
  update(keys) {
    const dirty = new Set();
    for (const key of keys) {
      const place = this.program.place(key);
      const cell = place && `${dayOf(place.from)} ${place.room ?? ""}`;
      const before = this.cellOf.get(key);
      if (before) dirty.add(before);
      if (before && before !== cell) this.cells.get(before).delete(key);
      if (!cell) {
        this.cellOf.delete(key);
        continue;
      }
      if (!this.cells.has(cell)) this.cells.set(cell, new Set());
      this.cells.get(cell).add(key);
      this.cellOf.set(key, cell);
      dirty.add(cell);
    }
    for (const cell of dirty) this.#layOut(cell);
    this.#setColumns();
  }

  /** Whether all sessions with a time are at hours and on days that are shown. */
  fits(keys) {
    return keys.every((key) => {
      const place = this.program.place(key);
      if (!place) return true;
      const midnight = dayOf(place.from) * DAY;
      return this.grids.has(dayOf(place.from)) && place.from - midnight >= this.first && this.#end(place) - midnight <= this.last;
    });
  }

  /** Until when a place is drawn. */
  #end({ from, to }) {
    return Math.min(to ?? from + SHOWN, (dayOf(from) + DAYS_DRAWN) * DAY);
  }

  #layOut(cell) {
    const keys = this.cells.get(cell);
    const items = this.#items(keys);
    const boxes = laidOut(items);
    const outers = new Set(items.map((each) => each.outer));
    for (const item of items) {
      const card = this.cards.get(item.key);
      card.classList.toggle("outer", outers.has(item.key));
      this.#put(card, item, boxes.get(item.key));
    }
    const lanes = items.filter((each) => !each.outer).map((each) => boxes.get(each.key).lanes);
    this.shares.set(cell, Math.max(outers.size > 1 ? NESTED : 1, ...lanes.map((number) => number * 0.75)));
  }

  /** The sessions of a cell for `laidOut`. What has no end lasts as long as what is inside it. */
  #items(keys) {
    const items = new Map();
    for (const key of keys) {
      const place = this.program.place(key);
      items.set(key, { key, ...place, to: this.#end(place), endless: place.to === null });
    }
    const outerOf = ({ key }) => items.get(this.program.sessions.get(key).parent);
    for (const item of items.values()) {
      const outer = outerOf(item);
      if (outer?.endless) outer.to = Math.max(outer.to, item.to);
    }
    return [...items.values()].map((item) => {
      const outer = outerOf(item);
      const within = outer && outer.from <= item.from && item.to <= outer.to;
      return { ...item, outer: within ? outer.key : null };
    });
  }

  #put(card, { from, to, room, outer }, { left, width }) {
    const day = dayOf(from);
    card.style.setProperty("--from", from - day * DAY - this.first);
    card.style.setProperty("--length", to - from);
    card.style.setProperty("--left", left);
    card.style.setProperty("--width", width);
    card.style.gridColumn = this.#column(room);
    card.classList.toggle("short", (to - from) * this.pixels < TWO_LINES);
    card.classList.toggle("inner", Boolean(outer));
    const grid = this.grids.get(day);
    if (card.parentElement !== grid) grid.append(card);
  }

  #column(room) {
    const place = this.rooms.indexOf(room);
    const line = (place < 0 ? this.rooms.length - 1 : place) + 2;
    return `${line} / ${line + 1}`; // what is placed absolutely needs both lines
  }

  /** A room in which sessions overlap, or stand inside others, is wider. */
  #setColumns() {
    const shares = this.rooms.map((room) => {
      return Math.max(...this.days.map((day) => this.shares.get(`${day} ${room ?? ""}`) ?? 1));
    });
    const columns = shares.map((share) => `minmax(0, ${share}fr)`).join(" ");
    if (columns === this.columns) return;
    this.scroller.style.setProperty("--columns", `var(--times) ${columns}`);
    this.scroller.style.setProperty("--shares", shares.reduce((sum, share) => sum + share, 0));
    this.columns = columns;
  }

  /** Nearer with 1, farther with -1; what is in the middle stays there. */
  zoom(by) {
    const before = this.pixels;
    const middle = this.scroller.scrollTop + this.scroller.clientHeight / 2;
    this.zoomed = Math.min(Math.max(this.zoomed + by, 0), ZOOMS.length - 1);
    this.scroller.style.setProperty("--minute", `${this.pixels}px`);
    this.scroller.style.setProperty("--room", `${ROOM_WIDTHS[this.zoomed]}rem`);
    for (const cell of this.cells.keys()) this.#layOut(cell);
    if (by) this.scroller.scrollTop = (middle * this.pixels) / before - this.scroller.clientHeight / 2;
  }

  /** Remembers where days and rooms are, for `at`; to be called when a drag begins. */
  measure() {
    const { left, top } = this.scroller.getBoundingClientRect();
    const { scrollLeft, scrollTop } = this.scroller;
    this.measured = {
      top: this.heads[0].getBoundingClientRect().bottom,
      rooms: this.heads.map((head) => head.getBoundingClientRect().right - left + scrollLeft),
      days: [...this.grids].map(([day, grid]) => [day, grid.getBoundingClientRect().top - top + scrollTop]),
    };
  }

  /** The time and room at a point of the window; null outside of the grid. */
  at(x, y) {
    const frame = this.scroller.getBoundingClientRect();
    if (x < frame.left || x > frame.right || y < this.measured.top || y > frame.bottom) return null;
    const [across, down] = [x - frame.left + this.scroller.scrollLeft, y - frame.top + this.scroller.scrollTop];
    const column = this.measured.rooms.findIndex((right) => across <= right);
    const [day, top] = this.measured.days.findLast(([, edge]) => down >= edge) ?? this.measured.days[0];
    const minute = Math.min(Math.max((down - top) / this.pixels, 0), this.last - this.first - 1);
    return { time: day * DAY + this.first + minute, room: this.rooms.at(column) };
  }

  /** Shows where a dragged session would be; null takes that away. */
  ghost(place, text, clash) {
    if (!place || !this.grids.has(dayOf(place.from))) {
      this.ghostCard.remove();
      return;
    }
    this.ghostCard.textContent = text;
    this.ghostCard.classList.toggle("clash", clash);
    this.#put(this.ghostCard, { ...place, to: this.#end(place), outer: null }, { left: 0, width: 1 });
  }

  goTo(day) {
    this.grids.get(day)?.parentElement.scrollIntoView({ block: "start", inline: "nearest" });
  }

  /** The first day on which something is scheduled. */
  get firstDay() {
    const first = this.inOrder().at(0);
    return first ? dayOf(first.from) : this.days[0];
  }

  /** The day in view. */
  get dayInView() {
    const top = this.scroller.scrollTop + this.scroller.clientHeight / 3;
    return [...this.grids].findLast(([, grid]) => grid.parentElement.offsetTop <= top)?.[0] ?? this.days[0];
  }

  /** The sessions in the grid by time, those of one room if a room is given. */
  inOrder(room) {
    return [...this.cellOf.keys()]
      .map((key) => ({ key, ...this.program.place(key) }))
      .filter((each) => room === undefined || each.room === room)
      .sort((one, other) => one.from - other.from);
  }
}
