// What can be done with a session, by keys and by buttons alike.
import { DAY, dayOf } from "./slots.js";

export const STEP = 5; // minutes

const by = (minutes) => ({ from, to, room }) => ({ from: from + minutes, to: to === null ? null : to + minutes, room });

const longer = (minutes) => ({ from, to, room }) => ({ from, room, to: Math.max((to ?? from) + minutes, from + STEP) });

const rooms = (step) => (place, { rooms: all }) => {
  const at = all.indexOf(place.room);
  return { ...place, room: all[Math.min(Math.max((at < 0 ? all.length - 1 : at) + step, 0), all.length - 1)] };
};

// From a place and the grid to the new place
const PLACES = {
  earlier: by(-STEP),
  later: by(STEP),
  shorter: longer(-STEP),
  longer: longer(STEP),
  "room-before": rooms(-1),
  "room-after": rooms(1),
  "day-before": by(-DAY),
  "day-after": by(DAY),
};

/** Does what `name` says with a session; returns whether it could be done. */
export function act(name, key, grid, grip) {
  const { program } = grid;
  const place = program.place(key);
  if (name === "place") {
    if (place) return false;
    program.move(key, program.slotAt(key, program.firstFree(key, startOfSearch(key, grid))), grip);
    return true;
  }
  if (!place) return false;
  if (name === "unschedule") {
    program.unschedule(key, grip);
    return true;
  }
  const wanted = PLACES[name](place, grid);
  if (!grid.grids.has(dayOf(wanted.from))) return false;
  program.move(key, program.slotAt(key, wanted), grip);
  return true;
}

function startOfSearch(key, grid) {
  const { day } = grid.program.slot(key);
  const known = day ? Date.parse(`${day}Z`) / 60000 / DAY : null;
  return (grid.days.includes(known) ? known : grid.dayInView) * DAY + Math.max(grid.first, 8 * 60);
}
