/** Days and hours on the wall, as text: `2026-11-24` and `2026-11-24T09:30`, without any zone. */

const MINUTE = 60_000;
const DAY = 1440;

/** The wall time that is `minutes` after `text`. */
export const shifted = (text, minutes) =>
  new Date(Date.parse(`${text}Z`) + minutes * MINUTE).toISOString().slice(0, 16);

/** The day that is `days` after `day`. */
export const dayAfter = (day, days = 1) => shifted(`${day}T00:00`, days * DAY).slice(0, 10);

/** The Monday of the week in which `day` is, and the six days after it. */
export function weekOf(day) {
  const weekday = new Date(`${day}T00:00Z`).getUTCDay();
  const monday = dayAfter(day, -((weekday + 6) % 7));
  return Array.from({ length: 7 }, (_, place) => dayAfter(monday, place));
}

/** The day itself, or the Monday after it where it is a Saturday or a Sunday. */
export function workingDay(day) {
  const weekday = new Date(`${day}T00:00Z`).getUTCDay();
  return dayAfter(day, { 6: 2, 0: 1 }[weekday] ?? 0);
}

/** Minutes from midnight to the hour of `text`. */
export const minuteOf = (text) => Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16));

/** `Tuesday, November 24`, or what `options` ask for. */
export const dayWords = (day, options = { weekday: "long", month: "long", day: "numeric" }) =>
  new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options }).format(
    new Date(`${day}T00:00Z`),
  );
