/** Faces: a person's initials on their colour, in whichever ink is readable on it. */

import { h } from "./dom.js";
import { store } from "./store.js";

/** The face of `person` (a person or an id); it is decoration, the name stands beside it. */
export function face(person, size = "") {
  const known = typeof person === "string" ? store.people.get(person) : person;
  const shape = known?.is_bot ? "face-bot" : "";
  const element = h("span", { class: `face ${size} ${shape}`, "aria-hidden": "true", dataset: { initials: known?.initials ?? "?" } });
  const background = colour(known?.color);
  element.style.backgroundColor = background;
  element.style.color = luminance(background) > 0.179 ? "#000" : "#fff";
  return element;
}

function colour(value) {
  const hex = String(value ?? "").replace("#", "");
  return /^[0-9a-f]{6}$/i.test(hex) ? `#${hex}` : "#5b6670";
}

// WCAG 2 relative luminance; at 0.179 black and white contrast equally, at 4.6 to 1.
function luminance(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
