"""Days and hours as a question names them: tomorrow afternoon, weekdays before noon, Tue 14-17.

The words are those in which hours are given (`sentences/entries.py`). But a question saves
nothing, so what may be meant in two ways is taken as is likelier, and said back in the answer.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from scheduling.model import MINUTES_PER_DAY, WHOLE_DAY, WallHours, Weekday
from scheduling.model.limits import FARTHEST_DAYS
from scheduling.wording.reading.grammar.clock import clock, hours_from
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.hours import Across, Hours, OpenEnded
from scheduling.wording.reading.grammar.questions.dates import in_two_ways
from scheduling.wording.reading.grammar.questions.naming import hours_of_one_day, one_row_of_days
from scheduling.wording.reading.grammar.stretches import (
    ALL_WEEK,
    Length,
    Period,
    Phrase,
    Since,
    Stretch,
    up_to_day,
)
from scheduling.wording.reading.grammar.tokens import Kind
from scheduling.wording.reading.sentences.entries import DaysAndHours, days_and_hours
from scheduling.wording.reading.sentences.exceptions import exceptions, without
from scheduling.wording.reading.sentences.framed import days_of
from scheduling.wording.reading.sentences.groups import Groups, groups_of_days

_AN_HOUR = 60
_TIME_ALONE = re.compile(r":|[ap]\.?m\.?$", re.IGNORECASE)
_FARTHEST = timedelta(days=FARTHEST_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTimes:
    """The days and hours of a question; without a `period`, from now on.

    It `is_open` where no last day was said. Of its days only the `weekdays` count, and of these
    only the `hours`, all of them where there are none.
    """

    period: Period | None
    is_open: bool = False
    weekdays: frozenset[Weekday] = ALL_WEEK
    hours: tuple[WallHours, ...] = ()


def asked_times(cursor: Cursor) -> AskedTimes | None:
    """Read all that is left as days and hours, or nothing.

    Raises NotUnderstood, with a question, for days or hours that can't be told; EndNotAfterStart.
    """
    place = cursor.mark()
    groups, taken, hours, behind = cursor.attempt(_at_a_time) or days_and_hours(cursor)
    if not groups and not hours:
        return None
    words = cursor.said_since(place)
    taken += tuple(exceptions(cursor))
    if not cursor.done:
        return None
    end = _end(groups, behind, today=cursor.today)
    days = days_of(cursor, groups, behind + end, hours, is_off=False, words=words)
    days, hours = without(cursor, days, hours, taken, words=words)
    period, weekdays = _days(days, today=cursor.today, words=words)
    return AskedTimes(
        period=period,
        is_open=bool(end),
        weekdays=weekdays,
        hours=tuple(_hours(hours, words)),
    )


def _at_a_time(cursor: Cursor) -> DaysAndHours | None:
    """Read "tomorrow at 2 PM" or "at 14:00 tomorrow" to its end, or nothing.

    Interviews take an hour, so a question needs no end; hours that are given do.
    """
    groups = groups_of_days(cursor)
    cursor.take(Kind.COMMA)
    is_said = cursor.phrase("at") is not None
    start = clock(cursor)
    if start is None or start.minutes == MINUTES_PER_DAY:
        return None
    # Without "at", "Tue 9" and "Tue 9.12" may be dates; "2 PM" and "14:00" can be nothing else.
    if not is_said and (start.is_open or not (groups and _TIME_ALONE.search(start.words))):
        return None
    groups = groups or groups_of_days(cursor)
    if not cursor.done:
        return None
    begin = hours_from(start, cursor.choices).start
    end = min(begin + _AN_HOUR, MINUTES_PER_DAY)
    return groups, (), (WallHours(start=begin, end=end),), ()


def _end(groups: Groups, behind: tuple[Phrase, ...], *, today: date) -> tuple[Phrase, ...]:
    """A last day for "from Thursday", which a question can do without; else nothing."""
    said = [*behind, *(part for group in groups for part in group.parts)]
    begins = any(isinstance(part, Since) for part in said)
    ends = any(isinstance(part, Length) or _has_an_end(part) for part in said)
    return (up_to_day(today + _FARTHEST, today=today),) if begins and not ends else ()


def _has_an_end(part: Phrase) -> bool:
    return isinstance(part, Stretch) and part.is_frame


def _days(
    days: tuple[Stretch, ...], *, today: date, words: str
) -> tuple[Period | None, frozenset[Weekday]]:
    """The days in a row, and those of the week that count among them."""
    if not days:
        return None, ALL_WEEK
    recurring = [found for found in days if found.is_bare and found.repeats]
    if len(recurring) == len(days):
        return None, frozenset[Weekday]().union(*(found.weekdays for found in days))
    if recurring:
        raise in_two_ways(words)
    named = {day for found in days for day in found.from_day(today).days if found.counts(day)}
    period = Period(first_day=min(named), last_day=max(named))
    weekdays = frozenset(Weekday(day.weekday()) for day in named)
    among = [day for day in period.days if Weekday(day.weekday()) in weekdays]
    if len(among) > len(named):
        raise one_row_of_days(words)
    return period, ALL_WEEK if len(among) == len(period.days) else weekdays


def _hours(hours: tuple[Hours, ...], words: str) -> Iterable[WallHours]:
    found = [part.hours if isinstance(part, OpenEnded) else part for part in hours]
    if any(isinstance(part, Across) for part in found):
        raise hours_of_one_day(words)
    within = [part for part in found if isinstance(part, WallHours)]
    return () if WHOLE_DAY in within else sorted(set(within))
