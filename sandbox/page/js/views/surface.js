/** What carries blocks (a message, a modal, the Home tab), and what using an element in it does. */

import * as api from "../state/api.js";
import { confirmed } from "../controls/dialog.js";
import { textNodes } from "../dom/mrkdwn.js";
import { store } from "../state/store.js";
import { orSay } from "../controls/toasts.js";

export class Surface {
  /** `container` is the server's name for it; `values` what was put into its inputs. */
  constructor({ container, blocks, values }) {
    this.container = container;
    this.blocks = blocks;
    this.values = values.follow(blocks);
    this.chosen = new Map(); // options that were found by searching, by value, for their labels
  }

  /** Names an element so that the focus finds it again after a redraw. */
  key(block, element) {
    const place = this.container.view_id ?? this.container.ts;
    return [place, element.action_id, block.block_id].join(" ");
  }

  /** Notes a value without telling anybody, as an input does until the form is sent. */
  note(block, element, value) {
    this.values.set(block, element, value);
  }

  /**
   * Tells the app that `element` was used with `value`, after asking when the element says so.
   * Answers false when the person thought better of it. `control` shows that it is under way.
   */
  async use(block, element, value, control) {
    if (element.confirm && !(await confirmed(asked(element.confirm)))) return false;
    if (value != null) this.note(block, element, value);
    control?.setAttribute("aria-busy", "true");
    await orSay(
      api.press({
        as: store.me.id,
        container: this.container,
        block_id: block.block_id,
        action_id: element.action_id,
        value,
        state: this.values.all(this.blocks),
      }),
    );
    control?.removeAttribute("aria-busy");
    return true;
  }

  /** What an external select offers for `query`, as the server answers it. */
  options(block, element, query) {
    const { block_id } = block;
    const state = this.values.all(this.blocks);
    return api.options({
      as: store.me.id,
      container: this.container,
      block_id,
      action_id: element.action_id,
      query,
      state,
    });
  }
}

function asked(confirm) {
  return {
    title: textNodes(confirm.title),
    text: textNodes(confirm.text),
    confirm: textNodes(confirm.confirm),
    deny: textNodes(confirm.deny),
    danger: confirm.style === "danger",
  };
}
