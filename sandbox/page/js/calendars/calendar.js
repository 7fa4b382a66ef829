/** People's own calendars, beside the workspace: whose, a week of it, and what is done in it. */

import * as api from "../state/api.js";
import { orSay } from "../controls/toasts.js";
import { fill, h, keepingFocus } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { side } from "../frame/side.js";
import { now, on, store } from "../state/store.js";
import { instant, isoDay, isoMinute, offsetName } from "../state/zones.js";
import { dayAfter, dayWords, shifted, weekOf, workingDay } from "./days.js";
import { endOf, eventForm } from "./event_form.js";
import { drawWays } from "./ways.js";
import { drawWeek, firstHour } from "./week.js";

const DAY = 1440; // minutes

export function drawCalendar(root) {
  let whose = null; // the id of the person who was chosen; null: whoever this window is
  let within = null; // a day of the week that is shown; null: of the next working day
  let events = [];
  let chosen = null; // the event that the form shows
  let asked = 0; // how often the week was read
  let newest = null; // the last of these
  let doing = Promise.resolve(); // what is done, one after another

  const choice = h("select", { class: "text-field", "aria-label": "Whose calendar" });
  const title = h("h3", { class: "week-title", "aria-live": "polite" });
  const zoneWords = h("p", { class: "hint" });
  const week = h("section", { class: "week", "aria-label": "The week" });
  const ways = h("div", { class: "ways" });
  const form = eventForm({ save, remove: () => remove(chosen), leave: () => choose(null) });
  choice.addEventListener("change", () => {
    whose = choice.value;
    choose(null);
    catchUp({ scroll: true });
  });
  fill(
    root,
    side(root, { title: "Calendar", closes: "Close the calendar", opened }),
    h("div", { class: "calendar-tools" }, choice),
    h("div", { class: "week-turn" }, title, turn("Today"), turn("back", -7), turn("on", 7)),
    week,
    h(
      "p",
      { class: "hint calendar-keys", id: "calendar-keys" },
      "Drag an event, or move it with the arrow keys; Shift makes it longer or shorter, Delete removes it.",
    ),
    form.root,
    h("details", { class: "calendar-ways" }, h("summary", {}, "How to connect it"), zoneWords, ways),
  );

  const owner = () => store.people.get(whose) ?? store.me;
  const zone = () => owner().tz || "UTC";
  const today = () => isoDay(now(), zone());
  const next = () => workingDay(today());
  const days = () => weekOf(within ?? next());
  const at = (text) => instant(text, zone());
  const hours = () => week.querySelector(".week-hours");

  function turn(name, step = 0) {
    const words = { Today: "This week", back: "The week before", on: "The week after" }[name];
    const go = () => {
      const thisWeek = today() === next() ? null : today();
      within = step ? dayAfter(days()[0], step) : thisWeek;
      catchUp({ scroll: true });
    };
    const look = { class: "ghost icon-button", "aria-label": words, title: words, onclick: go };
    return step
      ? h("button", { ...look, class: `ghost icon-button turn-${name}` }, icon("back"))
      : h("button", { class: "button small quiet", onclick: go, "aria-label": words }, name);
  }

  function draw() {
    const living = [...store.people.values()].filter((one) => !one.is_bot && !one.deleted);
    fill(
      choice,
      living.map((one) =>
        h("option", { value: one.id, selected: one.id === owner().id }, one.real_name),
      ),
    );
    const shown = days();
    const [first, last] = [shown[0], shown.at(-1)].map((day) =>
      dayWords(day, { month: "short", day: "numeric" }),
    );
    title.textContent = `${first} – ${last}`;
    zoneWords.textContent = `Hours are those of ${zone()} (${offsetName(now(), zone())}).`;
    const actions = { choose, suggest, move, remove };
    const looks = { days: shown, zone: zone(), today: today(), events, actions };
    const looked = hours()?.scrollTop ?? 0;
    keepingFocus(week, () => drawWeek(week, { ...looks, chosen: chosen?.name }));
    hours().scrollTop = looked;
  }

  async function opened() {
    suggest(next(), 9 * 60, false);
    draw();
    await catchUp({ scroll: true });
    choice.focus();
  }
  /** Reads the week anew; whoever waits for an older reading waits for the newest. */
  function catchUp(how = {}) {
    newest = readWeek(how);
    return newest;
  }
  async function readWeek({ scroll = false }) {
    const mine = (asked += 1);
    const [of, shown] = [owner().id, days()];
    const [start, end] = [at(`${shown[0]}T00:00`), at(`${dayAfter(shown.at(-1))}T00:00`)];
    const read = await orSay(api.calendar(of, start, end));
    if (mine !== asked) return newest;
    if (!read) return null;
    events = read.events;
    const stands = events.find((event) => event.name === chosen?.name) ?? null;
    if (chosen && !stands) suggest(next(), 9 * 60, false);
    chosen = stands;
    draw();
    drawWays(ways, read);
    if (scroll) scrollTo(firstHour(shown, zone(), events));
    return null;
  }
  function scrollTo(hour) {
    hours().scrollTop = (hours().scrollHeight * (hour - 0.25)) / 24;
  }

  function choose(event) {
    chosen = event;
    if (event) form.shows(event, zone());
    else suggest(next(), 9 * 60, false);
    draw();
  }
  function suggest(day, minute, focus = true) {
    const from = shifted(`${day}T00:00`, Math.min(minute, DAY - 60));
    chosen = null;
    form.suggests({ day, from: from.slice(11), until: shifted(from, 60).slice(11) });
    if (focus) {
      draw();
      form.title.focus();
    }
  }
  /** One after another: a second key press moves what the first has moved. */
  function inTurn(act) {
    doing = doing.then(async () => {
      await orSay(act());
      await catchUp();
      // What was moved by keys may have left what is seen of the day.
      const moved = document.activeElement;
      if (hours().contains(moved)) moved.scrollIntoView({ block: "nearest" });
    });
    return doing;
  }
  function move({ name }, by) {
    const of = owner().id;
    return inTurn(async () => {
      const event = events.find((each) => each.name === name);
      if (!event) return;
      const start = at(shifted(isoMinute(event.start, zone()), by.days * DAY + by.minutes));
      const end = start + event.end - event.start + by.longer * 60;
      await api.changeEvent(of, { ...event, start, end });
      if (chosen?.name === name) form.shows({ ...event, start, end }, zone());
    });
  }
  function remove(event) {
    const of = owner().id;
    choose(null);
    form.title.focus();
    return inTurn(() => api.removeEvent(of, event.name));
  }
  function save({ title: words, day, from, until, whole, counts }) {
    const [of, stands] = [owner().id, chosen];
    const last = until > from ? day : dayAfter(day);
    const [start, end] = whole
      ? [day, endOf(day)]
      : [at(`${day}T${from}`), at(`${last}T${until}`)];
    const event = { title: words, start, end, counts };
    within = day;
    return inTurn(async () => {
      if (stands) await api.changeEvent(of, { ...event, name: stands.name });
      else await api.addEvent(of, event);
      form.title.value = "";
      choose(null);
    });
  }

  on("calendar", (user) => !root.hidden && user === owner().name && catchUp());
  on("online", () => store.online && !root.hidden && catchUp());
  on("state clock", () => !root.hidden && catchUp());
}
