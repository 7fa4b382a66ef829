"""Days in a row, and what else a phrase may say of days: a first day alone, or how many."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from languages.catalogue import gettext
from scheduling.errors import EndNotAfterStart
from scheduling.model import Recurrence, Weekday
from scheduling.wording.reading.grammar.dates import HALF_A_YEAR, EveryYear, OnDate
from scheduling.wording.reading.grammar.days import Day, OnWeekday
from scheduling.wording.reading.grammar.questions.dates import nearly_a_year
from scheduling.wording.saying.hours import date_words

ONE_DAY = timedelta(days=1)
ALL_WEEK = frozenset(Weekday)
WORKING_DAYS = frozenset(day for day in Weekday if day < Weekday.SATURDAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days from `first_day` to `last_day`, both included."""

    first_day: date
    last_day: date

    @property
    def days(self) -> list[date]:
        """Every day of it, in order."""
        count = (self.last_day - self.first_day).days + 1
        return [self.first_day + number * ONE_DAY for number in range(count)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days in a row as they were said, both ends included; `only` has the weekdays that count.

    `repeats` if they recur by themselves ("weekdays"), `every` if that word was said;
    `is_frame` if they bound other days ("until Friday"); `in_weeks` if they were said in weeks
    or months, which stand for their working days where hours are named; `begins_now` if no first
    day was said, so that it is today; `ends_before` if "until" may mean that the last day is none
    of them any more; `year_open` if the year was not said; `without` has days taken out.
    `recurrence` has the weeks of weekdays that recur, but not in all of them; `unanchored` if it
    was not said in which one they begin.
    """

    first: Day
    last: Day
    repeats: bool = False
    every: bool = False
    is_frame: bool = False
    in_weeks: bool = False
    begins_now: bool = False
    ends_before: bool = False
    year_open: bool = False
    only: frozenset[Weekday] | None = None
    without: frozenset[date] = frozenset()
    recurrence: Recurrence | None = None
    unanchored: bool = False

    @property
    def is_one_day(self) -> bool:
        """Whether only one day was said."""
        return self.first is self.last

    @property
    def is_bare(self) -> bool:
        """Whether these are weekdays of no week in particular."""
        ends = isinstance(self.first, OnWeekday) and isinstance(self.last, OnWeekday)
        return ends and self.monday is None

    @property
    def is_once(self) -> bool:
        """Whether the coming ones were said, as "this Friday" does."""
        return isinstance(self.first, OnWeekday) and self.first.once

    @property
    def is_plural(self) -> bool:
        """Whether a weekday's name in the plural was said."""
        return isinstance(self.first, OnWeekday) and self.first.every

    @property
    def monday(self) -> date | None:
        """The Monday of the week in which weekdays were said to be, if any."""
        return self.first.monday if isinstance(self.first, OnWeekday) else None

    @property
    def lacks_a_year(self) -> bool:
        """Whether the next such dates were found without a year."""
        ends = isinstance(self.first, EveryYear) or isinstance(self.last, EveryYear)
        return ends or self.year_open

    @property
    def weekdays(self) -> frozenset[Weekday]:
        """The weekdays of bare ones; all seven of anything else."""
        if not isinstance(self.first, OnWeekday) or not isinstance(self.last, OnWeekday):
            return self.only or ALL_WEEK
        count = (self.last.weekday - self.first.weekday) % 7 + 1
        said = frozenset(Weekday((self.first.weekday + number) % 7) for number in range(count))
        return said & self.only if self.only is not None else said

    def from_day(self, earliest: date) -> Period:
        """Return the next such days, of which `earliest` may be one.

        A stretch of dates without years may have begun already. Raises EndNotAfterStart.
        """
        if isinstance(self.first, EveryYear) and not isinstance(self.last, OnWeekday):
            last = self.last.on_or_after(earliest)
            # Found from its end: on 28 Dec, "24 Dec - 2 Jan" is under way, not a year off.
            first = self.first.on_or_after(last - relativedelta(years=1) + ONE_DAY)
        else:
            first = self.first.on_or_after(earliest)
            last = self.last.on_or_after(first)
        if not self.is_one_day and self.lacks_a_year and last - first > HALF_A_YEAR:
            raise nearly_a_year(first, last)
        return _in_order(first, last)

    def of_week(self, monday: date) -> "Stretch":
        """Return the same weekdays in one week."""
        if not isinstance(self.first, OnWeekday) or not isinstance(self.last, OnWeekday):
            return self
        first = replace(self.first, monday=monday)
        last = first if self.is_one_day else replace(self.last, monday=monday)
        return replace(self, first=first, last=last)

    def counts(self, day: date) -> bool:
        """Tell whether a day of the stretch is one of those that were said."""
        named = self.only is None or Weekday(day.weekday()) in self.only
        return named and day not in self.without


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """A first day without a last: "from 8 Dec", "starting Monday"."""

    first: Day
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A number of days, weeks or months from a day that is said beside it: "for 3 weeks"."""

    count: int
    unit: str
    words: str

    def last_day(self, first: date) -> date:
        """Return the last day of so many days from the first."""
        return after(first, self.count, self.unit) - ONE_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """How many weeks there are from one to the next: "every other week", "every 3 weeks"."""

    weeks: int
    words: str


Phrase = Stretch | Since | Length | Interval


def one(day: Day) -> Stretch:
    """Return the stretch of a single day."""
    return Stretch(first=day, last=day)


def between(first: date, last: date, *, in_weeks: bool = False) -> Stretch:
    """Return the stretch of two known days and all between them."""
    ends = OnDate(day=first), OnDate(day=last)
    return Stretch(first=ends[0], last=ends[1], is_frame=True, in_weeks=in_weeks)


def up_to_day(last: date, *, today: date, in_weeks: bool = False) -> Stretch:
    """Return the stretch from today on, which was not said."""
    return replace(between(today, last, in_weeks=in_weeks), begins_now=True)


def after(first: date, count: int, unit: str) -> date:
    """Return the day so many days, weeks or months after the first."""
    if unit.startswith("month"):
        return first + relativedelta(months=count)
    return first + timedelta(days=count * (7 if unit.startswith("week") else 1))


def _in_order(first: date, last: date) -> Period:
    if last < first:
        hint = gettext("Write the earlier day first.")
        raise EndNotAfterStart(start=date_words(first), end=date_words(last), hint=hint)
    return Period(first_day=first, last_day=last)
