/** A week as a calendar shows it: a column a day, and what stands in each. */

import { fill, h } from "../dom/dom.js";
import { isoDay, isoMinute, time } from "../state/zones.js";
import { dayWords, minuteOf } from "./days.js";
import { dragged } from "./dragging.js";

const DAY = 1440; // minutes
const SHORTEST = 30; // minutes, as it is drawn: less can't be read or pressed

/**
 * Draws the days of a week. `choose(event)` is called for one that is pressed, `suggest(day, minute)`
 * for a place where there is none, `move(event, {days, minutes, longer})` and `remove(event)`.
 */
export function drawWeek(root, { days, zone, today, events, chosen, actions }) {
  const timed = events.filter((event) => typeof event.start === "number");
  const whole = events.filter((event) => typeof event.start === "string");
  fill(
    root,
    h("div", { class: "week-head" }, days.map((day) => head(day, today, whole, chosen, actions))),
    h(
      "div",
      { class: "week-hours" },
      h("div", { class: "week-scale", "aria-hidden": "true" }, scale()),
      days.map((day) => column(day, timed, { zone, chosen, actions, today })),
    ),
  );
}

const head = (day, today, whole, chosen, actions) =>
  h(
    "div",
    { class: day === today ? "week-day today" : "week-day" },
    h("span", { class: "week-name", "aria-hidden": "true" }, dayWords(day, { weekday: "short" })),
    h("strong", { "aria-hidden": "true" }, String(Number(day.slice(8)))),
    whole
      .filter((event) => event.start <= day && day < event.end)
      .map((event) => wholeDay(event, day, chosen, actions)),
  );

const wholeDay = (event, day, chosen, actions) =>
  h(
    "button",
    {
      class: `event event-whole ${event.counts}`,
      "aria-pressed": String(event.name === chosen),
      "aria-label": `${event.title}, all day, ${dayWords(day)}${kind(event)}`,
      "data-key": `event ${event.name} ${day}`,
      onclick: () => actions.choose(event),
      onkeydown: (press) => removing(press, event, actions),
    },
    event.title,
  );

const scale = () =>
  Array.from({ length: 24 }, (_, hour) => h("span", {}, hour ? hourWords(hour) : ""));

const hourWords = (hour) => time(hour * 3600, "UTC").replace(":00", "");

function column(day, events, { zone, chosen, actions, today }) {
  const pieces = laid(events.map((event) => piece(event, day, zone)).filter(Boolean));
  const list = h(
    "ol",
    {
      class: day === today ? "day-column today" : "day-column",
      "aria-label": dayWords(day),
      "data-day": day,
    },
    pieces.map((each) => entry(each, { day, zone, chosen, actions })),
  );
  list.addEventListener("click", (press) => {
    if (press.target !== list) return;
    const { top, height } = list.getBoundingClientRect();
    const minute = ((press.clientY - top) / height) * DAY;
    actions.suggest(day, Math.floor(minute / 30) * 30);
  });
  return list;
}

/** What of an event falls on a day; null where nothing does. */
function piece(event, day, zone) {
  const [first, last] = [isoMinute(event.start, zone), isoMinute(event.end, zone)];
  const from = first.slice(0, 10) < day ? 0 : minuteOf(first);
  const until = last.slice(0, 10) > day ? DAY : minuteOf(last);
  if (first.slice(0, 10) > day || last.slice(0, 10) < day || until <= from) return null;
  return { event, from, until: Math.max(until, from + SHORTEST), starts: first.startsWith(day) };
}

/** Puts pieces that overlap side by side: each gets its lane, and how many lanes there are. */
function laid(pieces) {
  const sorted = [...pieces].sort((one, other) => one.from - other.from || other.until - one.until);
  let together = [];
  let end = 0;
  for (const each of sorted) {
    if (each.from >= end) together = [];
    const taken = together.filter((other) => other.until > each.from).map((other) => other.lane);
    each.lane = [...taken.keys(), taken.length].find((lane) => !taken.includes(lane));
    each.together = together;
    together.push(each);
    end = Math.max(end, each.until);
  }
  for (const each of sorted) each.lanes = Math.max(...each.together.map(({ lane }) => lane)) + 1;
  return sorted;
}

function entry({ event, from, until, lane, lanes, starts }, { day, zone, chosen, actions }) {
  const hours = `${time(event.start, zone)} – ${time(event.end, zone)}`;
  const button = h(
    "button",
    {
      class: `event ${event.counts}${event.repeats ? " repeats" : ""}`,
      "aria-pressed": String(event.name === chosen),
      "aria-label": `${event.title}, ${hours}, ${dayWords(day)}${kind(event)}`,
      "aria-describedby": event.repeats ? null : "calendar-keys",
      title: `${event.title}, ${hours}`,
      "data-key": `event ${event.name} ${starts ? "" : day}`,
      onclick: () => actions.choose(event),
      onkeydown: (press) => removing(press, event, actions),
    },
    h("strong", {}, event.title),
    h("small", {}, time(event.start, zone)),
  );
  // By the object model: the page's policy takes no styles from attributes.
  button.style.top = `${(from / DAY) * 100}%`;
  button.style.height = `${((until - from) / DAY) * 100}%`;
  button.style.left = `${(lane / lanes) * 100}%`;
  button.style.width = `${100 / lanes}%`;
  if (starts && !event.repeats) dragged(button, (by) => actions.move(event, by));
  return h("li", {}, button);
}

const kind = ({ counts, repeats }) =>
  `${counts === "busy" ? "" : `, ${counts}`}${repeats ? ", comes back" : ""}`;

function removing(press, event, actions) {
  if (press.key !== "Delete" && press.key !== "Backspace") return;
  press.preventDefault();
  actions.remove(event);
}

/** The first hour that is to be seen: one before the first event by day, or seven. */
export function firstHour(days, zone, events) {
  const hours = events
    .filter((event) => typeof event.start === "number" && days.includes(isoDay(event.start, zone)))
    .map((event) => Math.floor(minuteOf(isoMinute(event.start, zone)) / 60) - 1);
  return Math.max(0, Math.min(7, ...hours));
}

