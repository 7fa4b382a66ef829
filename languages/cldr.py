"""Days, hours and places as the Unicode CLDR has them, by Babel; for all languages but English."""

from datetime import date, datetime, time
from functools import cache

from babel import Locale
from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    format_time,
    get_timezone_name,
)

from languages.style import current_style

_LONGEST_LETTERS = 5


def day_by(skeleton: str, day: date) -> str:
    """Return a day by one of the CLDR's skeletons, such as MMMEd: "Di., 10. Nov."."""
    return _written(day, _locale().datetime_skeletons[skeleton].pattern)


def whole_day_by(skeleton: str, day: date) -> str:
    """Do the same with the whole name of the weekday: "Dienstag, 10. November"."""
    # Not every language has a skeleton of its own for that.
    pattern = _locale().datetime_skeletons[skeleton].pattern
    return _written(day, pattern.replace("E", "EEEE"))


def day_of_year(day: date) -> str:
    """Return a date without its year: "9. Dezember"."""
    words: str = format_skeleton("MMMMd", day, locale=_locale())
    return words


def days_between(first: date, last: date) -> str:
    """Return some days without their year: "7.–13. Dezember"."""
    words: str = format_interval(first, last, "MMMMd", locale=_locale())
    return words.replace("\N{THIN SPACE}", " ")


def weekday(number: int, *, width: str = "wide") -> str:
    """Return the name of a weekday, counted from Monday as 0; in short, such as "Di."."""
    name: str = _locale().days["format"][width][number]
    return name


def month(number: int, *, width: str = "wide") -> str:
    """Return the name of a month, counted from 1; in short, such as "Nov."."""
    name: str = _locale().months["format"][width][number]
    return name


def twelve_hour_time(hour: int, minute: int) -> str:
    """Return a time by a clock of twelve hours: "2:00 p. m."."""
    words: str = format_time(time(hour, minute), "h:mm a", locale=_locale())
    # One space for all of them: some fonts have no narrow one.
    return "\N{NO-BREAK SPACE}".join(words.split())


def zone_letters(local: datetime) -> str | None:
    """Return the letters of a zone that people of the language know: "MEZ"; None without any."""
    name: str = get_timezone_name(local, width="short", locale=_locale())
    # Elsewhere it is an offset, a whole name, or one that hardly anybody would know ("TU").
    known = name.isalpha() and name.isupper() and 3 <= len(name) <= _LONGEST_LETTERS
    return name if known else None


def city(time_zone: str) -> str | None:
    """Return what the place of a zone is called: "Nueva York"; None where it is as in English."""
    name: str | None = _locale().time_zones.get(time_zone, {}).get("city")
    return name


def _written(day: date, pattern: str) -> str:
    words: str = format_date(day, pattern, locale=_locale())
    return words


def _locale() -> Locale:
    return _locale_of(current_style().language)


@cache
def _locale_of(language: str) -> Locale:
    return Locale.parse(language)
