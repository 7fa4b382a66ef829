"""The days of what is over: a day without its year, or its week, is then the last of its name."""

import re
from datetime import date, timedelta

from scheduling.errors import NotUnderstood
from scheduling.wording.reading.grammar.calendar import month_of, weekday_of
from scheduling.wording.reading.grammar.languages import english
from scheduling.wording.reading.grammar.questions import quoted
from scheduling.wording.reading.grammar.stretches import Period

_LAST = re.compile(r"(?:^|\s)(?:in |of |from )?(?:the )?last (?P<frame>week|month)$", re.IGNORECASE)
_YEAR = re.compile(r"\b\d{4}\b")
_DAY_AND_MONTH = re.compile(r"\d{1,2}[./]\d{1,2}[./]?")
_AHEAD = frozenset({"tomorrow", "next", "coming", "in", "week", "weeks", "month", "days"})
_ONE_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


def without_last_frame(text: str, *, today: date) -> tuple[str, Period | None]:
    """Take "last week", Monday to Sunday, or "last month" from the end of a text."""
    found = _LAST.search(text)
    if found is None:
        return text, None
    if found["frame"].casefold() == "week":
        first = today - timedelta(days=today.weekday()) - _WEEK
        days = Period(first_day=first, last_day=first + _WEEK - _ONE_DAY)
    else:
        last = today.replace(day=1) - _ONE_DAY
        days = Period(first_day=last.replace(day=1), last_day=last)
    return text[: found.start()].strip(" ,"), days


def looking_back(period: Period, words: str, *, today: date) -> Period:
    """Return the days that words mean where they are of what is over.

    "Tuesday" is then the last one, and "12 Nov" that of a year before. Raises NotUnderstood
    for what can only be to come: "tomorrow", "next week", a year.
    """
    first, last = period.first_day, period.last_day
    if first <= today:
        return period
    said = [english(word) for word in words.casefold().replace(",", " ").split()]
    if not _AHEAD & set(said) and not _YEAR.search(words):
        if any(month_of(word) is not None or _DAY_AND_MONTH.fullmatch(word) for word in said):
            return Period(first_day=_a_year_before(first), last_day=_a_year_before(last))
        if any(weekday_of(word) is not None for word in said) and last < today + _WEEK:
            return Period(first_day=first - _WEEK, last_day=last - _WEEK)
    raise NotUnderstood(
        question=f"{quoted(words)} is still to come, and you asked for what is over. "
        "For example `/interviews past last week`; without `past` I show what is ahead."
    )


def _a_year_before(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
