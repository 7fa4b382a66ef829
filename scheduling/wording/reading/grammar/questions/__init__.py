"""What to ask back when words can't be understood, or could be understood in two ways."""

import re
from datetime import date, timedelta
from difflib import get_close_matches

from languages.catalogue import gettext
from languages.days import ENGLISH_DAYS, ENGLISH_MONTHS, day_of_year
from languages.style import current_style
from scheduling.errors import NotUnderstood
from scheduling.wording.saying.dates import month_name, short_date, weekday_name
from scheduling.wording.saying.hours import minute_words

LONGEST_QUOTE = 40
_ZONES = frozenset(
    [
        *("utc", "gmt", "bst", "cet", "cest", "eet", "est", "edt", "cst", "cdt", "mst", "mdt"),
        *("pst", "pdt", "ist", "jst", "aest"),
    ]
)
_KNOWN = (
    *map(str.casefold, (*ENGLISH_DAYS, *ENGLISH_MONTHS)),
    *("today", "tomorrow", "every", "weekly", "weekdays", "weekends", "all day", "off"),
)


_AT_THE_END = re.compile(r"(?P<start>\d{1,2})\s*[-–]\s*(?P<end>\d{1,2})$")


def quoted(text: str) -> str:
    """Return what was typed as a short quotation on one line."""
    return gettext("“{words}”").format(words=shortened(text))


def shortened(text: str) -> str:
    """Return what was typed on one line, cut where it is long."""
    line = " ".join(text.replace("`", "'").split())
    return f"{line[:LONGEST_QUOTE].rstrip()}…" if len(line) > LONGEST_QUOTE else line


def asks(sentence: str, **gaps: object) -> NotUnderstood:
    """Return a question in the language of whoever is asked, its gaps filled."""
    return NotUnderstood(question=gettext(sentence).format(**gaps))


def examples() -> str:
    """Return two sentences that are read in any case."""
    return gettext("`tomorrow 10-12` or `Tue, Thu 9-12 every week`")


def nothing_said() -> NotUnderstood:
    """Ask for anything at all."""
    return asks("When? For example {examples}.", examples=examples())


def too_long(*, most: int) -> NotUnderstood:
    """Ask for less at a time."""
    return asks(
        "That is a lot at once. Please write at most {most} characters at a time.", most=most
    )


def not_a_time(text: str) -> NotUnderstood:
    """Ask again for hours, quoting what could not be read, and what may be meant."""
    word = next(iter(text.casefold().split()), "").strip(",;.:")
    if word in _ZONES:
        return zone_named(text)
    near = get_close_matches(word, _KNOWN, n=1, cutoff=0.75)
    mistyped = near and near[0] != word and near[0][0] == word[0]  # "never" is no "every"
    if mistyped:
        return asks(
            "I did not understand {said}. Did you mean {meant}? Try {examples}.",
            said=quoted(text),
            meant=quoted(near[0]),
            examples=examples(),
        )
    return asks(
        "I did not understand {said}. Try {examples}.", said=quoted(text), examples=examples()
    )


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


def not_a_clock(text: str) -> NotUnderstood:
    """Ask again for a time of day, quoting what could not be read."""
    return asks(
        "There is no time {said}. Write, for example, 9:30, 14:00 or 2pm.", said=quoted(text)
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


def which_hours(days: str) -> NotUnderstood:
    """Ask for the hours on days that are known."""
    shown = shortened(days)
    if taken := _AT_THE_END.search(shown):
        return asks(
            "I read {said} as days. If they are hours: `{before}from {start} to {end}`.",
            said=quoted(taken.group()),
            before=shown[: taken.start()],
            start=taken["start"],
            end=taken["end"],
        )
    return asks(
        "At which hours, {said}? For example `{days} 9-12`, or `{days} all day`.",
        said=quoted(days),
        days=shown,
    )


def which_day(hours: str) -> NotUnderstood:
    """Ask for the day of hours that are known."""
    return asks(
        "On which day, {said}? For example `tomorrow 9-12`, or `every Tue 9-12`.",
        said=quoted(hours),
    )


def which_end(start: str) -> NotUnderstood:
    """Ask until when, or from when, if only one time of day was given."""
    return asks(
        "From when until when? I found only {said}. For example `tomorrow 9-12` or "
        "`Fri 9:30-11:30`.",
        said=quoted(start),
    )


def starts_at_the_end(start: str) -> NotUnderstood:
    """Ask for a start that lies within its day."""
    return asks(
        "{said} is the end of a day, so nothing starts then. To start at midnight, write "
        "{midnight} on the following day.",
        said=quoted(start),
        midnight=minute_words(0),
    )


def which_frame(text: str) -> NotUnderstood:
    """Ask whether the days that bound the last entry of a line bound the others as well."""
    return asks(
        "Does the end of {said} hold for what stands before it as well? Write it with each, for "
        "example `Mon next week 9-12, Wed next week 14-16`.",
        said=quoted(text),
    )


def zone_named(text: str) -> NotUnderstood:
    """Say by whose clock times are read."""
    return asks(
        "Please leave {said} out: times are read by the clock of the person whose hours they are. "
        "`/register` changes its zone. For example `tomorrow 9-12`.",
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


def which_half(start: str, end: str) -> NotUnderstood:
    """Ask for the halves of the day of two times that are the same."""
    same = f"{start}-{end}"
    return asks(
        "{said} begins and ends at the same time. Say which is in the morning, for example "
        "`tomorrow 9am-9pm`.",
        said=quoted(same),
    )


def nothing_to_except(text: str) -> NotUnderstood:
    """Ask for an exception that lies within the hours, and leaves some of them."""
    return asks(
        "{said} leaves nothing, or takes nothing out. For example `tomorrow 9-17 except 12-13`.",
        said=quoted(text),
    )


def which_midnight() -> NotUnderstood:
    """Ask which end of a day "midnight" stands for."""
    return asks(
        "Is that the midnight at which the day starts, or ends? Write “Sat 00:00” for its start or "
        "“Sat 24:00” for its end."
    )


def which_last_day(first: str) -> NotUnderstood:
    """Ask for the last day of a stretch that has only a first."""
    return asks(
        "From {said} until which day? For example `from tomorrow to Friday`.", said=quoted(first)
    )


def not_of_the_part(text: str) -> NotUnderstood:
    """Ask for hours without the part of the day that they don't lie in."""
    return asks(
        "{said} is no time of that part of the day. Leave one of the two out, for example "
        "`tomorrow 9-11`.",
        said=quoted(text),
    )


def hours_beside_hours(text: str) -> NotUnderstood:
    """Ask which of two stretches beside each other holds, one lying in the other."""
    return asks(
        "Which hours of {said} do you mean? Write them once, for example `tomorrow 9-11`.",
        said=quoted(text),
    )


def offset_given() -> NotUnderstood:
    """Ask for wall time where an instant with an offset was given."""
    return asks(
        "Please leave out the offset: times are read in the person's own time zone. For example "
        "`tomorrow 9:00-12:00`."
    )


def off_one_by_one() -> NotUnderstood:
    """Ask for lines of their own where days off and hours stand in one list."""
    return asks(
        "I can't tell which of these are off. Please put each on a line of its own, or a semicolon "
        "between them: `off tomorrow; Fri 9-12`."
    )


def not_a_length(text: str) -> NotUnderstood:
    """Ask again for a length of time, quoting what could not be read."""
    return NotUnderstood(
        question=f"I did not understand {quoted(text)} as a length of time. "
        "Write, for example, 24 hours, 1 hour 30 minutes or 2 days."
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
