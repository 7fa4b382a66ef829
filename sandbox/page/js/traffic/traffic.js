/** What goes between Slack and the app: envelopes, their acks, calls of the Web API and the answers. */

import * as api from "../state/api.js";
import { fill, h } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { side } from "../frame/side.js";
import { myZone, on, store } from "../state/store.js";
import { orSay } from "../controls/toasts.js";
import { drawEntry, sentence } from "./traffic_entry.js";
import { timeSeconds } from "../state/zones.js";

const KEPT = 500; // as many as the server keeps

const FILTERS = {
  All: () => true,
  "To the app": (entry) => entry.direction === "to_app",
  "From the app": (entry) => entry.direction === "from_app",
  Refused: (entry) => entry.ok === false,
};

export function drawTraffic(root) {
  let entries = [];
  let read = 0; // the number of the newest entry that was asked for
  let filter = "All";

  const list = h("ol", { class: "traffic-list" });
  const search = h("input", {
    type: "search",
    class: "text-field",
    "aria-label": "Find in the traffic",
    placeholder: "Find: a method, a word…",
    oninput: draw,
  });
  const chips = h("div", { class: "traffic-filters", role: "group", "aria-label": "Show" });
  const none = h(
    "p",
    { class: "hint traffic-none" },
    "Nothing yet. Type a command, or press a button of the app.",
  );
  const copy = h(
    "button",
    { class: "button small", onclick: () => copied(copy, visible()) },
    icon("copy"),
    h("span", {}, "Copy as JSON"),
  );
  const clear = h("button", { class: "button small quiet", onclick: clearAll }, "Clear");
  fill(
    root,
    side(root, { title: "Traffic", closes: "Close the traffic", opened }),
    h(
      "div",
      { class: "traffic-tools" },
      search,
      chips,
      h("div", { class: "traffic-buttons" }, copy, clear),
    ),
    none,
    list,
  );

  const fits = (entry) =>
    FILTERS[filter](entry) &&
    JSON.stringify(entry).toLowerCase().includes(search.value.trim().toLowerCase());
  const visible = () => entries.filter(fits);

  function draw() {
    fill(
      chips,
      Object.keys(FILTERS).map((name) => chip(name)),
    );
    fill(list, visible().reverse().map(row));
    none.hidden = list.childElementCount > 0;
  }
  function chip(name) {
    const choose = () => {
      filter = name;
      draw();
      [...chips.children].find((each) => each.textContent === name).focus();
    };
    return h(
      "button",
      {
        class: "chip-button",
        "aria-pressed": String(name === filter),
        onclick: choose,
      },
      name,
    );
  }
  const row = (entry) =>
    drawEntry(entry, { stamp: timeSeconds(entry.at, myZone()), words: sentence(entry), copied });
  function take(all) {
    entries = all.slice(-KEPT);
    if (!root.hidden) draw();
  }
  function add(entry) {
    if (!entry || entries.some((each) => each.n === entry.n)) return;
    entries = [...entries, entry].slice(-KEPT);
    if (root.hidden || !fits(entry)) return;
    list.prepend(row(entry));
    none.hidden = true;
  }
  function opened() {
    search.focus();
    draw();
    return catchUp();
  }
  /** What went on while nobody looked, and before this window was opened. */
  async function catchUp() {
    const newer = (await orSay(api.traffic(read))) ?? [];
    const unknown = newer.filter((entry) => entries.every((each) => each.n !== entry.n));
    read = newer.at(-1)?.n ?? read;
    if (unknown.length) take([...entries, ...unknown].sort((one, other) => one.n - other.n));
  }
  function clearAll() {
    read = Math.max(read, entries.at(-1)?.n ?? 0);
    take([]);
  }
  function startAgain() {
    if (!store.online) return;
    read = 0;
    take([]); // a server that was started anew counts from one again
    if (!root.hidden) catchUp();
  }

  on("traffic", add);
  on("online", startAgain);
  on("state", () => !root.hidden && draw());
}

async function copied(button, what) {
  const words = button.querySelector("span") ?? button;
  const before = words.textContent;
  try {
    await navigator.clipboard.writeText(JSON.stringify(what, null, 2));
    words.textContent = "Copied";
  } catch {
    words.textContent = "Not copied";
  }
  setTimeout(() => (words.textContent = before), 1500);
}
