/** A button that opens a menu (role=menu): arrow keys move, Enter chooses, Escape goes back. */

import { h, uid } from "../dom/dom.js";
import { hidePopup, isShown, onPressElsewhere, popup, showPopup } from "./popup.js";

/**
 * Makes `button` open a menu of what `items()` answers when it is opened:
 * `{ label, detail, href, choose }`, in order. Answers an element to put beside the button.
 */
export function menu(button, items, { align = "end", above = false } = {}) {
  const id = uid("menu");
  const box = popup({
    id,
    role: "menu",
    class: "menu",
    "aria-label": button.getAttribute("aria-label") ?? button.textContent,
  });
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", id);

  const close = (back) => {
    hidePopup(box);
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus();
  };
  const open = (at) => {
    box.replaceChildren(...items().map((item) => entry(item, close)));
    showPopup(box, button, { align, above });
    button.setAttribute("aria-expanded", "true");
    box.children.item(at < 0 ? box.children.length - 1 : at)?.focus();
  };

  button.addEventListener("click", () => (isShown(box) ? close(true) : open(0)));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open(event.key === "ArrowUp" ? -1 : 0);
  });
  box.addEventListener("keydown", (event) => move(event, box, close));
  box.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !box.contains(event.relatedTarget) && event.relatedTarget !== button)
      close(false);
  });
  onPressElsewhere(box, button, () => close(false));
  return box;
}

function entry(item, close) {
  const words = [h("span", {}, item.label), item.detail && h("small", {}, item.detail)];
  const choose = () => {
    close(true);
    item.choose?.();
  };
  const shared = { role: "menuitem", tabindex: "-1", class: "menu-item", onclick: choose };
  if (!item.href) return h("button", { ...shared }, words);
  return h(
    "a",
    { href: item.href, target: "_blank", rel: "noopener noreferrer", ...shared },
    words,
  );
}

function move(event, box, close) {
  const all = [...box.children];
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") {
    event.stopPropagation();
    if (event.key === "Escape") event.preventDefault();
    close(event.key === "Escape");
  } else if (to != null) {
    event.preventDefault();
    all.at(to % all.length)?.focus();
  } else if (event.key.length === 1) {
    all.find((each) => each.textContent.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
  }
}
