/** Tables: cells of plain or rich text; the first row names the columns. */

import { h } from "../dom/dom.js";
import { richText } from "./rich_text.js";

export function table(block) {
  const [head, ...rows] = block.rows.map((row, index) =>
    h(
      "tr",
      {},
      row.map((cell, column) =>
        cellElement(cell, index ? "td" : "th", block.column_settings?.[column]),
      ),
    ),
  );
  return h(
    "div",
    { class: "table-frame", tabindex: "0", role: "group", "aria-label": "Table" },
    h("table", {}, h("thead", {}, head), h("tbody", {}, rows)),
  );
}

function cellElement(cell, tag, settings) {
  const words = cell.type === "rich_text" ? richText(cell) : cell.text;
  const element = h(tag, { scope: tag === "th" ? "col" : null }, words);
  element.style.textAlign = settings?.align ?? "";
  return element;
}
