"""Stretches of days as people write them: next week, Mon-Fri, 24 Dec - 2 Jan, in December."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from scheduling.errors import EndNotAfterStart
from scheduling.model import Weekday
from scheduling.wording.reading.grammar.calendar import monday_of, month_end
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.dates import (
    EveryYear,
    OnDate,
    calendar_date,
    dated,
    lone_number,
    month,
    number_of_day,
    year,
)
from scheduling.wording.reading.grammar.days import (
    FARTHEST_AHEAD,
    WEEK,
    Day,
    OnWeekday,
    day,
    how_many,
)
from scheduling.wording.reading.grammar.questions import nearly_a_year, not_a_period, which_last_day
from scheduling.wording.reading.grammar.tokens import Kind
from scheduling.wording.saying.hours import date_words

ONE_DAY = timedelta(days=1)
HALF_A_YEAR = timedelta(days=183)
TO = ("-", "to", "till", "til", "until", "through", "thru", "up to", "and until")
_UNTIL = ("until", "till", "til", "up to", "by")
_EVERY_DAY = ("every day", "everyday", "each day", "daily", "all days")
_WORK_DAYS = ("weekdays", "weekday", "workdays", "working days", "business days")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days from `first_day` to `last_day`, both included."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days in a row as they were said, both ends included.

    `repeats` if they recur by themselves ("weekdays"); `week` is the Monday of a whole week.
    """

    first: Day
    last: Day
    repeats: bool = False
    week: date | None = None

    @property
    def is_one_day(self) -> bool:
        """Whether only one day was said."""
        return self.first is self.last

    def from_day(self, earliest: date) -> Period:
        """Return the next such days, of which `earliest` may be one.

        A stretch of dates without years may have begun already. Raises EndNotAfterStart.
        """
        if isinstance(self.first, EveryYear) and not isinstance(self.last, OnWeekday):
            last = self.last.on_or_after(earliest)
            first = self.first.on_or_after(last - relativedelta(years=1) + ONE_DAY)
        else:
            first = self.first.on_or_after(earliest)
            last = self.last.on_or_after(first)
        if not self.is_one_day and self._lacks_a_year and last - first > HALF_A_YEAR:
            raise nearly_a_year(first, last)
        return _in_order(first, last)

    @property
    def _lacks_a_year(self) -> bool:
        return isinstance(self.first, EveryYear) or isinstance(self.last, EveryYear)


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
    found = cursor.attempt(stretch)
    return found.from_day(cursor.today) if found else None


def stretch(cursor: Cursor) -> Stretch | None:
    """Read days in a row, or nothing."""
    readers: tuple[Callable[[Cursor], Stretch | None], ...] = (
        _recurring,
        _up_to,
        _counted,
        _week,
        _month,
        _days_of_one_month,
        _first_to_last,
    )
    return next((found for read in readers if (found := cursor.attempt(read))), None)


def one(day: Day) -> Stretch:
    """Return the stretch of a single day."""
    return Stretch(first=day, last=day)


def _in_order(first: date, last: date) -> Period:
    if last < first:
        hint = "Write the earlier day first."
        raise EndNotAfterStart(start=date_words(first), end=date_words(last), hint=hint)
    return Period(first_day=first, last_day=last)


def _recurring(cursor: Cursor) -> Stretch | None:
    each = cursor.phrase("every", "each")
    if cursor.phrase(*_EVERY_DAY) or (each and (cursor.phrase("day") or cursor.sees(_part))):
        return _weekdays(Weekday.MONDAY, Weekday.SUNDAY)
    cursor.phrase("on", "the")
    if cursor.phrase(*_WORK_DAYS):
        return _weekdays(Weekday.MONDAY, Weekday.FRIDAY)
    if cursor.phrase("weekends") or (each and cursor.phrase("weekend")):
        return _weekdays(Weekday.SATURDAY, Weekday.SUNDAY)
    return None


def _part(cursor: Cursor) -> str | None:
    return cursor.phrase("morning", "afternoon", "evening")


def _weekdays(first: Weekday, last: Weekday) -> Stretch:
    return Stretch(first=OnWeekday(weekday=first), last=OnWeekday(weekday=last), repeats=True)


def _up_to(cursor: Cursor) -> Stretch | None:
    word = cursor.phrase(*_UNTIL, "before")
    last = day(cursor) if word else None
    if last is None:
        return None
    ends = last.on_or_after(cursor.today)
    return _dates(cursor.today, ends - ONE_DAY if word == "before" else ends)


def _counted(cursor: Cursor) -> Stretch | None:
    cursor.phrase("for", "within", "during", "in the next", "for the next", "within the next")
    cursor.phrase("the next", "next", "the coming", "the")
    count = how_many(cursor)
    unit = cursor.phrase("days", "day", "weeks", "week", "months", "month")
    if not count or unit is None:
        return None
    lengths = {"d": relativedelta(days=count), "w": relativedelta(weeks=count)}
    count_of_days = count * {"d": 1, "w": 7, "m": 30}[unit[0]]
    if count_of_days > FARTHEST_AHEAD:
        return None
    after = cursor.today + lengths.get(unit[0], relativedelta(months=count))
    return _dates(cursor.today, after - ONE_DAY)


def _week(cursor: Cursor) -> Stretch | None:
    cursor.phrase("in", "on", "during", "all of", "all")
    if cursor.phrase("the week of", "week of"):
        found = calendar_date(cursor)
        return _whole_week(monday_of(found.on_or_after(cursor.today))) if found else None
    monday = monday_of(cursor.today)
    word = cursor.phrase("this week", "next week", "the week after next", "week after next")
    if word:
        weeks = {"this week": 0, "next week": 1}.get(word, 2)
        return _whole_week(monday + weeks * WEEK)
    word = cursor.phrase("this weekend", "the weekend", "weekend", "next weekend")
    if word:
        saturday = monday + 5 * ONE_DAY + (word == "next weekend") * WEEK
        return _dates(saturday, saturday + ONE_DAY)
    return None


def _whole_week(monday: date) -> Stretch:
    sunday = monday + 6 * ONE_DAY
    return Stretch(first=OnDate(day=monday), last=OnDate(day=sunday), week=monday)


def _month(cursor: Cursor) -> Stretch | None:
    cursor.phrase("in", "during", "all of")
    first = cursor.today.replace(day=1)
    if cursor.phrase("this month"):
        return _dates(first, month_end(first))
    if cursor.phrase("next month"):
        return _dates(first + relativedelta(months=1), month_end(first + relativedelta(months=1)))
    named = month(cursor)
    if named is None or cursor.sees(number_of_day):
        return None
    in_year = year(cursor) or (first.year + (named < first.month))
    return _dates(date(in_year, named, 1), month_end(date(in_year, named, 1)))


def _dates(first: date, last: date) -> Stretch:
    return Stretch(first=OnDate(day=first), last=OnDate(day=last))


def _days_of_one_month(cursor: Cursor) -> Stretch | None:
    """10-12 Nov, Nov 10 - 12, 10th to 12th of November 2026."""
    place = cursor.mark()
    cursor.phrase("from", "between", "on")
    before = month(cursor) if cursor.sees(month) else None
    cursor.phrase("the")
    first = number_of_day(cursor)
    last = _last_number(cursor) if first else None
    cursor.phrase("of")
    in_month = before or month(cursor)
    if first is None or last is None or in_month is None or _goes_on_as_a_time(cursor):
        return None
    if not before and cursor.sees(lone_number):
        return None
    in_year, words = year(cursor), cursor.said_since(place)
    return Stretch(
        first=dated(in_month, first, in_year, words=words),
        last=dated(in_month, last, in_year, words=words),
    )


def _last_number(cursor: Cursor) -> int | None:
    if not cursor.phrase(*TO):
        return None
    cursor.phrase("the")
    return number_of_day(cursor)


def _goes_on_as_a_time(cursor: Cursor) -> bool:
    """Nov 10 - 12 Dec, or Nov 10 - 12pm: the second number is no day of the first month."""
    return cursor.next is not None and (
        cursor.next.kind is Kind.HALF or cursor.sees(month) or cursor.sees(_noon)
    )


def _noon(cursor: Cursor) -> str | None:
    return cursor.phrase("noon", "midnight", "h", "o'clock")


def _first_to_last(cursor: Cursor) -> Stretch | None:
    word = cursor.phrase("from", "between", "on", "starting", "during")
    place = cursor.mark()
    first = day(cursor)
    if first is None:
        return None
    last = cursor.attempt(_last_day)
    if last is None and word == "between":
        last = cursor.attempt(_and_day)
    if last is None and word in ("from", "starting") and cursor.done:
        raise which_last_day(cursor.said_since(place))
    return Stretch(first=first, last=last) if last else one(first)


def _last_day(cursor: Cursor) -> Day | None:
    return day(cursor) if cursor.phrase(*TO) else None


def _and_day(cursor: Cursor) -> Day | None:
    return day(cursor) if cursor.phrase("and") else None
