"""On which days weekly hours hold: together with others, in their place, and without them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from scheduling.availability.wall import cut, split
from scheduling.model import (
    EVERY_WEEK,
    MINUTES_PER_DAY,
    MOST_WEEKS,
    NO_ID,
    WHOLE_DAY,
    Recurrence,
    WallHours,
    Weekday,
    WeeklyHours,
)

_ONE_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_MOST_WEEKS_APART = MOST_WEEKS * (MOST_WEEKS - 1)
"""After so many weeks at most, two intervals meet in the same way again."""


def covers(outer: WeeklyHours, inner: WeeklyHours) -> bool:
    """Tell whether the one hold all hours of the other, on each of their days."""
    days = (inner.weekday - outer.weekday) % len(Weekday)
    start = inner.hours.start + days * MINUTES_PER_DAY
    end = inner.hours.end + days * MINUTES_PER_DAY
    if not (outer.hours.start <= start and end <= outer.hours.end):
        return False
    held, said, shift = outer.recurrence, inner.recurrence, days * _ONE_DAY
    if held == EVERY_WEEK or inner.last_day() < inner.first_day():  # on all days, or on none
        return True
    if (held.has_first and not said.has_first) or (held.has_last and not said.has_last):
        return False
    if held.has_last and inner.last_day() - shift > held.last:
        return False
    # Met as often as the outer ones have weeks from one to the next, all that they miss shows.
    met = _days_from(inner.first_day(), said.weeks, held.weeks) if said.has_first else ()
    return all(held.holds_on(day - shift) for day in met if day <= inner.last_day())


def united(standing: Sequence[WeeklyHours], given: Iterable[WeeklyHours]) -> list[WeeklyHours]:
    """Return what holds on all days of both; the same hours that go on after others are one."""
    found = list(standing)
    for each in given:
        joint = each
        while other := next((one for one in found if _are_one(one, joint)), None):
            found.remove(other)
            joint = _as_one(other, joint)
        found.append(joint)
    return found


def leaves_out(given: WeeklyHours, standing: WeeklyHours, *, today: date) -> bool:
    """Tell whether hours are given with an end or an interval that those that stand don't have.

    They are the same hours or a part of them; both may hold in some weeks from today on, and from
    then on those that stand hold on a day on which those given do not.
    """
    said, held = given.recurrence, standing.recurrence
    if (not said.has_last and said.weeks == 1) or not _is_part(given, standing):
        return False
    start = max(said.first, held.first, today)
    if start > min(said.last, held.last):
        return False
    days = _days_from(_on_or_after(start, given.weekday), 1, _MOST_WEEKS_APART + 1)
    return standing.last_day() > max(given.last_day(), start) or any(
        held.holds_on(day) and not said.holds_on(day) for day in days
    )


def giving_way(standing: WeeklyHours, given: WeeklyHours) -> list[WeeklyHours]:
    """Return what is left of hours in whose place others are given, from their first day on.

    The same hours end with that; longer ones are back after the last day given.
    """
    said = given.recurrence
    last = date.max if given.hours == standing.hours else said.last
    return list(_outside(standing, first=said.first, last=last))


def taken_out(standing: WeeklyHours, taken: WeeklyHours) -> list[WeeklyHours]:
    """Return what is left of weekly hours without others in the weeks of these.

    A whole day takes all that begins on it. Hours of some weeks are taken from hours of every
    week, or from those of the same weeks.
    """
    away = taken.recurrence
    if standing.weekday != taken.weekday:
        return [standing]
    left = list(_outside(standing, first=away.first, last=away.last))
    for part in _between(standing, first=away.first, last=away.last):
        for weeks in _by_weeks(part, away.weeks):
            is_hit = away.holds_on(max(weeks.first_day(), away.first))
            left += cut_hours(weeks, taken.hours) if is_hit else [weeks]
    return left


def cut_hours(entry: WeeklyHours, taken: WallHours) -> list[WeeklyHours]:
    """Return what is left of weekly hours without some of their day, in all of their weeks."""
    if taken == WHOLE_DAY:
        return []
    pieces = cut([(entry.hours.start, entry.hours.end)], [(taken.start, taken.end)])
    if pieces == [(entry.hours.start, entry.hours.end)]:
        return [entry]
    return [_later(entry, *split(piece)) for piece in pieces]


def _later(entry: WeeklyHours, days: int, hours: WallHours) -> WeeklyHours:
    """The hours so many days later, in the weeks of the entry."""
    weekday = Weekday((entry.weekday + days) % len(Weekday))
    held, shift = entry.recurrence, days * _ONE_DAY
    first = entry.first_day() + shift if held.has_first else held.first
    last = entry.last_day() + shift if held.has_last else held.last
    kept = replace(held, first=first, last=last) if days else held
    return replace(entry, weekday=weekday, hours=hours, recurrence=kept, id=NO_ID)


def _are_one(one: WeeklyHours, other: WeeklyHours) -> bool:
    """Whether the days of both are those of one entry with the same hours."""
    if (one.weekday, one.hours) != (other.weekday, other.hours):
        return False
    if covers(one, other) or covers(other, one):
        return True
    early, late = sorted((one.recurrence, other.recurrence))
    if early.weeks != late.weeks:
        return False
    first = replace(one, recurrence=late).first_day()
    goes_on = replace(early, last=date.max).holds_on(first) if late.has_first else True
    end = replace(one, recurrence=early).last_day()
    return goes_on and (not early.has_last or first <= end + early.weeks * _WEEK)


def _as_one(one: WeeklyHours, other: WeeklyHours) -> WeeklyHours:
    if covers(one, other):
        return one
    if covers(other, one):
        return other
    first = min(one.recurrence.first, other.recurrence.first)
    last = max(one.recurrence.last, other.recurrence.last)
    return replace(one, recurrence=replace(one.recurrence, first=first, last=last), id=NO_ID)


def _is_part(given: WeeklyHours, standing: WeeklyHours) -> bool:
    """Whether hours are the same or a part; of those over midnight, no part is one of their day."""
    if given.weekday != standing.weekday:
        return False
    inside = (
        standing.hours.start <= given.hours.start
        and given.hours.end <= standing.hours.end <= MINUTES_PER_DAY
    )
    return inside or given.hours == standing.hours


def _outside(entry: WeeklyHours, *, first: date, last: date) -> Iterator[WeeklyHours]:
    if first > date.min:
        yield from _between(entry, first=date.min, last=first - _ONE_DAY)
    if last < date.max:
        yield from _between(entry, first=last + _ONE_DAY, last=date.max)


def _between(entry: WeeklyHours, *, first: date, last: date) -> list[WeeklyHours]:
    """The entry on its days from the first to the last, if it has any."""
    held = entry.recurrence
    if first > held.first:
        days = _days_from(_on_or_after(first, entry.weekday), 1, held.weeks)
        unending = replace(held, last=date.max)
        first = next(day for day in days if unending.holds_on(day))
    first, last = max(first, held.first), min(last, held.last)
    if last < first:
        return []
    kept = replace(held, first=first, last=last)
    found = entry if kept == held else replace(entry, recurrence=kept, id=NO_ID)
    return [found] if found.last_day() >= first else []


def _by_weeks(entry: WeeklyHours, weeks: int) -> list[WeeklyHours]:
    """Hours of every week as those of the first of so many, of the second, and so on."""
    held = entry.recurrence
    if weeks == 1 or held.weeks > 1:
        return [entry]
    apart = []
    for first in _days_from(entry.first_day(), 1, weeks):
        if first <= held.last:
            some = Recurrence(first=first, last=held.last, weeks=weeks)
            apart.append(replace(entry, recurrence=some, id=NO_ID))
    return apart


def _days_from(first: date, weeks: int, count: int) -> Iterator[date]:
    return (first + number * weeks * _WEEK for number in range(count))


def _on_or_after(day: date, weekday: Weekday) -> date:
    return day + ((weekday - day.weekday()) % len(Weekday)) * _ONE_DAY
