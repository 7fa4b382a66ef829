/** Building elements. Everything that comes from the server ends up as text: no HTML is ever parsed. */

let last = 0;

/** A fresh id, for tying labels, hints and errors to their field. */
export function uid(prefix) {
  last += 1;
  return `${prefix}-${last}`;
}

/**
 * An element: `h("button", { class: "x", onclick: go, "aria-label": "Go" }, "text", child)`.
 * `on…` become listeners, `dataset` is copied, `true` sets a bare attribute, null and false set none.
 * A button sends no form unless its type says so.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  if (tag === "button") element.type = "button";
  for (const [name, value] of Object.entries(properties ?? {})) set(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

function set(element, name, value) {
  if (value == null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(element.dataset, value);
  else if (name === "value") element.value = value;
  else element.setAttribute(name, value === true ? "" : value);
}

/** Puts `children` in place of all that `element` held. */
export function fill(element, ...children) {
  element.replaceChildren(
    ...children.flat(Infinity).filter((child) => child != null && child !== false),
  );
  return element;
}

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), summary, [tabindex]:not([tabindex="-1"])';

/** What Tab would visit inside `root`, in order. */
export function focusables(root) {
  return [...root.querySelectorAll(FOCUSABLE)].filter((element) => element.checkVisibility());
}

/**
 * Answers a function that finds `element` again after a redraw, by its `data-key`. Blocks that the
 * app gives no id have a new one each time: then its action tells, and its turn among those.
 */
export function bookmark(element, root = document) {
  const key = element?.closest("[data-key]")?.dataset.key;
  const [place, action, ...block] = key?.split(" ") ?? [];
  const keyed = () => [...root.querySelectorAll("[data-key]")];
  const alike = () =>
    keyed().filter((each) => block.length && each.dataset.key.startsWith(`${place} ${action} `));
  const turn = alike().findIndex((each) => each.dataset.key === key);
  return () => keyed().find((each) => each.dataset.key === key) ?? alike()[turn];
}

/**
 * Runs `draw`, which replaces the insides of `root`, and puts the focus back on the element that had
 * it. Answers whether there is one.
 */
export function keepingFocus(root, draw) {
  const active = document.activeElement;
  const found = root.contains(active) ? bookmark(active, root) : () => null;
  const selection =
    active && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
  draw();
  const again = found();
  if (!again) return false;
  again.focus({ preventScroll: true });
  if (selection?.[0] != null && again.setSelectionRange) again.setSelectionRange(...selection);
  return true;
}

/** True when the page is as narrow as a telephone: the side columns are then drawers. */
export const isNarrow = () => matchMedia("(max-width: 760px)").matches;

/** True when there is room for the guide beside the conversation. */
export const isWide = () => matchMedia("(min-width: 1181px)").matches;
