/** Who this window is: the rail of faces (one click makes you somebody else) and everybody in the workspace. */

import { openDialog } from "../controls/dialog.js";
import { fill, h, isNarrow, keepingFocus } from "../dom/dom.js";
import { face } from "../dom/faces.js";
import { icon } from "../dom/icons.js";
import { addressOf, goTo } from "../state/place.js";
import { now, on, store, tell } from "../state/store.js";
import { nearDay, offsetName, time } from "../state/zones.js";

/** Those whom a window can be: living people, no bots. */
const living = () =>
  [...store.people.values()].filter((person) => !person.is_bot && !person.deleted);
const called = (person) => person.real_name || person.name;

export function drawRail(root) {
  const list = h("ul", { class: "faces" });
  fill(root, h("p", { class: "rail-title", "aria-hidden": "true" }, "You are"), list);
  on("state", () =>
    keepingFocus(list, () => {
      fill(
        list,
        living().map((person) => h("li", {}, faceButton(person))),
      );
      if (isNarrow())
        list
          .querySelector('[aria-pressed="true"]')
          ?.scrollIntoView({ inline: "center", block: "nearest" });
    }),
  );
}

function faceButton(person) {
  const mine = person.id === store.me.id;
  const [first] = called(person).split(" ");
  const attributes = {
    class: "face-button",
    "aria-pressed": String(mine),
    title: [called(person), person.title, person.tz].filter(Boolean).join("\n"),
    "data-key": `be ${person.id}`,
    "data-person": person.id,
    onclick: () => mine || tell("become", { id: person.id }),
  };
  return h(
    "button",
    attributes,
    face(person),
    h(
      "span",
      { class: "face-name" },
      first,
      h("span", { class: "sr" }, called(person).slice(first.length)),
    ),
  );
}

/** Everybody, with their zone and what time it is for them. */
export function openPeople() {
  const close = h(
    "button",
    { class: "ghost icon-button", "aria-label": "Close", onclick: () => leave() },
    icon("close"),
  );
  const list = h("ul", { class: "directory" });
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-labelledby": "people-title" },
    h("div", { class: "dialog-head" }, h("h2", { id: "people-title" }, "People"), close),
    h(
      "p",
      { class: "dialog-lead" },
      "Be anyone here, in this window or in a second one beside it. Both are live.",
    ),
    list,
  );
  const leave = openDialog(dialog, () => leave());
  fill(
    list,
    [...store.people.values()].sort(livingFirst).map((person) => row(person, leave)),
  );
  close.focus();
}

const rank = (person) => (person.is_bot ? 2 : person.deleted ? 1 : 0);
const livingFirst = (one, other) => rank(one) - rank(other);

function row(person, leave) {
  const then = (act) => () => {
    leave();
    act();
  };
  const me = person.id === store.me.id;
  const conversation = store.conversations.find((each) => each.with === person.id);
  const live = !person.is_bot && !person.deleted;
  return h(
    "li",
    { class: person.deleted ? "directory-row gone" : "directory-row" },
    face(person),
    h(
      "div",
      { class: "directory-words" },
      h("strong", {}, called(person), h("span", { class: "handle" }, ` @${person.name}`)),
      h("small", {}, [person.title, ...badges(person)].filter(Boolean).join(" · ")),
      live && h("small", {}, zoneLine(person)),
    ),
    h(
      "div",
      { class: "directory-actions" },
      live &&
        !me &&
        h(
          "button",
          {
            class: "button small",
            onclick: then(() => tell("become", { id: person.id })),
          },
          `Be ${called(person).split(" ")[0]}`,
        ),
      live &&
        h(
          "a",
          {
            class: "button small",
            href: addressOf(person.id),
            target: "_blank",
            "aria-label": `Open a second window as ${called(person)}`,
          },
          icon("window"),
          "Window",
        ),
      conversation &&
        h(
          "button",
          {
            class: "button small quiet",
            "aria-label": `Message ${called(person)}`,
            onclick: then(() => goTo(conversation.id)),
          },
          "Message",
        ),
    ),
  );
}

const badges = (person) => [
  person.is_admin && "workspace admin",
  person.is_bot && "app",
  person.deleted && "deactivated",
];

/** `14:30 tomorrow, Asia/Tokyo (UTC+09:00)`: the day is said when it is not the reader's. */
export function zoneLine(person) {
  if (!person.tz) return "no time zone set";
  const near = nearDay(
    Date.parse(`${dayIn(person.tz)}T12:00Z`) / 1000,
    Date.parse(`${dayIn(store.me.tz || "UTC")}T12:00Z`) / 1000,
    "UTC",
  );
  const words = near === "Today" || !near ? "" : ` ${near.toLowerCase()}`;
  return `${time(now(), person.tz)}${words}, ${person.tz} (${offsetName(now(), person.tz)})`;
}

const dayIn = (zone) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(now() * 1000);
