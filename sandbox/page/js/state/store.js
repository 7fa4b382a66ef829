/** What this window knows: one plain object, and who wants to hear when a part of it changes. */

export const store = {
  workspace: { name: "", id: "" },
  me: null, // who this window is
  people: new Map(), // by id
  app: null,
  conversations: [],
  home: null, // the app's Home view for `me`
  modals: [], // the stack of open views, top last
  tryThis: [],
  takesMail: false, // whether there is a mail server beside the workspace
  hasCalendars: false, // whether people have calendars beside the workspace
  skew: 0, // the workspace's clock minus this machine's, in seconds
  place: { channel: null, tab: "messages" }, // where `me` is looking
  online: true, // whether the stream of events is open
};

const listeners = new Map();

/** Calls `listener` whenever one of `topics` (a space-separated list) was told. */
export function on(topics, listener) {
  for (const topic of topics.split(" ")) {
    if (!listeners.has(topic)) listeners.set(topic, []);
    listeners.get(topic).push(listener);
  }
}

/** Says that `topic` changed; `detail` is handed to the listeners. */
export function tell(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

/** Takes over the server's whole state. */
export function takeState(state) {
  Object.assign(store, {
    workspace: state.workspace,
    me: state.me,
    people: new Map([...state.people, appAsPerson(state.app)].map((person) => [person.id, person])),
    app: state.app,
    conversations: state.conversations,
    home: state.home,
    modals: state.modals ?? [],
    tryThis: state.try_this ?? [],
    takesMail: state.takes_mail ?? false,
    hasCalendars: state.has_calendars ?? false,
    skew: state.now - Date.now() / 1000,
  });
}

/** The app speaks, so it has a face like everybody; the server lists only those who work here. */
function appAsPerson({ bot_user_id: id, name }) {
  const words = name.split(/\s+/);
  const initials = (words[0][0] + (words.length > 1 ? words.at(-1)[0] : "")).toUpperCase();
  return {
    id,
    name: name.toLowerCase().replace(/\W+/g, ""),
    real_name: name,
    title: "",
    is_bot: true,
    deleted: false,
    color: "0f6b5c",
    initials,
  };
}

/** The workspace's clock, in epoch seconds. */
export const now = () => Date.now() / 1000 + store.skew;

/** The chosen person's IANA zone. */
export const myZone = () => store.me?.tz || "UTC";

/** The name to show for a person's id. */
export const nameOf = (id) => store.people.get(id)?.real_name || store.people.get(id)?.name || id;

/** The conversation with the app, where its Home tab lives too. */
export const appConversation = () =>
  store.conversations.find((conversation) => conversation.with === store.app?.bot_user_id);

export const currentConversation = () =>
  store.conversations.find((conversation) => conversation.id === store.place.channel);
