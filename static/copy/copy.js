// What a copy of the site does in the browser, since there is no server to do it.
import { makePages } from "../js/pages.js";
import { agendaAt } from "./agenda.js";
import "./lists.js";
import { nowAt } from "./now.js";
import "./schedule.js";

makePages((address) => (/\/now\//.test(new URL(address, location).pathname) ? nowAt : agendaAt)(address));

// The page of its own shows the moment at which the copy begins, until it is told of now.
if (document.querySelector("[data-now-next]:not([data-from])")) {
  addEventListener("load", () => dispatchEvent(new Event("online")));
}
if (location.protocol.startsWith("http")) {
  for (const link of document.querySelectorAll("a[data-webcal]")) link.href = link.href.replace(/^https?:/, "webcal:");
}
