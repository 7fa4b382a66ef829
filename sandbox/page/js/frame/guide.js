/** "Try this": a short list that ticks itself off by what really happens. */

import { fill, h, isWide } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { mrkdwn } from "../dom/mrkdwn.js";
import { goTo } from "../state/place.js";
import { appConversation, on, store, tell } from "../state/store.js";

const PUT_AWAY = "try-this-put-away";

export function drawGuide(root) {
  const list = h("ol", { class: "guide-list" });
  const count = h("span", { class: "guide-count" });
  const details = h(
    "details",
    { class: "guide", open: isWide() },
    h("summary", {}, h("h2", {}, "Try this"), count),
    list,
  );
  const away = h(
    "button",
    {
      class: "ghost icon-button guide-away",
      "aria-label": "Put “Try this” away",
      title: "Put away",
      onclick: () => show(false),
    },
    icon("close"),
  );
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
  const mark = h(
    "span",
    { class: "guide-mark" },
    done && icon("check"),
    done && h("span", { class: "sr" }, "Done: "),
  );
  return h(
    "li",
    { class: done ? "done" : "" },
    mark,
    h("span", { class: "guide-words" }, words(text)),
  );
}

/** The step's words, in which the people and the commands that it names can be pressed. */
function words(text) {
  const firstNames = living().map((person) => person.real_name.split(" ")[0]);
  const commands = store.app.commands.map(({ command }) => `\`${command}[^\`]*\`|${command}\\b.*$`);
  if (!firstNames.length || !commands.length) return mrkdwn(text);
  const pattern = new RegExp(
    `(${commands.join("|")})|\\*?\\b(${firstNames.join("|")})\\b\\*?`,
    "gs",
  );
  const nodes = [];
  let [from, who] = [0, null];
  for (const match of text.matchAll(pattern)) {
    nodes.push(...mrkdwn(text.slice(from, match.index)));
    who = match[2] ? living().find((person) => person.real_name.startsWith(match[2])) : who;
    nodes.push(
      match[1] ? commandButton(match[1].replaceAll("`", ""), who) : personButton(who, match[2]),
    );
    from = match.index + match[0].length;
  }
  return [...nodes, ...mrkdwn(text.slice(from))];
}

const living = () =>
  [...store.people.values()].filter((person) => !person.is_bot && !person.deleted);

const personButton = (person, name) =>
  h(
    "button",
    {
      class: "inline-button",
      title: `Be ${person.real_name}`,
      "data-key": `guide ${person.id}`,
      onclick: () => become(person),
    },
    name,
  );

const commandButton = (command, person) =>
  h(
    "button",
    {
      class: "inline-button",
      title: "Write this in the box",
      onclick: () => become(person, () => compose(command)),
    },
    h("code", {}, command),
  );

function become(person, then = () => {}) {
  if (!person || person.id === store.me.id) return then();
  return tell("become", { id: person.id, then });
}

function compose(command) {
  goTo(appConversation().id);
  tell("compose", command);
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
  } catch {
    /* It will be back next time. */
  }
}
