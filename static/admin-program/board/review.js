// The review: a move given up for that of somebody else leaves the change set.
import * as changes from "./changes.js";
import { Storage } from "./storage.js";

const { sessions, ...whose } = JSON.parse(document.getElementById("given-up").textContent);
const storage = new Storage(whose);
const state = storage.load() ?? changes.EMPTY;
const givenUp = changes.asSent(state, storage.sent).filter((key) => sessions.includes(key));
storage.save(changes.without(state, (key) => givenUp.includes(key)));
