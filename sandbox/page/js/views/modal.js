/** The app's modals: the top of the stack, its form, and what the app answers to it. */

import * as api from "../state/api.js";
import { drawBlocks } from "../blocks/index.js";
import { showError, showErrors } from "../blocks/input.js";
import { complaints } from "./check.js";
import { openDialog } from "../controls/dialog.js";
import { fill, focusables, h, keepingFocus } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { plain } from "../dom/mrkdwn.js";
import { on, store } from "../state/store.js";
import { Surface } from "./surface.js";
import { Values } from "../state/values.js";

const held = new Map(); // the values of every view that is open, by view id
const left = new Map(); // where the focus was in a view when another came over it, by view id
let leave = null; // gives the page back, while a modal is open
let shown = null; // the view on top
let dialog;

/** Shows whatever is on top of `store.modals`, now and from now on. */
export function followModals() {
  on("state modals", draw);
}

function draw() {
  const view = store.modals.at(-1);
  for (const id of held.keys()) {
    if (store.modals.some((each) => each.id === id)) continue;
    held.delete(id);
    left.delete(id);
  }
  if (!view) return end();
  if (view.id === shown?.id && look(view) === look(shown)) return null;
  if (!leave) begin();
  const again = view.id === shown?.id;
  if (!again && held.has(shown?.id)) left.set(shown.id, document.activeElement?.dataset.key);
  shown = view;
  if (!held.has(view.id)) held.set(view.id, new Values());
  const body = dialog.querySelector(".modal-body");
  const scrolled = again ? (body?.scrollTop ?? 0) : 0;
  const kept = keepingFocus(dialog, () => fill(dialog, insides(view)));
  dialog.querySelector(".modal-body").scrollTop = scrolled;
  if (!(again ? kept : focusAgain(left.get(view.id)))) focusFirst();
  return null;
}

/** What of a view is seen; its state is what the person has put in, and known here. */
const look = ({ title, submit, close, blocks, hash }) =>
  JSON.stringify([title, submit, close, blocks, hash, store.modals.length]);

function begin() {
  dialog = h("dialog", {
    class: "dialog modal",
    "aria-labelledby": "modal-title",
    "data-modal": true,
  });
  for (const kind of ["input", "change"]) dialog.addEventListener(kind, mended);
  leave = openDialog(dialog, dismiss);
}

/** A complaint goes away as soon as something is done about it. */
function mended({ target, type }) {
  const field = target.closest(".field.wrong");
  const looking = target.getAttribute("role") === "combobox" && type === "input";
  if (field && !looking) showError(field, "");
}

function end() {
  shown = null;
  const back = leave;
  leave = null;
  back?.();
}

/** Goes back to the element with this key; answers whether it is there. */
function focusAgain(key) {
  const keyed = [...dialog.querySelectorAll("[data-key]")];
  const element = key && keyed.find((each) => each.dataset.key === key);
  element?.focus();
  return Boolean(element);
}

function focusFirst() {
  const body = dialog.querySelector(".modal-body");
  const asked = body.querySelector("[data-first]");
  const first = asked ?? focusables(body).find((element) => !element.matches("a, pre"));
  (first ?? dialog.querySelector(".modal-submit") ?? dialog.querySelector("button"))?.focus({
    preventScroll: !asked,
  });
}

function insides(view) {
  const surface = new Surface({
    container: { type: "view", view_id: view.id },
    blocks: view.blocks ?? [],
    values: held.get(view.id),
  });
  const body = h("div", { class: "modal-body blocks" }, drawBlocks(surface));
  const depth = store.modals.length;
  const words = (text, usual) => (text ? plain(text.text) : usual);
  return h(
    "form",
    { class: "modal-form", novalidate: true, onsubmit: (event) => submit(event, view, surface) },
    h(
      "div",
      { class: "dialog-head" },
      depth > 1 &&
        h(
          "button",
          { class: "ghost icon-button", "aria-label": "Back", onclick: dismiss },
          icon("back"),
        ),

      h("h2", { id: "modal-title" }, words(view.title, "")),
      h(
        "button",
        {
          class: "ghost icon-button",
          "aria-label": "Close",
          "data-key": "modal-close",
          onclick: dismiss,
        },
        icon("close"),
      ),
    ),
    body,
    h("p", { class: "modal-trouble", role: "alert" }),
    h(
      "div",
      { class: "dialog-actions" },
      h(
        "button",
        { class: "button", "data-key": "modal-cancel", onclick: dismiss },
        words(view.close, view.submit ? "Cancel" : "Close"),
      ),
      view.submit &&
        h(
          "button",
          { type: "submit", class: "button primary modal-submit", "data-key": "modal-submit" },
          words(view.submit),
        ),
    ),
  );
}

async function submit(event, view, surface) {
  event.preventDefault();
  const button = dialog.querySelector(".modal-submit");
  if (!button || button.getAttribute("aria-busy") === "true") return;
  const found = complaints(surface.blocks, surface.values);
  if (Object.keys(found).length) return refuse(found);
  showErrors(dialog, {});
  say("");
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await api.submit(store.me.id, view.id, surface.values.all(surface.blocks));
    if (answer.errors) refuse(answer.errors);
    else if (answer.trouble) say(answer.trouble);
  } catch (trouble) {
    say(trouble.message);
  }
  button.removeAttribute("aria-busy");
}

function refuse(errors) {
  const count = Object.keys(errors).length;
  say(count === 1 ? "One thing needs another look." : `${count} things need another look.`);
  showErrors(dialog, errors);
}

function say(words) {
  if (leave) dialog.querySelector(".modal-trouble").textContent = words;
}

/** Takes the top view away at once; the server, and through it the app, hears of it. */
function dismiss() {
  const view = store.modals.at(-1);
  store.modals = store.modals.slice(0, -1);
  draw();
  if (view) api.close(store.me.id, view.id).catch(() => {});
}
