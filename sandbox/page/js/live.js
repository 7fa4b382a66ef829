/** The stream of what happens, and coming back after it broke. */

import * as api from "./state/api.js";
import { store, tell } from "./state/store.js";
import { toast } from "./controls/toasts.js";

const PAUSE = 1000; // ms before trying again

let stream;
let retry;

/** Listens as `store.me`; `refresh` reads the whole state again whenever the stream opens. */
export function listen(refresh) {
  stop();
  const mine = (stream = api.events(store.me.id));
  let waiting = null; // what happens while the state is read: newer than the state may be
  mine.onopen = async () => {
    setOnline(true);
    waiting = [];
    await refresh().catch(() => {}); // what happened while nobody listened
    const missed = waiting;
    waiting = null;
    if (mine === stream) missed.forEach(take);
  };
  mine.onmessage = ({ data }) => (waiting ? waiting.push(JSON.parse(data)) : take(JSON.parse(data)));
  mine.onerror = () => {
    if (mine !== stream) return;
    setOnline(false);
    // The browser tries again by itself, unless it was turned away.
    if (mine.readyState === EventSource.CLOSED) retry = setTimeout(() => listen(refresh), PAUSE);
  };
}

function stop() {
  clearTimeout(retry);
  stream?.close();
}

function setOnline(online) {
  if (store.online === online) return;
  store.online = online;
  tell("online");
}

const TAKE = {
  message: (event) => {
    tell("message", event.message);
    readConversations();
  },
  message_changed: (event) => tell("message", event.message),
  message_deleted: (event) => {
    tell("message_deleted", event);
    readConversations();
  },
  conversations: readConversations,
  home: (event) => set("home", event.view),
  modals: (event) => set("modals", event.modals),
  try_this: (event) => set("tryThis", event.try_this),
  app: (event) => {
    store.app = { ...store.app, connected: event.connected };
    tell("app");
  },
  clock: (event) => {
    store.skew = event.now - Date.now() / 1000;
    tell("clock", event);
  },
  calendar: (event) => tell("calendar", event.user),
  mail: (event) => tell("mail", event.mail),
  toast: (event) => toast(event.text),
  traffic: (event) => tell("traffic", event.entry ?? event),
};

let reading;
let asked = 0;

/** What is unread is counted by the server; several changes at once are one question. */
function readConversations() {
  clearTimeout(reading);
  reading = setTimeout(async () => {
    const [mine, nth] = [store.me.id, (asked += 1)];
    const state = await api.state(mine).catch(() => null);
    // An older answer may come after a newer one.
    if (state && mine === store.me.id && nth === asked) set("conversations", state.conversations);
  }, 60);
}

function set(name, value) {
  store[name] = value;
  tell(name);
}

function take(event) {
  TAKE[event.type]?.(event);
}

// A page that comes back from the browser's cache has missed everything.
addEventListener("pageshow", (event) => event.persisted && location.reload());
