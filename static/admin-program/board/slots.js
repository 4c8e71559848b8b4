// Where and when a session is: {day, start, end, room}. Times are strings as the server writes them,
// "2023-08-08T10:10:00-07:00", or as the board does, "2023-08-08T10:40"; both show what the clocks at
// the venue show. The arithmetic is that of the wall clock, in minutes; zones are the server's matter.
export const DAY = 1440;
export const IN_TRAY = Object.freeze({ day: null, start: null, end: null, room: null });

const wall = (text) => text?.slice(0, 16) ?? null;
const known = new Map();

/** Minutes on the wall clock since 1970, or null. */
export function minutes(text) {
  if (!text) return null;
  if (!known.has(text)) known.set(text, Date.parse(`${wall(text)}Z`) / 60000);
  return known.get(text);
}

/** The time, or null, as the board writes it. */
export const written = (time) => (time === null ? null : new Date(time * 60000).toISOString().slice(0, 16));

export const dayOf = (time) => Math.floor(time / DAY);

export const dayNumber = (date) => Date.parse(`${date}Z`) / 60000 / DAY;

export const same = (one, other) =>
  one.day === other.day && one.room === other.room &&
  wall(one.start) === wall(other.start) && wall(one.end) === wall(other.end);

/** The slot moved by so many minutes; one without a time stays as it is. */
export function shifted(slot, by) {
  const [start, end] = [slot.start, slot.end].map((time) => time && written(minutes(time) + by));
  return { ...slot, start, end };
}

/** The slot with the very moments of `seen` where the clocks show the same: an hour that the clocks
 *  show twice is not guessed. */
export function exact(slot, seen) {
  const kept = (name) => (wall(slot[name]) === wall(seen[name]) ? seen[name] : slot[name]);
  return { ...slot, start: kept("start"), end: kept("end") };
}
