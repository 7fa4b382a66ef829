/** A select with search, for one or several (WAI-ARIA "combobox with listbox popup"). */

import { fill, h, uid } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { hidePopup, isShown, onPressElsewhere, popup, showPopup } from "./popup.js";

/**
 * Options are `{ value, label, detail, picture }`, in groups `{ label, options }`. Its plan says:
 * `attributes` of the field, `placeholder`, `multiple`, `max` options, `clearable`, those `chosen`;
 * `search(query)` answers the groups, at once or as a promise, after `pause` ms of no typing and
 * not for fewer than `least` letters; `choose(options)` hears of every change.
 */
export class Combobox {
  #plan;
  #picked = [];
  #active = null; // the option that Enter would choose
  #asked = 0; // only the answer to the last question is shown
  #timer;

  constructor(plan) {
    this.#plan = { least: 0, pause: 0, max: Infinity, ...plan };
    this.#build();
    this.#listen();
    this.show(plan.chosen);
  }

  #build() {
    const { attributes, placeholder, multiple, clearable } = this.#plan;
    const id = uid("list");
    const several = multiple ? "true" : null;
    this.list = h("div", {
      role: "listbox",
      id,
      "aria-label": placeholder,
      "aria-multiselectable": several,
    });
    this.note = h("p", { class: "list-note", role: "status" });
    this.box = popup({ class: "list" }, this.list, this.note);
    this.input = h("input", {
      ...attributes,
      type: "text",
      role: "combobox",
      class: "combo-input",
      autocomplete: "off",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": id,
    });
    this.chips = h("span", { class: "chips" });
    this.clear = h("button", { class: "ghost icon-button", "aria-label": "Clear" }, icon("close"));
    const arrow = h("span", { class: "combo-arrow", "aria-hidden": "true" }, icon("down"));
    this.element = h(
      "div",
      { class: "combo" },
      this.chips,
      this.input,
      clearable && this.clear,
      arrow,
      this.box,
    );
  }

  #listen() {
    const { input, element, box } = this;
    input.addEventListener("keydown", (event) => this.#key(event) && event.preventDefault());
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("blur", () => this.#close());
    element.addEventListener("click", (event) => this.#pressed(event));
    box.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the field
    this.clear.addEventListener("click", () => this.#take([]));
    onPressElsewhere(box, element, () => this.#close());
  }

  /** Shows `options` as those that are chosen, without telling anybody. */
  show(options) {
    const { multiple, placeholder } = this.#plan;
    this.#picked = options;
    this.clear.hidden = !options.length;
    this.input.placeholder = multiple && options.length ? "" : placeholder;
    if (multiple)
      fill(
        this.chips,
        options.map((option) => this.#chip(option)),
      );
    else this.input.value = options[0]?.label ?? "";
  }

  #take(options) {
    this.show(options);
    this.#plan.choose(options);
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #chip(option) {
    const name = `Remove ${option.label}`;
    const remove = h(
      "button",
      { class: "chip-remove", "aria-label": name, onclick: () => this.#drop(option) },
      icon("close"),
    );
    return h("span", { class: "chip" }, option.picture?.(), h("span", {}, option.label), remove);
  }

  #drop(option) {
    this.#take(this.#picked.filter((each) => each.value !== option.value));
    this.input.focus();
  }

  #isPicked(option) {
    return this.#picked.some((each) => each.value === option.value);
  }

  #pick(option) {
    const { multiple, max } = this.#plan;
    if (!multiple) {
      this.#take([option]);
      return this.#close();
    }
    if (this.#isPicked(option))
      this.#take(this.#picked.filter((each) => each.value !== option.value));
    else if (this.#picked.length >= max) return this.#draw([], `At most ${max} can be chosen`);
    else this.#take([...this.#picked, option]);
    this.input.value = "";
    return this.#open();
  }

  async #open(query = "") {
    const { least, search } = this.#plan;
    const mine = (this.#asked += 1);
    if (query.length < least)
      return this.#draw([], `Type ${least === 1 ? "a letter" : `${least} letters`} to search`);
    const answer = search(query);
    if (answer instanceof Promise) this.#draw([], "Searching…");
    try {
      const groups = await answer;
      if (mine === this.#asked) this.#offer(groups, query);
    } catch (trouble) {
      if (mine === this.#asked) this.#draw([], trouble.message);
    }
    return null;
  }

  #offer(groups, query) {
    this.#draw(groups, groups.some((group) => group.options.length) ? "" : "Nothing fits");
    if (query) this.#activate(this.#rows()[0]);
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    hidePopup(this.box);
    this.input.setAttribute("aria-expanded", "false");
    this.#activate(null);
    this.input.value = this.#plan.multiple ? "" : (this.#picked[0]?.label ?? "");
  }

  #draw(groups, words) {
    fill(
      this.list,
      groups.map((group) => this.#group(group)),
    );
    this.note.textContent = words;
    this.note.hidden = !words;
    this.#activate(null);
    showPopup(this.box, this.element, { match: true });
    this.input.setAttribute("aria-expanded", "true");
  }

  #group({ label, options }) {
    const rows = options.map((option) => this.#row(option));
    if (!label) return rows;
    const id = uid("group");
    const title = h("div", { class: "list-group", id, role: "presentation" }, label);
    return h("div", { role: "group", "aria-labelledby": id }, title, rows);
  }

  #row(option) {
    const words = h(
      "span",
      { class: "option-words" },
      h("span", {}, option.label),
      option.detail && h("small", {}, option.detail),
    );
    const tick = h("span", { class: "option-tick", "aria-hidden": "true" }, icon("check"));
    const attributes = {
      role: "option",
      id: uid("option"),
      class: "option",
      "aria-selected": String(this.#isPicked(option)),
    };
    const row = h(
      "div",
      { ...attributes, onclick: () => this.#pick(option) },
      option.picture?.(),
      words,
      tick,
    );
    row.option = option;
    return row;
  }

  #rows() {
    return [...this.list.querySelectorAll('[role="option"]')];
  }

  #activate(row) {
    this.#active?.classList.remove("active");
    this.#active = row ?? null;
    if (!row) return this.input.removeAttribute("aria-activedescendant");
    row.classList.add("active");
    row.scrollIntoView({ block: "nearest" });
    return this.input.setAttribute("aria-activedescendant", row.id);
  }

  async #step(by) {
    if (!isShown(this.box)) {
      await this.#open();
      return this.#activate(this.#rows().at(by > 0 ? 0 : -1));
    }
    const rows = this.#rows();
    const from = this.#active ? rows.indexOf(this.#active) : by > 0 ? -1 : 0;
    return this.#activate(rows.at((from + by) % rows.length || 0));
  }

  /** Answers whether the key was for this control: it is then nobody else's. */
  #key({ key }) {
    const shown = isShown(this.box);
    const empties =
      key === "Backspace" && this.#plan.multiple && !this.input.value && this.#picked.length;
    if (key === "ArrowDown" || key === "ArrowUp") this.#step(key === "ArrowDown" ? 1 : -1);
    else if (key === "Enter" && !shown) this.#open();
    else if (key === "Enter" && this.#active) this.#pick(this.#active.option);
    else if (key === "Escape" && shown) this.#close();
    else if (empties) this.#drop(this.#picked.at(-1));
    else return key === "Enter";
    return true;
  }

  #typed() {
    const { pause } = this.#plan;
    clearTimeout(this.#timer);
    if (pause) this.#timer = setTimeout(() => this.#open(this.input.value), pause);
    else this.#open(this.input.value);
  }

  #pressed(event) {
    if (event.target.closest("button, .popup")) return;
    this.input.focus();
    if (!isShown(this.box)) this.#open();
    if (!this.#plan.multiple) this.input.select();
  }
}
