/** The app's Home tab, as the app last published it for this person. */

import * as api from "../state/api.js";
import { drawBlocks } from "../blocks/index.js";
import { fill, h, keepingFocus } from "../dom/dom.js";
import { appConversation, on, store } from "../state/store.js";
import { Surface } from "./surface.js";
import { orSay } from "../controls/toasts.js";
import { Values } from "../state/values.js";

export function drawHome(root) {
  let values = new Values();
  let opened = null; // whom Slack has told the app about

  on("home clock", () => isOpen() && draw());
  on("place state", () => {
    if (!isOpen()) return (opened = null);
    if (opened === store.me.id) return draw();
    opened = store.me.id;
    values = new Values();
    draw();
    orSay(api.openHome(store.me.id));
  });

  function draw() {
    const view = store.home;
    if (!view?.blocks?.length) return fill(root, empty());
    const surface = new Surface({
      container: { type: "view", view_id: view.id },
      blocks: view.blocks,
      values,
    });
    const body = h("div", { class: "blocks home-blocks" }, drawBlocks(surface));
    keepingFocus(root, () => fill(root, body));
  }
}

const isOpen = () => store.place.tab === "home" && store.place.channel === appConversation()?.id;

const empty = () =>
  h(
    "div",
    { class: "empty" },
    h("h3", {}, "Nothing here yet"),
    h("p", {}, `${store.app.name} has not published a Home for ${store.me.real_name}.`),
  );
