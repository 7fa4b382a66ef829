/** The workspace's clock, in the chosen person's zone, and the buttons that move it forward. */

import * as api from "../state/api.js";
import { fill, h, uid } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { hidePopup, isShown, onPressElsewhere, popup, showPopup } from "../controls/popup.js";
import { myZone, now, on, store } from "../state/store.js";
import { orSay, toast } from "../controls/toasts.js";
import { day, instant, isoMinute, offsetName, time } from "../state/zones.js";

const HOUR = 3600;
const DAY = 24 * HOUR;

export function drawClock(root) {
  const date = h("span", { class: "clock-date" });
  const hands = h("span", { class: "clock-time" });
  const zone = h("p", { class: "clock-zone" });
  const box = popup({ class: "clock-box", role: "group", "aria-label": "Move the clock" });
  const face = h(
    "button",
    {
      class: "ghost clock-face",
      "aria-expanded": "false",
      "aria-haspopup": "true",
      onclick: () => (isShown(box) ? close() : open()),
    },
    icon("clock"),
    h("span", { class: "sr" }, "Clock: "),
    date,
    " ",
    hands,
  );

  const moves = () => [
    step("+1 h", HOUR, "+1 h: forward an hour"),
    step("+24 h", DAY, "+24 h: forward 24 hours"),
    toNext("Next"),
  ];
  fill(
    root,
    face,
    box,
    h(
      "span",
      { class: "clock-quick" },
      moves(),
      h(
        "button",
        {
          class: "button small",
          "aria-label": "To… a time: move the clock",
          onclick: () => open(),
        },
        "To…",
      ),
    ),
  );

  function open() {
    const field = h("input", {
      type: "datetime-local",
      id: uid("clock"),
      class: "text-field",
      required: true,
    });
    field.value = isoMinute(now() + HOUR, myZone());
    const go = async (event) => {
      event.preventDefault();
      if (field.value && (await move({ to: instant(field.value, myZone()) }))) close();
    };
    fill(
      box,
      zone,
      h(
        "div",
        { class: "clock-moves" },
        step("Forward an hour", HOUR),
        step("Forward 24 hours", DAY),
        toNext("To what comes next"),
      ),
      h(
        "form",
        { novalidate: true, onsubmit: go },
        h("label", { for: field.id }, "Forward to"),
        h(
          "div",
          { class: "clock-to" },
          field,
          h("button", { type: "submit", class: "button primary small" }, "Go"),
        ),
      ),
      h("p", { class: "hint" }, "The clock is the whole workspace’s. It only moves forward."),
    );
    showPopup(box, face, { align: "start" });
    face.setAttribute("aria-expanded", "true");
    box.querySelector("button").focus();
  }
  function close(back = true) {
    hidePopup(box);
    face.setAttribute("aria-expanded", "false");
    if (back) face.focus();
  }
  box.addEventListener("keydown", (event) => event.key === "Escape" && close());
  box.addEventListener(
    "focusout",
    (event) => event.relatedTarget && !root.contains(event.relatedTarget) && close(false),
  );
  onPressElsewhere(box, root, () => close(false));

  function tick() {
    if (!store.me) return;
    date.textContent = day(now(), myZone(), false);
    hands.textContent = time(now(), myZone());
    zone.textContent = `${store.me.tz_label || myZone()} (${myZone()}, ${offsetName(now(), myZone())})`;
    face.title = `${day(now(), myZone())}, ${myZone()}`;
  }
  setInterval(tick, 1000);
  on("state clock", tick);
  on("clock", () =>
    toast(
      `It is now ${day(now(), myZone())}, ${time(now(), myZone())} for ${store.me.real_name}.`,
      "note",
    ),
  );
}

function step(words, seconds, name = null) {
  const attributes = { class: "button small", "aria-label": name };
  const button = h(
    "button",
    { ...attributes, onclick: () => move({ forward: seconds }, button) },
    words,
  );
  return button;
}

/** To the moment at which the app has said that it has something to do: a reminder, say. */
function toNext(words) {
  const button = h(
    "button",
    {
      class: "button small",
      "aria-label": `${words}: on to the next thing the app does`,
      title: "On to the next thing the app does, such as a reminder",
      onclick: () => move({ to: "next" }, button),
    },
    words,
  );
  return button;
}

/** Answers whether the clock was moved; `how` is `{ forward: seconds }`, `{ to: epoch seconds }` or `{ to: "next" }`. */
async function move(how, button) {
  button?.setAttribute("aria-busy", "true");
  const moved = await orSay(api.moveClock(how));
  button?.removeAttribute("aria-busy");
  return moved != null;
}
