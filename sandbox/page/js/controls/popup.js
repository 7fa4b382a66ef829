/** A box that floats beside its anchor, above everything, and stays on the screen. */

import { h } from "../dom/dom.js";

const GAP = 4;

/** The box itself; it must be placed in the document near its anchor (inside the same dialog). */
export function popup(properties, ...children) {
  return h(
    "div",
    { popover: "manual", ...properties, class: `popup ${properties.class ?? ""}` },
    ...children,
  );
}

/** Shows `box` under `anchor`, or over it where there is more room; `align` is "start" or "end". */
export function showPopup(box, anchor, { align = "start", match = false, above = false } = {}) {
  if (!box.isConnected) anchor.after(box);
  if (!isShown(box)) box.showPopover();
  const around = anchor.getBoundingClientRect();
  box.style.minWidth = match ? `${around.width}px` : "";
  box.style.maxHeight = "";
  const height = box.scrollHeight + 2;
  const below = innerHeight - around.bottom - GAP * 2;
  const over = around.top - GAP * 2;
  const up = above ? over > 120 : height > below && over > below;
  box.style.maxHeight = `${Math.max(96, Math.min(up ? over : below, 420))}px`;
  const width = box.offsetWidth;
  const left = align === "end" ? around.right - width : around.left;
  box.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
  box.style.top = up ? "auto" : `${around.bottom + GAP}px`;
  box.style.bottom = up ? `${innerHeight - around.top + GAP}px` : "auto";
}

/** Hides `box`. */
export function hidePopup(box) {
  if (isShown(box)) box.hidePopover();
}

/** Whether `box` is on the screen. */
export const isShown = (box) => box.isConnected && box.matches(":popover-open");

/** Calls `leave` when the person presses somewhere that is neither in `box` nor in `anchor`. */
export function onPressElsewhere(box, anchor, leave) {
  const listener = (event) => {
    if (!box.isConnected) return document.removeEventListener("pointerdown", listener, true);
    if (isShown(box) && !box.contains(event.target) && !anchor.contains(event.target)) leave();
  };
  document.addEventListener("pointerdown", listener, true);
}
