// The change set is kept in the browser: a reload or a crash loses nothing. Where the browser keeps
// no data, the board works until the page is closed.

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};

export class Storage {
  constructor({ user, event }) {
    this.key = `board:${user}:${event}`;
  }

  /** The state kept, or null. */
  load() {
    const state = read(this.key);
    return Array.isArray(state?.done) && Array.isArray(state.undone) ? state : null;
  }

  /** Keeps the state; returns whether the browser did. */
  save(state) {
    return this.#write(this.key, state);
  }

  /** Remembers where the sessions were to go when the review was asked for. */
  send(moves) {
    this.#write(`${this.key}:sent`, Object.fromEntries(moves.map((move) => [move.session, move.new])));
  }

  /** What was sent to the review last, by session. */
  get sent() {
    return read(`${this.key}:sent`) ?? {};
  }

  /** Calls back with the state when another window of this browser has changed it. */
  onChange(callback) {
    addEventListener("storage", (event) => {
      if (event.key === this.key) callback(this.load());
    });
  }

  #write(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }
}
