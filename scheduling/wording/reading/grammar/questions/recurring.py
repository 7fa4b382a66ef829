"""What to ask back about hours that come every week, or every few weeks."""

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from scheduling.errors import NotUnderstood
from scheduling.model import Weekday
from scheduling.wording.reading.grammar.questions import asks, quoted
from scheduling.wording.reading.grammar.questions.dates import day_and_month, near_dates
from scheduling.wording.saying.dates import weekday_name


def every_so_often(text: str, *, weekday: Weekday | None, today: date) -> NotUnderstood:
    """Say that hours come back by the week or not at all, and what to write instead."""
    # The dates offered are of the weekday that was said, or they would help nobody.
    first = 7 if weekday is None else (weekday - today.weekday() - 1) % 7 + 1
    soon, later = near_dates(today, first, first + 14)
    return asks(
        "{said} can't be kept: hours come back every week or every few weeks, as in "
        "`every 2 weeks {weekday} from {soon} 9-12`. Or name the dates: `{soon} and {later} 9-12`.",
        said=quoted(text),
        weekday=weekday_name((today.weekday() + first) % 7),
        soon=soon,
        later=later,
    )


def once_a_month(text: str, *, days: Sequence[date]) -> NotUnderstood:
    """Say that hours don't come back month by month, `days` being the next two that would."""
    first, second = map(day_and_month, days)
    return asks(
        "{said} can't be kept: hours come back by weeks, not by months. Name the dates instead: "
        "`{first} and {second} 9-12`.",
        said=quoted(text),
        first=first,
        second=second,
    )


def which_weekday(text: str, *, today: date) -> NotUnderstood:
    """Ask for the weekday of hours that come every few weeks."""
    (soon,) = near_dates(today, 7)
    return asks(
        "On which weekday, {said}? For example `every 2 weeks {weekday} from {soon} 9-12`.",
        said=quoted(text),
        weekday=weekday_name(today.weekday()),
        soon=soon,
    )


def which_first_week(text: str, *, weeks: int, first: date) -> NotUnderstood:
    """Ask from which week on to count, `first` being a day that it may begin with."""
    return asks(
        "From which day on is {said} to be counted? For example "
        "`every {weeks} weeks {weekday} from {day} 9-12`.",
        said=quoted(text),
        weeks=weeks,
        weekday=weekday_name(first.weekday()),
        day=day_and_month(first),
    )


def instead_on_which_day(text: str) -> NotUnderstood:
    """Ask for dates on which other hours hold instead of the weekly ones."""
    return asks(
        "On which date, {said}? Hours instead of the weekly ones are for dates, such as "
        "`this Tuesday 14-16 instead`. `/availability list` changes weekly hours.",
        said=quoted(text),
    )


def until_when(start: str, *, today: date) -> NotUnderstood:
    """Ask for the end of days that have a start."""
    first, last = near_dates(today, 7, 28)
    return asks(
        "From {said} until when? For example `weekdays from {first} to {last} 9-12`.",
        said=quoted(start),
        first=first,
        last=last,
    )


def too_long_a_week(words: str) -> NotUnderstood:
    """Ask for weekly hours that do not run into themselves."""
    return asks(
        "{said} would run into itself a week later. Weekly hours may last up to six days; for all "
        "the time, write `every day all day`.",
        said=quoted(words),
    )


def not_every_week(days: str) -> NotUnderstood:
    """Ask for weekdays where something else is to recur every week."""
    return asks(
        "{said} does not come every week. Name weekdays for weekly hours, for example "
        "`every Tue 9-12`.",
        said=quoted(days),
    )


def off_every_week() -> NotUnderstood:
    """Say that time off does not recur, and what to do instead."""
    return asks(
        "Time off is for dates, for example `off 24 Dec - 2 Jan`. "
        "To stop a weekly day, remove it with `/availability list`."
    )


def weekly_but_for(text: str) -> NotUnderstood:
    """Say how to leave dates out of weekly hours."""
    shown = text[max(text.casefold().find("except"), 0) :]
    return asks(
        "Weekly hours can't be saved {said}. Give the hours by themselves, then take those days "
        "off: `off 24 Dec - 2 Jan`.",
        said=quoted(shown),
    )


def which_day_of_month(text: str, *, first: date) -> NotUnderstood:
    """Ask whether a month is the last one that counts, `first` being its first day."""
    before, last = first - timedelta(days=1), first + relativedelta(day=31)
    return asks(
        "Until which day, {said}? For example `weekdays 9-12 until {before}`, or "
        "`weekdays 9-12 until {last}`.",
        said=quoted(text),
        before=day_and_month(before),
        last=day_and_month(last),
    )
