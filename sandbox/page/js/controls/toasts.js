/** Short notes in the corner: what Slack itself would say, and what this page has to say. */

import { h } from "../dom/dom.js";
import { icon } from "../dom/icons.js";

const SHOWN_FOR = 9000; // long enough to read two lines twice

const region = h("div", {
  class: "toasts",
  role: "status",
  "aria-live": "polite",
  "aria-label": "Notes",
});

/** Shows `text`; `kind` is "trouble" for what went wrong, "" for what is merely worth knowing. */
export function toast(text, kind = "trouble") {
  moveToasts();
  const dismiss = h(
    "button",
    {
      class: "ghost icon-button",
      "aria-label": "Dismiss",
      onclick: () => note.remove(),
    },
    icon("close"),
  );
  const note = h(
    "div",
    { class: `toast ${kind}` },
    icon(kind === "trouble" ? "warn" : "clock"),
    h("p", {}, text),
    dismiss,
  );
  region.append(note);
  let timer = setTimeout(() => note.remove(), SHOWN_FOR);
  note.addEventListener("pointerenter", () => clearTimeout(timer));
  note.addEventListener("pointerleave", () => (timer = setTimeout(() => note.remove(), SHOWN_FOR)));
}

/** Puts the notes where they can be reached: an open dialog shuts off everything outside it. */
export function moveToasts() {
  if (region.parentElement !== home()) home().append(region);
}

const home = () => [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;

/** Runs `doing` (a promise) and says so when it is refused. */
export async function orSay(doing) {
  try {
    return await doing;
  } catch (trouble) {
    toast(trouble.message);
    return null;
  }
}

moveToasts(); // a live region must be there before anything is said in it
