"""What day phrases beside each other mean: the days that lie within all of them.

"Tuesdays next month", "weekdays until 18 Dec", "Friday for 3 days", "from 8 Dec for a week". No
phrase is ever dropped, and none adds a day to another: what does not fit together is asked back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from scheduling.model import Recurrence, Weekday
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.dates import EveryMonth, EveryYear, OnDate, checked
from scheduling.wording.reading.grammar.days import Day
from scheduling.wording.reading.grammar.periods import phrases
from scheduling.wording.reading.grammar.questions.dates import (
    in_two_ways,
    not_a_period,
    not_both,
    which_last_day,
    which_of_them,
)
from scheduling.wording.reading.grammar.questions.recurring import (
    off_every_week,
    until_when,
    which_weekday,
)
from scheduling.wording.reading.grammar.stretches import (
    ALL_WEEK,
    WORKING_DAYS,
    Interval,
    Length,
    Period,
    Phrase,
    Since,
    Stretch,
    between,
    one,
)

_LAST_DAY = date(2200, 1, 1)


def read_period(text: str, *, today: date) -> Period:
    """Return the days that a text names, such as "next week" or "24 Dec - 2 Jan".

    Raises NotUnderstood, with a question, for anything else; EndNotAfterStart.
    """
    cursor = Cursor(text, today=today)
    found = period(cursor)
    if found is None or not cursor.done:
        raise not_a_period(text)
    return found


def period(cursor: Cursor) -> Period | None:
    """Read days in a row, or nothing; bare weekdays are the next ones."""
    found = cursor.attempt(stretch_of_all)
    if found is None:
        return None
    span = found.from_day(cursor.today)
    days = [day for day in span.days if found.counts(day)]
    whole = Period(first_day=days[0], last_day=days[-1]) if days else span
    # A period is days in a row: with a gap in it, it is none.
    return whole if len(whole.days) == len(days) else None


def stretch_of_all(cursor: Cursor) -> Stretch | None:
    """Read every phrase that comes next, without a joining word, and narrow them; or nothing."""
    place = cursor.mark()
    found = phrases(cursor)
    words = cursor.said_since(place)
    return narrowed(found, today=cursor.today, words=words) if found else None


def narrowed(
    said: Sequence[Phrase],
    *,
    today: date,
    words: str,
    is_off: bool = False,
    recurring: bool = False,
) -> Stretch:
    """Return the days within all phrases of a group; one phrase alone is what it says.

    Where they may be `recurring`, weekdays that come every week keep the weeks in which they do;
    otherwise they are the single days, and need a last one. Raises NotUnderstood where they name
    no common day, or which one can't be told.
    """
    if len(said) == 1 and isinstance(said[0], Stretch):
        return said[0]
    return _Group(said=said, today=today, words=words, is_off=is_off, recurring=recurring).meaning()


@dataclass(slots=True)
class _Group:
    """The phrases of one group by their sorts."""

    said: Sequence[Phrase]
    today: date
    words: str
    is_off: bool
    recurring: bool
    rules: list[Stretch] = field(init=False)
    days: list[Day] = field(init=False)
    frames: list[Stretch] = field(init=False)
    sinces: list[Since] = field(init=False)
    lengths: list[Length] = field(init=False)
    intervals: list[Interval] = field(init=False)
    # Whether the first of the weeks was said, from which an interval counts.
    anchored: bool = False

    def __post_init__(self) -> None:
        stretches = [part for part in self.said if isinstance(part, Stretch)]
        self.intervals = [part for part in self.said if isinstance(part, Interval)]
        rules = [part for part in stretches if part.is_bare]
        self.rules = [replace(rule, repeats=True) for rule in rules] if self.intervals else rules
        others = [part for part in stretches if not part.is_bare]
        self.days = [part.first for part in others if part.is_one_day]
        self.frames = [part for part in others if not part.is_one_day]
        self.sinces = [part for part in self.said if isinstance(part, Since)]
        self.lengths = [part for part in self.said if isinstance(part, Length)]

    def meaning(self) -> Stretch:
        """Return the days within all of them."""
        self._check()
        if self.lengths:
            self._take_the_length()
        frame = self._frame()
        if self.days:
            return one(OnDate(day=self._the_day(frame)))
        if self._recurs and (frame or self.sinces or self.intervals):
            return self._recurring(frame)
        if frame is None:
            return self._rule()
        return self._within(frame) if self.rules else frame

    def _check(self) -> None:
        """Refuse what can't be one thing beside another."""
        doubled = any(len(found) > 1 for found in (self.lengths, self.sinces, self.intervals))
        if doubled or (len(self.said) > 1 and self._repeats_a_day()):
            raise not_both(self.words)
        if self.rules and not self._weekdays():
            raise not_both(self.words)
        if self.intervals and not self._recurs:
            raise off_every_week() if self.is_off else which_weekday(self.words, today=self.today)

    @property
    def _recurs(self) -> bool:
        """Whether the weekdays may be kept as such, in the weeks in which they come."""
        repeat = self.recurring and any(rule.repeats for rule in self.rules)
        if repeat and not all(rule.repeats for rule in self.rules):
            raise in_two_ways(self.words)
        return repeat and not self.days

    def _repeats_a_day(self) -> bool:
        """Every 10 Nov, every tomorrow: not with anything else."""
        others = (p for p in self.said if isinstance(p, Stretch) and not p.is_bare)
        return any(part.repeats for part in others)

    def _weekdays(self) -> frozenset[Weekday]:
        return frozenset.intersection(ALL_WEEK, *(rule.weekdays for rule in self.rules))

    @property
    def _is_one_weekday(self) -> bool:
        return any(rule.is_one_day and not rule.repeats for rule in self.rules)

    def _take_the_length(self) -> None:
        """Turn the length into a frame that counts from the day named, or else from today."""
        (length,) = self.lengths
        named = self._anchor(length)
        self.anchored = named is not None
        first = self.today if named is None else named
        weekend = named is not None and Weekday(named.weekday()) not in WORKING_DAYS
        in_weeks = not length.unit.startswith("day") and not weekend
        frame = between(first, length.last_day(first), in_weeks=in_weeks)
        self.frames.append(replace(frame, begins_now=named is None))

    def _anchor(self, length: Length) -> date | None:
        if self.frames or len(self.days) > 1:
            raise not_both(self.words)
        if self.sinces:
            return self._start(self.sinces.pop().first)
        if self.days:
            return self._start(self.days.pop())
        in_days = length.unit.startswith("day")
        if self._is_one_weekday and (self.is_off or in_days) and len(self.rules) == 1:
            return self.rules.pop().first.on_or_after(self.today)
        if self.rules and not any(rule.repeats for rule in self.rules) and self._is_one_weekday:
            raise in_two_ways(self.words)
        if self.rules and in_days and not any(rule.repeats for rule in self.rules):
            raise not_both(self.words)
        return None

    def _start(self, day: Day) -> date:
        if isinstance(day, EveryYear) and day.is_behind(self.today):
            raise in_two_ways(self.words)
        return day.on_or_after(self.today)

    def _frame(self) -> Stretch | None:
        """The days within all frames, and from a first day on; None without any."""
        if not self.frames:
            if self.sinces and not self._recurs:
                raise self._without_end(self.sinces[0])
            return None
        spans = [frame.from_day(self.today) for frame in self.frames]
        first = max(span.first_day for span in spans)
        last = min(span.last_day for span in spans)
        if self.sinces:
            first = max(first, self._start(self.sinces[0].first))
        if last < first:
            raise not_both(self.words)
        in_weeks = all(frame.in_weeks for frame in self.frames)
        open_year = any(frame.lacks_a_year for frame in self.frames)
        return replace(between(first, last, in_weeks=in_weeks), year_open=open_year)

    def _without_end(self, since: Since) -> Exception:
        if self.rules or self.days:
            return until_when(since.words, today=self.today)
        return which_last_day(since.words, is_off=self.is_off)

    def _the_day(self, frame: Stretch | None) -> date:
        """The one date that all of them name."""
        span = frame.from_day(self.today) if frame else None
        earliest = max(self.today, span.first_day) if span else self.today
        weekday = self._only_weekday()
        found = {self._resolved(day, earliest, weekday) for day in self.days}
        day = found.pop()
        inside = span is None or span.first_day <= day <= span.last_day
        if found or not inside or Weekday(day.weekday()) not in self._weekdays():
            raise not_both(self.words)
        return day

    def _resolved(self, day: Day, earliest: date, weekday: Weekday | None) -> date:
        if isinstance(day, EveryYear) and EveryYear.is_behind(day, self.today):
            raise in_two_ways(self.words)
        if isinstance(day, EveryYear | EveryMonth):
            return checked(day.on_or_after(earliest), weekday)
        return checked(day.on_or_after(self.today), weekday)

    def _only_weekday(self) -> Weekday | None:
        """The weekday named beside a date: the two must agree."""
        if any(rule.repeats for rule in self.rules):
            raise not_both(self.words)
        weekdays = self._weekdays() if self.rules else ()
        return next(iter(weekdays)) if len(weekdays) == 1 else None

    def _rule(self) -> Stretch:
        """Weekdays beside weekdays: those of both."""
        if len({rule.repeats for rule in self.rules}) > 1:
            raise in_two_ways(self.words)
        widest = max(self.rules, key=lambda rule: len(rule.weekdays))
        return replace(widest, only=self._weekdays())

    def _recurring(self, frame: Stretch | None) -> Stretch:
        """The weekdays, in the weeks in which they come; single days where that is one week."""
        if frame is None:
            first = self._start(self.sinces[0].first) if self.sinces else self.today
            found = replace(between(first, date.max), only=self._weekdays())
        else:
            found = self._within(frame)
        first, last = (end.on_or_after(self.today) for end in (found.first, found.last))
        weeks = self.intervals[0].weeks if self.intervals else 1
        # Of a month that has begun, what is over is no week in which they come.
        if weeks == 1 and (last - max(first, self.today)).days < len(Weekday):
            return found
        # A first day that lies behind is said back as it was said.
        began = weeks == 1 and (first == self.today or not self._was_first_said(first))
        recurrence = Recurrence(first=date.min if began else first, last=last, weeks=weeks)
        return replace(found, recurrence=recurrence, unanchored=weeks > 1 and not self._is_anchored)

    def _was_first_said(self, first: date) -> bool:
        """Whether a day on which they begin was said, rather than a week or a month."""
        return first > self.today or self._is_anchored

    @property
    def _is_anchored(self) -> bool:
        """Whether a first day was said; the first of a week or a month is none."""
        begun = any(not (frame.in_weeks or frame.begins_now) for frame in self.frames)
        return self.anchored or bool(self.sinces) or begun

    def _within(self, frame: Stretch) -> Stretch:
        """The weekdays that lie in the frame; of one weekday there must be one alone."""
        span = frame.from_day(self.today)
        found = replace(frame, only=self._weekdays(), in_weeks=False)
        days = [day for day in span.days if found.counts(day)] if span.last_day < _LAST_DAY else []
        if not days:
            raise not_both(self.words)
        if not self._is_one_weekday:
            return found
        if len(days) > 1:
            ahead = next((day for day in days if day >= self.today), days[-1])
            raise which_of_them(self.words, day=ahead, count=len(days), is_off=self.is_off)
        return one(OnDate(day=days[0]))
