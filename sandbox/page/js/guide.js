/** "Try this": a short list that ticks itself off by what really happens. */

import { fill, h, isWide } from "./dom.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { on, store, tell } from "./store.js";

const PUT_AWAY = "try-this-put-away";

export function drawGuide(root) {
  const list = h("ol", { class: "guide-list" });
  const count = h("span", { class: "guide-count" });
  const details = h("details", { class: "guide", open: isWide() }, h("summary", {}, h("h2", {}, "Try this"), count), list);
  const away = h("button", { type: "button", class: "ghost icon-button guide-away", "aria-label": "Put “Try this” away", title: "Put away", onclick: () => show(false) }, icon("close"));
  fill(root, details, away);

  const wanted = () => recall() !== store.workspace.id;
  function show(open) {
    remember(open ? "" : store.workspace.id);
    draw();
    if (open) details.querySelector("summary").focus();
  }
  function draw() {
    const done = store.tryThis.filter((step) => step.done).length;
    root.hidden = !store.tryThis.length || !wanted();
    document.body.classList.toggle("with-guide", !root.hidden);
    count.textContent = `${done} of ${store.tryThis.length}`;
    fill(list, store.tryThis.map(step));
    tell("panel", { id: "guide", open: !root.hidden });
  }
  on("state tryThis", draw);
  on("toggle-guide", () => show(root.hidden));
}

function step({ text, done }) {
  const mark = h("span", { class: "guide-mark" }, done && icon("check"), done && h("span", { class: "sr" }, "Done: "));
  return h("li", { class: done ? "done" : "" }, mark, h("span", { class: "mrkdwn" }, mrkdwn(text)));
}

function recall() {
  try {
    return localStorage.getItem(PUT_AWAY);
  } catch {
    return null;
  }
}

function remember(value) {
  try {
    localStorage.setItem(PUT_AWAY, value);
  } catch { /* It will be back next time. */ }
}
