/** The app's shortcuts, behind the lightning beside the composer. */

import * as api from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { menu } from "./menu.js";
import { on, store } from "./store.js";
import { orSay } from "./toasts.js";

export function shortcutsButton() {
  const button = h(
    "button",
    {
      class: "ghost icon-button",
      "aria-label": "Shortcuts",
      title: "Shortcuts",
      "data-key": "shortcuts",
    },
    icon("bolt"),
  );
  const items = () =>
    store.app.shortcuts.map((shortcut) => ({
      label: shortcut.name,
      detail: shortcut.description,
      choose: () => orSay(api.shortcut(store.me.id, shortcut.callback_id)),
    }));
  on("state app", () => (button.hidden = !store.app.shortcuts?.length));
  return h(
    "span",
    { class: "with-popup" },
    button,
    menu(button, items, { align: "start", above: true }),
  );
}
