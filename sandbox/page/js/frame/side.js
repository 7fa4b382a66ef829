/** What stands beside the conversation: shown by a button of the bar, one at a time, closed by Escape. */

import { h } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { on, tell } from "../state/store.js";

/**
 * Lets `root` be shown and hidden; `opened` is called each time it is shown, and puts the focus in it.
 * Answers its head, with the button that closes it.
 */
export function side(root, { title, closes, opened }) {
  const { id } = root;
  function show(open) {
    if (open) tell("side", id);
    root.hidden = !open;
    document.body.classList.toggle("with-side", open);
    tell("panel", { id, open });
  }
  function close() {
    show(false);
    document.querySelector(`[aria-controls="${id}"]`).focus();
  }
  on(`toggle-${id}`, () => {
    if (!root.hidden) return close();
    show(true);
    return opened();
  });
  on("side", (other) => other !== id && !root.hidden && show(false));
  root.addEventListener("keydown", (event) => event.key === "Escape" && close());
  return h(
    "div",
    { class: "side-head" },
    h("h2", {}, title),
    h("button", { class: "ghost icon-button", "aria-label": closes, onclick: close }, icon("close")),
  );
}
