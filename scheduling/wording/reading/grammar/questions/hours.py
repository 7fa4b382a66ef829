"""What to ask back about times of day, and how long something lasts."""

import re
from difflib import get_close_matches

from languages.days import ENGLISH_DAYS, ENGLISH_MONTHS
from scheduling.errors import NotUnderstood
from scheduling.wording.reading.grammar.questions import asks, examples, quoted, shortened
from scheduling.wording.saying.hours import minute_words

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


def not_a_clock(text: str) -> NotUnderstood:
    """Ask again for a time of day, quoting what could not be read."""
    return asks(
        "There is no time {said}. Write, for example, 9:30, 14:00 or 2pm.", said=quoted(text)
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


def zone_named(text: str) -> NotUnderstood:
    """Say by whose clock times are read."""
    return asks(
        "Please leave {said} out: times are read by the clock of the person whose hours they are. "
        "`/register` changes its zone. For example `tomorrow 9-12`.",
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


def nothing_to_take_from(text: str) -> NotUnderstood:
    """Say how hours are taken out of those that were given before."""
    return asks(
        "{said} names no hours to take those out of. For example `Mondays 9-17 except 12-13`. "
        "From hours that you have given: `/availability remove Mondays 12-13`.",
        said=quoted(text),
    )


def which_midnight() -> NotUnderstood:
    """Ask which end of a day "midnight" stands for."""
    return asks(
        "Is that the midnight at which the day starts, or ends? Write “Sat 00:00” for its start or "
        "“Sat 24:00” for its end."
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
