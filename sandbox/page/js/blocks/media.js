/** Pictures. One from elsewhere is named and linked but not fetched: no request leaves this machine. */

import { h } from "../dom/dom.js";
import { icon } from "../dom/icons.js";
import { isLocal, link } from "../dom/links.js";
import { textNodes } from "../dom/mrkdwn.js";

export function image(block) {
  const caption = block.title && h("figcaption", {}, textNodes(block.title));
  return h("figure", { class: "image-block" }, caption, picture(block, "large"));
}

export function video(block) {
  const words = [
    h("strong", {}, textNodes(block.title)),
    block.description && h("p", {}, textNodes(block.description)),
  ];
  const address = block.title_url ?? block.video_url;
  return h("div", { class: "image-block" }, words, link(address, "Open the video"));
}

/** One picture in the given size: "large", "thumbnail" or "tiny". */
export function picture(element, size) {
  const address = element.image_url ?? element.slack_file?.url;
  if (address && isLocal(address))
    return h("img", {
      src: address,
      alt: element.alt_text,
      class: `picture ${size}`,
      loading: "lazy",
    });
  const name = element.alt_text || "Picture";
  if (size === "tiny")
    return h(
      "span",
      { class: "picture tiny absent", role: "img", "aria-label": name, title: name },
      icon("image"),
    );
  const words =
    size === "large"
      ? [icon("image"), h("span", {}, name), address && link(address, "Open the picture")]
      : [icon("image")];
  if (size === "large") return h("div", { class: "picture large absent" }, words);
  return h(
    "span",
    { class: "picture thumbnail absent", role: "img", "aria-label": name, title: name },
    words,
  );
}
