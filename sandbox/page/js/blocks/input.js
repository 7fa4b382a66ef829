/** A label, its element, a hint, and the place where a complaint about it is shown. */

import { h, uid } from "../dom/dom.js";
import { drawElement } from "../elements/index.js";
import { plain, textNodes } from "../dom/mrkdwn.js";

const GROUPS = ["checkboxes", "radio_buttons"];

export function input(block, surface) {
  const [id, hintId, errorId, optionalId] = ["field", "hint", "error", "optional"].map(uid);
  const grouped = GROUPS.includes(block.element.type);
  const describedBy = [errorId, block.optional && optionalId, block.hint && hintId]
    .filter(Boolean)
    .join(" ");
  const place = {
    surface,
    block,
    id: grouped ? null : id,
    labelledBy: grouped ? id : null,
    describedBy,
    required: !block.optional,
    tells: block.dispatch_action === true,
  };
  const words = plain(block.label.text, { emoji: block.label.emoji !== false });
  const optional = block.optional && h("span", { class: "optional", id: optionalId }, "optional");
  return h(
    "div",
    { class: "field" },
    h(
      "div",
      { class: "field-label" },
      grouped ? h("span", { id }, words) : h("label", { for: id }, words),
      optional,
    ),
    drawElement(block.element, place),
    block.hint && h("p", { class: "hint", id: hintId }, textNodes(block.hint)),
    h("p", { class: "field-error", id: errorId, hidden: true }),
  );
}

/** Shows `errors` (`{ block_id: sentence }`) under their fields inside `root`, and takes away all others. */
export function showErrors(root, errors) {
  for (const field of root.querySelectorAll(".field"))
    showError(field, errors[field.dataset.blockId] ?? "");
  root.querySelector(".field.wrong [data-control]")?.focus();
}

/** Shows `sentence` under one field; takes away what is there when it is empty. */
export function showError(field, sentence) {
  const note = field.querySelector(".field-error");
  note.textContent = sentence;
  note.hidden = !sentence;
  field.classList.toggle("wrong", Boolean(sentence));
  for (const control of field.querySelectorAll("[data-control]")) {
    if (sentence) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}
