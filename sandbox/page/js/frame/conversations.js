/** The side column: who I am, the app, the channels, the people to write to, and what is unread. */

import { fill, h, isNarrow, keepingFocus } from "../dom/dom.js";
import { face } from "../dom/faces.js";
import { openPeople, zoneLine } from "./people.js";
import { goTo } from "../state/place.js";
import { on, store, tell } from "../state/store.js";

export function drawSidebar(root) {
  const me = h("div", { class: "me" });
  const list = h("nav", { class: "conversations", "aria-label": "Conversations" });
  const more = h(
    "button",
    { class: "button quiet sidebar-people", onclick: openPeople },
    "Open a second window as somebody…",
  );
  fill(root, me, list, more);

  const drawMe = () =>
    fill(
      me,
      face(store.me, "face-large"),
      h(
        "div",
        {},
        h("strong", {}, store.me.real_name),
        h("small", {}, store.me.title),
        h("small", { class: "me-zone" }, zoneLine(store.me)),
      ),
    );
  const draw = () => keepingFocus(list, () => fill(list, groups()));
  on("state clock", drawMe);
  on("state conversations place app", draw);
  on("state conversations place", drawTitle);
  setInterval(() => store.me && drawMe(), 20000);

  const drawer = (open) => {
    document.body.classList.toggle("drawer-open", open);
    tell("drawer-state", open);
    if (open) list.querySelector("a")?.focus();
  };
  on("drawer", () => drawer(!document.body.classList.contains("drawer-open")));
  on("place state", () => drawer(false));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isNarrow()) return;
    drawer(false);
    document.querySelector(".drawer-button").focus();
  });
  document.addEventListener("pointerdown", (event) => {
    const inside = event.target.closest("#sidebar, .drawer-button, dialog");
    if (!inside && document.body.classList.contains("drawer-open")) drawer(false);
  });
}

function groups() {
  const isApp = (conversation) => conversation.with === store.app.bot_user_id;
  return [
    group("App", store.conversations.filter(isApp)),
    group(
      "Channels",
      store.conversations.filter((each) => each.kind === "channel"),
    ),
    group(
      "Direct messages",
      store.conversations.filter((each) => each.kind === "im" && !isApp(each)),
    ),
  ];
}

function group(title, conversations) {
  if (!conversations.length) return null;
  const id = `group-${title.replace(" ", "-")}`;
  return [
    h("h2", { class: "group-title", id }, title),
    h(
      "ul",
      { "aria-labelledby": id },
      conversations.map((each) => h("li", {}, entry(each))),
    ),
  ];
}

/** How many messages wait there; none where somebody is looking, though the server hears of that later. */
function unreadIn({ id, unread }) {
  const { channel, tab } = store.place;
  const looking = id === channel && tab === "messages" && document.visibilityState === "visible";
  return looking ? 0 : unread;
}

function entry(conversation) {
  const here = conversation.id === store.place.channel;
  const unread = unreadIn(conversation);
  const attributes = {
    href: `?as=${store.me.id}#${conversation.id}`,
    class: unread ? "conversation unread" : "conversation",
    "aria-current": here ? "page" : null,
    "data-key": `conversation ${conversation.id}`,
    "data-channel": conversation.id,
    onclick: (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      goTo(conversation.id);
    },
  };
  return h(
    "a",
    attributes,
    conversation.with
      ? face(conversation.with, "face-small")
      : h("span", { class: "hash", "aria-hidden": "true" }, "#"),
    h("span", { class: "conversation-name" }, conversation.name),
    conversation.with === store.app.bot_user_id && status(),
    unread > 0 &&
      h("span", { class: "unread-count" }, String(unread), h("span", { class: "sr" }, " unread")),
  );
}

function status() {
  const words = store.app.connected ? "connected" : "not connected";
  return h(
    "span",
    { class: store.app.connected ? "status on" : "status off", title: `The app is ${words}` },
    h("span", { class: "sr" }, words),
  );
}

function drawTitle() {
  const unread = store.conversations.reduce((sum, each) => sum + unreadIn(each), 0);
  document.title = `${unread ? `(${unread}) ` : ""}${store.me.real_name} · ${store.workspace.name}`;
}
