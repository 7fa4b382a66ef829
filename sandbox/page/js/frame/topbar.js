/** The bar over everything: the workspace, its clock, and what can be shown beside the conversation. */

import { fill, h } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { openPeople } from "./people.js";
import { on, store, tell } from "../state/store.js";
import { themeButton } from "./theme.js";

export function drawTopbar(root) {
  const name = h("span", { class: "workspace-name" });
  const drawer = h(
    "button",
    {
      class: "ghost icon-button drawer-button",
      "aria-label": "Conversations",
      "aria-expanded": "false",
      "aria-controls": "sidebar",
      onclick: () => tell("drawer"),
    },
    icon("menu"),
  );
  const guide = toggle("list", "Try this", "guide");
  const traffic = toggle("traffic", "Traffic", "traffic");
  const mailbox = toggle("mail", "Mail", "mailbox");
  const calendar = toggle("calendar", "Calendar", "calendar");
  const people = h(
    "button",
    { class: "ghost topbar-button", onclick: openPeople },
    icon("people"),
    h("span", {}, "People"),
  );
  fill(
    root,
    drawer,
    h(
      "h1",
      { class: "workspace" },
      h("img", { src: "/page/icon.svg", alt: "", class: "logo" }),
      name,
    ),
    h("div", { class: "clock", "data-clock": true }),
    h("div", { class: "topbar-buttons" }, guide, people, mailbox, calendar, traffic, themeButton()),
  );
  on("state", () => (name.textContent = store.workspace.name));
  on("state tryThis", () => (guide.hidden = !store.tryThis.length));
  on("state", () => (mailbox.hidden = !store.takesMail));
  on("state", () => (calendar.hidden = !store.hasCalendars));
  on("drawer-state", (open) => drawer.setAttribute("aria-expanded", String(open)));
  on("panel", ({ id, open }) =>
    ({ guide, mailbox, calendar, traffic })[id].setAttribute("aria-expanded", String(open)),
  );
}

function toggle(picture, words, id) {
  const attributes = {
    class: "ghost topbar-button",
    "aria-expanded": "false",
    "aria-controls": id,
  };
  return h(
    "button",
    { ...attributes, onclick: () => tell(`toggle-${id}`) },
    icon(picture),
    h("span", {}, words),
  );
}
