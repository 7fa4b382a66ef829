"""What somebody says about their time, as windows, weekly hours and time off."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby
from zoneinfo import ZoneInfo

from languages.catalogue import gettext
from languages.days import weekday_name
from scheduling.errors import EndNotAfterStart, NotUnderstood, SeveralReadings
from scheduling.model import (
    MINUTES_PER_DAY,
    AvailabilityWindow,
    Recurrence,
    TimeOff,
    WallHours,
    Weekday,
    WeeklyHours,
)
from scheduling.model.limits import FARTHEST_DAYS
from scheduling.wording.reading.advice import reworded, with_working_examples
from scheduling.wording.reading.bounds import Present
from scheduling.wording.reading.deciding import decided
from scheduling.wording.reading.grammar.choices import ANSWERS, Choices, Doubt
from scheduling.wording.reading.grammar.clock import MIDNIGHT, hours_between, hours_over_midnight
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.dates import HALF_A_YEAR
from scheduling.wording.reading.grammar.days import WEEK, OnWeekday
from scheduling.wording.reading.grammar.hours import Across, Hours, OpenEnded
from scheduling.wording.reading.grammar.questions.dates import too_many_days
from scheduling.wording.reading.grammar.questions.hours import (
    not_a_time,
    which_day,
    which_end,
    which_hours,
    which_midnight,
)
from scheduling.wording.reading.grammar.questions.recurring import (
    instead_on_which_day,
    not_every_week,
    off_every_week,
    too_long_a_week,
)
from scheduling.wording.reading.grammar.stretches import Period, Stretch
from scheduling.wording.reading.parsed import ParsedAvailability
from scheduling.wording.reading.sentences.entries import Entry, entries
from scheduling.wording.reading.sentences.hours_behind_off import OffWay, not_all_alike, take_off
from scheduling.wording.saying.dates import short_date
from scheduling.wording.saying.hours import (
    date_words,
    minute_words,
    time_off_words,
    weekly_words,
    window_words,
)

MOST_DAYS = 31
WEEKLY_HOURS_END_BEFORE = 6 * MINUTES_PER_DAY
_ONE_DAY = timedelta(days=1)
_USUAL_ENDS = tuple(hour * 60 for hour in (12, 17, 18, 20, 22, 24))
_SHORTEST = 60


def read_availability(text: str, *, now: datetime, zone: ZoneInfo) -> ParsedAvailability:
    """Return what a text such as "tomorrow 9-12; off 24 Dec - 2 Jan" gives.

    Wall times are those of `zone`. A weekday is the next such day, today until the hours are
    over; weekdays recur if the text says so. Raises NotUnderstood, with a question,
    for what can't be read in one way only; EndNotAfterStart, WindowHasPassed, WindowTooFar
    (more than 366 days ahead), and WindowInTheGap (wholly in hours that the clocks skip).
    """
    present = Present(now=now, zone=zone)
    try:
        return _decided(text, present)
    except SeveralReadings:
        raise
    except NotUnderstood as error:
        read = partial(_decided, present=present)
        worded = reworded(error, text, today=present.today, read=read)
        raise with_working_examples(worded, read) from None


def _decided(text: str, present: Present) -> ParsedAvailability:
    return decided(lambda choices: _read(text, present, choices), today=present.today)


def _read(text: str, present: Present, choices: Choices) -> ParsedAvailability:
    cursor = Cursor(text, today=present.today, choices=choices)
    given = [part for entry in entries(cursor) for part in _meaning(entry, present, choices)]
    return ParsedAvailability(
        windows=tuple(sorted({part for part in given if isinstance(part, AvailabilityWindow)})),
        weekly=tuple(sorted({part for part in given if isinstance(part, WeeklyHours)})),
        time_off=tuple(sorted({part for part in given if isinstance(part, TimeOff)})),
    )


def _meaning(
    entry: Entry, present: Present, choices: Choices
) -> Iterator[AvailabilityWindow | WeeklyHours | TimeOff]:
    for one in _off_apart(entry, choices):
        yield from _meaning_of_one(one, present, choices)


def _off_apart(entry: Entry, choices: Choices) -> Iterator[Entry]:
    """In "off tomorrow, Fri 9-12" the hours may be those of the last day alone; that is asked."""
    if not (entry.is_off and entry.hours and len(entry.days) > 1) or entry.instead:
        yield entry
        return
    way = take_off(choices, entry.words)
    if way is not OffWay.ALL_ALIKE:
        *before, last = entry.days
        unsure = entry.unsure and not last.is_one_day
        yield replace(entry, days=tuple(before), hours=())
        yield replace(entry, days=(last,), is_off=way is OffWay.OFF_AS_WELL, unsure=unsure)
    elif all(stretch.is_one_day for stretch in entry.days):
        yield entry
    else:
        # Nobody is off at some hours of many days in a row.
        raise not_all_alike()


def _meaning_of_one(
    entry: Entry, present: Present, choices: Choices
) -> Iterator[AvailabilityWindow | WeeklyHours | TimeOff]:
    _check(entry)
    entry = _with_ends(entry, choices)
    for stretch in entry.days:
        if entry.is_off:
            yield from _time_off(entry, stretch, present, choices)
        elif entry.instead:
            windows = _windows(entry, stretch, present, choices)
            yield from (replace(window, replaces=True) for window in windows)
        elif stretch.recurrence is not None:
            yield from _in_some_weeks(entry, stretch, present, choices)
        elif entry.recurs(stretch) or _may_recur(entry, stretch, choices):
            yield from _weekly(entry, stretch, choices)
        else:
            yield from _windows(entry, stretch, present, choices)


def _may_recur(entry: Entry, stretch: Stretch, choices: Choices) -> bool:
    """Every week comes first, and the coming days alone second."""
    asked = entry.unsure and stretch.is_bare and not stretch.is_once
    return asked and choices.take(Doubt.WEEKS, entry.words) == 0


def _check(entry: Entry) -> None:
    """Raises NotUnderstood when something is missing, or does not go together."""
    if not entry.days:
        raise which_day(entry.words)
    if entry.is_off and any(entry.recurs(stretch) for stretch in entry.days):
        raise off_every_week()
    if not entry.is_off and not entry.hours:
        raise which_hours(entry.words)
    if entry.instead and (
        entry.is_off
        or any(entry.recurs(found) or found.recurrence is not None for found in entry.days)
    ):
        raise instead_on_which_day(entry.words)
    if not _recurs_rightly(entry):
        raise not_every_week(entry.words)
    _check_hours(entry)


def _recurs_rightly(entry: Entry) -> bool:
    """Whether what is to come every week are weekdays, or weekdays within some days."""
    if any(stretch.repeats and not stretch.is_bare for stretch in entry.days):
        return False
    return not entry.weekly or any(s.is_bare or s.only is not None for s in entry.days)


def _check_hours(entry: Entry) -> None:
    one_day = len(entry.days) == 1 and (entry.days[0].is_one_day or _is_one_weekday(entry.days[0]))
    for hours in entry.hours:
        if isinstance(hours, Across) and not one_day:
            raise not_a_time(entry.words)
        if isinstance(hours, Across) and hours.start is MIDNIGHT and not entry.is_off:
            raise which_end(entry.words)
        if isinstance(hours, OpenEnded) and not (entry.is_off or hours.begins):
            raise which_end(hours.words)


def _with_ends(entry: Entry, choices: Choices) -> Entry:
    """Hours of which only the start was said, up to an end that is asked; time off needs none."""
    if entry.is_off:
        return entry
    hours = (
        _with_end(each, choices) if isinstance(each, OpenEnded) else each for each in entry.hours
    )
    return replace(entry, hours=tuple(hours))


def _with_end(open_ended: OpenEnded, choices: Choices) -> WallHours:
    start = open_ended.hours.start
    ends = [end for end in _USUAL_ENDS if end >= start + _SHORTEST][: ANSWERS[Doubt.END]]
    # Beside the half of the day, which is open as well, that would be too much to ask at once.
    if len(ends) < ANSWERS[Doubt.END] or Doubt.HALF in choices.about or not choices.are_offered:
        raise which_end(open_ended.words)
    return replace(open_ended.hours, end=ends[choices.take(Doubt.END, open_ended.words)])


def _is_one_weekday(found: Stretch) -> bool:
    return found.recurrence is not None and len(found.weekdays) == 1


def _windows(
    entry: Entry, stretch: Stretch, present: Present, choices: Choices
) -> Iterator[AvailabilityWindow]:
    for hours in entry.hours:
        for day, wall in _left(stretch, hours, present, choices, is_off=False):
            window = AvailabilityWindow(day=day, hours=wall)
            words = window_words(window)
            present.check(day, wall, words=words)
            present.check_clocks(day, wall, words=words)
            yield window


def _time_off(
    entry: Entry, stretch: Stretch, present: Present, choices: Choices
) -> Iterator[TimeOff]:
    for day, wall in _off_days(entry, stretch, present, choices):
        time_off = TimeOff(day=day, hours=wall)
        present.check(day, wall, words=time_off_words(time_off))
        yield time_off


def _off_days(
    entry: Entry, stretch: Stretch, present: Present, choices: Choices
) -> Iterator[tuple[date, WallHours]]:
    for hours in entry.hours:
        yield from _left(stretch, hours, present, choices, is_off=True)
    if not entry.hours:
        period = _up_to_the_last(_period(stretch, present, choices), stretch, choices)
        for first, last in _runs([day for day in period.days if stretch.counts(day)]):
            end = ((last - first).days + 1) * MINUTES_PER_DAY
            if last >= present.today or (first, last) == (period.first_day, period.last_day):
                yield first, WallHours(start=0, end=end)


def _up_to_the_last(period: Period, stretch: Stretch, choices: Choices) -> Period:
    """Whether who is off until a day is back on it, is asked."""
    if not stretch.ends_before or choices.take(Doubt.LAST, date_words(period.last_day)) == 0:
        return period
    return replace(period, last_day=period.last_day - _ONE_DAY)


def _runs(days: list[date]) -> Iterator[tuple[date, date]]:
    """The days that follow each other, as the first and the last of each run."""
    for _, run in groupby(enumerate(days), key=lambda item: item[1].toordinal() - item[0]):
        found = [day for _, day in run]
        yield found[0], found[-1]


def _left(
    stretch: Stretch, hours: Hours, present: Present, choices: Choices, *, is_off: bool
) -> list[tuple[date, WallHours]]:
    """The days, each with its hours, without those of many that are over already."""
    period = _period(stretch, present, choices)
    first = _on(period.first_day, hours, choices)
    if stretch.is_bare and present.is_over(period.first_day, first):
        period = stretch.from_day(present.today + _ONE_DAY)
    found = [(day, _on(day, hours, choices)) for day in _days_of(period, stretch, is_off=is_off)]
    left = [(day, wall) for day, wall in found if not present.is_over(day, wall)]
    return left if left and not stretch.is_one_day else found


def _period(stretch: Stretch, present: Present, choices: Choices) -> Period:
    """The days of a stretch; whether nearly a year ahead is meant, is asked."""
    period = stretch.from_day(present.today)
    ahead = period.first_day - present.today
    if stretch.lacks_a_year and HALF_A_YEAR < ahead <= timedelta(days=FARTHEST_DAYS):
        choices.take(Doubt.YEAR, short_date(period.first_day))
    return period


def _days_of(period: Period, stretch: Stretch, *, is_off: bool) -> list[date]:
    """Weeks and months stand for their working days where hours are named."""
    working = stretch.in_weeks and not is_off
    days = [
        day
        for day in period.days
        if stretch.counts(day) and not (working and day.weekday() >= Weekday.SATURDAY)
    ]
    if len(days) > MOST_DAYS:
        raise too_many_days(len(days))
    return days


def _on(day: date, hours: Hours, choices: Choices) -> WallHours:
    if isinstance(hours, OpenEnded):
        return hours.hours
    if isinstance(hours, WallHours):
        return hours
    last = hours.last_day.on_or_after(day)
    return _over_days(hours, (last - day).days, (date_words(day), date_words(last)), choices)


def _over_days(hours: Across, days: int, names: tuple[str, str], choices: Choices) -> WallHours:
    if days == 0:
        return hours_between(hours.start, hours.end, choices)
    if "midnight" in hours.end.words:
        raise which_midnight()
    start, until = hours_over_midnight(hours.start, hours.end, choices)
    end = days * MINUTES_PER_DAY + until
    if end <= start:
        start_words = f"{names[0]}, {minute_words(start)}"
        end_words = f"{names[1]}, {minute_words(until)}"
        hint = gettext("Write the earlier time first.")
        raise EndNotAfterStart(start=start_words, end=end_words, hint=hint)
    return WallHours(start=start, end=end)


def _weekly(entry: Entry, stretch: Stretch, choices: Choices) -> Iterator[WeeklyHours]:
    for weekday in sorted(stretch.weekdays):
        for hours in entry.hours:
            wall = _on_weekday(weekday, hours, choices)
            if wall.end >= WEEKLY_HOURS_END_BEFORE:
                raise too_long_a_week(entry.words)
            yield WeeklyHours(weekday=weekday, hours=wall)


def _in_some_weeks(
    entry: Entry, stretch: Stretch, present: Present, choices: Choices
) -> Iterator[WeeklyHours]:
    """Weekly hours with a first day, a last day or an interval, if any of them are ahead."""
    assert stretch.recurrence is not None  # or it would not be asked
    recurrence = stretch.recurrence
    for weekly in _weekly(entry, stretch, choices):
        kept = replace(weekly, recurrence=_still_ahead(recurrence, weekly, present))
        present.check_recurrence(kept, words=weekly_words((kept,))[0])
        yield kept


def _still_ahead(recurrence: Recurrence, weekly: WeeklyHours, present: Present) -> Recurrence:
    """Begin an interval with the hours that come, where those of its first day are over."""
    first = recurrence.first
    if recurrence.weeks == 1 or first.weekday() != weekly.weekday:
        return recurrence
    if not present.is_over(first, weekly.hours) or first < present.today:
        return recurrence
    following = first + recurrence.weeks * WEEK
    return replace(recurrence, first=following) if following <= recurrence.last else recurrence


def _on_weekday(weekday: Weekday, hours: Hours, choices: Choices) -> WallHours:
    if isinstance(hours, OpenEnded):
        return hours.hours
    if isinstance(hours, WallHours):
        return hours
    if not isinstance(hours.last_day, OnWeekday):
        raise not_every_week(hours.end.words)
    names = weekday_name(weekday), weekday_name(hours.last_day.weekday)
    return _over_days(hours, (hours.last_day.weekday - weekday) % 7, names, choices)
