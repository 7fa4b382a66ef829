/** The markdown block: the common marks of Markdown, brought to those of mrkdwn. */

import { h } from "../dom/dom.js";
import { mrkdwn } from "../dom/mrkdwn.js";

export function markdown(block) {
  const pieces = block.text.split(/(```[\s\S]+?```)/);
  return h(
    "div",
    { class: "mrkdwn" },
    mrkdwn(pieces.map((piece, index) => (index % 2 ? piece : asMrkdwn(piece))).join("")),
  );
}

const asMrkdwn = (text) =>
  text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/\[([^\]\n]+)\]\((https?:[^)\s]+)\)/g, "<$2|$1>")
    .replace(/(?<!\*)\*(?![*\s])([^*\n]+?)\*(?!\*)/g, "_$1_")
    .replace(/\*\*(.+?)\*\*|__(.+?)__/g, "*$1$2*")
    .replace(/~~(.+?)~~/g, "~$1~")
    .replace(/^#{1,6} +(.+)$/gm, "*$1*")
    .replace(/^(\s*)[-*] +/gm, "$1• ");
