/** A select with search, for one or several (WAI-ARIA "combobox with listbox popup"). */

import { fill, h, uid } from "./dom.js";
import { icon } from "./icons.js";
import { hidePopup, isShown, onPressElsewhere, popup, showPopup } from "./popup.js";

/**
 * Options are `{ value, label, detail, picture }`, in groups `{ label, options }`. `search(query)` answers the
 * groups, at once or as a promise, after `pause` ms of no typing and not for fewer than `least` letters.
 * `choose(options)` hears every change. Answers `{ element, show(options) }`.
 */
export function combobox({ attributes, placeholder, multiple, max, clearable, least = 0, pause = 0, chosen, search, choose }) {
  const listId = uid("list");
  const list = h("div", { role: "listbox", id: listId, "aria-label": placeholder, "aria-multiselectable": multiple ? "true" : null });
  const note = h("p", { class: "list-note", role: "status" });
  const box = popup({ class: "list" }, list, note);
  const input = h("input", {
    ...attributes,
    type: "text",
    role: "combobox",
    class: "combo-input",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": listId,
  });
  const chips = h("span", { class: "chips" });
  const clear = h("button", { type: "button", class: "ghost icon-button", "aria-label": "Clear", onclick: () => take([]) }, icon("close"));
  const element = h("div", { class: "combo" }, chips, input, clearable && clear, h("span", { class: "combo-arrow", "aria-hidden": "true" }, icon("down")), box);

  let picked = chosen;
  let active = null;
  let asked = 0;
  let timer;

  function show(options) {
    picked = options;
    input.placeholder = multiple && picked.length ? "" : placeholder;
    clear.hidden = !picked.length;
    if (multiple) fill(chips, picked.map(chip));
    else input.value = picked[0]?.label ?? "";
  }

  function take(options) {
    show(options);
    choose(options);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  const chip = (option) =>
    h("span", { class: "chip" }, option.picture?.(), h("span", {}, option.label),
      h("button", { type: "button", class: "chip-remove", "aria-label": `Remove ${option.label}`, onclick: () => drop(option) }, icon("close")));

  function drop(option) {
    take(picked.filter((each) => each.value !== option.value));
    input.focus();
  }

  function close() {
    clearTimeout(timer);
    asked += 1;
    hidePopup(box);
    input.setAttribute("aria-expanded", "false");
    activate(null);
    input.value = multiple ? "" : (picked[0]?.label ?? "");
  }

  async function open(query = "") {
    const mine = (asked += 1);
    if (query.length < least) return draw([], `Type ${least === 1 ? "a letter" : `${least} letters`} to search`);
    const answer = search(query);
    if (answer instanceof Promise) draw([], "Searching…");
    try {
      const groups = await answer;
      if (mine !== asked) return;
      draw(groups, groups.some((group) => group.options.length) ? "" : "Nothing fits");
      if (query) activate(options()[0]);
    } catch (trouble) {
      if (mine === asked) draw([], trouble.message);
    }
  }

  function draw(groups, words) {
    fill(list, groups.map(groupElement));
    note.textContent = words;
    note.hidden = !words;
    activate(null);
    showPopup(box, element, { match: true });
    input.setAttribute("aria-expanded", "true");
  }

  function groupElement(group) {
    const rows = group.options.map(optionElement);
    if (!group.label) return rows;
    const id = uid("group");
    return h("div", { role: "group", "aria-labelledby": id }, h("div", { class: "list-group", id, role: "presentation" }, group.label), rows);
  }

  function optionElement(option) {
    const row = h("div", { role: "option", id: uid("option"), class: "option", "aria-selected": String(isPicked(option)) },
      option.picture?.(), h("span", { class: "option-words" }, h("span", {}, option.label), option.detail && h("small", {}, option.detail)),
      h("span", { class: "option-tick", "aria-hidden": "true" }, icon("check")));
    row.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the field
    row.addEventListener("click", () => pick(option));
    row.option = option;
    return row;
  }

  const isPicked = (option) => picked.some((each) => each.value === option.value);
  const options = () => [...list.querySelectorAll('[role="option"]')];

  function activate(row) {
    active?.classList.remove("active");
    active = row ?? null;
    active?.classList.add("active");
    active?.scrollIntoView({ block: "nearest" });
    if (active) input.setAttribute("aria-activedescendant", active.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function pick(option) {
    if (!multiple) {
      take([option]);
      return close();
    }
    if (!isPicked(option) && picked.length >= max) return draw([], `At most ${max} can be chosen`);
    take(isPicked(option) ? picked.filter((each) => each.value !== option.value) : [...picked, option]);
    input.value = "";
    return open();
  }

  function step(by) {
    if (!isShown(box)) return open().then(() => activate(options().at(by > 0 ? 0 : -1)));
    const all = options();
    return activate(all.at((all.indexOf(active) + by + (active || by > 0 ? 0 : 1)) % all.length || 0));
  }

  input.addEventListener("keydown", (event) => {
    const shown = isShown(box);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && shown && active) pick(active.option);
    else if (event.key === "Enter" && !shown) open();
    else if (event.key === "Escape" && shown) close();
    else if (event.key === "Backspace" && multiple && !input.value && picked.length) drop(picked.at(-1));
    else if (event.key !== "Enter") return;
    event.preventDefault();
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (pause) timer = setTimeout(() => open(input.value), pause);
    else open(input.value);
  });
  input.addEventListener("blur", close);
  element.addEventListener("click", (event) => {
    if (event.target.closest("button, .popup")) return;
    input.focus();
    if (!isShown(box)) open();
    if (!multiple) input.select();
  });
  box.addEventListener("pointerdown", (event) => event.preventDefault());
  onPressElsewhere(box, element, close);
  show(picked);
  return { element, show };
}
