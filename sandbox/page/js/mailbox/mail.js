/** One mail: as text, as a mail program would show it, its head, and what it says to a calendar. */

import { fill, h, uid } from "../dom/dom.js";

const VIEWS = {
  Mail: (mail) => (mail.has_html ? frame(mail) : words(mail.text)),
  Text: (mail) => words(mail.text),
  Head: (mail) =>
    h(
      "dl",
      { class: "mail-head", tabindex: "0" },
      mail.head.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
    ),
  Calendar: (mail) => words(mail.calendar),
  Phone: (mail) => phone(pageIn(mail.text)),
};
const SHOWN_IF = {
  Calendar: (mail) => mail.calendar,
  Phone: (mail) => pageIn(mail.text),
};

export function drawMail(root, mail) {
  const names = Object.keys(VIEWS).filter((name) => SHOWN_IF[name]?.(mail) ?? true);
  const panel = h("div", { class: "mail-panel", role: "tabpanel", id: uid("mail-panel") });
  const list = h("div", { class: "tabs", role: "tablist", "aria-label": mail.subject });
  const show = (name) => {
    fill(
      list,
      names.map((each) => tab(each, each === name)),
    );
    panel.setAttribute("aria-label", name);
    fill(panel, VIEWS[name](mail));
  };
  const tab = (name, selected) =>
    h(
      "button",
      {
        role: "tab",
        "aria-selected": String(selected),
        "aria-controls": panel.id,
        tabindex: selected ? "0" : "-1",
        onclick: () => show(name),
      },
      name,
    );
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = names.findIndex((_, place) => list.children[place] === document.activeElement);
    show(names[(at + step + names.length) % names.length]);
    list.querySelector('[aria-selected="true"]').focus();
  });
  fill(root, h("h3", {}, mail.subject), list, panel);
  show(names[0]);
}

/** Its own page in a frame that may do nothing; links open in a tab of their own. */
const frame = (mail) =>
  h("iframe", {
    class: "mail-frame",
    title: mail.subject,
    src: `/sandbox/mail/${mail.number}/html`,
    sandbox: "allow-popups allow-popups-to-escape-sandbox",
  });

/** The page that the mail leads to, as its reader has it on a phone. */
const phone = (address) => [
  h("iframe", { class: "mail-phone", title: "Their page, on a phone", src: address }),
  h(
    "p",
    { class: "hint" },
    h("a", { href: address, target: "_blank", rel: "noreferrer" }, "Open it in a tab"),
  ),
];

/** The first address on this machine: what is elsewhere shows itself in no frame of ours. */
const pageIn = (text) => text.match(/https?:\/\/(localhost|127\.0\.0\.1)[:/]\S+/)?.[0];

const words = (text) => h("pre", { class: "mail-words", tabindex: "0" }, linked(text));

/** Text in which web addresses can be pressed. */
const linked = (text) =>
  text
    .split(/(https?:\/\/\S+)/)
    .map((part, place) =>
      place % 2 ? h("a", { href: part, target: "_blank", rel: "noreferrer" }, part) : part,
    );
