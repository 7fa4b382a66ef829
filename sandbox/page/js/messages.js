/** The messages of the conversation that is open: loaded once, then kept up to date one by one. */

import * as api from "./api.js";
import { fill, h, keepingFocus } from "./dom.js";
import { drawMessage, welcome } from "./message.js";
import { currentConversation, myZone, now, on, store } from "./store.js";
import { orSay } from "./toasts.js";
import { Values } from "./values.js";
import { dayHeading, isoDay } from "./zones.js";

const NEAR = 80; // pixels from the end that still count as reading the end

const byTime = (one, other) => Number(one.ts) - Number(other.ts);

export function drawMessages(root) {
  const log = h("div", { class: "log", role: "log", tabindex: "0", "data-log": true });
  const jump = h("button", { type: "button", class: "button jump", hidden: true, onclick: () => toEnd() }, "New messages");
  root.append(h("div", { class: "log-frame" }, log, jump));

  let shown = []; // the messages, oldest first
  let showing = ""; // "person channel" they belong to
  let values = new Map(); // what was put into a message's inputs, by ts
  let firstUnread = null;
  const echoes = []; // commands typed in this window: Slack keeps none of them, and neither does the server

  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  const toEnd = () => {
    log.scrollTop = log.scrollHeight;
    jump.hidden = true;
  };
  const elementOf = (ts) => [...log.children].find((element) => element.dataset.ts === ts);
  const valuesOf = (ts) => values.get(ts) ?? values.set(ts, new Values()).get(ts);
  const draw = (message, before) => drawMessage(message, before, valuesOf(message.ts));

  async function load() {
    const { channel } = store.place;
    if (!channel) return;
    const wanted = `${store.me.id} ${channel}`;
    const fresh = wanted !== showing;
    if (fresh) {
      showing = wanted;
      values = new Map();
      firstUnread = null;
      shown = [];
      log.setAttribute("aria-busy", "true");
      log.setAttribute("aria-label", `Messages: ${currentConversation()?.name ?? ""}`);
      fill(log);
    }
    const told = await orSay(api.messages(store.me.id, channel));
    if (!told || wanted !== showing) return;
    const messages = [...told, ...echoes.filter((each) => each.channel === channel && each.user === store.me.id)].sort(byTime);
    const same = !fresh && JSON.stringify(messages) === JSON.stringify(shown);
    shown = messages;
    if (fresh) firstUnread = unreadFrom(messages);
    if (!same) redraw(fresh);
    log.removeAttribute("aria-busy");
    markRead();
  }

  function unreadFrom(messages) {
    const unread = currentConversation()?.unread ?? 0;
    const others = messages.filter((message) => message.user !== store.me.id);
    return unread && others.length > unread ? others.at(-unread).ts : null;
  }

  function redraw(end) {
    const stay = end || atEnd();
    keepingFocus(log, () => {
      const parts = shown.flatMap((message, index) => [divider(message, shown[index - 1]), draw(message, shown[index - 1])]);
      fill(log, shown.length ? parts : welcome());
    });
    if (stay) toEnd();
  }

  function divider(message, before) {
    const isNew = message.ts === firstUnread;
    const sameDay = before && isoDay(before.ts, myZone()) === isoDay(message.ts, myZone());
    if (sameDay && !isNew) return null;
    const words = [!sameDay && dayHeading(message.ts, now(), myZone()), isNew && "New"].filter(Boolean).join(" · ");
    return h("div", { class: isNew ? "day new" : "day", role: "separator" }, h("span", {}, words));
  }

  function take(message) {
    if (message.channel !== store.place.channel || log.hasAttribute("aria-busy")) return;
    const index = shown.findIndex((each) => each.ts === message.ts);
    if (index >= 0) return change(index, message);
    if (shown.length && Number(message.ts) < Number(shown.at(-1).ts)) {
      shown = [...shown, message].sort(byTime);
      return redraw();
    }
    const before = shown.at(-1);
    const follow = atEnd() || message.user === store.me.id;
    shown = [...shown, message];
    if (!before) fill(log);
    const line = divider(message, before);
    if (line) log.append(line);
    log.append(draw(message, before));
    if (follow) toEnd();
    else jump.hidden = false;
    markRead();
  }

  function echo(message) {
    echoes.push(message);
    take(message);
  }

  function change(index, message) {
    const stay = atEnd();
    shown = shown.with(index, message);
    keepingFocus(log, () => elementOf(message.ts)?.replaceWith(draw(message, shown[index - 1])));
    if (stay) toEnd();
  }

  function drop({ channel, ts }) {
    const at = echoes.findIndex((each) => each.ts === ts);
    if (at >= 0) echoes.splice(at, 1);
    if (channel && channel !== store.place.channel) return;
    shown = shown.filter((message) => message.ts !== ts);
    redraw();
  }

  function markRead() {
    const unread = currentConversation()?.unread;
    if (!unread || document.visibilityState !== "visible" || root.hidden) return;
    api.read(store.me.id, store.place.channel).catch(() => {});
  }

  on("state place", load);
  on("message", take);
  on("typed", echo);
  on("message_deleted", drop);
  on("clock", () => redraw());
  on("conversations", markRead);
  document.addEventListener("visibilitychange", markRead);
  log.addEventListener("scroll", () => atEnd() && (jump.hidden = true), { passive: true });
  new ResizeObserver(() => jump.hidden && shown.length && !log.matches(":hover") && toEnd()).observe(log);
}
