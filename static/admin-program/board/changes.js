// The change set: what was moved and is not published yet, with undo and redo. Pure functions; a
// state is {done, undone}, lists of steps {session, grip, moves: [{session, from, to}]}, and is never
// changed but replaced. A step moves a session and what is inside it.
import { same } from "./slots.js";

export const EMPTY = Object.freeze({ done: [], undone: [] });

/** The state after a step. Steps with the same grip, from picking a session up to putting it down,
 *  become one; what was undone is forgotten. */
export function moved(state, step) {
  const last = state.done.at(-1);
  const going = step.grip && last?.grip === step.grip && last.session === step.session;
  const whole = going ? joined(last, step) : step;
  const before = going ? state.done.slice(0, -1) : state.done;
  const idle = whole.moves.every(({ from, to }) => same(from, to));
  return { done: idle ? before : [...before, whole], undone: [] };
}

function joined(first, second) {
  const moves = new Map(first.moves.map((move) => [move.session, move]));
  for (const move of second.moves) {
    moves.set(move.session, { ...move, from: moves.get(move.session)?.from ?? move.from });
  }
  return { ...second, moves: [...moves.values()] };
}

/** The state without its last step, or the same state if there is none. */
export function undone({ done, undone: later }) {
  return done.length ? { done: done.slice(0, -1), undone: [...later, done.at(-1)] } : { done, undone: later };
}

/** The state with the step again that was last undone, or the same state if there is none. */
export function redone({ done, undone: later }) {
  return later.length ? { done: [...done, later.at(-1)], undone: later.slice(0, -1) } : { done, undone: later };
}

/** For each session touched: the slot in which it was first `seen`, and the one it is in `now`. */
export function slots(state) {
  const found = new Map();
  for (const { moves } of state.done) {
    for (const { session, from, to } of moves) {
      found.set(session, { seen: found.get(session)?.seen ?? from, now: to });
    }
  }
  return found;
}

/** The sessions that the state has where they were when the moves were `sent`. */
export function asSent(state, sent) {
  return [...slots(state)].filter(([key, { now }]) => sent[key] && same(sent[key], now)).map(([key]) => key);
}

/** The state without the moves of the sessions for which `gone` is true. */
export function without(state, gone) {
  const kept = (steps) =>
    steps
      .map((step) => ({ ...step, moves: step.moves.filter(({ session }) => !gone(session)) }))
      .filter((step) => step.moves.length);
  return { done: kept(state.done), undone: kept(state.undone) };
}
