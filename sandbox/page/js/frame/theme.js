/** Light or dark: as the system says, until a person chooses. */

import { fill, h } from "../dom/dom.js";
import { icon } from "../dom/icons.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const shown = () => document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");

/** The button that changes between the two. */
export function themeButton() {
  const button = h("button", { class: "ghost icon-button", onclick: change });
  const draw = () => {
    const other = shown() === "dark" ? "light" : "dark";
    button.setAttribute("aria-label", `Use the ${other} theme`);
    button.title = `Use the ${other} theme`;
    fill(button, icon(other === "light" ? "sun" : "moon"));
  };
  function change() {
    const other = shown() === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = other;
    try {
      localStorage.setItem("theme", other);
    } catch {
      /* Not remembered, then. */
    }
    draw();
  }
  dark.addEventListener("change", draw);
  draw();
  return button;
}
