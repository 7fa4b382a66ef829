"""Days and hours that are taken out of others: "weekdays except Friday", "9-17 except lunch"."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.dates import calendar_date
from scheduling.wording.reading.grammar.hours import (
    Hours,
    some_hours,
    without_hours,
)
from scheduling.wording.reading.grammar.lists import joint
from scheduling.wording.reading.grammar.narrowing import narrowed
from scheduling.wording.reading.grammar.periods import phrases
from scheduling.wording.reading.grammar.questions.dates import not_both
from scheduling.wording.reading.grammar.questions.hours import not_a_time
from scheduling.wording.reading.grammar.questions.recurring import weekly_but_for
from scheduling.wording.reading.grammar.stretches import Stretch

_EXCEPT = ("except for", "except on", "except", "but not on", "but not", "apart from", "excluding")


def without(
    cursor: Cursor,
    days: tuple[Stretch, ...],
    hours: tuple[Hours, ...],
    taken: tuple[Stretch | Hours, ...],
    *,
    words: str,
) -> tuple[tuple[Stretch, ...], tuple[Hours, ...]]:
    """The days and hours without those that were excepted."""
    off_days = [part for part in taken if isinstance(part, Stretch)]
    off_hours = [part for part in taken if not isinstance(part, Stretch)]
    if off_days:
        today = cursor.today
        if any(found.is_bare for found in days) and not all(part.is_bare for part in off_days):
            raise weekly_but_for(words)
        days = tuple(_except_for(found, off_days, today=today, words=words) for found in days)
        days = tuple(_day_by_day(found, words) for found in days)
    if off_hours:
        hours = without_hours(hours, off_hours, words=words)
    return days, hours


def _day_by_day(days: Stretch, words: str) -> Stretch:
    """Weekly hours have no dates taken out, so they become single days, if these have an end."""
    if days.recurrence is None or not days.without:
        return days
    if days.recurrence.weeks > 1 or not days.recurrence.has_last:
        raise weekly_but_for(words)
    return replace(days, recurrence=None)


def exceptions(cursor: Cursor) -> Iterator[Stretch | Hours]:
    """Read the days and hours after "except". Raises NotUnderstood where there are none."""
    if not cursor.attempt(excepting):
        return
    rest, found = cursor.rest, False
    while following := cursor.attempt(_next_exception if found else _exception):
        found = True
        yield following
    if not found:
        raise not_a_time(rest)


def _next_exception(cursor: Cursor) -> Stretch | Hours | None:
    return _exception(cursor) if joint(cursor) else None


def _exception(cursor: Cursor) -> Stretch | Hours | None:
    hours = None if cursor.sees(calendar_date) else cursor.attempt(some_hours)
    if hours is not None:
        return hours
    place = cursor.mark()
    found = phrases(cursor)
    words = cursor.said_since(place)
    return narrowed(found, today=cursor.today, words=words) if found else None


def excepting(cursor: Cursor) -> str | None:
    """Read the word that takes days or hours out, or nothing."""
    return cursor.phrase(*_EXCEPT)


def _except_for(days: Stretch, taken: Iterable[Stretch], *, today: date, words: str) -> Stretch:
    """Return the days without others: weekdays without weekdays, known days without any.

    Raises NotUnderstood where nothing is left, or nothing was taken out.
    """
    if days.is_one_day:
        raise not_both(words)
    for part in taken:
        if part.is_bare:
            left = (days.only if days.only is not None else days.weekdays) - part.weekdays
            if not left or left == days.weekdays:
                raise not_both(words)
            days = replace(days, only=left)
        else:
            days = replace(days, without=days.without | set(part.from_day(today).days))
    return days
