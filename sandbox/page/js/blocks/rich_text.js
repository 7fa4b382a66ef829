/** Rich text: Slack's own tree of sections, lists, quotes and code. */

import { h } from "../dom/dom.js";
import { emoji } from "../dom/emoji.js";
import { link } from "../dom/links.js";
import { dateElement, emojiElement, mention } from "../dom/mrkdwn.js";
import { myZone, now, store } from "../state/store.js";
import { slackDate } from "../state/zones.js";

/** A rich_text block, and a cell of a table. */
export const richText = (block) => h("div", { class: "rich-text" }, block.elements.map(part));

const PARTS = {
  rich_text_section: (element) => h("p", { class: "mrkdwn" }, inlines(element)),
  rich_text_quote: (element) => h("blockquote", { class: "mrkdwn" }, inlines(element)),
  rich_text_preformatted: (element) => h("pre", { tabindex: "0" }, inlines(element)),
  rich_text_list: (element) => list(element),
};

const part = (element) => PARTS[element.type]?.(element) ?? "";

function list(element) {
  const tag = element.style === "ordered" ? "ol" : "ul";
  const items = element.elements.map((item) => h("li", { class: "mrkdwn" }, inlines(item)));
  const made = h(tag, { start: element.offset ? String(element.offset + 1) : null }, items);
  made.style.marginInlineStart = `${(element.indent ?? 0) * 1.5}rem`;
  return made;
}

const inlines = (element) => (element.elements ?? []).map(inline);

const INLINES = {
  text: (element) => element.text,
  link: (element) => link(element.url, element.text || element.url),
  user: (element) => mention(element.user_id),
  usergroup: (element) => h("span", { class: "mention" }, `@${element.usergroup_id}`),
  channel: (element) => h("span", { class: "mention" }, `#${channelName(element.channel_id)}`),
  broadcast: (element) => h("span", { class: "mention mention-all" }, `@${element.range}`),
  emoji: (element) =>
    emoji(element.name) ? emojiElement(element.name, emoji(element.name)) : `:${element.name}:`,
  date: (element) =>
    dateElement(element.timestamp, slackDate(element.format, element.timestamp, now(), myZone())),
  color: (element) => element.value,
};

function inline(element) {
  const made = INLINES[element.type]?.(element) ?? "";
  return Object.entries(STYLES).reduce(
    (inner, [style, tag]) => (element.style?.[style] ? h(tag, {}, inner) : inner),
    made,
  );
}

const STYLES = { code: "code", bold: "strong", italic: "em", strike: "s", underline: "u" };

const channelName = (id) =>
  store.conversations.find((conversation) => conversation.id === id)?.name ?? id;
