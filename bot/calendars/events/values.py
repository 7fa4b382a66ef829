"""The lines of a calendar, and the values in them: dates, times, lengths."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

Moment = date | datetime
"""A whole day, an instant, or without a zone the time on somebody's own clock."""

_NONE: Mapping[str, str] = {}
_USUAL_HEAD = 100
_NAME = re.compile(r"[A-Za-z-]+")
_LINE = re.compile(
    r"(?P<name>[A-Za-z-]+)"
    r"(?P<parameters>(?:;[^:;\"]*(?:\"[^\"]*\"[^:;\"]*)*)*)"
    r":(?P<value>.*)"
)
_PARAMETER = re.compile(r";\s*([A-Za-z-]+)\s*=\s*(?:\"([^\"]*)\"|([^;\"]*))")
# Dashes, colons and an offset are no calendar's way to write, and clear all the same.
_MOMENT = re.compile(
    r"(\d{4})(-?)(\d\d)\2(\d\d)(?:T(\d\d)(:?)(\d\d)(?:\6(\d\d))?(Z|[-+]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
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
        if '"' not in one:
            head, colon, value = one.partition(":")
            if value.startswith("//") and ";" in head:
                # The colon was that of an address, which should be quoted: "tzone://Microsoft/Utc".
                rest, colon, value = value.partition(":")
                head = f"{head}:{rest}"
            # All the events of a calendar begin their lines in the same few ways.
            known = (_named if len(head) <= _USUAL_HEAD else _named.__wrapped__)(head)
            if colon and known is not None:
                yield Line(*known, value.strip())
        elif match := _LINE.fullmatch(one):
            yield Line(
                match["name"].upper(), _parameters(match["parameters"]), match["value"].strip()
            )


def moment_of(value: str, *, zone: tzinfo | None) -> Moment:
    """Return the day or the time that is written there. Raises ValueError for anything else.

    The zone holds for a time without a Z of its own. "24:00" is the midnight after, and a leap
    second the second before it.
    """
    if (usual := _usual_moment(value, zone)) is not None:
        return usual
    match = _MOMENT.fullmatch(value.strip())
    if match is None:
        raise ValueError(f"no date and no time: {value[:40]!r}")
    year, _, month, day, hour, _, minute, second, offset = match.groups()
    on = date(int(year), int(month), int(day))
    if hour is None:
        return on
    if (hour, minute, second or "00") == ("24", "00", "00"):
        hour, on = "00", on + timedelta(days=1)
    clock = time(int(hour), int(minute), min(int(second or 0), 59))
    return datetime.combine(on, clock, tzinfo=_zone_written(offset) if offset else zone)


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


def date_of(moment: Moment) -> date:
    """Return the day of a moment, by its own clock."""
    return moment.date() if isinstance(moment, datetime) else moment


@lru_cache(maxsize=256)
def _named(head: str) -> tuple[str, Mapping[str, str]] | None:
    """Return the name and the parameters before the colon of a line without quotes."""
    name, semicolon, parameters = head.partition(";")
    if not semicolon:
        return name.upper(), _NONE
    if _NAME.fullmatch(name) is None:
        return None
    return name.upper(), MappingProxyType(_parameters(";" + parameters))


def _parameters(text: str) -> dict[str, str]:
    found = _PARAMETER.findall(text)
    return {name.upper(): quoted or plain for name, quoted, plain in found}


def _zone_written(offset: str) -> tzinfo:
    """Return the zone of "Z" or "+01:00", of which only the first is a calendar's way to write."""
    return UTC if offset in ("Z", "z") else datetime.strptime(offset, "%z").tzinfo or UTC


def _usual_moment(value: str, zone: tzinfo | None) -> datetime | None:
    """Return what "20261201T090000" says, with or without a Z; None for what is written otherwise.

    Python's own reading takes a twentieth of the time, and takes other ways to write as well.
    """
    if value[8:9] != "T" or not (value[:8] + value[9:15]).isdecimal() or not value.isascii():
        return None
    is_utc = value[15:] == "Z"
    if len(value) != 15 + is_utc:
        return None
    try:
        moment = datetime.fromisoformat(value[:15])
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC if is_utc else zone)
