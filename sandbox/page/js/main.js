/** The beginning: finds out who this window is, draws every part once, and listens. */

import * as api from "./state/api.js";
import { drawCalendar } from "./calendars/calendar.js";
import { drawClock } from "./frame/clock.js";
import { drawSidebar } from "./frame/conversations.js";
import { drawGuide } from "./frame/guide.js";
import { listen } from "./live.js";
import { drawMain } from "./conversation/main_column.js";
import { drawMailbox } from "./mailbox/mailbox.js";
import { followModals } from "./views/modal.js";
import { drawRail } from "./frame/people.js";
import { personInAddress, readPlace, samePlaceFor, writeAddress } from "./state/place.js";
import { appConversation, on, store, takeState, tell } from "./state/store.js";
import { toast } from "./controls/toasts.js";
import { drawTopbar } from "./frame/topbar.js";
import { drawTraffic } from "./traffic/traffic.js";

const element = (id) => document.getElementById(id);

async function start() {
  try {
    takeState(await stateOf(personInAddress()));
  } catch (trouble) {
    element("starting").textContent = `${trouble.message} Trying again…`;
    setTimeout(start, 1500);
    return;
  }
  readPlace();
  writeAddress(true);
  drawTopbar(element("topbar"));
  drawClock(document.querySelector("[data-clock]"));
  drawRail(element("rail"));
  drawSidebar(element("sidebar"));
  drawMain(element("main"));
  drawGuide(element("guide"));
  drawTraffic(element("traffic"));
  drawMailbox(element("mailbox"));
  drawCalendar(element("calendar"));
  followModals();
  element("starting").remove();
  element("app").hidden = false;
  tell("state");
  listen(refresh);
}

/** The state as `id` sees it; as the first person there is when the address names nobody that lives. */
async function stateOf(id) {
  try {
    return await api.state(id);
  } catch (trouble) {
    if (!id) throw trouble;
    return api.state(null);
  }
}

/** Reads everything again: after the stream broke, and after another person was chosen. */
async function refresh() {
  takeState(await api.state(store.me.id));
  tell("state");
}

on("become", async ({ id, then = () => {} }) => {
  const before = store.place;
  const wasApp = before.channel === appConversation()?.id;
  try {
    takeState(await api.state(id));
  } catch (trouble) {
    toast(trouble.message);
    return;
  }
  samePlaceFor(before, wasApp);
  writeAddress();
  tell("state");
  listen(refresh);
  then();
});

document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the part of the address after # says which conversation is open
  element("main").focus();
});

addEventListener("popstate", () => {
  const id = personInAddress();
  if (id && id !== store.me.id) return tell("become", { id });
  readPlace();
  tell("place");
});

start();
