"""The hours of a day as people write them: 9-12, from 9 to 12, all day, 10pm - Sat 2am."""

from dataclasses import dataclass

from scheduling.model import MINUTES_PER_DAY, WHOLE_DAY, WallHours
from scheduling.wording.reading.grammar.choices import RuledOut
from scheduling.wording.reading.grammar.clock import (
    MIDNIGHT,
    Clock,
    clock,
    hours_between,
    hours_from,
    hours_lasting,
    hours_until,
)
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.dates import calendar_date, month
from scheduling.wording.reading.grammar.days import Day, day, how_many
from scheduling.wording.reading.grammar.frames import TO
from scheduling.wording.reading.grammar.questions.hours import (
    not_of_the_part,
    nothing_to_except,
    nothing_to_take_from,
    starts_at_the_end,
    which_end,
)
from scheduling.wording.reading.grammar.tokens import Kind

PARTS_OF_A_DAY = {
    "morning": WallHours(start=9 * 60, end=12 * 60),
    "afternoon": WallHours(start=12 * 60, end=17 * 60),
    "evening": WallHours(start=17 * 60, end=21 * 60),
}
_AROUND = {
    "morning": WallHours(start=0, end=13 * 60),
    "afternoon": WallHours(start=11 * 60, end=19 * 60),
    "evening": WallHours(start=16 * 60, end=MINUTES_PER_DAY),
}
"""Where other hours may be named beside a part of the day."""
_HALVES = {
    "morning": WallHours(start=0, end=12 * 60),
    "afternoon": WallHours(start=12 * 60, end=MINUTES_PER_DAY),
}
_ALL_DAY = (
    *("all day long", "all day", "all - day", "whole day", "the whole day", "any time", "anytime"),
    *("at any time", "whenever"),
)
_OFFICE_HOURS = ("business hours", "office hours", "working hours", "work hours")
_LUNCH = ("lunch time", "lunchtime", "lunch break", "lunch")
_AT_WORK = WallHours(start=9 * 60, end=17 * 60)
_AT_LUNCH = WallHours(start=12 * 60, end=13 * 60)
_AROUND_LUNCH = WallHours(start=11 * 60, end=15 * 60)
_SINCE = ("from", "after", "since", "starting at", "starting")
_OPEN_WORDS = ("after", "since", "before", "by", "until", "till", "til", "bis", "up to")
"""What stands before one time alone: "the Friday after 9-12" has lost a day."""
_UP_TO = ("until", "till", "til", "bis", "before", "by", "up to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """Hours from a time on one day to a time on another day that was named as well."""

    start: Clock
    last_day: Day
    end: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEnded:
    """Hours of which only the start or only the end was said: enough for time off alone."""

    hours: WallHours
    words: str

    @property
    def begins(self) -> bool:
        """Whether it is the start that was said."""
        return self.hours.start > 0


Hours = WallHours | Across | OpenEnded


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A part of a day: the hours it stands for alone, and those within which others may be named.

    Where it `tells_the_half`, "evening 7-9" is after noon.
    """

    hours: WallHours
    within: WallHours
    tells_the_half: bool = False


def some_hours(cursor: Cursor) -> Hours | None:
    """Read one stretch of hours, or nothing: of "tomorrow morning 9-11" it is from 9 to 11.

    Raises EndNotAfterStart and NotUnderstood.
    """
    place = cursor.mark()
    if before := cursor.attempt(_part_of_day):
        return cursor.attempt(lambda words: _within_part(words, before)) or before.hours
    exact = cursor.attempt(_from_to)
    behind = cursor.attempt(_part_of_day) if isinstance(exact, WallHours) else None
    if behind is None:
        return exact
    end = cursor.mark()
    cursor.back(place)
    within = _within_part(cursor, behind)
    cursor.back(end)
    return within


def hours_of_the_evening(cursor: Cursor) -> WallHours:
    """Read the hours that are named of an evening; all of it, where none are."""
    within = _Part(hours=PARTS_OF_A_DAY["evening"], within=_AROUND["evening"], tells_the_half=True)
    return cursor.attempt(lambda words: _within_part(words, within)) or within.hours


def _part_of_day(cursor: Cursor) -> _Part | None:
    cursor.phrase("in the", "the")
    if cursor.phrase(*_ALL_DAY):
        return _Part(hours=WHOLE_DAY, within=WHOLE_DAY)
    if cursor.phrase(*_OFFICE_HOURS):
        return _Part(hours=_AT_WORK, within=_AT_WORK)
    if cursor.phrase(*_LUNCH):
        return _Part(hours=_AT_LUNCH, within=_AROUND_LUNCH)
    if half := cursor.take(Kind.HALF):
        word = "morning" if half.text.startswith("a") else "afternoon"
        return _Part(hours=PARTS_OF_A_DAY[word], within=_HALVES[word], tells_the_half=True)
    said = cursor.phrase(*PARTS_OF_A_DAY, *(f"{part}s" for part in PARTS_OF_A_DAY))
    if said is None:
        return None
    part = said.removesuffix("s")
    return _Part(hours=PARTS_OF_A_DAY[part], within=_AROUND[part], tells_the_half=True)


def _within_part(cursor: Cursor, part: _Part) -> WallHours | None:
    """Read "9-11" beside "morning", or nothing. Raises RuledOut where that has no such hours."""
    place = cursor.mark()
    # In "all day 31 Dec" and "mornings 10-12 Nov" there are dates.
    ways = [] if cursor.sees(calendar_date) else _ways_to_mean(cursor)
    if not ways or cursor.sees(month):
        return None
    if not part.tells_the_half:
        cursor.back(place)
        ways = [found] if isinstance(found := _from_to(cursor), WallHours) else []
    bounds = part.within
    within = [way for way in ways if bounds.start <= way.start and way.end <= bounds.end]
    if not within:
        raise RuledOut(question=not_of_the_part(cursor.said_since(place)).question)
    return within[0]


def _ways_to_mean(cursor: Cursor) -> list[WallHours]:
    """The hours that "9-11" may be on a clock of 12 hours, the written ones first."""
    word = cursor.phrase("between", "from", "at")
    start = clock(cursor)
    if start is None or not cursor.phrase(*TO, *(["and"] if word == "between" else [])):
        return []
    end = clock(cursor)
    if end is None:
        return []
    return [
        WallHours(start=first, end=last)
        for first in _halves(start, start.minutes)
        for last in _halves(end, end.as_end)
        if first < last and first < MINUTES_PER_DAY
    ]


def _halves(time: Clock, minutes: int) -> list[int]:
    later = time.is_open and time.minutes <= MINUTES_PER_DAY // 2
    return [minutes, time.afternoon] if later else [minutes]


def _from_to(cursor: Cursor) -> Hours | None:
    place = cursor.mark()
    word = cursor.phrase("between", "at", *_SINCE, *_UP_TO)
    start = clock(cursor)
    if start is None:
        return None
    if minutes := cursor.attempt(_for_some_time):
        return hours_lasting(start, minutes, cursor.choices)
    # In "after 10 Dec" and "between 10 and 12 Dec" there is a date, and no time of any day.
    if cursor.sees(month):
        return None
    if word in _OPEN_WORDS or not cursor.phrase(*TO, *(["and"] if word == "between" else [])):
        return _open_ended(word, start, cursor, words=cursor.said_since(place))
    if start.minutes == MINUTES_PER_DAY:
        raise starts_at_the_end(start.words)
    last = cursor.attempt(_end_with_full_stop if "." in start.words else _no_day)
    last_day = None if last else cursor.attempt(_day_of_end)
    end = last or clock(cursor)
    if end is None:
        raise which_end(cursor.said_since(place))
    if last_day is None:
        return hours_between(start, end, cursor.choices)
    return Across(start=start, last_day=last_day, end=end)


def until_a_time(cursor: Cursor) -> Across | None:
    """Read "until Friday noon", or nothing: from the start of today up to a time of that day."""
    if not cursor.phrase(*_UP_TO):
        return None
    last_day = _day_of_end(cursor)
    end = clock(cursor) if last_day else None
    if last_day is None or end is None or cursor.sees(_goes_on):
        return None
    return Across(start=MIDNIGHT, last_day=last_day, end=end)


def without_hours(hours: tuple[Hours, ...], taken: list[Hours], *, words: str) -> tuple[Hours, ...]:
    """Return hours without others, such as 9-12 and 13-17 for 9-17 except lunch.

    Raises NotUnderstood where nothing is left, or nothing was taken out.
    """
    if not hours:
        raise nothing_to_take_from(words)
    left = list(hours)
    for part in taken:
        pieces = [piece for whole in left for piece in _apart(whole, part)]
        # Either is hardly what was meant, so it is asked.
        if pieces == left or not pieces:
            raise nothing_to_except(words)
        left = pieces
    return tuple(left)


def _apart(whole: Hours, taken: Hours) -> list[Hours]:
    if isinstance(taken, OpenEnded):
        taken = taken.hours
    if not isinstance(whole, WallHours) or not isinstance(taken, WallHours):
        return [whole]
    ends = (whole.start, min(whole.end, taken.start)), (max(whole.start, taken.end), whole.end)
    return [WallHours(start=start, end=end) for start, end in ends if start < end]


def _goes_on(cursor: Cursor) -> object | None:
    return cursor.phrase(*TO)


def _for_some_time(cursor: Cursor) -> int | None:
    """Read "for two hours" as its minutes, or nothing."""
    if not cursor.phrase("for"):
        return None
    half = cursor.phrase("half an hour", "half hour")
    count = None if half else how_many(cursor)
    if half or not count:
        return 30 if half else None
    if cursor.phrase("hours", "hour", "hrs", "hr", "h"):
        return count * 60
    return count if cursor.phrase("minutes", "minute", "mins", "min") else None


def _end_with_full_stop(cursor: Cursor) -> Clock | None:
    """The end of "9.00 - 12.10." at the end of a sentence is no date."""
    token = cursor.take(Kind.DATE)
    if token is None or not cursor.done:
        return None
    last = Cursor(token.text, today=cursor.today)
    found = clock(last)
    return found if last.done else None


def _no_day(cursor: Cursor) -> None:
    return None


def _open_ended(word: str | None, time: Clock, cursor: Cursor, *, words: str) -> OpenEnded:
    if word in _SINCE and time.minutes < MINUTES_PER_DAY:
        cursor.attempt(_onwards)
        return OpenEnded(hours=hours_from(time, cursor.choices), words=words)
    if word in _UP_TO:
        return OpenEnded(hours=hours_until(time, cursor.choices), words=words)
    raise which_end(words)


def _onwards(cursor: Cursor) -> str | None:
    """The end of "from 9:30 on", but not the "on" of "from 9:30 on Tuesday"."""
    word = cursor.phrase("onwards", "onward", "on")
    return None if word == "on" and cursor.sees(day) else word


def _day_of_end(cursor: Cursor) -> Day | None:
    found = day(cursor)
    cursor.take(Kind.COMMA)
    cursor.phrase("at")
    return found
