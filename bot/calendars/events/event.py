"""What one event of a calendar says about time, read from its lines one by one.

A line that can't be read costs that line, not the event, and is told of: an event without the days
that it leaves out takes too much time rather than none. Only an event whose beginning is not known
is passed over.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from typing import TypeVar

from bot.calendars.events.rules import Rule, rule_of
from bot.calendars.events.values import (
    Line,
    Moment,
    date_of,
    is_whole_day,
    length_of,
    lines_of,
    moment_of,
)
from bot.calendars.events.zones import Zones
from scheduling.availability.calendars import BusyKind

UNKNOWN_ZONE = "are in a time zone that I don't know, so I took yours"
ODD_END = "end at a time that I can't read, so I took an hour"
ODD_RULE = "repeat in a way that I don't know, so I took the first time alone"
ODD_EXCEPTION = "leave out days that I can't read, so I left out none of those"
ODD_EXTRA = "come on more days than I can read"
ODD_LINE = "say something else that I can't read"

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_EVERYTHING = timedelta(days=36_500)
_AGES = 4 * 400
"""In years: after each 400, the Gregorian calendar repeats itself."""

_T = TypeVar("_T")
_M = TypeVar("_M", date, datetime)


class EventNotRead(Exception):
    """It is not known when an event is. The argument says why: "begin at two times"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One VEVENT: an event, a series of them, or a change to one of a series."""

    uid: str
    start: Moment
    # Both are days, or both are times.
    end: Moment
    # How long it takes by the second hand, where that differs from the clock on the wall; nothing
    # where only that clock says when it ends.
    exact: timedelta
    # None: it takes no time.
    kind: BusyKind | None = BusyKind.BUSY
    rules: tuple[Rule, ...] = ()
    exception_rules: tuple[Rule, ...] = ()
    # A time with an end or a length of its own is a pair.
    extra: tuple[Moment | tuple[Moment, Moment | timedelta], ...] = ()
    exceptions: tuple[Moment, ...] = ()
    # Which one of a series it changes, and whether it changes those after it as well.
    instead_of: Moment | None = None
    is_onward: bool = False
    sequence: int = -1
    doubts: tuple[str, ...] = ()

    @property
    def shown(self) -> timedelta:
        """How long it takes by the clock on the wall, where both ends are of one zone."""
        if isinstance(self.start, datetime) and isinstance(self.end, datetime):
            return abs(self.end - self.start)
        return abs(date_of(self.end) - date_of(self.start))

    @property
    def longest(self) -> timedelta:
        """How long it takes at most, but for the nights on which clocks change."""
        return max(self.shown, abs(self.exact))

    @property
    def repeats(self) -> bool:
        """Tell whether it may come more than once, or changes another that does."""
        return bool(self.rules or self.extra or self.instead_of is not None)


def event_of(text: str, *, zones: Zones) -> Event:
    """Return what the lines of a VEVENT say. Raises EventNotRead without a beginning."""
    return _Lines(lines_of(text), zones=zones).event()


class _Lines:
    """The lines of one event, by their names, while they are read."""

    def __init__(self, lines: Iterable[Line], *, zones: Zones) -> None:
        self._zones = zones
        self._named: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            self._named[line.name].append(line)
        self._doubts: list[str] = []

    def event(self) -> Event:
        start = self._start()
        end, exact = self._end(start)
        instead_of, is_onward = self._instead_of()
        return Event(
            uid=self._word("UID"),
            start=start,
            end=end,
            exact=exact,
            kind=self._kind(is_whole_day=is_whole_day(start)),
            rules=tuple(self._rules("RRULE", ODD_RULE)),
            exception_rules=tuple(self._rules("EXRULE", ODD_EXCEPTION)),
            extra=tuple(
                _at_its_time(one, start)
                for one in self._each("RDATE", self._moment_or_period, ODD_EXTRA)
            ),
            exceptions=tuple(self._each("EXDATE", self._moment, ODD_EXCEPTION)),
            instead_of=instead_of,
            is_onward=is_onward,
            sequence=self._sequence(),
            doubts=tuple(dict.fromkeys(self._doubts)),
        )

    def _start(self) -> Moment:
        starts = self._named["DTSTART"]
        if len({(one.value, one.parameters.get("TZID")) for one in starts}) > 1:
            raise EventNotRead("begin at two times")
        try:
            return self._moment(starts[0], starts[0].value)
        except (IndexError, ValueError):
            raise EventNotRead("have no beginning that I can read") from None

    def _end(self, start: Moment) -> tuple[Moment, timedelta]:
        """Return the end, and the exact length until it."""
        if ends := self._named["DTEND"]:
            try:
                return _same_kind(start, self._moment(ends[0], ends[0].value))
            except ValueError:
                return self._unread_end(start)
        if lengths := self._named["DURATION"]:
            try:
                return _after(start, length_of(lengths[0].value))
            except ValueError:
                return self._unread_end(start)
        return _after(start, _DAY if is_whole_day(start) else timedelta(0))

    def _unread_end(self, start: Moment) -> tuple[Moment, timedelta]:
        self._doubts.append(ODD_END)
        return _after(start, _DAY if is_whole_day(start) else _HOUR)

    def _instead_of(self) -> tuple[Moment | None, bool]:
        for line in self._named["RECURRENCE-ID"]:
            try:
                moment = self._moment(line, line.value)
            except ValueError:
                self._doubts.append(ODD_LINE)
            else:
                return moment, line.parameters.get("RANGE", "").upper() == "THISANDFUTURE"
        return None, False

    def _rules(self, name: str, doubt: str) -> Iterator[Rule]:
        for line in self._named[name]:
            try:
                yield rule_of("".join(line.value.upper().split()))
            except (ValueError, TypeError):
                self._doubts.append(doubt)

    def _each(self, name: str, read: Callable[[Line, str], _T], doubt: str) -> Iterator[_T]:
        for line in self._named[name]:
            for value in filter(None, line.value.split(",")):
                try:
                    yield read(line, value)
                except ValueError:
                    self._doubts.append(doubt)

    def _moment_or_period(
        self, line: Line, value: str
    ) -> Moment | tuple[Moment, Moment | timedelta]:
        start, _, end = value.partition("/")
        if not end:
            return self._moment(line, start)
        if end.lstrip("+").upper().startswith("P"):
            return self._moment(line, start), length_of(end)
        return self._moment(line, start), self._moment(line, end)

    def _moment(self, line: Line, value: str) -> Moment:
        name = line.parameters.get("TZID", "")
        zone = self._zones.named(name) if name else None
        moment = _placeable(moment_of(value, zone=zone))
        if name and isinstance(moment, datetime) and moment.tzinfo is None:
            self._doubts.append(UNKNOWN_ZONE)
        return moment

    def _kind(self, *, is_whole_day: bool) -> BusyKind | None:
        if self._word("STATUS") == "CANCELLED" or self._word("PARTSTAT") == "DECLINED":
            return None
        # Outlook's own word is finer than TRANSP, which it writes beside it.
        marked = self._word("X-MICROSOFT-CDO-BUSYSTATUS")
        if marked in ("FREE", "WORKINGELSEWHERE") or (
            not marked and self._word("TRANSP") == "TRANSPARENT"
        ):
            return BusyKind.FREE_ALL_DAY if is_whole_day else None
        if "TENTATIVE" in (marked, self._word("STATUS"), self._word("PARTSTAT")):
            return BusyKind.TENTATIVE
        return BusyKind.ALL_DAY if is_whole_day else BusyKind.BUSY

    def _sequence(self) -> int:
        value = self._word("SEQUENCE")
        return int(value) if value.isdecimal() and len(value) < 10 else -1

    def _word(self, name: str) -> str:
        lines = self._named[name]
        if not lines:
            return ""
        return lines[0].value if name == "UID" else lines[0].value.upper()


def _placeable(moment: _M) -> _M:
    """Return a moment that there is in every zone.

    Some programs write the first and the last day of all for always and for never; an hour before
    or after these is no time at all. As far as anybody's calendar goes, ages nearer is the same,
    and on the same day of the week.
    """
    if moment.year == MINYEAR:
        return moment.replace(year=MINYEAR + _AGES)
    if moment.year == MAXYEAR:
        return moment.replace(year=MAXYEAR - _AGES)
    return moment


def _at_its_time(extra: _T, start: Moment) -> _T | datetime:
    """Return a day on which an event comes once more, at the time at which it begins, if at any."""
    if isinstance(start, datetime) and isinstance(extra, date) and not isinstance(extra, datetime):
        return datetime.combine(extra, start.timetz())
    return extra


def _same_kind(start: Moment, end: Moment) -> tuple[Moment, timedelta]:
    """Return the end as a day or a time, as the start is, and the exact length."""
    if isinstance(start, datetime) and not isinstance(end, datetime):
        end = datetime.combine(end, time(), tzinfo=start.tzinfo)
    if isinstance(end, datetime) and not isinstance(start, datetime):
        end = end.date() if end.time() == time() else end.date() + _DAY
    if isinstance(start, datetime) and isinstance(end, datetime):
        if (start.tzinfo is None) != (end.tzinfo is None):
            # Half of it floats: both are meant for the same clock.
            zone = start.tzinfo or end.tzinfo
            start, end = start.replace(tzinfo=zone), end.replace(tzinfo=zone)
        return end, _exact(start, end)
    # Many write the same day twice where one day is meant.
    last = end if end != start else start + _DAY
    return last, last - start


def _exact(start: datetime, end: datetime) -> timedelta:
    if start.tzinfo is None:
        return timedelta(0)  # how long it is, the zone decides in which its owner is by then
    return end.astimezone(UTC) - start.astimezone(UTC)


def _after(start: Moment, length: timedelta) -> tuple[Moment, timedelta]:
    """Return the end after a length, by the clock on the wall, and the length."""
    # Longer than a life is as good as for ever, and has an end that can be written.
    length = max(min(length, _EVERYTHING), -_EVERYTHING)
    if is_whole_day(start) and length % _DAY:
        length += _DAY - length % _DAY
    try:
        return start + length, length
    except OverflowError:
        raise EventNotRead("end after the last year there is") from None
