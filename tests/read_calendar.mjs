// Reads a calendar from the standard input with ical.js, whose file is the argument, and writes its
// entries as JSON: what an independent program that subscribes to it understands.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]));
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}
const entries = calendar.getAllSubcomponents("vevent").map((each) => {
  const text = (name) => each.getFirstPropertyValue(name);
  const moment = (name) => text(name)?.toJSDate().toISOString() ?? null;
  return {
    uid: text("uid"),
    sequence: text("sequence"),
    status: text("status"),
    summary: text("summary"),
    description: text("description"),
    location: text("location"),
    start: moment("dtstart"),
    end: moment("dtend"),
    modified: moment("last-modified"),
  };
});
process.stdout.write(JSON.stringify(entries));
