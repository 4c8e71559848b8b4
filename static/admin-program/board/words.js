// The board's words: texts come translated from the server, dates from the browser.
import { DAY, dayNumber, dayOf } from "./slots.js";

/** The text with each %(name)s replaced. */
export const filled = (text, values = {}) => text.replace(/%\((\w+)\)s/g, (_all, name) => values[name]);

export const clock = (time) => new Date(time * 60000).toISOString().slice(11, 16);

export class Words {
  constructor({ texts, language }, program) {
    this.texts = texts;
    this.program = program;
    this.short = new Intl.DateTimeFormat(language, { weekday: "short", month: "short", day: "numeric", timeZone: "UTC" });
    this.long = new Intl.DateTimeFormat(language, { weekday: "long", month: "long", day: "numeric", timeZone: "UTC" });
    this.names = new Map(program.rooms.map((room) => [room.key, room.name]));
  }

  say(name, values) {
    return filled(this.texts[name], values);
  }

  count(number) {
    if (!number) return this.say("no_changes");
    return number === 1 ? this.say("one_change") : this.say("changes", { count: number });
  }

  day(number, style = "short") {
    return this[style].format(new Date(number * DAY * 60000));
  }

  room(key) {
    return key ? (this.names.get(key) ?? key) : this.say("no_room");
  }

  title(key) {
    return this.program.sessions.get(key).title;
  }

  span({ from, to }) {
    return to === null ? clock(from) : `${clock(from)}–${clock(to)}`;
  }

  /** Day, time and room of a place in words; null is the tray. */
  place(place) {
    if (!place) return this.say("in_tray");
    return `${this.day(dayOf(place.from))}, ${this.span(place)}, ${this.room(place.room)}`;
  }

  /** Where a session is in words, also where only its day is known. */
  where(key) {
    const { day, start } = this.program.slot(key);
    if (day && !start) return this.say("day_only", { day: this.day(dayNumber(day)) });
    return this.place(this.program.place(key));
  }

  clash({ kind, other, person }) {
    return this.say(`clash_${kind}`, { other: other && this.title(other), person: this.program.people[person] });
  }

  people(key) {
    return this.program.sessions.get(key).people.map((slug) => this.program.people[slug]).join(", ");
  }

  /** All there is to say of a card, for those who do not see it. */
  card(key, clashes) {
    const { title, kindName, status } = this.program.sessions.get(key);
    const marks = [
      status !== "published" && this.texts[status],
      this.program.isMoved(key) && this.say("moved"),
      ...clashes.map((clash) => this.clash(clash)),
    ];
    return [title, kindName, this.where(key), ...marks.filter(Boolean)].join(". ");
  }
}
