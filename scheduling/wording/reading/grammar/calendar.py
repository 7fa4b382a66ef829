"""The calendar as people speak of it: the names of its days and months, and counting in it."""

from datetime import date

from dateutil.parser import parserinfo
from dateutil.relativedelta import relativedelta
from dateutil.relativedelta import weekday as nth_weekday

from scheduling.model import Weekday

_NAMES = parserinfo()
_ALSO = {"tues": "tue", "weds": "wed", "thur": "thu", "thurs": "thu"}
_PLURALS = frozenset(f"{names[-1].lower()}s" for names in parserinfo.WEEKDAYS)


def weekday_of(word: str) -> Weekday | None:
    """Return the weekday of a name in small letters: "tue", "tuesday", "tuesdays"."""
    number = _NAMES.weekday(word[:-1] if is_plural(word) else _ALSO.get(word, word))
    return None if number is None else Weekday(number)


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
