/** Inputs that are typed into: text of one or many lines, numbers, addresses. */

import { h } from "../dom/dom.js";
import { controlAttributes } from "./attributes.js";

const TYPES = {
  email_text_input: { type: "email", autocomplete: "off" },
  url_text_input: { type: "url", autocomplete: "off" },
  number_input: { type: "text", inputmode: "decimal" },
  plain_text_input: { type: "text" },
};

export function textInput(element, place) {
  const { surface, block } = place;
  const many = element.multiline || element.type === "rich_text_input";
  const control = h(many ? "textarea" : "input", {
    ...(many ? { rows: "3" } : TYPES[element.type]),
    ...controlAttributes(element, place),
    class: "text-field",
    maxlength: element.max_length,
    placeholder: element.placeholder?.text,
    autocomplete: "off",
    oninput: () => surface.note(block, element, typed()),
    onkeydown: (event) => entered(event),
  });
  control.value = shown(surface.values.get(block, element));

  const rich = element.type === "rich_text_input";
  const typed = () =>
    control.value === "" ? null : rich ? asRichText(control.value) : control.value;
  const moments = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  let told = control.value;
  const tell = () => {
    if (told === control.value) return;
    told = control.value;
    surface.use(block, element, typed());
  };
  const entered = (event) => {
    if (
      event.key !== "Enter" ||
      event.isComposing ||
      !place.tells ||
      !moments.includes("on_enter_pressed")
    )
      return;
    if (many && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    tell();
  };
  if (place.tells && moments.includes("on_character_entered")) {
    let timer;
    control.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(tell, 400); // Slack waits for a pause in the typing as well
    });
  }
  return control;
}

const asRichText = (text) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
});

function shown(value) {
  if (value?.type !== "rich_text") return value ?? "";
  return value.elements
    .flatMap((part) => part.elements ?? [])
    .map((part) => part.text ?? "")
    .join("");
}
