"""The lines of a calendar, and the values in them: dates, times, lengths."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

Moment = date | datetime
"""A whole day, an instant, or without a zone the time on somebody's own clock."""

_NONE: Mapping[str, str] = {}
_LINE = re.compile(
    r"(?P<name>[A-Za-z-]+)"
    r"(?P<parameters>(?:;[^:;\"]*(?:\"[^\"]*\"[^:;\"]*)*)*)"
    r":(?P<value>.*)"
)
_PARAMETER = re.compile(r";\s*([A-Za-z-]+)\s*=\s*(?:\"([^\"]*)\"|([^;\"]*))")
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?", re.IGNORECASE)
_LENGTH = re.compile(
    r"([-+]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.IGNORECASE
)


class Line(NamedTuple):
    """NAME;PARAMETER=…:VALUE, the names in capitals."""

    name: str
    parameters: Mapping[str, str]
    value: str


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of unfolded text; what is no line of a calendar is passed over."""
    for one in text.split("\n"):
        if '"' not in one and ";" not in (head := one.partition(":"))[0]:
            # Most lines are so plain that there is nothing to look for in them.
            if head[1]:
                yield Line(head[0].upper(), _NONE, head[2].strip())
        elif match := _LINE.fullmatch(one):
            found = _PARAMETER.findall(match["parameters"])
            parameters = {name.upper(): quoted or plain for name, quoted, plain in found}
            yield Line(match["name"].upper(), parameters, match["value"].strip())


def moment_of(value: str, *, zone: tzinfo | None) -> Moment:
    """Return the day or the time that is written there. Raises ValueError for anything else.

    The zone holds for a time without a Z of its own. "24:00" is the midnight after, and a leap
    second the second before it.
    """
    match = _MOMENT.fullmatch(value.strip())
    if match is None:
        raise ValueError(f"no date and no time: {value[:40]!r}")
    year, month, day, hour, minute, second, is_utc = match.groups()
    on = date(int(year), int(month), int(day))
    if hour is None:
        return on
    if (hour, minute, second or "00") == ("24", "00", "00"):
        hour, on = "00", on + timedelta(days=1)
    clock = time(int(hour), int(minute), min(int(second or 0), 59))
    return datetime.combine(on, clock, tzinfo=UTC if is_utc else zone)


def length_of(value: str) -> timedelta:
    """Return the length that is written there, such as PT1H30M. Raises ValueError."""
    match = _LENGTH.fullmatch(value.strip())
    if match is None or not any(match.groups()[1:]):
        raise ValueError(f"no length: {value[:40]!r}")
    weeks, days, hours, minutes, seconds = (int(one or 0) for one in match.groups()[1:])
    try:
        length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError as error:
        raise ValueError(f"no length: {value[:40]!r}") from error
    return -length if match[1] == "-" else length


def is_whole_day(moment: Moment) -> bool:
    """Tell whether it is a day, and no time on one."""
    return not isinstance(moment, datetime)
