// The board by keys: arrows go from session to session, or move the one that is picked up.

const MOVES = {
  ArrowUp: "earlier",
  ArrowDown: "later",
  ArrowLeft: "room-before",
  ArrowRight: "room-after",
  PageUp: "day-before",
  PageDown: "day-after",
};
const LENGTHS = { ArrowUp: "shorter", ArrowDown: "longer" };

/** `selection` picks up and puts down; `change` does something by name with the one picked up. */
export function listen(board, { grid, tray, selection, change, undo, redo, editable }) {
  board.addEventListener("keydown", (event) => {
    const card = event.target.closest(".card");
    const typing = event.target.matches("input, textarea");
    if ((event.ctrlKey || event.metaKey) && !typing) {
      const again = event.key === "y" || (event.key.toLowerCase() === "z" && event.shiftKey);
      if (again || event.key === "z") take(event, again ? redo : undo);
      return;
    }
    if (!card || event.altKey) return;
    const key = card.dataset.key;
    const held = selection.holds(key);
    const moving = held && editable;
    const name = event.shiftKey ? LENGTHS[event.key] : MOVES[event.key];
    if (event.key === "Enter" || event.key === " ") take(event, () => (held ? selection.putDown() : selection.pickUp(key)));
    else if (event.key === "Escape" && held) take(event, () => selection.putBack());
    else if (event.key === "Delete" || event.key === "Backspace") take(event, () => change("unschedule", key));
    else if (moving && name) take(event, () => change(grid.program.place(key) ? name : "place", key));
    else if (!moving && MOVES[event.key]) take(event, () => goFrom(key, event.key, grid, tray));
  });
}

function take(event, action) {
  event.preventDefault();
  action();
}

function goFrom(key, arrow, grid, tray) {
  const next = grid.program.place(key) ? neighbour(key, arrow, grid) : inTray(key, arrow, grid, tray);
  if (next) grid.cards.get(next).focus();
}

/** The next session of the room, or the one in the next room that is nearest in time. */
function neighbour(key, arrow, grid) {
  const { from, room } = grid.program.place(key);
  if (arrow === "ArrowUp" || arrow === "ArrowDown") {
    const inRoom = grid.inOrder(room).map((each) => each.key);
    return inRoom[inRoom.indexOf(key) + (arrow === "ArrowDown" ? 1 : -1)];
  }
  const step = { ArrowLeft: -1, ArrowRight: 1 }[arrow];
  for (let at = grid.rooms.indexOf(room) + step; step && at >= 0 && at < grid.rooms.length; at += step) {
    const near = grid.inOrder(grid.rooms[at]).sort((one, other) => Math.abs(one.from - from) - Math.abs(other.from - from));
    if (near.length) return near[0].key;
  }
  return null;
}

function inTray(key, arrow, grid, tray) {
  const shown = [...tray.list.children].map((card) => card.dataset.key);
  if (arrow === "ArrowRight") return grid.inOrder().at(0)?.key;
  return shown[shown.indexOf(key) + (arrow === "ArrowUp" ? -1 : 1)];
}
