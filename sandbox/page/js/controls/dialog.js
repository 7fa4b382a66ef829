/** Dialogs: focus goes in, stays in, and comes back to where it was. */

import { bookmark, focusables, h, uid } from "../dom/dom.js";
import { moveToasts } from "./toasts.js";

/**
 * Opens `dialog` (a `<dialog>`) over the page. `leave` is called when the person presses Escape.
 * Answers a function that closes it and gives the focus back.
 */
export function openDialog(dialog, leave) {
  const before = document.activeElement;
  const again = bookmark(before);
  document.body.append(dialog);
  dialog.showModal();
  moveToasts();
  dialog.addEventListener("keydown", (event) => keys(event, dialog, leave));
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  return () => {
    dialog.close();
    dialog.remove();
    moveToasts();
    giveBack(before, again);
  };
}

function keys(event, dialog, leave) {
  if (event.defaultPrevented) return;
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    leave();
  }
  if (event.key === "Tab") keepInside(event, dialog);
}

function keepInside(event, dialog) {
  const all = focusables(dialog);
  const [first, last] = [all[0], all.at(-1)];
  const leaving = event.shiftKey
    ? document.activeElement === first || document.activeElement === dialog
    : document.activeElement === last;
  if (!leaving) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

/** The element may have been drawn anew meanwhile, or be gone: then the composer, where there is one. */
function giveBack(before, again) {
  const usable = before?.isConnected && before !== document.body ? before : again();
  const composer = document.querySelector("[data-composer]");
  const usual = composer?.checkVisibility() ? composer : document.querySelector("#main");
  (usable ?? usual)?.focus();
}

/** Asks the person as Slack's confirm object says; answers true when they agree. */
export function confirmed({ title, text, confirm, deny, danger }) {
  return new Promise((resolve) => {
    const [titleId, textId] = [uid("confirm"), uid("confirm")];
    const end = (answer) => {
      close();
      resolve(answer);
    };
    const yes = h(
      "button",
      {
        class: danger ? "button danger" : "button primary",
        onclick: () => end(true),
      },
      confirm,
    );
    const no = h("button", { class: "button", onclick: () => end(false) }, deny);
    const dialog = h(
      "dialog",
      {
        class: "dialog confirm",
        role: "alertdialog",
        "aria-labelledby": titleId,
        "aria-describedby": textId,
      },
      h("h2", { id: titleId }, title),
      h("div", { id: textId, class: "mrkdwn" }, text),
      h("div", { class: "dialog-actions" }, no, yes),
    );
    const close = openDialog(dialog, () => end(false));
    (danger ? no : yes).focus();
  });
}
