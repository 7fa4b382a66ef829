/** Everything a person can do, as one function each: the only file that knows the server's addresses. */

/** What went wrong, in a sentence for the person. */
export class Refused extends Error {}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(`/sandbox/${path}`, options);
  } catch {
    throw new Refused("The workspace cannot be reached. Is it still running?");
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(body.error ?? `The workspace answered ${answer.status}.`);
  return body;
}

const get = (path, query) => ask(`${path}?${new URLSearchParams(query)}`);
const post = (path, body) =>
  ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

export const state = (as) => get("state", as ? { as } : {});
export const messages = (as, channel) =>
  get("messages", { as, channel }).then((body) => body.messages);
export const traffic = (after) => get("traffic", { after }).then((body) => body.traffic);
export const mails = () => get("mail", {}).then((body) => body.mail);
export const mail = (number) => get(`mail/${number}`, {});
export const calendar = (of, start, end) => get("calendars", { of, start, end });
export const addEvent = (of, event) => post("calendars/add", { of, ...event });
export const changeEvent = (of, event) => post("calendars/change", { of, ...event });
export const removeEvent = (of, name) => post("calendars/remove", { of, name });
export const read = (as, channel) => post("read", { as, channel });
export const type = (as, channel, text) => post("type", { as, channel, text });
export const press = (body) => post("press", body);
export const options = (body) => post("options", body);
export const submit = (as, viewId, state) => post("submit", { as, view_id: viewId, state });
export const close = (as, viewId) => post("close", { as, view_id: viewId });
export const openHome = (as) => post("home", { as });
export const shortcut = (as, callbackId) => post("shortcut", { as, callback_id: callbackId });
export const moveClock = (how) => post("clock", how);

/** The stream of what happens to the person `as`. */
export const events = (as) => new EventSource(`/sandbox/events?${new URLSearchParams({ as })}`);
