"""The time zones that a calendar names, whatever it calls them.

A name of the tz database or of Windows means what it means everywhere, even where the calendar
defines it otherwise; only for other names the calendar's own definition counts. Nothing that one
calendar defines is known to the next.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import icalendar
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from bot.calendars.events.budget import Budget, TimeIsUp

_SECONDS_FOR_ONE = 0.1
_OFFSET = re.compile(r"\(?(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d\d)?\)?\s*(.*)", re.IGNORECASE)
_TZID = re.compile(rb"^TZID(?:;[^:\n]*)?:([^\n]*)", re.MULTILINE | re.IGNORECASE)
# Clocks are changed by the year. A definition with anything shorter is somebody's trap.
_OTHER_RULES = re.compile(rb"^RRULE[^\n]*FREQ=(?!YEARLY)", re.MULTILINE | re.IGNORECASE)
_WINDOWS = {name.lower(): zone for name, zone in WINDOWS_TO_OLSON.items()}


class Zones:
    """What the names of one calendar mean."""

    def __init__(
        self,
        definitions: Sequence[bytes],
        *,
        budget: Budget,
        defined: dict[bytes, tzinfo | None],
    ) -> None:
        """`defined` is for the same definitions in other parts of one calendar."""
        self._budget = budget
        self._defined = defined
        self._definitions = {
            match[1].strip().decode(errors="replace").strip("/"): definition
            for definition in definitions
            if (match := _TZID.search(definition))
        }
        self._found: dict[str, tzinfo | None] = {}

    def named(self, name: str) -> tzinfo | None:
        """Return the zone of that name; None where nobody knows it."""
        if name not in self._found:
            self._found[name] = self._looked_up(name.strip())
        return self._found[name]

    def prepare(self) -> None:
        """Work out the calendar's own definitions, each within a time of its own."""
        for name in self._definitions:
            self.named(name)

    def _looked_up(self, name: str) -> tzinfo | None:
        for candidate in _spellings(name):
            zone = _well_known().get(candidate.lower())
            if zone is not None:
                return ZoneInfo(zone)
        definition = self._definitions.get(name.strip("/"))
        if definition is not None and definition not in self._defined:
            self._defined[definition] = self._defined_by(definition)
        own = self._defined[definition] if definition is not None else None
        return own or _described_by(name)

    def _defined_by(self, definition: bytes) -> tzinfo | None:
        if _OTHER_RULES.search(definition):
            return None
        try:
            with self._budget.piece(_SECONDS_FOR_ONE):
                _forget_zones()
                zone = _zone_of(icalendar.Timezone.from_ical(definition))
                # Some definitions can be read and not asked.
                for month in range(1, 13):
                    datetime(2026, month, 1, tzinfo=zone).utcoffset()
                return zone
        except (Exception, TimeIsUp):
            return None
        finally:
            # What was read is in icalendar's memory, for whoever comes next.
            _forget_zones()


def _forget_zones() -> None:
    icalendar.use_zoneinfo()  # type: ignore[no-untyped-call]


def _zone_of(component: icalendar.Component) -> tzinfo:
    if not isinstance(component, icalendar.Timezone):
        raise ValueError("no definition of a zone")
    zone: tzinfo = component.to_tz(lookup_tzid=False)
    return zone


@cache
def _well_known() -> dict[str, str]:
    zones = {name.lower(): name for name in sorted(available_timezones())}
    return {**_WINDOWS, **zones}


def _spellings(name: str) -> Iterator[str]:
    """Yield the name, then what may stand behind a maker's own prefix, as in
    "/freeassociation.sourceforge.net/Europe/Berlin" and "tzone://Microsoft/Utc".
    """
    parts = name.strip("/").split("/")
    yield "/".join(parts)
    if name.startswith("/") or "://" in name:
        for start in range(1, min(len(parts), 6)):
            yield "/".join(parts[start:])


def _described_by(name: str) -> tzinfo | None:
    """Return the zone of "(UTC+01:00) Amsterdam, Berlin", or of "GMT+0100"."""
    match = _OFFSET.fullmatch(name)
    if match is None:
        return None
    sign, hours, minutes, cities = match.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    if abs(offset) > timedelta(hours=14):
        return None
    if not cities:
        return timezone(offset)
    found = (_city(one.strip(), offset) for one in cities.split(","))
    return next((zone for zone in found if zone), None)


def _city(name: str, offset: timedelta) -> tzinfo | None:
    """Return the zone that is called after a city and whose winter is so far from UTC."""
    ending = "/" + name.replace(" ", "_").lower()
    for lower, zone in _well_known().items():
        if lower.endswith(ending) and _winter_offset(zone) == offset:
            return ZoneInfo(zone)
    return None


@cache
def _winter_offset(name: str) -> timedelta:
    zone = ZoneInfo(name)
    offsets = (datetime(2026, month, 1, tzinfo=zone).utcoffset() for month in (1, 7))
    return min(one for one in offsets if one is not None)
