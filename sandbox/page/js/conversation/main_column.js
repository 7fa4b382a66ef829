/** The middle: the head of a conversation, its messages or the app's Home, and the composer. */

import { drawComposer } from "./composer.js";
import { fill, h } from "../dom/dom.js";
import { face } from "../dom/faces.js";
import { drawHome } from "../views/home.js";
import { icon } from "../dom/icons.js";
import { drawMessages } from "./messages.js";
import { zoneLine } from "../frame/people.js";
import { goTo } from "../state/place.js";
import { appConversation, currentConversation, on, store } from "../state/store.js";

export function drawMain(root) {
  const head = h("div", { class: "head" });
  const offline = h(
    "p",
    { class: "banner", role: "status", hidden: true },
    "The workspace cannot be reached. Trying again…",
  );
  const silent = h("p", { class: "banner", role: "status", hidden: true });
  const messages = h("section", { class: "panel", id: "panel-messages" });
  const home = h("section", { class: "panel home", id: "panel-home", tabindex: "0" });
  fill(root, head, offline, silent, messages, home);
  drawMessages(messages);
  drawComposer(messages);
  drawHome(home);

  const draw = () => {
    const isApp = store.place.channel === appConversation()?.id;
    const atHome = isApp && store.place.tab === "home";
    const focused = head.contains(document.activeElement);
    fill(head, title(), isApp && store.app.home_tab !== false && tabs());
    if (focused) head.querySelector('[aria-selected="true"]')?.focus();
    messages.hidden = atHome;
    home.hidden = !atHome;
    asPanel(messages, isApp, "messages");
    asPanel(home, isApp, "home");
    silent.hidden = !isApp || store.app.connected !== false;
    silent.textContent = `${store.app.name} is not connected. What you send to it fails until it is.`;
  };
  on("state place app", draw);
  on("online", () => (offline.hidden = store.online));
}

function asPanel(section, isTab, name) {
  if (isTab) {
    section.setAttribute("role", "tabpanel");
    section.setAttribute("aria-labelledby", `tab-${name}`);
  } else {
    section.removeAttribute("role");
    section.removeAttribute("aria-labelledby");
  }
}

function title() {
  const conversation = currentConversation();
  if (!conversation) return null;
  const person = store.people.get(conversation.with);
  const detail = !person
    ? "Everybody in the workspace"
    : person.is_bot
      ? store.app.description
      : [person.title, zoneLine(person)].filter(Boolean).join(" · ");
  const picture = person
    ? face(person)
    : h("span", { class: "face face-channel", "aria-hidden": "true" }, icon("hash"));
  return h(
    "div",
    { class: "head-title" },
    picture,
    h("div", { class: "head-words" }, h("h2", {}, conversation.name), detail && h("p", {}, detail)),
  );
}

function tabs() {
  const list = h(
    "div",
    { class: "tabs", role: "tablist", "aria-label": store.app.name },
    tab("home", "Home"),
    tab("messages", "Messages"),
  );
  list.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    goTo(store.place.channel, store.place.tab === "home" ? "messages" : "home");
  });
  return list;
}

function tab(name, words) {
  const selected = store.place.tab === name;
  const attributes = {
    role: "tab",
    id: `tab-${name}`,
    "aria-selected": String(selected),
    "aria-controls": `panel-${name}`,
    tabindex: selected ? "0" : "-1",
  };
  return h("button", { ...attributes, onclick: () => goTo(store.place.channel, name) }, words);
}
