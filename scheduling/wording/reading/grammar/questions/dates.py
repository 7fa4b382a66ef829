"""What to ask back about days, weeks and dates."""

from datetime import date, timedelta

from languages.catalogue import gettext
from languages.days import day_of_year
from languages.style import current_style
from scheduling.errors import NotUnderstood
from scheduling.wording.reading.grammar.questions import asks, quoted
from scheduling.wording.saying.dates import month_name, short_date, weekday_name


def not_a_day(text: str) -> NotUnderstood:
    """Ask again for a day, quoting what could not be read."""
    return asks(
        "I did not understand {said} as a day. Write, for example, tomorrow, Friday, 10 Nov or "
        "2026-11-10.",
        said=quoted(text),
    )


def not_a_period(text: str) -> NotUnderstood:
    """Ask again for a stretch of days, quoting what could not be read."""
    return NotUnderstood(
        question=f"I did not understand {quoted(text)} as days. "
        "Write, for example, next week, tomorrow, or 24 Dec - 2 Jan."
    )


def no_such_date(text: str) -> NotUnderstood:
    """Ask for another date when the calendar has none like it."""
    return asks(
        "There is no date {said}. Write, for example, 10 Nov or 2026-11-10.", said=quoted(text)
    )


def year_out_of_reach(year: int) -> NotUnderstood:
    """Ask for a date that is not in another century."""
    return asks("The year {year} is out of my reach. Write, say, 10 Nov.", year=year)


def two_dates(text: str, *, day: int, month: int, year: int) -> NotUnderstood:
    """Ask which of two numbers is the day; `day` and `month` are the day-first way."""
    written_out = f"{year}-{month:02d}-{day:02d}"
    return asks(
        "Is {either}? Write {one} or {other}.",
        either=either_date(text, day=day, month=month),
        one=_as_typed(day, month),
        other=written_out,
    )


def either_date(text: str, *, day: int, month: int) -> str:
    """Return two numbers with the two dates that they may be, the day-first way first."""
    return gettext("{said} the {first} or the {second}").format(
        said=text, first=_spoken(day, month), second=_spoken(month, day)
    )


def weekday_and_date(*, meant: str, found: date, instead: date) -> NotUnderstood:
    """Ask whether the weekday or the date is the wrong one."""
    return asks(
        "{found} is a {weekday}, not a {meant}. Which did you mean, {found} or {instead}, a "
        "{meant}?",
        found=short_date(found),
        weekday=weekday_name(found.weekday()),
        meant=meant,
        instead=short_date(instead),
    )


def which_frame(text: str) -> NotUnderstood:
    """Ask whether the days that bound the last entry of a line bound the others as well."""
    return asks(
        "Does the end of {said} hold for what stands before it as well? Write it with each, for "
        "example `Mon next week 9-12, Wed next week 14-16`.",
        said=quoted(text),
    )


def which_month(text: str, *, today: date) -> NotUnderstood:
    """Ask for the month in which to count."""
    following = month_name(today.month % 12 + 1)
    return asks(
        "In which month, {said}? For example `first Monday of {following} 9-12`.",
        said=quoted(text),
        following=following,
    )


def which_week(text: str, coming: date, following: date) -> NotUnderstood:
    """Ask whether the coming such day is meant, or the one of next week."""
    return asks(
        "Is {said} {coming} or {following}? For example `{first} 9-12`, or `{second} 9-12`.",
        said=quoted(text),
        coming=short_date(coming),
        following=short_date(following),
        first=day_and_month(coming),
        second=day_and_month(following),
    )


def not_both(text: str) -> NotUnderstood:
    """Say that phrases beside each other name no common day, and how to name them both."""
    return asks(
        "I found no day that is all of {said}. Put a comma between days that you mean both, for "
        "example `tomorrow, Fri 9-12`.",
        said=quoted(text),
    )


def in_two_ways(text: str) -> NotUnderstood:
    """Ask for days that can be counted in one way only."""
    return asks(
        "I can't tell how to count {said}. Name the first and the last day, for example "
        "`from tomorrow to Friday 9-12`.",
        said=quoted(text),
    )


def which_of_them(text: str, *, day: date, count: int, is_off: bool) -> NotUnderstood:
    """Ask which one of several such weekdays is meant, `day` being one of them."""
    gaps = {"said": quoted(text), "count": count, "day": day_and_month(day)}
    if is_off:
        return asks(
            "{said} could be any of {count} days. Name the date, such as `off {day}`.", **gaps
        )
    return asks(
        "{said} could be any of {count} days. Name the date, such as `{day} 9-12`; for all of "
        "them, write {weekday}s.",
        weekday=weekday_name(day.weekday()),
        **gaps,
    )


def not_every_one(text: str) -> NotUnderstood:
    """Ask for dates in which each one has its month."""
    return asks(
        "In which month is each day of {said}? Write the month with each of them, or once for all: "
        "`10, 12 and 13 Dec 9-12`.",
        said=quoted(text),
    )


def which_last_day(first: str, *, is_off: bool) -> NotUnderstood:
    """Ask for the last day of a stretch that has only a first."""
    if is_off:
        return asks(
            "From {said} until which day? For example `off from tomorrow to Friday`.",
            said=quoted(first),
        )
    return asks(
        "From {said} until which day? For example `from tomorrow to Friday`.", said=quoted(first)
    )


def too_many_days(count: int) -> NotUnderstood:
    """Suggest weekly hours instead of very many single days."""
    return asks(
        "That would be {count} separate days. For hours that recur, write `every Tue 9-12`; or "
        "name fewer days.",
        count=count,
    )


def nearly_a_year(first: date, last: date) -> NotUnderstood:
    """Ask whether a stretch without years is really meant to be that long."""
    return asks(
        "That would run from {first} to {last}, nearly a year. Write the earlier day first, or "
        "both days with their years.",
        first=short_date(first),
        last=short_date(last),
    )


def near_dates(today: date, *ahead: int) -> tuple[str, ...]:
    """Return the days so far ahead, as one would type them."""
    return tuple(day_and_month(today + timedelta(days=count)) for count in ahead)


def day_and_month(day: date) -> str:
    """Return a day as one would type it: "10 Nov", "10. November"."""
    return _as_typed(day.day, day.month)


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _as_typed(day: int, month: int) -> str:
    if current_style().is_english:
        return f"{day} {month_name(month)[:3]}"
    return _spoken(day, month)


def _spoken(day: int, month: int) -> str:
    if current_style().is_english:
        return f"{_ordinal(day)} of {month_name(month)}"
    # Of a year that has a 29 February.
    return day_of_year(date(2000, month, day))
