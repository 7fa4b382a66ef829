// What ical.js sees, with the clock of Berlin: a calendar comes in, and times go out.

import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const MOST = 50_000;
const asked = JSON.parse(readFileSync(0, "utf8"));
const [first, last] = asked.window;
const calendar = new ICAL.Component(ICAL.parse(asked.text));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}

const seconds = (time) => time.toJSDate().getTime() / 1000;
const events = calendar.getAllSubcomponents("vevent");
const changes = events.filter((one) => one.hasProperty("recurrence-id"));
const seen = [];
for (const one of events) {
  if (one.hasProperty("recurrence-id")) continue;
  const uid = one.getFirstPropertyValue("uid");
  const exceptions = changes.filter((each) => each.getFirstPropertyValue("uid") === uid);
  const event = new ICAL.Event(one, { exceptions });
  if (!event.isRecurring()) {
    seen.push([seconds(event.startDate), seconds(event.endDate)]);
    continue;
  }
  const times = event.iterator();
  for (let count = 0, next; count < MOST && (next = times.next()); count++) {
    const { startDate, endDate } = event.getOccurrenceDetails(next);
    seen.push([seconds(startDate), seconds(endDate)]);
    if (seconds(next) > last + 86_400) break;
  }
}
console.log(JSON.stringify(seen.filter(([start, end]) => start < last && end > first)));
