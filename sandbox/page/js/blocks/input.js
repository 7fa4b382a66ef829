/** A label, its element, a hint, and the place where a complaint about it is shown. */

import { h, uid } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { plain, textNodes } from "../mrkdwn.js";

const GROUPS = ["checkboxes", "radio_buttons"];

export function input(block, surface) {
  const [id, hintId, errorId, optionalId] = ["field", "hint", "error", "optional"].map(uid);
  const grouped = GROUPS.includes(block.element.type);
  const describedBy = [errorId, block.optional && optionalId, block.hint && hintId].filter(Boolean).join(" ");
  const place = {
    surface,
    block,
    id: grouped ? null : id,
    inFieldset: grouped,
    describedBy,
    required: !block.optional,
    tells: block.dispatch_action === true,
  };
  const words = plain(block.label.text, { emoji: block.label.emoji !== false });
  const optional = block.optional && h("span", { class: "optional", id: optionalId }, "optional");
  const parts = [
    drawElement(block.element, place),
    block.hint && h("p", { class: "hint", id: hintId }, textNodes(block.hint)),
    h("p", { class: "field-error", id: errorId, hidden: true }),
  ];
  if (grouped) return h("fieldset", { class: "field" }, h("legend", {}, words), optional, parts);
  return h("div", { class: "field" }, h("div", { class: "field-label" }, h("label", { for: id }, words), optional), parts);
}

/** Shows `errors` (`{ block_id: sentence }`) under their fields inside `root`, and takes away all others. */
export function showErrors(root, errors) {
  for (const field of root.querySelectorAll(".field")) {
    const sentence = errors[field.dataset.blockId] ?? "";
    const note = field.querySelector(".field-error");
    note.textContent = sentence;
    note.hidden = !sentence;
    field.classList.toggle("wrong", Boolean(sentence));
    for (const control of field.querySelectorAll("[data-control]")) {
      if (sentence) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
  root.querySelector(".field.wrong [data-control]")?.focus();
}
