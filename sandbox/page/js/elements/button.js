/** Buttons: they tell the app, and open their address when they have one. */

import { h } from "../dom/dom.js";
import { safeAddress } from "../dom/links.js";
import { textNodes } from "../dom/mrkdwn.js";

export function button(element, { surface, block, describedBy }) {
  const href = element.url && safeAddress(element.url);
  const attributes = {
    class: ["button", element.style].filter(Boolean).join(" "),
    "aria-label": element.accessibility_label,
    "aria-describedby": describedBy,
    "data-key": surface.key(block, element),
    "data-action": element.action_id,
  };
  const words = textNodes(element.text);
  if (href) {
    const tell = () => surface.use(block, { ...element, confirm: null }, null);
    return h(
      "a",
      { ...attributes, href, target: "_blank", rel: "noopener noreferrer", onclick: tell },
      words,
    );
  }
  const press = () =>
    control.getAttribute("aria-busy") !== "true" && surface.use(block, element, null, control);
  const control = h("button", { ...attributes, onclick: press }, words);
  return control;
}
