"""The calendar as people speak of it: the names of its days and months, and counting in it."""

import re
from datetime import date
from re import findall

from dateutil.parser import parserinfo
from dateutil.relativedelta import relativedelta
from dateutil.relativedelta import weekday as nth_weekday

from scheduling.errors import NotUnderstood
from scheduling.model import MONDAY_TO_FRIDAY, Weekday

_NAMES = parserinfo()
_ALSO = {"tues": "tue", "weds": "wed", "thur": "thu", "thurs": "thu"}
_PLURALS = frozenset(f"{names[-1].lower()}s" for names in parserinfo.WEEKDAYS)
_BETWEEN = re.compile(r"\s*(?:,|;|/|\band\b|\s)\s*")
_TO = re.compile(r"\s*(?:-|–|\bto\b)\s*")


def weekday_of(word: str) -> Weekday | None:
    """Return the weekday of a name in small letters: "tue", "tuesday", "tuesdays"."""
    number = _NAMES.weekday(word[:-1] if is_plural(word) else _ALSO.get(word, word))
    return None if number is None else Weekday(number)


def weekday_in(text: str) -> Weekday | None:
    """Return the first weekday that is named in a text, if one is."""
    found = map(weekday_of, findall(r"[a-z]+", text.casefold()))
    return next((day for day in found if day is not None), None)


def is_plural(word: str) -> bool:
    """Tell whether a word is a weekday's name that means every such day."""
    return word in _PLURALS


def month_of(word: str) -> int | None:
    """Return the month, from 1, of a name in small letters: "nov", "november"."""
    return _NAMES.month(word)


def next_weekday(weekday: Weekday, *, earliest: date) -> date:
    """Return the first such day of the week that is not before `earliest`."""
    return earliest + relativedelta(weekday=nth_weekday(weekday.value)(+1))


def monday_of(day: date) -> date:
    """Return the Monday of the ISO week in which a day lies."""
    return day + relativedelta(weekday=nth_weekday(0)(-1))


def month_end(day: date) -> date:
    """Return the last day of the month in which a day lies."""
    return day + relativedelta(day=31)


def read_working_days(text: str) -> frozenset[Weekday]:
    """Return the days of the week that a text names; a stretch may go over Sunday.

    Raises NotUnderstood where it names none, or has another word.
    """
    typed = text.strip().casefold()
    if typed in ("weekdays", "working days", "business days"):
        return MONDAY_TO_FRIDAY
    parts = _BETWEEN.split(_TO.sub("-", typed))
    named = [_stretch(part, text) for part in parts if part]
    if not named:
        raise _not_days(text)
    return frozenset().union(*named)


def _stretch(part: str, text: str) -> frozenset[Weekday]:
    ends = [weekday_of(word) for word in part.split("-")]
    found = [each for each in ends if each is not None]
    if len(found) != len(ends) or len(found) > 2:
        raise _not_days(text)
    first, last = found[0], found[-1]
    return frozenset(Weekday((first + n) % 7) for n in range((last - first) % 7 + 1))


def _not_days(text: str) -> NotUnderstood:
    return NotUnderstood(
        question=f"I did not understand “{text}” as days of the week. Write, for example, Mon-Fri "
        "or Sun, Mon, Wed."
    )
