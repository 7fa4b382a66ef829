/** Checkboxes and radio buttons, as a named group of native inputs. */

import { h, uid } from "../dom/dom.js";
import { textNodes } from "../dom/mrkdwn.js";

export const checkboxes = (element, place) => group(element, place, "checkbox");
export const radioButtons = (element, place) => group(element, place, "radio");

function group(element, place, type) {
  const { surface, block, tells, describedBy, labelledBy, required } = place;
  const shared = uid("choices");
  const before = [surface.values.get(block, element) ?? []].flat();

  const box = h("div", {
    class: "choices",
    role: type === "radio" ? "radiogroup" : "group",
    "aria-labelledby": labelledBy,
    "aria-label": labelledBy ? null : "Choices",
    "aria-describedby": describedBy,
    "aria-required": type === "radio" && required ? "true" : null,
  });
  const inputs = element.options.map((option, index) => {
    const input = h("input", {
      type,
      id: uid("choice"),
      name: shared,
      value: option.value,
      checked: before.includes(option.value),
      "data-key": `${surface.key(block, element)} ${index}`,
      "data-action": element.action_id,
      "data-control": true,
      "data-first": element.focus_on_load === true && index === 0,
      onchange: () => changed(),
    });
    box.append(row(option, input));
    return input;
  });

  async function changed() {
    const picked = inputs.filter((input) => input.checked).map((input) => input.value);
    const value = type === "radio" ? (picked[0] ?? null) : picked;
    if (!tells) return surface.note(block, element, value);
    if (await surface.use(block, element, value)) return;
    const kept = [surface.values.get(block, element) ?? []].flat();
    for (const input of inputs) input.checked = kept.includes(input.value);
  }
  return box;
}

function row(option, input) {
  const detailId = option.description ? uid("detail") : null;
  if (detailId) input.setAttribute("aria-describedby", detailId);
  return h(
    "div",
    { class: "choice" },
    input,
    h("label", { for: input.id, class: "mrkdwn" }, textNodes(option.text)),
    detailId &&
      h("span", { class: "choice-detail mrkdwn", id: detailId }, textNodes(option.description)),
  );
}
