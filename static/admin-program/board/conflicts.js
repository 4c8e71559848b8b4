// What clashes, for an answer at once while dragging.
import { dayOf } from "./slots.js";

const meet = (one, other) => one.from < end(other) && other.from < end(one);
const end = (place) => place.to ?? place.from + 1; // of what has no end, the start counts

function isInside(program, key, other) {
  for (let each = program.sessions.get(key); each?.parent; each = program.sessions.get(each.parent)) {
    if (each.parent === other) return true;
  }
  return false;
}

/** What is wrong with a session at a place: [{kind, other, person}], kind being room, person, days or
 *  parent. What is inside another session does not clash with it. */
export function clashes(program, key, place, places) {
  const session = program.sessions.get(key);
  if (!place || session.status === "cancelled") return [];
  const found = [];
  const day = dayOf(place.from);
  if (day < program.days[0] || day > program.days.at(-1)) found.push({ kind: "days" });
  for (const [other, there] of places) {
    if (other === key || !meet(place, there)) continue;
    const beside = program.sessions.get(other);
    if (beside.status === "cancelled" || isInside(program, key, other) || isInside(program, other, key)) continue;
    if (place.room && place.room === there.room) found.push({ kind: "room", other });
    for (const person of session.people) {
      if (beside.people.includes(person)) found.push({ kind: "person", other, person });
    }
  }
  return [...found, ...nesting(program, key, place)];
}

function nesting(program, key, place) {
  const { parent } = program.sessions.get(key);
  const outer = parent && program.place(parent);
  const sticksOut = (inner, around) => inner.from < around.from || (around.to && (inner.to ?? inner.from) > around.to);
  return outer && sticksOut(place, outer) ? [{ kind: "parent", other: parent }] : [];
}

/** The places of all sessions that have a time, by session. */
export function places(program) {
  const found = new Map();
  for (const key of program.sessions.keys()) {
    const place = program.place(key);
    if (place) found.set(key, place);
  }
  return found;
}

/** All clashes of the program, by session; the sessions without any are left out. */
export function allClashes(program) {
  const all = places(program);
  const days = Map.groupBy(all, ([, place]) => dayOf(place.from));
  const found = new Map();
  for (const [key, place] of all) {
    const day = dayOf(place.from);
    const near = [day - 1, day, day + 1].flatMap((each) => days.get(each) ?? []);
    const of = clashes(program, key, place, near);
    if (of.length) found.set(key, of);
  }
  return found;
}
