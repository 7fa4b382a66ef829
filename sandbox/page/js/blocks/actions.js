/** A row of elements. As in Slack's client, five are seen and the rest is one press away. */

import { h } from "../dom/dom.js";
import { drawElement } from "../elements/index.js";

const SEEN = 5;

export function actions(block, surface) {
  const drawn = block.elements.map((element) =>
    drawElement(element, { surface, block, tells: true }),
  );
  const row = h("div", { class: "actions" }, drawn);
  const rest = drawn.slice(SEEN);
  if (!rest.length) return row;
  for (const element of rest) element.hidden = true;
  const more = h(
    "button",
    { class: "button quiet", onclick: () => reveal() },
    `${rest.length} more`,
  );
  const reveal = () => {
    for (const element of rest) element.hidden = false;
    more.remove();
    (rest[0].matches("button, a") ? rest[0] : rest[0].querySelector("button, input"))?.focus();
  };
  row.append(more);
  return row;
}
