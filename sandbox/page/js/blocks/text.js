/** The blocks that are read: sections, headers, context, dividers. */

import { h, uid } from "../dom/dom.js";
import { drawElement } from "../elements/index.js";
import { textNodes } from "../dom/mrkdwn.js";
import { picture } from "./media.js";

export function section(block, surface) {
  const id = uid("section");
  const words = h("div", { class: "section-words", id });
  if (block.text) words.append(h("div", { class: "mrkdwn" }, textNodes(block.text)));
  if (block.fields)
    words.append(
      h(
        "div",
        { class: "section-fields" },
        block.fields.map((field) => h("div", { class: "mrkdwn" }, textNodes(field))),
      ),
    );
  return h("div", { class: "section" }, words, block.accessory && accessory(block, surface, id));
}

/** What stands beside a section's words is described by them: two buttons "Book" can be told apart. */
function accessory(block, surface, describedBy) {
  const element = block.accessory;
  if (element.type === "image")
    return h("div", { class: "section-accessory" }, picture(element, "thumbnail"));
  return h(
    "div",
    { class: "section-accessory" },
    drawElement(element, { surface, block, tells: true, describedBy }),
  );
}

export const header = (block) => h("h3", { class: "block-header" }, textNodes(block.text));

export const divider = () => h("hr", { class: "divider" });

export function context(block) {
  const parts = block.elements.map((element) =>
    element.type === "image"
      ? picture(element, "tiny")
      : h("span", { class: "mrkdwn" }, textNodes(element)),
  );
  return h("div", { class: "context" }, parts);
}
