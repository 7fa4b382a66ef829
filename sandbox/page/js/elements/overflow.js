/** Overflow menus: a few more choices behind three dots. */

import { h } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { safeAddress } from "../dom/links.js";
import { menu } from "../controls/menu.js";
import { textNodes } from "../dom/mrkdwn.js";

export function overflow(element, { surface, block, describedBy }) {
  const control = h(
    "button",
    {
      class: "button icon-button",
      "aria-label": "More actions",
      "aria-describedby": describedBy,
      "data-key": surface.key(block, element),
      "data-action": element.action_id,
    },
    icon("more"),
  );
  const items = () =>
    element.options.map((option) => ({
      label: textNodes(option.text),
      detail: option.description && textNodes(option.description),
      href: option.url && safeAddress(option.url),
      choose: () => surface.use(block, element, option.value, control),
    }));
  return h("span", { class: "with-popup" }, control, menu(control, items));
}
