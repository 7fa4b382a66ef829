/** What the composer offers while one types: commands after a slash, people after an at sign. */

import { fill, h, uid } from "../dom/dom.js";
import { face } from "../dom/faces.js";
import { hidePopup, isShown, onPressElsewhere, popup, showPopup } from "./popup.js";
import { store } from "../state/store.js";

/** Offers for `field`, over `anchor`: `update()` after a change, `key(event)` answers whether it took the key. */
export function typeahead(field, anchor) {
  const listId = uid("offers");
  const list = h("div", { role: "listbox", id: listId, "aria-label": "Suggestions" });
  const told = h("p", { class: "sr", role: "status" });
  const box = popup({ class: "list offers" }, list);
  anchor.append(box, told);
  field.setAttribute("aria-controls", listId);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-haspopup", "listbox");

  let offers = [];
  let active = 0;

  function update() {
    const before = field.value.slice(0, field.selectionStart);
    offers = document.activeElement === field ? offersFor(before) : [];
    if (!offers.length) return close();
    fill(list, offers.map(row));
    showPopup(box, anchor, { match: true, above: true });
    told.textContent = `${offers.length} suggestions`;
    return activate(0);
  }

  function row(offer) {
    const element = h(
      "div",
      { role: "option", id: uid("offer"), class: "option", "aria-selected": "false" },
      offer.picture?.(),
      h(
        "span",
        { class: "option-words" },
        h(
          "span",
          {},
          offer.title,
          offer.more && h("span", { class: "option-more" }, ` ${offer.more}`),
        ),
        h("small", {}, offer.detail),
      ),
    );
    element.addEventListener("pointerdown", (event) => event.preventDefault());
    element.addEventListener("click", () => take(offer));
    return element;
  }

  function activate(at) {
    active = (at + offers.length) % offers.length;
    for (const [index, element] of [...list.children].entries()) {
      element.classList.toggle("active", index === active);
      element.setAttribute("aria-selected", String(index === active));
    }
    field.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function close() {
    hidePopup(box);
    told.textContent = "";
    field.removeAttribute("aria-activedescendant");
  }

  function take(offer) {
    const end = field.selectionStart;
    field.setRangeText(`${offer.text} `, end - offer.typed.length, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    close();
    field.focus();
  }

  function key(event) {
    if (!isShown(box)) return false;
    const offer = offers[active];
    const complete = event.key === "Enter" && offer.text === offer.typed;
    if (event.key === "ArrowDown") activate(active + 1);
    else if (event.key === "ArrowUp") activate(active - 1);
    else if (event.key === "Escape") close();
    else if (
      (event.key === "Enter" && !event.shiftKey && !complete) ||
      (event.key === "Tab" && !event.shiftKey)
    )
      take(offer);
    else return false;
    event.preventDefault();
    return true;
  }

  field.addEventListener("blur", close);
  field.addEventListener("click", update);
  onPressElsewhere(box, field, close);
  return { update, key, close };
}

function offersFor(before) {
  const slash = before.match(/^\/\S*$/);
  if (slash) return commands(slash[0]);
  const at = before.match(/(?:^|\s)(@[\p{L}\p{N}._-]*)$/u);
  return at ? people(at[1]) : [];
}

function commands(typed) {
  const fits = store.app.commands.filter((each) =>
    each.command.includes(typed.slice(1).toLowerCase()),
  );
  const starts = (each) => (each.command.startsWith(typed.toLowerCase()) ? 0 : 1);
  return fits
    .sort((one, other) => starts(one) - starts(other))
    .map((each) => ({
      typed,
      text: each.command,
      title: each.command,
      more: each.usage_hint,
      detail: each.description,
    }));
}

function people(typed) {
  const wanted = typed.slice(1).toLowerCase();
  const fits = (person) =>
    [person.name, ...person.real_name.split(" ")].some((word) =>
      word.toLowerCase().startsWith(wanted),
    );
  return [...store.people.values()]
    .filter((person) => !person.deleted && fits(person))
    .map((person) => ({
      typed,
      text: `@${person.name}`,
      title: person.real_name,
      more: `@${person.name}`,
      detail: person.title || (person.is_bot ? "App" : ""),
      picture: () => face(person, "face-small"),
    }));
}
