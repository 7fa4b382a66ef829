/** What a person has put into the inputs of one message or view, in the plain form the server takes. */

/** The elements of `blocks` that hold a value, as `[block, element]`. */
export function holders(blocks) {
  const found = [];
  for (const block of blocks ?? []) {
    const elements = [
      block.element,
      block.accessory,
      ...(block.type === "actions" ? block.elements : []),
    ];
    for (const element of elements)
      if (element && element.type in INITIAL) found.push([block, element]);
  }
  return found;
}

const list = (options) => (options ?? []).map((option) => option.value);
const text = (element) => element.initial_value ?? null;

const INITIAL = {
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: text,
  rich_text_input: () => null,
  datepicker: (element) => element.initial_date ?? null,
  timepicker: (element) => element.initial_time ?? null,
  datetimepicker: (element) => element.initial_date_time ?? null,
  static_select: (element) => element.initial_option?.value ?? null,
  external_select: (element) => element.initial_option?.value ?? null,
  users_select: (element) => element.initial_user ?? null,
  conversations_select: (element) => element.initial_conversation ?? null,
  channels_select: (element) => element.initial_channel ?? null,
  multi_static_select: (element) => list(element.initial_options),
  multi_external_select: (element) => list(element.initial_options),
  multi_users_select: (element) => element.initial_users ?? [],
  multi_conversations_select: (element) => element.initial_conversations ?? [],
  multi_channels_select: (element) => element.initial_channels ?? [],
  checkboxes: (element) => list(element.initial_options),
  radio_buttons: (element) => element.initial_option?.value ?? null,
};

export class Values {
  #held = new Map(); // "block action" -> { type, value }

  /** Takes over `blocks`: what was put into an input that is still there stays, as it does in Slack. */
  follow(blocks) {
    const before = this.#held;
    this.#held = new Map();
    for (const [block, element] of holders(blocks)) {
      const old = before.get(key(block, element));
      const kept = old?.type === element.type;
      this.#held.set(
        key(block, element),
        kept ? old : { type: element.type, value: INITIAL[element.type](element) },
      );
    }
    return this;
  }

  get(block, element) {
    return this.#held.get(key(block, element))?.value ?? null;
  }

  set(block, element, value) {
    this.#held.set(key(block, element), { type: element.type, value });
  }

  /** All of it, as `{ block_id: { action_id: value } }`. */
  all(blocks) {
    const state = {};
    for (const [block, element] of holders(blocks))
      (state[block.block_id] ??= {})[element.action_id] = this.get(block, element);
    return state;
  }
}

const key = (block, element) => `${block.block_id} ${element.action_id}`;
