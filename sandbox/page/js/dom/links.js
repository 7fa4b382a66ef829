/** Links out of the page: followed only when a person asks for it, and only where that is harmless. */

import { h } from "./dom.js";

/** `address` when it is one that may be opened, else null (a `javascript:` address is only text). */
export function safeAddress(address) {
  try {
    const url = new URL(address, location.origin);
    return ["http:", "https:", "mailto:", "tel:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link showing `words` (text or nodes); only the words when the address may not be opened. */
export function link(address, words) {
  const href = safeAddress(address);
  if (!href) return h("span", {}, words);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, words);
}

/** Whether a picture may be shown without a request leaving this machine. */
export function isLocal(address) {
  try {
    const url = new URL(address, location.origin);
    return (
      url.protocol === "data:" ||
      ["localhost", "127.0.0.1", location.hostname].includes(url.hostname)
    );
  } catch {
    return false;
  }
}
