/** Selects of every kind: from a list, from the app, people, conversations; one or several. */

import { Combobox } from "../controls/combobox.js";
import { h } from "../dom/dom.js";
import { face } from "../dom/faces.js";
import { textNodes } from "../dom/mrkdwn.js";
import { store } from "../state/store.js";
import { controlAttributes } from "./attributes.js";

export function select(element, place) {
  const { surface, block, tells } = place;
  const multiple = element.type.startsWith("multi_");
  const source = SOURCES[element.type.replace("multi_", "")](element, place);
  const found = (value) =>
    source.find(value) ??
    surface.chosen.get(`${surface.key(block, element)} ${value}`) ??
    bare(value);
  const held = () => [surface.values.get(block, element) ?? []].flat().map(found);
  const placeholder = element.placeholder?.text ?? source.placeholder;

  const box = new Combobox({
    attributes: controlAttributes(element, {
      ...place,
      name: place.id ? place.name : (place.name ?? placeholder),
    }),
    placeholder,
    multiple,
    max: element.max_selected_items ?? Infinity,
    clearable: !multiple && !tells && block.optional,
    least: source.least,
    pause: source.pause,
    chosen: held(),
    search: source.search,
    async choose(options) {
      for (const option of options)
        surface.chosen.set(`${surface.key(block, element)} ${option.value}`, option);
      const value = multiple ? options.map((option) => option.value) : (options[0]?.value ?? null);
      if (!tells) surface.note(block, element, value);
      else if (!(await surface.use(block, element, value, box.element))) box.show(held());
    },
  });
  return box.element;
}

const bare = (value) => ({ value, label: value });

/** Slack's option object as the combobox takes it. */
const offered = (option) => ({
  value: option.value,
  label: words(option.text),
  detail: option.description && words(option.description),
});

const words = (text) => h("div", {}, textNodes(text)).textContent;

const grouped = (element) =>
  element.option_groups
    ? element.option_groups.map((group) => ({
        label: words(group.label),
        options: group.options.map(offered),
      }))
    : [{ label: null, options: (element.options ?? []).map(offered) }];

function fromList(groups) {
  const all = groups.flatMap((group) => group.options);
  return {
    placeholder: "Choose",
    find: (value) => all.find((option) => option.value === value),
    search: (query) => narrowed(groups, query),
  };
}

const SOURCES = {
  static_select: (element) => fromList(grouped(element)),
  users_select: () => ({
    ...fromList([{ label: null, options: people() }]),
    placeholder: "Choose a person",
  }),
  conversations_select: (element) => ({
    ...fromList([{ label: null, options: conversations(element) }]),
    placeholder: "Choose a conversation",
  }),
  channels_select: () => ({
    ...fromList([{ label: null, options: conversations({ filter: { include: ["public"] } }) }]),
    placeholder: "Choose a channel",
  }),
  external_select: (element, { surface, block }) => {
    const initial = [element.initial_option ?? [], element.initial_options ?? []]
      .flat()
      .map(offered);
    return {
      placeholder: "Type to search",
      least: element.min_query_length ?? 3, // Slack's own default
      pause: 200,
      find: (value) => initial.find((option) => option.value === value),
      search: async (query) => grouped(await surface.options(block, element, query)),
    };
  },
};

function people() {
  const here = [...store.people.values()].filter((person) => !person.deleted);
  return here.map((person) => ({
    value: person.id,
    label: person.real_name || person.name,
    detail: person.title || (person.is_bot ? "App" : ""),
    terms: `@${person.name}`,
    picture: () => face(person, "face-small"),
  }));
}

function conversations({ filter }) {
  const wanted = filter?.include ?? ["im", "public"];
  const isWanted = (conversation) =>
    wanted.includes(conversation.kind === "channel" ? "public" : "im");
  const mayBot = (conversation) =>
    !filter?.exclude_bot_users || conversation.with !== store.app.bot_user_id;
  return store.conversations
    .filter((each) => isWanted(each) && mayBot(each))
    .map((conversation) => ({
      value: conversation.id,
      label: conversation.kind === "channel" ? `#${conversation.name}` : conversation.name,
      picture: () =>
        conversation.with
          ? face(conversation.with, "face-small")
          : h("span", { class: "hash", "aria-hidden": "true" }, "#"),
    }));
}

const flat = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function narrowed(groups, query) {
  const wanted = flat(query);
  const fits = (option) =>
    flat([option.label, option.detail, option.terms].join(" ")).includes(wanted);
  return groups
    .map((group) => ({ ...group, options: group.options.filter(fits) }))
    .filter((group) => group.options.length);
}
