/** Where this window is: who it is (`?as=U1`) and what it looks at (`#D1`, `#D1/home`). */

import { appConversation, store, tell } from "./store.js";

/** The person that the address names, or null. */
export const personInAddress = () => new URLSearchParams(location.search).get("as");

/** The address at which a second window opens as the person `id`. */
export const addressOf = (id) => `/?${new URLSearchParams({ as: id })}`;

/** Reads the place from the address; the app's messages when it names none that this person has. */
export function readPlace() {
  const [channel, tab] = location.hash.slice(1).split("/");
  const known = store.conversations.some((conversation) => conversation.id === channel);
  const atHome = tab === "home" && store.app.home_tab !== false;
  store.place = known ? { channel, tab: atHome ? "home" : "messages" } : appPlace("messages");
}

const appPlace = (tab) => ({
  channel: (appConversation() ?? store.conversations[0])?.id ?? null,
  tab,
});

/** Looks at a conversation, or at the app's Home tab. */
export function goTo(channel, tab = "messages") {
  store.place = { channel, tab };
  history.pushState(null, "", `?as=${store.me.id}${hash()}`);
  tell("place");
}

/** Keeps looking at the same kind of place after the person changed: the app stays the app. */
export function samePlaceFor(before, wasApp) {
  const shared = store.conversations.some((conversation) => conversation.id === before.channel);
  store.place = wasApp || !shared ? appPlace(wasApp ? before.tab : "messages") : before;
}

/** Writes who and where into the address. */
export function writeAddress(replace = false) {
  const write = replace ? "replaceState" : "pushState";
  history[write](null, "", `?as=${store.me.id}${hash()}`);
}

const hash = () => `#${store.place.channel}${store.place.tab === "home" ? "/home" : ""}`;
