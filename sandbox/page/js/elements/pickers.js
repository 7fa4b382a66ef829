/**
 * Dates and times. The fields are the browser's own: they know the keyboard, the finger and the screen reader.
 * Beside each stands what was chosen in words, so that 03/04 is never a question.
 */

import { h } from "../dom/dom.js";
import { myZone } from "../state/store.js";
import { day, instant, isoMinute, nearDay, offsetName, time } from "../state/zones.js";
import { now } from "../state/store.js";
import { controlAttributes } from "./attributes.js";

export const datePicker = (element, place) =>
  picker(element, place, {
    type: "date",
    max: "9999-12-31",
    read: (text) => text || null,
    write: (value) => value ?? "",
    words: (value) => dated(instant(`${value}T12:00`, "UTC"), "UTC"),
  });

export const timePicker = (element, place) =>
  picker(element, place, {
    type: "time",
    read: (text) => text || null,
    write: (value) => value ?? "",
    words: () => element.timezone?.replace("_", " ") ?? "",
  });

export const dateTimePicker = (element, place) =>
  picker(element, place, {
    type: "datetime-local",
    max: "9999-12-31T23:59",
    read: (text) => (text ? instant(text, myZone()) : null),
    write: (value) => (value == null ? "" : isoMinute(value, myZone())),
    words: (value) =>
      `${dated(value, myZone())}, ${time(value, myZone())} ${offsetName(value, myZone())}`,
  });

function dated(at, zone) {
  const near = zone === "UTC" ? null : nearDay(at, now(), zone);
  return near ? `${near}, ${day(at, zone)}` : day(at, zone);
}

function picker(element, place, { type, max, read, write, words }) {
  const { surface, block } = place;
  const name = place.id ? place.name : (place.name ?? element.placeholder?.text ?? NAMES[type]);
  const control = h("input", {
    ...controlAttributes(element, { ...place, name }),
    type,
    max,
    class: "text-field picker",
  });
  const echo = h("span", { class: "picker-words", "aria-hidden": "true" });
  const show = () => {
    const value = read(control.value);
    echo.textContent = value == null ? "" : words(value);
  };
  control.value = write(surface.values.get(block, element));
  show();

  let typing = false; // while typing, "change" comes with every digit: the app hears when it is done
  let told = control.value;
  async function tell() {
    typing = false;
    if (!place.tells || told === control.value) return;
    const before = told;
    told = control.value;
    if (await surface.use(block, element, read(control.value), control)) return;
    control.value = told = before;
    show();
  }
  control.addEventListener("keydown", (event) => {
    typing = event.key !== "Enter";
    if (event.key === "Enter" && place.tells) {
      event.preventDefault();
      tell();
    }
  });
  control.addEventListener("input", () => {
    show();
    if (!place.tells) surface.note(block, element, read(control.value));
  });
  control.addEventListener("change", () => typing || tell());
  control.addEventListener("blur", tell);
  return h("span", { class: "picker-row" }, control, echo);
}

const NAMES = { date: "Date", time: "Time", "datetime-local": "Date and time" };
