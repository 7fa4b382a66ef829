/** One thing that went between Slack and the app, in a line, and in full when it is opened. */

import { h } from "../dom/dom.js";

/** `words` is its sentence, `stamp` its time, `copied(button, what)` copies it. */
export function drawEntry(entry, { stamp, words, copied }) {
  const copy = h(
    "button",
    { class: "button small quiet", onclick: () => copied(copy, entry) },
    "Copy",
  );
  const why = reasons(entry);
  const details = h(
    "details",
    {},
    h(
      "summary",
      {},
      h(
        "span",
        { class: "traffic-way" },
        h("span", { "aria-hidden": "true" }, entry.direction === "to_app" ? "→" : "←"),
        h("span", { class: "sr" }, entry.direction === "to_app" ? "to the app" : "from the app"),
      ),
      h(
        "span",
        { class: "traffic-words" },
        h("strong", {}, entry.name || entry.kind),
        h("small", {}, words),
      ),
      h("span", { class: "traffic-ms" }, entry.ms == null ? "" : `${rounded(entry.ms)} ms`),
      h("time", { class: "traffic-at" }, stamp),
      why.map((reason) => h("span", { class: "traffic-why" }, reason)),
    ),
  );
  details.addEventListener(
    "toggle",
    () => details.childElementCount === 1 && details.append(insides(entry, copy)),
    { once: true },
  );
  return h(
    "li",
    {
      class: entry.ok === false ? "refused" : "",
      dataset: { kind: entry.kind, n: String(entry.n) },
    },
    details,
  );
}

const rounded = (ms) => (ms < 10 ? ms.toFixed(1) : Math.round(ms));

const KINDS = {
  slash_commands: "slash command",
  interactive: "interaction",
  events_api: "event",
  ack: "acknowledgement",
  web_api: "Web API call",
  response_url: "response_url",
  socket: "socket",
};

const OUTCOMES = {
  too_late: "not acknowledged in time",
  not_connected: "the app is not connected",
};

/** What it was and how it ended, in a few words. */
export function sentence(entry) {
  const kind = KINDS[entry.kind] ?? entry.kind;
  if (entry.ok !== false)
    return entry.direction === "to_app" && entry.ms != null ? `${kind}, acknowledged` : kind;
  const error = entry.response?.error ?? OUTCOMES[entry.response];
  return `${kind}: ${error ?? "refused"}`;
}

/** Why a payload was refused: which block, and what is wrong with it. */
function reasons(entry) {
  if (entry.ok !== false) return [];
  const told = entry.response?.response_metadata?.messages ?? entry.response?.errors ?? [];
  return [told].flat().filter((reason) => typeof reason === "string");
}

function insides(entry, copy) {
  const part = (title, value) =>
    value != null && [
      h("h3", {}, title),
      h(
        "pre",
        { tabindex: "0" },
        typeof value === "string" ? (OUTCOMES[value] ?? value) : JSON.stringify(value, null, 2),
      ),
    ];
  const toApp = entry.direction === "to_app";
  return h(
    "div",
    { class: "traffic-inside" },
    part(toApp ? "Sent" : "Called with", entry.request),
    part(toApp ? "Acknowledged with" : "Answered", entry.response),
    copy,
  );
}
