/** The box in which messages and commands are written. */

import * as api from "../state/api.js";
import { h } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { shortcutsButton } from "./shortcuts.js";
import { currentConversation, now, on, store, tell } from "../state/store.js";
import { typeahead } from "../controls/typeahead.js";

export function drawComposer(root) {
  const field = h("textarea", {
    id: "composer",
    rows: "1",
    "aria-label": "Message",
    "aria-describedby": "composer-hint",
    "data-composer": true,
    "data-key": "composer",
    autocomplete: "off",
  });
  const hint = h("p", { class: "composer-hint", id: "composer-hint" });
  const trouble = h("p", { class: "composer-trouble", role: "alert" });
  const send = h(
    "button",
    { type: "submit", class: "send", "aria-label": "Send", title: "Send (Enter)" },
    icon("send"),
  );
  const form = h(
    "form",
    { class: "composer", novalidate: true, onsubmit: submit },
    shortcutsButton(),
    field,
    send,
  );
  root.append(h("div", { class: "composer-frame" }, trouble, form, hint));
  const offers = typeahead(field, form);

  const drafts = new Map();
  const sent = new Map();
  const here = () => `${store.me.id} ${store.place.channel}`;
  let place = "";

  async function submit(event) {
    event?.preventDefault();
    const text = field.value.trim();
    if (!text || form.getAttribute("aria-busy") === "true") return;
    const [where, channel] = [here(), store.place.channel];
    write("");
    form.setAttribute("aria-busy", "true");
    const echo = text.startsWith("/") ? commandEcho(channel, text) : null;
    if (echo) tell("typed", echo);
    try {
      await api.type(store.me.id, channel, text);
      sent.set(where, text);
    } catch (refusal) {
      if (echo) tell("message_deleted", echo);
      if (where === here() && !field.value) write(text);
      trouble.textContent = refusal.message;
    }
    form.removeAttribute("aria-busy");
  }

  function write(text) {
    field.value = text;
    changed();
  }

  function changed() {
    trouble.textContent = "";
    drafts.set(place, field.value);
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 180)}px`;
    send.disabled = !field.value.trim();
    hint.replaceChildren(...usage(field.value));
    offers.update();
  }

  field.addEventListener("input", changed);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || offers.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "ArrowUp" && !field.value && sent.has(here())) {
      event.preventDefault();
      write(sent.get(here()));
    }
  });
  on("compose", (text) => {
    write(text);
    field.focus();
  });
  on("state place", () => {
    const name = currentConversation()?.name ?? "";
    field.placeholder = `Message ${currentConversation()?.kind === "channel" ? "#" : ""}${name}`;
    if (place === here()) return;
    place = here();
    write(drafts.get(place) ?? "");
    offers.close();
    if (!matchMedia("(pointer: coarse)").matches) field.focus({ preventScroll: true });
  });
}

/** What the person sees of a command they typed; it is shown before the answer, so it carries the time of now. */
const commandEcho = (channel, text) => ({
  ts: now().toFixed(6),
  channel,
  user: store.me.id,
  username: store.me.real_name,
  text: "",
  ephemeral: true,
  command: text,
});

/** What stands under the box: how the command that is being typed goes on, or how to begin. */
function usage(text) {
  const command = store.app?.commands.find(
    (each) => text === each.command || text.startsWith(`${each.command} `),
  );
  if (!command)
    return [
      h(
        "span",
        { class: "composer-keys" },
        h("kbd", {}, "/"),
        " for commands, ",
        h("kbd", {}, "@"),
        " for people, ",
        h("kbd", {}, "Enter"),
        " to send",
      ),
    ];
  return [
    h("code", {}, command.command, command.usage_hint ? ` ${command.usage_hint}` : ""),
    h("span", {}, ` ${command.description}`),
  ];
}
