/** Instants as people in a zone read them, and wall times back into instants. */

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, make(zone, options));
  return formats.get(key);
}

function make(zone, options) {
  const full = { timeZone: zone, hourCycle: "h23", ...options };
  try {
    return new Intl.DateTimeFormat("en-GB", full);
  } catch {
    return new Intl.DateTimeFormat("en-GB", { ...full, timeZone: "UTC" });
  }
}

/** The wall clock in `zone` at `at` (epoch seconds), as numbers. */
export function wall(at, zone) {
  const options = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" };
  const parts = format(zone, options).formatToParts(at * 1000);
  return Object.fromEntries(parts.filter((part) => part.type !== "literal").map((part) => [part.type, Number(part.value)]));
}

const two = (number) => String(number).padStart(2, "0");

/** `2026-11-22` in `zone`. */
export function isoDay(at, zone) {
  const { year, month, day } = wall(at, zone);
  return `${year}-${two(month)}-${two(day)}`;
}

/** `09:30` in `zone`. */
export function time(at, zone) {
  const { hour, minute } = wall(at, zone);
  return `${two(hour)}:${two(minute)}`;
}

/** `09:30:05` in `zone`. */
export const timeSeconds = (at, zone) => `${time(at, zone)}:${two(wall(at, zone).second)}`;

/** `2026-11-22T09:30`, the form that a date-and-time field holds. */
export const isoMinute = (at, zone) => `${isoDay(at, zone)}T${time(at, zone)}`;

/** The instant, in epoch seconds, at which clocks in `zone` show `text` (`2026-11-22T09:30`). */
export function instant(text, zone) {
  const asUtc = Date.parse(`${text}Z`) / 1000;
  const first = asUtc - offset(asUtc, zone);
  return asUtc - offset(first, zone);
}

/** Seconds that clocks in `zone` are ahead of UTC at `at`. */
export function offset(at, zone) {
  const { year, month, day, hour, minute, second } = wall(at, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - Math.floor(at);
}

/** `UTC+05:30`, or `UTC`. */
export function offsetName(at, zone) {
  const minutes = Math.round(offset(at, zone) / 60);
  if (!minutes) return "UTC";
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? "−" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** `Sun 22 Nov 2026`; without the year when `year` is false. */
export function day(at, zone, year = true) {
  const options = { weekday: "short", day: "numeric", month: "short", ...(year && { year: "numeric" }) };
  return format(zone, options).format(at * 1000).replace(",", "");
}

/** `Sunday 22 November 2026 at 09:30, Europe/Berlin`: for a tooltip, leaving nothing open. */
export function inFull(at, zone) {
  const date = format(zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(at * 1000);
  return `${date.replace(",", "")} at ${time(at, zone)}, ${zone}`;
}

/** `Today`, `Yesterday`, `Tomorrow`, or null, for `at` seen from `now`. */
export function nearDay(at, now, zone) {
  const days = (Date.parse(isoDay(at, zone)) - Date.parse(isoDay(now, zone))) / 86400000;
  return { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" }[days] ?? null;
}

/** The heading over a day's messages. */
export const dayHeading = (at, now, zone) => nearDay(at, now, zone) ?? day(at, zone);

/** Slack's `<!date^…>` tokens (docs: "Formatting text for app surfaces"), in the reader's zone. */
export function slackDate(tokens, at, now, zone) {
  return tokens.replace(/\{(\w+)\}/g, (whole, name) => TOKENS[name]?.(at, now, zone) ?? whole);
}

// Slack leaves the year out within six months of now.
const withYear = (at, now) => Math.abs(at - now) > 182 * 86400;

function written(at, now, zone, { month, weekday }) {
  const options = { day: "numeric", month, ...(weekday && { weekday }), ...(withYear(at, now) && { year: "numeric" }) };
  return format(zone, options).format(at * 1000).replace(/^(\w+),? /, "$1 ");
}

const pretty = (style) => (at, now, zone) => nearDay(at, now, zone)?.toLowerCase() ?? style(at, now, zone);
const medium = (at, now, zone) => written(at, now, zone, { month: "long" });
const short = (at, now, zone) => written(at, now, zone, { month: "short" });
const long = (at, now, zone) => written(at, now, zone, { month: "long", weekday: "long" });

const TOKENS = {
  date_num: (at, _now, zone) => isoDay(at, zone),
  date_slash: (at, _now, zone) => isoDay(at, zone).split("-").reverse().join("/"),
  date: medium,
  date_short: short,
  date_long: long,
  date_pretty: pretty(medium),
  date_short_pretty: pretty(short),
  date_long_pretty: pretty(long),
  date_long_full: long,
  time: (at, _now, zone) => time(at, zone),
  time_secs: (at, _now, zone) => timeSeconds(at, zone),
  ago: (at, now) => ago(now - at),
};

/** `in 2 hours`, `5 minutes ago`; `seconds` counts from then to now. */
export function ago(seconds) {
  const size = Math.abs(seconds);
  const [count, unit] = size < 3600 ? [size / 60, "minute"] : size < 86400 ? [size / 3600, "hour"] : [size / 86400, "day"];
  const whole = Math.round(count);
  const words = `${whole} ${unit}${whole === 1 ? "" : "s"}`;
  return seconds < 0 ? `in ${words}` : `${words} ago`;
}
