"""The names of days and months, as people write them and as we do."""

from datetime import date

from dateutil.parser import parserinfo

from scheduling.timespan import current_style


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
