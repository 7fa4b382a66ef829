/** Faces: a person's initials on a colour of their own, all of one brightness, so that white is readable on each. */

import { h } from "./dom.js";
import { store } from "../state/store.js";

const GOLDEN_ANGLE = 137.5; // degrees; keeps neighbours in the list far apart on the colour wheel

/** The face of `person` (a person or an id); it is decoration, the name stands beside it. */
export function face(person, size = "") {
  const known = typeof person === "string" ? store.people.get(person) : person;
  const shape = known?.is_bot ? "face-bot" : "";
  const element = h("span", {
    class: `face ${size} ${shape}`,
    "aria-hidden": "true",
    dataset: { initials: known?.initials ?? "?" },
  });
  element.style.setProperty("--hue", String(hue(known)));
  return element;
}

function hue(person) {
  if (person?.id === store.app.bot_user_id) return 175; // the accent's own
  return (350 + [...store.people.keys()].indexOf(person?.id) * GOLDEN_ANGLE) % 360;
}
