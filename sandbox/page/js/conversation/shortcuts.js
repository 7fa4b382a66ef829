/** The app's shortcuts, behind the lightning beside the composer. */

import * as api from "../state/api.js";
import { h } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { menu } from "../controls/menu.js";
import { on, store } from "../state/store.js";
import { orSay } from "../controls/toasts.js";

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
