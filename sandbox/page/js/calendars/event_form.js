/** The form by which an event is added, changed and removed: all that dragging does, and the rest. */

import { fill, h, uid } from "../dom/dom.js";
import { isoMinute } from "../state/zones.js";
import { dayAfter } from "./days.js";

const KINDS = { busy: "Busy", tentative: "Tentative", free: "Free" };

/** `save(fields)` has `title`, `day`, `from`, `until`, `whole` and `counts`, all on the wall. */
export function eventForm({ save, remove, leave }) {
  const title = input("text", { maxlength: "200", required: true, autocomplete: "off" });
  const day = input("date", { required: true });
  const from = input("time", { required: true });
  const until = input("time", { required: true });
  const whole = h("input", { type: "checkbox", onchange: follow });
  const counts = h(
    "select",
    { class: "text-field" },
    Object.entries(KINDS).map(([value, words]) => h("option", { value }, words)),
  );
  const heading = h("h3", {});
  const send = h("button", { class: "button primary small", type: "submit" });
  const gone = h("button", { class: "button danger small", onclick: () => remove() }, "Remove");
  const cancel = h("button", { class: "button quiet small", onclick: () => leave() }, "Cancel");
  const hours = h("div", { class: "event-row" }, field("From", from), field("To", until));
  const root = h(
    "form",
    { class: "event-form", "aria-label": "Event", onsubmit: submit },
    heading,
    field("Title", title),
    h("div", { class: "event-row" }, field("Day", day), field("Shown as", counts)),
    hours,
    h("label", { class: "event-whole-day" }, whole, h("span", {}, "All day")),
    h("div", { class: "event-buttons" }, send, gone, cancel),
  );

  function follow() {
    hours.hidden = whole.checked;
    from.required = until.required = !whole.checked;
  }
  function submit(event) {
    event.preventDefault();
    save({
      title: title.value,
      day: day.value,
      from: from.value,
      until: until.value,
      whole: whole.checked,
      counts: counts.value,
    });
  }
  function put(values, words, { stands, repeats = false }) {
    heading.textContent = words;
    title.value = values.title;
    day.value = values.day;
    from.value = values.from;
    until.value = values.until;
    whole.checked = values.whole;
    counts.value = values.counts;
    send.textContent = stands ? "Save" : "Add";
    send.hidden = repeats;
    gone.hidden = cancel.hidden = !stands;
    follow();
  }
  return {
    root,
    title,
    /** Shows a new event at a day and an hour. */
    suggests: (where) =>
      put({ title: title.value, whole: false, counts: "busy", ...where }, "New event", {}),
    /** Shows an event that stands in the calendar. */
    shows: (event, zone) =>
      put(wall(event, zone), event.repeats ? "Comes back every time" : "Event", {
        stands: true,
        repeats: event.repeats,
      }),
  };
}

function wall(event, zone) {
  const { title, counts, start, end } = event;
  if (typeof start === "string") {
    return { title, counts, day: start, from: "09:00", until: "10:00", whole: true };
  }
  const [first, last] = [isoMinute(start, zone), isoMinute(end, zone)];
  const [day, from] = first.split("T");
  return { title, counts, day, from, until: last.slice(11), whole: false };
}

/** The day after a whole day, at which it ends. */
export const endOf = (day) => dayAfter(day);

const input = (type, more) => h("input", { type, class: "text-field", ...more });

function field(words, control) {
  control.id = uid("event");
  return h("div", { class: "field" }, fill(h("label", { for: control.id }), words), control);
}
