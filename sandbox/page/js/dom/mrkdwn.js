/** Slack's mrkdwn as DOM nodes: text in, nodes out, and never a parsed tag. */

import { h } from "./dom.js";
import { emoji, EMOJI_PATTERN } from "./emoji.js";
import { link } from "./links.js";
import { myZone, nameOf, now, store } from "../state/store.js";
import { inFull, slackDate } from "../state/zones.js";

/** The nodes for `text` in mrkdwn; bare addresses become links unless `verbatim`. */
export function mrkdwn(text, { verbatim = false } = {}) {
  const pieces = String(text ?? "").split(/```([\s\S]+?)```/);
  return pieces.flatMap((piece, index) => {
    if (index % 2) return h("pre", { tabindex: "0" }, unescape(piece.replace(/^\n|\n$/g, "")));
    const before = index > 0 ? piece.replace(/^\n/, "") : piece;
    return quotes(index < pieces.length - 1 ? before.replace(/\n$/, "") : before, verbatim);
  });
}

/** The nodes for plain text, in which only emoji have a meaning. */
export function plain(text, { emoji: withEmoji = true } = {}) {
  return withEmoji ? emojis(String(text ?? "")) : [String(text ?? "")];
}

/** A text object of either kind. */
export function textNodes(text) {
  if (!text) return [];
  return text.type === "mrkdwn"
    ? mrkdwn(text.text, text)
    : plain(text.text, { emoji: text.emoji !== false });
}

/** What mrkdwn says, as plain words: for names, tooltips and notifications. */
export const asWords = (text) => h("div", {}, mrkdwn(text)).textContent;

function quotes(text, verbatim) {
  const nodes = [];
  let quoted = [];
  let loose = [];
  let rest = false;
  const flush = () => {
    if (quoted.length) nodes.push(h("blockquote", {}, inline(quoted.join("\n"), verbatim)));
    if (loose.length) nodes.push(...inline(loose.join("\n"), verbatim));
    quoted = [];
    loose = [];
  };
  for (const line of text.split("\n")) {
    const mark = rest ? [""] : line.match(/^(?:&gt;|>)(?:(?:&gt;|>){2})? ?/);
    if (mark ? loose.length : quoted.length) flush();
    if (mark && mark[0].replace(/&gt;/g, ">").startsWith(">>>")) rest = true;
    if (mark) quoted.push(line.slice(mark[0].length));
    else loose.push(line);
  }
  flush();
  return nodes;
}

// Inside a mark: an angle token or code as a whole, or any other character of the same line.
const INNER = "(?=\\S)((?:<[^<>\\n]*>|`[^`\\n]*`|[^\\n<`])+?)(?<=\\S)";
const marked = (mark) =>
  `(?<![\\p{L}\\p{N}${mark}])${mark}${INNER}${mark}(?![\\p{L}\\p{N}${mark}])`;
const TOKEN = new RegExp(
  [
    "<([^<>\\n]+)>",
    "`([^`\\n]+)`",
    marked("\\*"),
    marked("_"),
    marked("~"),
    "(https?://[^\\s<>|`]*[^\\s<>|`.,;:!?)\\]*_~'\"])",
  ].join("|"),
  "gu",
);

function inline(text, verbatim) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, angle, code, bold, italic, strike, address] = match;
    const node =
      angle != null
        ? special(angle)
        : code != null
          ? h("code", {}, unescape(code))
          : bold != null
            ? h("strong", {}, inline(bold, verbatim))
            : italic != null
              ? h("em", {}, inline(italic, verbatim))
              : strike != null
                ? h("s", {}, inline(strike, verbatim))
                : verbatim
                  ? unescape(whole)
                  : link(unescape(address), unescape(address));
    nodes.push(...leaf(text.slice(from, match.index)), node);
    from = match.index + whole.length;
  }
  return [...nodes, ...leaf(text.slice(from))];
}

const leaf = (text) => (text ? emojis(unescape(text)) : []);

/** `<@U1>`, `<#C1|general>`, `<!here>`, `<!date^…>`, `<https://…|words>`. */
function special(token) {
  const [target, label] = split(token, "|");
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#"))
    return h("span", { class: "mention" }, `#${label || channelName(target.slice(1))}`);
  if (target.startsWith("!date^")) return date(target, label);
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, label || "@group");
  if (target.startsWith("!"))
    return h("span", { class: "mention mention-all" }, `@${label || target.slice(1)}`);
  return link(unescape(target), label ? leaf(label) : unescape(target));
}

/** A person named in a text; marked when it is the reader. */
export function mention(id, label) {
  const name = store.people.has(id) ? nameOf(id) : unescape(label || id);
  const mine = id === store.me?.id;
  return h(
    "span",
    { class: mine ? "mention mention-me" : "mention", dataset: { person: id } },
    `@${name}`,
  );
}

const channelName = (id) =>
  store.conversations.find((conversation) => conversation.id === id)?.name ?? id;

function date(target, fallback) {
  const [, seconds, tokens, address] = target.split("^");
  const at = Number(seconds);
  if (!Number.isFinite(at) || !tokens) return unescape(fallback ?? "");
  const words = slackDate(unescape(tokens), at, now(), myZone());
  const shown = dateElement(at, words);
  return address ? link(unescape(address), shown) : shown;
}

/** A date in words that says in full, in a tooltip, what it stands for. */
export function dateElement(at, words) {
  return h(
    "time",
    { datetime: new Date(at * 1000).toISOString(), title: inFull(at, myZone()) },
    words,
  );
}

function emojis(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(EMOJI_PATTERN)) {
    const character = emoji(match[1]);
    if (!character) continue;
    if (match.index > from) nodes.push(text.slice(from, match.index));
    nodes.push(emojiElement(match[1], character));
    from = match.index + match[0].length;
  }
  if (from < text.length) nodes.push(text.slice(from));
  return nodes;
}

/** One emoji, named for those who do not see it. */
export function emojiElement(name, character) {
  return h(
    "span",
    { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` },
    character,
  );
}

function split(text, at) {
  const index = text.indexOf(at);
  return index < 0 ? [text, null] : [text.slice(0, index), text.slice(index + 1)];
}

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const unescape = (text) => text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity]);
