/** Blocks: each type is drawn by one function `(block, surface)`; a new type is one more line here. */

import { h } from "../dom/dom.js";
import { actions } from "./actions.js";
import { input } from "./input.js";
import { image, video } from "./media.js";
import { richText } from "./rich_text.js";
import { markdown } from "./markdown.js";
import { table } from "./table.js";
import { context, divider, header, section } from "./text.js";

const BLOCKS = {
  actions,
  context,
  divider,
  header,
  image,
  input,
  markdown,
  rich_text: richText,
  section,
  table,
  video,
};

/** The given blocks of a surface, by default all, in order. */
export function drawBlocks(surface, blocks = surface.blocks) {
  return blocks.map((block) => {
    const draw = BLOCKS[block.type] ?? unknown;
    const element = draw(block, surface);
    element.classList.add("block");
    if (block.block_id) element.dataset.blockId = block.block_id;
    element.dataset.blockType = block.type;
    return element;
  });
}

const unknown = (block) =>
  h("p", { class: "unknown" }, `This page cannot show a block of type “${block.type}”.`);
