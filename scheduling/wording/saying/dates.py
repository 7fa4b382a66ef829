"""The names of days and months, as people write them and as we do."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from dateutil.parser import parserinfo

from scheduling.timespan import Span, clock_words, current_style


def weekday_name(weekday: int) -> str:
    """Return the full name of a weekday, counted from Monday as 0."""
    return parserinfo.WEEKDAYS[weekday][-1]


def short_weekday(weekday: int) -> str:
    """Return the short name of a weekday, counted from Monday as 0: "Tue"."""
    return parserinfo.WEEKDAYS[weekday][0]


def month_name(month: int) -> str:
    """Return the full name of a month, counted from 1."""
    return parserinfo.MONTHS[month - 1][-1]


def short_date(day: date) -> str:
    """Return a date with its year and without its weekday: "10 Nov 2026", or "Nov 10 2026"."""
    month, is_month_first = month_name(day.month)[:3], current_style().is_month_first
    date = f"{month} {day.day}" if is_month_first else f"{day.day} {month}"
    return f"{date} {day.year}"


def whole_time_words(span: Span, *, zone: ZoneInfo) -> str:
    """Return all of an hour for somebody who reads it weeks later and somewhere else.

    Such as "Tuesday 10 November 2026, 14:00 to 15:00 (Berlin, UTC+01:00)".
    """
    local = span.start.astimezone(zone)
    month, is_month_first = month_name(local.month), current_style().is_month_first
    day = f"{month} {local.day}" if is_month_first else f"{local.day} {month}"
    begins, ends = (clock_words(each, zone=zone) for each in (span.start, span.end))
    city = zone.key.rpartition("/")[2].replace("_", " ")
    offset = local.utcoffset() or timedelta()
    place = "UTC" if city == "UTC" else f"{city}, UTC{_offset_words(offset)}"
    return f"{weekday_name(local.weekday())} {day} {local.year}, {begins} to {ends} ({place})"


def _offset_words(offset: timedelta) -> str:
    sign, minutes = "-" if offset < timedelta() else "+", abs(offset) // timedelta(minutes=1)
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"
