"""Reading what is left of a calendar, in a process that may be killed for it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from bot.calendars.events.budget import Budget, TimeIsUp
from bot.calendars.events.cut import CutCalendar, CutPart
from bot.calendars.events.event import Event, EventNotRead, event_of
from bot.calendars.events.freebusy import periods_in
from bot.calendars.events.placing import cut_to, placed
from bot.calendars.events.series import (
    Occurring,
    TooManyOccurrences,
    occurrences,
    once,
    without_rules,
)
from bot.calendars.events.zones import Zones
from scheduling.availability.calendars import (
    BusyBlock,
    BusyKind,
    CalendarReading,
    Reader,
    SkippedEvents,
)
from scheduling.timespan import Span

SECONDS_FOR_ALL = 3.0
SECONDS_FOR_ONE = 0.2
"""On the processor, for one series. The slowest honest one, each day since 1970 by a rule that
can't be begun later, takes 0.1 s.
"""

TOO_OFTEN = "repeat too often, or in a way that takes too long to work out"
OTHER_CALENDAR = "are dated by another calendar than ours"
BROKEN_OFF = "break off before their end"
HIDDEN = "are not shown by the server"
NOT_UNDERSTOOD = "could not be made out"


def read_calendar(
    cut: CutCalendar, reader: Reader, *, seconds: float = SECONDS_FOR_ALL
) -> CalendarReading:
    """Return when the owner is busy in the window. What can't be read is counted, and said."""
    found = _Found(reader=reader, budget=Budget(seconds=seconds))
    for part in cut.parts:
        found.read(part)
    return CalendarReading(
        blocks=tuple(
            BusyBlock(span=Span(start=start, end=end), kind=kind)
            for start, end, kind in sorted(found.blocks)
        ),
        events=found.events,
        skipped=_said(found.skipped),
        doubtful=_said(found.doubtful),
        digest=cut.digest,
    )


@dataclass(kw_only=True)
class _Found:
    """What was found so far."""

    reader: Reader
    budget: Budget
    blocks: set[tuple[datetime, datetime, BusyKind]] = field(default_factory=set)
    events: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    doubtful: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._zone = ZoneInfo(self.reader.zone)
        self._defined: dict[bytes, tzinfo | None] = {}

    def read(self, part: CutPart) -> None:
        """Read one VCALENDAR."""
        if part.broken:
            self.skipped[BROKEN_OFF] += part.broken
        if part.hidden:
            self.skipped[HIDDEN] += part.hidden
        if not part.is_gregorian:
            self.skipped[OTHER_CALENDAR] += len(part.events)
            return
        zones = Zones(part.zones, budget=self.budget, defined=self._defined)
        zones.prepare()
        single, series = _sorted_out(self._events(part, zones))
        for event in single:
            self._place([once(event)])
        for one in series:
            self._read_series(one)
        for block in periods_in(part.busy, reader=self.reader):
            self.blocks.add((block.span.start, block.span.end, block.kind))
            self.events += 1

    def _events(self, part: CutPart, zones: Zones) -> Iterator[Event]:
        for lines in part.events:
            try:
                event = event_of(lines.decode("utf-8", errors="replace"), zones=zones)
            except EventNotRead as reason:
                self.skipped[str(reason)] += 1
            except (ValueError, OverflowError):
                self.skipped[NOT_UNDERSTOOD] += 1
            else:
                yield event

    def _read_series(self, series: list[Event]) -> None:
        if all(event.kind is None for event in series):
            return
        try:
            with self.budget.piece(SECONDS_FOR_ONE):
                found = self._expanded(series)
        except (TimeIsUp, TooManyOccurrences):
            self.skipped[TOO_OFTEN] += 1
            # Whatever else, it comes when it says that it comes first.
            self._place(once(event) for event in series)
        except Exception:
            # Whatever the libraries make of what nobody has foreseen: one event, and no more.
            self.skipped[NOT_UNDERSTOOD] += 1
        else:
            self._place(found)

    def _expanded(self, series: list[Event]) -> list[Occurring]:
        try:
            return list(occurrences(series, self.reader.window))
        except (ValueError, TypeError, OverflowError):
            if not any(event.rules for event in series):
                raise
            return list(occurrences(without_rules(series), self.reader.window))

    def _place(self, series: Iterable[Occurring]) -> None:
        doubts: set[str] = set()
        for one in series:
            event = one.event
            if event.kind is None:
                continue
            try:
                begins, ends = placed(one.start, one.end, exact=one.exact, zone=self._zone)
            except (ValueError, OverflowError):
                # Whatever it is that no day of ours can be: one event, and no more.
                self.skipped[NOT_UNDERSTOOD] += 1
                continue
            within = cut_to(self.reader.window, begins, ends)
            if within is None:
                continue
            self.events += 1
            doubts.update(event.doubts)
            if not self._is_ours(event.uid, begins, ends):
                self.blocks.add((*within, event.kind))
        self.doubtful.update(doubts)

    def _is_ours(self, uid: str, begins: datetime, ends: datetime) -> bool:
        hours = self.reader.ours.get(uid)
        if hours is None:
            return False
        return not hours or any(hour.start <= begins and ends <= hour.end for hour in hours)


def _sorted_out(events: Iterable[Event]) -> tuple[list[Event], list[list[Event]]]:
    """Return the events that come once, and the series, those that may take long last.

    Two events with one UID that are no changes of each other are two events, though the standard
    forbids it: some calendars are put together from others. Changes belong to each of them.
    """
    by_uid: dict[str, list[Event]] = {}
    for number, event in enumerate(events):
        by_uid.setdefault(event.uid or f"\n{number}", []).append(event)
    single: list[Event] = []
    series: list[list[Event]] = []
    for one in by_uid.values():
        changes = [event for event in one if event.instead_of is not None]
        cores = [event for event in one if event.instead_of is None]
        if not cores:
            series.append(changes)
        for core in cores:
            if core.repeats or changes:
                series.append([core, *changes])
            else:
                single.append(core)
    return single, sorted(series, key=_is_heavy)


def _is_heavy(series: list[Event]) -> bool:
    return any(rule.is_heavy for event in series for rule in event.rules)


def _said(counted: Counter[str]) -> tuple[SkippedEvents, ...]:
    return tuple(
        SkippedEvents(reason=reason, count=count) for reason, count in sorted(counted.items())
    )
