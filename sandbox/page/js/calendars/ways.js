/** How a program reads the calendar that is shown, each part ready to be copied. */

import { fill, h } from "../dom/dom.js";
import { icon } from "../dom/icons.js";

/** Puts the address, and server, user and app password, into `root`. */
export function drawWays(root, ways) {
  fill(
    root,
    h("p", { class: "hint" }, "By an address that is a secret:"),
    h("dl", {}, part("Address", ways.secret_address)),
    h("p", { class: "hint" }, "Or as its owner, from a CalDAV server:"),
    h(
      "dl",
      {},
      part("Server", ways.server),
      part("User", ways.user),
      part("App password", ways.app_password),
    ),
  );
}

const part = (name, value) =>
  h(
    "div",
    { class: "way" },
    h("dt", {}, name),
    h("dd", {}, h("code", {}, value)),
    h(
      "button",
      {
        class: "ghost icon-button",
        "aria-label": `Copy: ${name}`,
        title: "Copy",
        onclick: (press) => copied(press.currentTarget, value),
      },
      icon("copy"),
    ),
  );

async function copied(button, value) {
  try {
    await navigator.clipboard.writeText(value);
    fill(button, icon("check"));
  } catch {
    getSelection().selectAllChildren(button.parentElement.querySelector("code"));
  }
  setTimeout(() => fill(button, icon("copy")), 1500);
}
