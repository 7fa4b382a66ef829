"""Days, hours and time zones as a candidate's page writes them: the zone is always named."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduling.timespan import HOUR, Clock, current_style

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def long_day(day: date) -> str:
    """Return "Wednesday 9 December 2026", or "Wednesday, December 9, 2026"."""
    name, month = _DAYS[day.weekday()], _MONTHS[day.month - 1]
    if current_style().is_month_first:
        return f"{name}, {month} {day.day}, {day.year}"
    return f"{name} {day.day} {month} {day.year}"


def short_day(day: date) -> str:
    """Return "Wednesday 9 December", or "Wednesday, December 9"."""
    name, month = _DAYS[day.weekday()], _MONTHS[day.month - 1]
    if current_style().is_month_first:
        return f"{name}, {month} {day.day}"
    return f"{name} {day.day} {month}"


def day_heading(day: date) -> tuple[str, str, str]:
    """Return what stands above a column: "Wed", "9" and "Dec", or "Wed", "Dec" and "9"."""
    name, month = _DAYS[day.weekday()][:3], _MONTHS[day.month - 1][:3]
    if current_style().is_month_first:
        return name, month, str(day.day)
    return name, str(day.day), month


def week_words(first: date, last: date) -> str:
    """Return a week as "7 – 13 December", or "30 November – 6 December"."""
    before, after = _MONTHS[first.month - 1], _MONTHS[last.month - 1]
    if current_style().is_month_first:
        return f"{before} {first.day} – {'' if before == after else f'{after} '}{last.day}"
    return f"{first.day}{'' if before == after else f' {before}'} – {last.day} {after}"


def hour_words(hour: time) -> str:
    """Return "14:00", or "2:00 PM"."""
    if current_style().clock is Clock.TWENTY_FOUR_HOURS:
        return f"{hour:%H:%M}"
    return f"{hour.hour % 12 or 12}:{hour.minute:02d} {'AM' if hour.hour < 12 else 'PM'}"


def span_words(start: datetime, *, zone: ZoneInfo) -> str:
    """Return the hour of an interview: "14:00 – 15:00 (Berlin, UTC+01:00)"."""
    local, end = start.astimezone(zone), (start + HOUR).astimezone(zone)
    return f"{hour_words(local.time())} – {hour_words(end.time())} ({zone_words(start, zone=zone)})"


def zone_words(instant: datetime, *, zone: ZoneInfo) -> str:
    """Return a zone as "Berlin, UTC+01:00": letters such as CST mean several."""
    offset = instant.astimezone(zone).utcoffset() or timedelta()
    sign, minutes = "−" if offset < timedelta() else "+", abs(offset) // timedelta(minutes=1)
    city = city_of(zone.key)
    if not minutes:
        return "UTC" if city == "UTC" else f"{city}, UTC"
    return f"{city}, UTC{sign}{minutes // 60:02d}:{minutes % 60:02d}"


def city_of(time_zone: str) -> str:
    """Return the place in the name of a zone: "New York"."""
    return time_zone.rpartition("/")[2].replace("_", " ")
