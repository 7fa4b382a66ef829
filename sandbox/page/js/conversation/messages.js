/** The messages of the conversation that is open: loaded once, then kept up to date one by one. */

import * as api from "../state/api.js";
import { fill, h, keepingFocus } from "../dom/dom.js";
import { drawMessage, welcome } from "./message.js";
import { currentConversation, myZone, now, on, store } from "../state/store.js";
import { orSay } from "../controls/toasts.js";
import { Values } from "../state/values.js";
import { dayHeading, isoDay } from "../state/zones.js";

const NEAR = 80; // pixels from the end that still count as reading the end

export function drawMessages(root) {
  const log = new Log();
  root.append(h("div", { class: "log-frame" }, log.element, log.jump));
  on("state place", () => log.load());
  on("message", (message) => log.take(message));
  on("message_deleted", (event) => log.drop(event));
  on("typed", (message) => log.echo(message));
  on("clock", () => log.redraw());
  on("conversations", () => log.markRead());
  document.addEventListener("visibilitychange", () => log.markRead());
}

const byTime = (one, other) => Number(one.ts) - Number(other.ts);

class Log {
  #shown = []; // the messages, oldest first
  #showing = ""; // "person channel" they belong to
  #values = new Map(); // what was put into a message's inputs, by ts
  #firstUnread = null;
  #asked = []; // for each question under way: by ts, what became of messages since, null for gone
  #echoes = []; // commands typed in this window: Slack keeps none of them, and neither does the server

  constructor() {
    this.element = h("div", { class: "log", role: "log", tabindex: "0" });
    this.jump = h(
      "button",
      { class: "button jump", hidden: true, onclick: () => this.#toEnd() },
      "New messages",
    );
    this.element.addEventListener("scroll", () => this.#isAtEnd() && (this.jump.hidden = true), {
      passive: true,
    });
    new ResizeObserver(
      () => this.jump.hidden && !this.element.matches(":hover") && this.#toEnd(),
    ).observe(this.element);
  }

  /** Reads the conversation that is open; from its end when it was not open before. */
  async load() {
    const { channel } = store.place;
    if (!channel) return;
    const wanted = `${store.me.id} ${channel}`;
    if (wanted !== this.#showing) this.#begin(wanted);
    const heard = new Map();
    this.#asked.push(heard);
    const told = await orSay(api.messages(store.me.id, channel));
    const nth = this.#asked.indexOf(heard);
    if (nth < 0) return; // what was asked later was answered before, or is of another conversation
    this.#asked.splice(0, nth + 1);
    if (!told) return;
    const mine = this.#echoes.filter(
      (each) => each.channel === channel && each.user === store.me.id,
    );
    const older = told.filter((each) => !heard.has(each.ts));
    const newer = [...heard.values()].filter(Boolean);
    const messages = [...older, ...newer, ...mine].sort(byTime);
    const fresh = this.element.hasAttribute("aria-busy");
    const same = !fresh && JSON.stringify(messages) === JSON.stringify(this.#shown);
    this.#shown = messages;
    if (fresh) this.#firstUnread = firstUnread(messages);
    if (!same) this.redraw(fresh);
    this.element.removeAttribute("aria-busy");
    this.markRead();
  }

  #begin(wanted) {
    this.#showing = wanted;
    this.#asked = [];
    this.#values = new Map();
    this.#firstUnread = null;
    this.#shown = [];
    this.element.setAttribute("aria-busy", "true");
    this.element.setAttribute("aria-label", `Messages: ${currentConversation()?.name ?? ""}`);
    fill(this.element);
  }

  /** Draws all of it anew, since dates may read differently now; stays where the reader is. */
  redraw(fromEnd = false) {
    const stay = fromEnd || this.#isAtEnd();
    keepingFocus(this.element, () =>
      fill(this.element, this.#shown.length ? this.#all() : welcome()),
    );
    if (stay) this.#toEnd();
  }

  #all() {
    return this.#shown.flatMap((message, index) => {
      const before = this.#shown[index - 1];
      return [this.#divider(message, before), this.#draw(message, before)];
    });
  }

  #draw(message, before) {
    if (!this.#values.has(message.ts)) this.#values.set(message.ts, new Values());
    return drawMessage(message, before, this.#values.get(message.ts));
  }

  #divider(message, before) {
    const isNew = message.ts === this.#firstUnread;
    const sameDay = before && isoDay(before.ts, myZone()) === isoDay(message.ts, myZone());
    if (sameDay && !isNew) return null;
    const day = sameDay ? null : dayHeading(message.ts, now(), myZone());
    const words = [day, isNew && "New"].filter(Boolean).join(" · ");
    return h("div", { class: isNew ? "day new" : "day", role: "separator" }, h("span", {}, words));
  }

  /** A message that is new, or that the app has changed. */
  take(message) {
    if (message.channel !== store.place.channel) return;
    this.#asked.forEach((heard) => heard.set(message.ts, message));
    this.#show(message);
  }

  #show(message) {
    if (this.element.hasAttribute("aria-busy")) return;
    const index = this.#shown.findIndex((each) => each.ts === message.ts);
    if (index >= 0) this.#change(index, message);
    else if (this.#shown.length && byTime(message, this.#shown.at(-1)) < 0) this.#insert(message);
    else this.#append(message);
  }

  #append(message) {
    const before = this.#shown.at(-1);
    const follow = this.#isAtEnd() || message.user === store.me.id;
    this.#shown = [...this.#shown, message];
    if (!before) fill(this.element);
    this.element.append(
      ...[this.#divider(message, before), this.#draw(message, before)].filter(Boolean),
    );
    if (follow) this.#toEnd();
    else this.jump.hidden = false;
    this.markRead();
  }

  #insert(message) {
    this.#shown = [...this.#shown, message].sort(byTime);
    this.redraw();
  }

  #change(index, message) {
    const stay = this.#isAtEnd();
    this.#shown = this.#shown.with(index, message);
    const old = [...this.element.children].find((each) => each.dataset.ts === message.ts);
    keepingFocus(this.element, () => old?.replaceWith(this.#draw(message, this.#shown[index - 1])));
    if (stay) this.#toEnd();
  }

  /** A message that is gone. */
  drop({ channel, ts }) {
    this.#echoes = this.#echoes.filter((each) => each.ts !== ts);
    if (channel !== store.place.channel) return;
    this.#asked.forEach((heard) => heard.set(ts, null));
    this.#shown = this.#shown.filter((message) => message.ts !== ts);
    this.redraw();
  }

  /** A command that was typed here: only this window knows of it. */
  echo(message) {
    this.#echoes.push(message);
    if (message.channel === store.place.channel) this.#show(message);
  }

  /** Tells the server that all of this has been seen, when somebody can see it. */
  markRead() {
    const seen = document.visibilityState === "visible" && this.element.checkVisibility();
    if (seen && currentConversation()?.unread)
      api.read(store.me.id, store.place.channel).catch(() => {});
  }

  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  #toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
    this.jump.hidden = true;
  }
}

/** The `ts` of the first of others' messages that was not seen yet, or null. */
function firstUnread(messages) {
  const unread = currentConversation()?.unread ?? 0;
  const others = messages.filter((message) => message.user !== store.me.id);
  return unread && others.length > unread ? others.at(-unread).ts : null;
}
