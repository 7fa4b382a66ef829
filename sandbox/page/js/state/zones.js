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
    return new Intl.DateTimeFormat("en-US", full);
  } catch {
    return new Intl.DateTimeFormat("en-US", { ...full, timeZone: "UTC" });
  }
}

/** The wall clock in `zone` at `at` (epoch seconds), as numbers. */
export function wall(at, zone) {
  const options = {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  };
  const parts = format(zone, options).formatToParts(at * 1000);
  return Object.fromEntries(
    parts.filter((part) => part.type !== "literal").map((part) => [part.type, Number(part.value)]),
  );
}

const two = (number) => String(number).padStart(2, "0");

/** `2026-11-22` in `zone`. */
export function isoDay(at, zone) {
  const { year, month, day } = wall(at, zone);
  return `${year}-${two(month)}-${two(day)}`;
}

// Twelve or twenty-four hours, as the browser's own time fields have it.
const twelve = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions().hour12;

/** `9:30 AM`, or `09:30` where the browser counts to 24, in `zone`; `seconds` is "" or what follows the minutes. */
export function time(at, zone, seconds = "") {
  const { hour, minute } = wall(at, zone);
  if (!twelve) return `${two(hour)}:${two(minute)}${seconds}`;
  return `${hour % 12 || 12}:${two(minute)}${seconds} ${hour < 12 ? "AM" : "PM"}`;
}

/** `9:30:05 AM` in `zone`. */
export const timeSeconds = (at, zone) => time(at, zone, `:${two(wall(at, zone).second)}`);

/** `2026-11-22T09:30`, the form that a date-and-time field holds. */
export function isoMinute(at, zone) {
  const { hour, minute } = wall(at, zone);
  return `${isoDay(at, zone)}T${two(hour)}:${two(minute)}`;
}

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

/** `Sun, Nov 22, 2026`; without the year when `year` is false. */
export function day(at, zone, year = true) {
  const options = {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(year && { year: "numeric" }),
  };
  return format(zone, options).format(at * 1000);
}

/** `Sunday, November 22, 2026 at 9:30 AM, Europe/Berlin`: for a tooltip, leaving nothing open. */
export function inFull(at, zone) {
  const date = format(zone, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).format(at * 1000);
  return `${date} at ${time(at, zone)}, ${zone}`;
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
const year = (at, now, zone) =>
  Math.abs(at - now) < 183 * 86400 ? "" : `, ${wall(at, zone).year}`;

const part = (name, width) => (at, zone) => format(zone, { [name]: width }).format(at * 1000);
const month = part("month", "long");
const shortMonth = part("month", "short");
const weekday = part("weekday", "long");

function ordinal(number) {
  const teen = number > 10 && number < 14;
  return `${number}${(!teen && { 1: "st", 2: "nd", 3: "rd" }[number % 10]) || "th"}`;
}

const pretty = (style) => (at, now, zone) =>
  nearDay(at, now, zone)?.toLowerCase() ?? style(at, now, zone);
const medium = (at, now, zone) =>
  `${month(at, zone)} ${ordinal(wall(at, zone).day)}${year(at, now, zone)}`;
const short = (at, now, zone) =>
  `${shortMonth(at, zone)} ${wall(at, zone).day}${year(at, now, zone)}`;
const long = (at, now, zone) => `${weekday(at, zone)}, ${medium(at, now, zone)}`;

const TOKENS = {
  date_num: (at, _now, zone) => isoDay(at, zone),
  date_slash: (at, _now, zone) => isoDay(at, zone).split("-").reverse().join("/"),
  date: medium,
  date_short: short,
  date_long: long,
  date_pretty: pretty(medium),
  date_short_pretty: pretty(short),
  date_long_pretty: pretty(long),
  date_long_full: (at, _now, zone) =>
    `${month(at, zone)} ${wall(at, zone).day}, ${wall(at, zone).year}`,
  day_divider: long,
  day_divider_pretty: pretty(long),
  time: (at, _now, zone) => time(at, zone),
  time_secs: (at, _now, zone) => timeSeconds(at, zone),
  ago: (at, now) => ago(now - at),
};

function ago(seconds) {
  const size = Math.abs(seconds);
  const [unit, length] = [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ].find(([, each]) => size >= each) ?? ["minute", 60];
  const count = Math.floor(size / length);
  if (!count) return "just now";
  const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return seconds < 0 ? `in ${words}` : `${words} ago`;
}
