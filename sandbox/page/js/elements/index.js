/**
 * The interactive elements of Block Kit. Each is drawn by a function `(element, place)`, where `place` says
 * `{ surface, block, tells, id, name, describedBy, required }`: `tells` is whether using it tells the app at
 * once; `name` an accessible name, where no label with `for=id` gives one.
 */

import { h } from "../dom/dom.js";
import { button } from "./button.js";
import { checkboxes, radioButtons } from "./choices.js";
import { overflow } from "./overflow.js";
import { datePicker, dateTimePicker, timePicker } from "./pickers.js";
import { select } from "./select.js";
import { textInput } from "./text.js";

const ELEMENTS = {
  button,
  workflow_button: button,
  overflow,
  checkboxes,
  radio_buttons: radioButtons,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  rich_text_input: textInput,
  file_input: () => h("p", { class: "unknown" }, "Files cannot be uploaded in this workspace."),
  static_select: select,
  external_select: select,
  users_select: select,
  conversations_select: select,
  channels_select: select,
  multi_static_select: select,
  multi_external_select: select,
  multi_users_select: select,
  multi_conversations_select: select,
  multi_channels_select: select,
};

/** The element as the person sees and uses it. */
export function drawElement(element, place) {
  const draw = ELEMENTS[element.type];
  return draw
    ? draw(element, place)
    : h("span", { class: "unknown" }, `This page cannot show “${element.type}”.`);
}
