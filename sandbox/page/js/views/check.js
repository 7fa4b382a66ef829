/** What Slack's own client checks before it sends a form: emptiness, lengths, numbers, addresses. */

/** The complaints about `blocks` filled with `values`, as `{ block_id: sentence }`; empty when there are none. */
export function complaints(blocks, values) {
  const found = {};
  for (const block of blocks) {
    if (block.type !== "input") continue;
    const sentence = complaint(block, values.get(block, block.element));
    if (sentence) found[block.block_id] = sentence;
  }
  return found;
}

function complaint(block, value) {
  const empty = value == null || value === "" || (Array.isArray(value) && !value.length);
  if (empty) return block.optional ? null : "Please complete this required field.";
  return CHECKS[block.element.type]?.(String(value), block.element) ?? null;
}

const CHECKS = {
  plain_text_input: (value, { min_length: min, max_length: max }) => {
    if (min && value.length < min) return `Please enter at least ${min} characters.`;
    if (max && value.length > max) return `Please enter at most ${max} characters.`;
    return null;
  },
  email_text_input: (value) =>
    /^\S+@\S+\.\S+$/.test(value.trim()) ? null : "Please enter a valid email address.",
  url_text_input: (value) =>
    /^https?:\/\/\S+\.?\S+$/.test(value.trim())
      ? null
      : "Please enter a full address, with https://.",
  number_input: (value, element) => {
    const number = Number(value);
    if (!Number.isFinite(number)) return "Please enter a number.";
    if (!element.is_decimal_allowed && !Number.isInteger(number))
      return "Please enter a whole number.";
    if (element.min_value != null && number < Number(element.min_value))
      return `The least is ${element.min_value}.`;
    if (element.max_value != null && number > Number(element.max_value))
      return `The most is ${element.max_value}.`;
    return null;
  },
};
