// The program with what has been moved in it: where each session is now, and what moving it means.
import * as changes from "./changes.js";
import { DAY, IN_TRAY, dayNumber, dayOf, exact, minutes, same, shifted, written } from "./slots.js";

const USUAL_LENGTH = 30; // of what never had a time

export class Program extends EventTarget {
  constructor(data) {
    super();
    Object.assign(this, { days: data.days.map(dayNumber), rooms: data.rooms, people: data.people });
    this.sessions = new Map(data.sessions.map((each) => [each.key, each]));
    this.inside = Map.groupBy(data.sessions, (each) => each.parent);
    this.state = changes.EMPTY;
    this.touched = new Map();
  }

  /** Takes over a change set, and tells with the event "moved" which sessions are elsewhere now. */
  adopt(state) {
    const before = this.touched;
    this.state = state;
    this.touched = changes.slots(state);
    const all = new Set([...before.keys(), ...this.touched.keys()]);
    const moved = [...all].filter((key) => {
      const was = before.get(key)?.now ?? this.sessions.get(key).slot;
      return !same(was, this.slot(key));
    });
    this.dispatchEvent(new CustomEvent("moved", { detail: [...new Set(moved.flatMap((key) => this.#family(key)))] }));
  }

  /** A session and all inside it: without a room of their own, these are in another one with it. */
  #family(key) {
    return [key, ...(this.inside.get(key) ?? []).flatMap((child) => this.#family(child.key))];
  }

  slot(key) {
    return this.touched.get(key)?.now ?? this.sessions.get(key).slot;
  }

  isMoved(key) {
    const touched = this.touched.get(key);
    return Boolean(touched) && !same(touched.seen, touched.now);
  }

  /** The room a session is in, its own or that of what it is part of. */
  roomOf(key, slot = this.slot(key)) {
    const { parent } = this.sessions.get(key);
    return slot.room ?? (parent ? this.roomOf(parent) : null);
  }

  /** From when to when, in minutes on the wall clock, and where; null for what has no time. */
  place(key, slot = this.slot(key)) {
    const from = minutes(slot.start);
    if (from === null) return null;
    return { from, to: minutes(slot.end), room: this.roomOf(key, slot) };
  }

  /** Minutes from start to end: now, else when it last had both, else what is usual. */
  lengthOf(key) {
    const { slot } = this.sessions.get(key);
    for (const { start, end } of [this.slot(key), this.touched.get(key)?.seen ?? slot, slot]) {
      if (start && end) return minutes(end) - minutes(start);
    }
    return USUAL_LENGTH;
  }

  /** The slot of a session at a place. What is in the room of its parent goes on taking it from there. */
  slotAt(key, { from, to, room }) {
    const stays = room === this.roomOf(key) && this.slot(key).start;
    return { day: null, start: written(from), end: written(to), room: stays ? this.slot(key).room : room };
  }

  /** Moves a session to a slot, and what is inside it along with it. */
  move(key, slot, grip = null) {
    if (same(slot, this.slot(key))) return;
    const moves = [{ session: key, from: this.slot(key), to: slot }, ...this.following(key, slot)];
    this.adopt(changes.moved(this.state, { session: key, grip, moves }));
  }

  unschedule(key, grip) {
    this.move(key, IN_TRAY, grip);
  }

  *following(key, to) {
    const from = this.slot(key);
    for (const { key: child } of this.inside.get(key) ?? []) {
      const slot = this.along(key, from, to, child);
      if (same(slot, this.slot(child))) continue;
      yield { session: child, from: this.slot(child), to: slot };
      yield* this.following(child, slot);
    }
  }

  /** Where a child goes when its parent moves: by the same time, and to the same room if it was in
   *  that one. What left its time in the tray gets it back. */
  along(parent, from, to, child) {
    const slot = { ...this.slot(child) };
    if (slot.room && slot.room === from.room) slot.room = to.room;
    if (!to.start) return { ...slot, day: null, start: null, end: null };
    if (from.start && slot.start) return shifted(slot, minutes(to.start) - minutes(from.start));
    const [outer, inner] = [parent, child].map((key) => this.touched.get(key)?.seen ?? this.sessions.get(key).slot);
    if (from.start || !outer.start || !inner.start || !this.touched.has(child)) return slot;
    const back = shifted(inner, minutes(to.start) - minutes(outer.start));
    return { ...back, room: inner.room && inner.room === outer.room ? to.room : inner.room };
  }

  undo() {
    return this.#turn(changes.undone, this.state.done.at(-1));
  }

  redo() {
    return this.#turn(changes.redone, this.state.undone.at(-1));
  }

  /** Takes the step back or forth and returns it; undefined if there is none. */
  #turn(turned, step) {
    if (step) this.adopt(turned(this.state));
    return step;
  }

  /** Puts everything back where it was seen, as one step. */
  discard() {
    const moves = [...this.touched]
      .filter(([key]) => this.isMoved(key))
      .map(([session, { seen, now }]) => ({ session, from: now, to: seen }));
    if (moves.length) this.adopt(changes.moved(this.state, { session: moves[0].session, grip: null, moves }));
  }

  /** What the server is sent: also what is back where it was seen, as that means it stays there. */
  moves() {
    return [...this.touched].map(([session, { seen, now }]) => ({ session, seen, new: exact(now, seen) }));
  }

  get movedKeys() {
    return [...this.touched.keys()].filter((key) => this.isMoved(key));
  }

  /** The first place of the day, at or after `from`, where the session has room and is long enough. */
  firstFree(key, from) {
    const length = this.lengthOf(key);
    const midnight = (dayOf(from) + 1) * DAY;
    const rooms = this.rooms.length ? this.rooms.map((room) => room.key) : [null];
    for (let time = from; time + length <= midnight; time += 15) {
      for (const room of rooms) {
        const place = { from: time, to: time + length, room };
        if (room === null || this.isFree(key, place)) return place;
      }
    }
    return { from, to: from + length, room: rooms[0] };
  }

  isFree(key, { from, to, room }) {
    for (const other of this.sessions.keys()) {
      const place = other === key ? null : this.place(other);
      if (place && place.room === room && place.from < to && from < (place.to ?? place.from + 1)) return false;
    }
    return true;
  }
}
