/** The mail of people outside the workspace: whose, the list, and one of them as it would be read. */

import * as api from "../state/api.js";
import { fill, h, keepingFocus } from "../dom/dom.js";
import { side } from "../frame/side.js";
import { myZone, on, store } from "../state/store.js";
import { orSay } from "../controls/toasts.js";
import { timeSeconds } from "../state/zones.js";
import { drawMail } from "./mail.js";

const EVERYBODY = "";

export function drawMailbox(root) {
  let mails = [];
  let whose = EVERYBODY;
  let open = null; // the number of the mail that is read

  const choice = h("select", { class: "text-field", "aria-label": "Whose mail", onchange: choose });
  const list = h("ul", { class: "mail-list", "aria-label": "Mail" });
  const none = h(
    "p",
    { class: "hint mail-none" },
    "Nobody outside has got mail yet. Book somebody who is not in the workspace.",
  );
  const reading = h("section", { class: "mail-reading", "aria-label": "The mail", hidden: true });
  fill(
    root,
    side(root, { title: "Mail", closes: "Close the mail", opened }),
    h("div", { class: "mail-tools" }, choice),
    none,
    list,
    reading,
  );

  const visible = () => mails.filter((mail) => whose === EVERYBODY || mail.to === whose);

  function draw() {
    const receivers = [...new Set(mails.map((mail) => mail.to))].sort();
    fill(
      choice,
      [EVERYBODY, ...receivers].map((each) =>
        h("option", { value: each, selected: each === whose }, each || "Everybody outside"),
      ),
    );
    none.hidden = mails.length > 0;
    keepingFocus(list, () => fill(list, visible().reverse().map(row)));
  }
  const row = (mail) =>
    h(
      "li",
      {},
      h(
        "button",
        {
          class: "mail-row",
          "aria-current": mail.number === open ? "true" : null,
          "data-key": `mail ${mail.number}`,
          onclick: () => read(mail.number),
        },
        h("strong", {}, mail.subject),
        h("small", {}, `to ${mail.to}`),
        h("small", { class: "mail-at" }, timeSeconds(mail.at, myZone())),
      ),
    );
  function choose() {
    whose = choice.value;
    draw();
  }
  async function read(number) {
    const mail = await orSay(api.mail(number));
    if (!mail) return;
    open = number;
    draw();
    reading.hidden = false;
    drawMail(reading, mail);
  }
  async function opened() {
    await catchUp();
    return choice.focus();
  }
  async function catchUp() {
    const told = (await orSay(api.mails())) ?? [];
    // What has come since it was asked for stays.
    const others = mails.filter((mine) => told.every((each) => each.number !== mine.number));
    mails = [...told, ...others];
    draw();
  }

  on("mail", (mail) => {
    mails = [...mails.filter((each) => each.number !== mail.number), mail];
    if (!root.hidden) draw();
  });
  on("online", () => store.online && !root.hidden && catchUp());
  on("state", () => !root.hidden && draw());
}
