// The schedule board: puts together program, grid, tray, and what people do with them.
import { act } from "./actions.js";
import { Cards } from "./cards.js";
import * as changes from "./changes.js";
import { allClashes } from "./conflicts.js";
import { Detail } from "./detail.js";
import { Drag } from "./drag.js";
import { Grid } from "./grid.js";
import { listen } from "./keyboard.js";
import { Program } from "./program.js";
import { Selection } from "./selection.js";
import { same } from "./slots.js";
import { Storage } from "./storage.js";
import { Tray } from "./tray.js";
import { Words } from "./words.js";

const data = JSON.parse(document.getElementById("board-data").textContent);
const board = document.getElementById("board");
const part = (name) => board.querySelector(name);
board.hidden = false;
document.getElementById("board-plain").remove();

const storage = new Storage(data);
const program = new Program(data);
const words = new Words(data, program);
const said = [];
program.adopt(kept(storage.load() ?? changes.EMPTY));
const cards = new Cards(program, words, data.editable);
const tray = new Tray(part(".tray"), program, words, cards);
const grid = new Grid(part(".board-scroll"), program, words, cards);
const detail = new Detail(part(".board-detail"), { program, words, cards, sessionUrl: data.sessionUrl });
const selection = new Selection({ program, words, cards, say, changed: (key) => detail.show(key) });

/** The state kept in the browser, without what has been published since and what is gone. */
function kept(state) {
  const published = new URLSearchParams(location.search).has("published");
  const unknown = (key) => !program.sessions.has(key);
  const gone = [...changes.slots(state).keys()].filter(unknown);
  const known = changes.without(state, unknown);
  const there = new Set(published ? changes.asSent(known, storage.sent) : []);
  for (const [key, { seen, now }] of changes.slots(known)) {
    const base = program.sessions.get(key).slot;
    if (same(now, base) && !same(seen, base)) there.add(key);
  }
  const rest = changes.without(known, (key) => there.has(key));
  if (gone.length) said.push(["gone", { titles: gone.join(", ") }]);
  if (published) {
    said.push(["published"]);
    history.replaceState(null, "", location.pathname);
  } else if (rest.done.length) {
    said.push(["restored", { count: words.count(countOf(rest)) }]);
  }
  return rest;
}

function countOf(state) {
  return [...changes.slots(state).values()].filter(({ seen, now }) => !same(seen, now)).length;
}

function say(name, values) {
  part(".board-live").textContent = words.say(name, values);
}

/** Brings cards, tray and buttons up to date after sessions have moved. */
function refresh(moved) {
  const focused = document.activeElement?.closest?.(".card");
  const redressed = cards.takeClashes(allClashes(program));
  tray.render();
  if (grid.fits(moved)) grid.update(moved);
  else grid.build();
  for (const key of new Set([...moved, ...redressed])) cards.dress(key);
  if (focused?.isConnected) focused.focus({ preventScroll: true });
  if (selection.key !== null) detail.show(selection.key);
  showCounts();
  showTabStop();
}

function showCounts() {
  const clashing = [...cards.clashes.keys()].length;
  const button = part(".board-clashes");
  button.textContent = clashing ? words.say("clashes", { count: clashing }) : words.say("no_clashes");
  button.disabled = !clashing;
  if (!data.editable) return;
  const count = program.movedKeys.length;
  part(".board-count").textContent = words.count(count);
  for (const name of ["[data-do=discard]", ".board-main"]) part(name).disabled = !count;
  part("[data-do=undo]").disabled = !program.state.done.length;
  part("[data-do=redo]").disabled = !program.state.undone.length;
}

/** Grid and tray are one stop each of the Tab key; arrows go on from there. */
function showTabStop(card) {
  for (const area of [grid.scroller, tray.list]) {
    const stops = [...area.querySelectorAll(".card[tabindex='0']")];
    const next = card && area.contains(card) ? card : (stops[0] ?? area.querySelector(".card"));
    for (const each of stops) each.tabIndex = -1;
    if (next) next.tabIndex = 0;
  }
}

function reveal(key) {
  const card = cards.get(key);
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
  card.focus({ preventScroll: true });
}

/** Does something with a session by name, shows it, and says where it is now. */
function change(name, key) {
  if (!data.editable) return;
  const done = act(name, key, grid, selection.holds(key) ? selection.grip : null);
  if (!done) return;
  reveal(key);
  sayPlace(key);
}

function sayPlace(key) {
  const clashes = (cards.clashes.get(key) ?? []).map((clash) => words.clash(clash));
  if (!program.slot(key).start) say("taken_out", { title: words.title(key) });
  else say("now_at", { place: [words.where(key), ...clashes].join(". ") });
}

function turn(step, [done, nothing]) {
  if (!step) {
    say(nothing);
    return;
  }
  const several = step.moves.length > 1 && !step.grip;
  const title = several ? words.say("several", { count: step.moves.length }) : words.title(step.session);
  reveal(step.session);
  say(done, { title, place: words.where(step.session) });
}

const undo = () => turn(program.undo(), ["undone", "nothing_to_undo"]);
const redo = () => turn(program.redo(), ["redone", "nothing_to_redo"]);

function nextClash() {
  const inOrder = grid.inOrder().map((each) => each.key).filter((key) => cards.clashes.has(key));
  const next = inOrder[inOrder.indexOf(selection.key) + 1] ?? inOrder[0];
  selection.pickUp(next);
  reveal(next);
}

const COMMANDS = {
  undo,
  redo,
  discard: () => program.discard(),
  close: () => selection.putDown(),
  "zoom-in": () => grid.zoom(1),
  "zoom-out": () => grid.zoom(-1),
  "next-clash": nextClash,
};

function listenToClicks() {
  board.addEventListener("click", (event) => {
    const command = event.target.closest("[data-do]")?.dataset.do;
    const card = event.target.closest(".card");
    const day = event.target.closest("[data-day]")?.dataset.day;
    if (command) (COMMANDS[command] ?? (() => change(command, selection.key)))();
    else if (day) grid.goTo(Number(day));
    else if (card && !selection.holds(card.dataset.key)) selection.pickUp(card.dataset.key);
    else if (card || event.target.closest(".day-grid")) selection.putDown();
  });
  board.addEventListener("focusin", (event) => event.target.matches(".card") && showTabStop(event.target));
}

function showDays() {
  const days = part(".board-days");
  days.replaceChildren(...grid.days.map((day) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: words.day(day) });
    button.dataset.day = day;
    return button;
  }));
  const mark = () => {
    for (const button of days.children) {
      button.setAttribute("aria-current", Number(button.dataset.day) === grid.dayInView ? "date" : "false");
    }
  };
  grid.scroller.addEventListener("scroll", mark, { passive: true });
  mark();
}

function listenToReview() {
  part(".board-review").addEventListener("submit", () => {
    const moves = program.moves();
    part("[name=moves]").value = JSON.stringify(moves);
    storage.send(moves);
  });
}

program.addEventListener("moved", (event) => {
  refresh(event.detail);
  if (!storage.save(program.state)) say("not_kept");
});
storage.onChange((state) => program.adopt(changes.without(state ?? changes.EMPTY, (key) => !program.sessions.has(key))));
storage.save(program.state);
listenToClicks();
showDays();
refresh([...program.sessions.keys()]);
grid.goTo(grid.firstDay);
listen(board, { grid, tray, selection, change, undo, redo, editable: data.editable });
if (data.editable) {
  new Drag(board, {
    program, words, grid, tray,
    done: (key) => {
      if (selection.key !== null && !selection.holds(key)) selection.putDown();
      reveal(key);
      sayPlace(key);
    },
  });
  listenToReview();
}
for (const [name, values] of said) say(name, values);
