/** One message, and what stands in a conversation that has none. */

import { drawBlocks } from "../blocks/index.js";
import { h, uid } from "../dom/dom.js";
import { face } from "../dom/faces.js";
import { icon } from "../dom/icons.js";
import { mrkdwn } from "../dom/mrkdwn.js";
import { currentConversation, myZone, store, tell } from "../state/store.js";
import { Surface } from "../views/surface.js";
import { inFull, time } from "../state/zones.js";

const TOGETHER = 300; // seconds within which one person's messages stand under one name

/** `before` is the message over it; `values` what was put into its inputs. */
export function drawMessage(message, before, values) {
  if (message.command && message.ephemeral && message.user === store.me.id) return echo(message);
  const id = uid("author");
  const joined = follows(message, before);
  const at = Number(message.ts);
  const stamp = h(
    "time",
    {
      class: "message-time",
      datetime: new Date(at * 1000).toISOString(),
      title: inFull(at, myZone()),
    },
    time(at, myZone()),
  );
  const isBot = store.people.get(message.user)?.is_bot;
  const head = h(
    "div",
    { class: "message-head" },
    h("span", { class: "message-author", id }, message.username),
    isBot && h("span", { class: "tag" }, "app"),
    stamp,
  );
  return h(
    "article",
    {
      class: `message${joined ? " joined" : ""}${message.ephemeral ? " ephemeral" : ""}`,
      "aria-labelledby": id,
      dataset: { ts: message.ts, ephemeral: String(Boolean(message.ephemeral)) },
    },
    h("div", { class: "message-side" }, face(message.user)),
    h(
      "div",
      { class: "message-words" },
      message.ephemeral && h("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
      head,
      message.thread_ts &&
        message.thread_ts !== message.ts &&
        h("p", { class: "only-you" }, "Reply in a thread"),
      message.command && h("p", { class: "typed" }, h("code", {}, message.command)),
      body(message, values),
      message.edited && h("span", { class: "edited" }, "(edited)"),
    ),
  );
}

/** What was typed to the app: nobody else sees it. */
function echo({ ts, command }) {
  return h(
    "p",
    { class: "echo", dataset: { ts, echo: "true" } },
    icon("eye"),
    h(
      "span",
      {},
      h("span", { class: "sr" }, "Only visible to you: "),
      "You typed ",
      h("code", {}, command),
    ),
  );
}

function follows(message, before) {
  return (
    before &&
    before.user === message.user &&
    !before.ephemeral &&
    !message.ephemeral &&
    !message.command &&
    Number(message.ts) - Number(before.ts) < TOGETHER
  );
}

function body(message, values) {
  const attached = message.attachments ?? [];
  const blocks = [...(message.blocks ?? []), ...attached.flatMap((each) => each.blocks ?? [])];
  const container = { type: "message", channel: message.channel, ts: message.ts };
  const surface = new Surface({ container, blocks, values });
  const words =
    message.text && !message.blocks?.length && h("div", { class: "mrkdwn" }, mrkdwn(message.text));
  return h(
    "div",
    { class: "blocks" },
    words,
    drawBlocks(surface, message.blocks ?? []),
    attached.map((each) => attachment(each, surface)),
  );
}

/** The older way to add to a message: a bar of colour, with blocks or a few words. */
function attachment(told, surface) {
  const words = [
    told.pretext,
    told.title,
    told.text ?? (told.blocks ? null : told.fallback),
  ].filter(Boolean);
  const element = h(
    "div",
    { class: "attachment blocks" },
    words.map((each) => h("div", { class: "mrkdwn" }, mrkdwn(each))),
    drawBlocks(surface, told.blocks ?? []),
  );
  const colour =
    { good: "2f8f5b", warning: "b4802a", danger: "b3261e" }[told.color] ??
    String(told.color ?? "").replace("#", "");
  if (/^[0-9a-f]{6}$/i.test(colour)) element.style.borderColor = `#${colour}`;
  return element;
}

/** The beginning of a conversation; with the app, what can be typed here. */
export function welcome() {
  const conversation = currentConversation();
  if (!conversation) return null;
  const isApp = conversation.with === store.app.bot_user_id;
  const words = isApp
    ? store.app.description
    : conversation.with
      ? `This is between you and ${conversation.name}.`
      : "Everybody in the workspace reads along here.";
  return h(
    "div",
    { class: "empty" },
    conversation.with ? face(conversation.with, "face-huge") : null,
    h(
      "h3",
      {},
      isApp ? store.app.name : conversation.with ? conversation.name : `#${conversation.name}`,
    ),
    words && h("p", {}, words),
    isApp &&
      store.app.commands.length > 0 &&
      h("p", { class: "hint" }, "Type one of these in the box below, or press it:"),
    isApp && h("ul", { class: "commands" }, store.app.commands.map(command)),
  );
}

function command({ command: name, description }) {
  const write = () => tell("compose", `${name} `);
  return h(
    "li",
    {},
    h(
      "button",
      { class: "command", onclick: write },
      h("code", {}, name),
      h("span", {}, description),
    ),
  );
}
