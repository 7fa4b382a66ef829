"""When the events of a series come: the rules, and what was changed, moved and left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple

from dateutil.rrule import rrulestr
from icalendar.prop import vDDDTypes
from recurring_ical_events import EventAdapter, Occurrence, Series
from recurring_ical_events.util import to_recurrence_ids

from bot.calendars.events.counting import (
    begun_later,
    changes_in,
    starts_of,
    without_changed,
)
from bot.calendars.events.event import ODD_EXCEPTION, ODD_RULE, Event
from bot.calendars.events.values import Moment, date_of
from scheduling.timespan import Span

MOST_OCCURRENCES = 3_000
"""In one window: every hour of sixteen weeks is 2,688, and nobody's appointments are more."""

# Days and floating times are found by what a clock shows, somewhere from UTC-12 to UTC+14.
_MARGIN = timedelta(days=1)
_DAY = timedelta(days=1)
_MANY_DAYS = 100


class TooManyOccurrences(Exception):
    """A series comes more often than anybody could be somewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurring:
    """One time at which an event comes, still as the calendar says it."""

    start: Moment
    end: Moment
    exact: timedelta
    event: Event


def once(event: Event) -> Occurring:
    """Return the one time at which an event comes that does not repeat."""
    return Occurring(start=event.start, end=event.end, exact=event.exact, event=event)


def occurrences(series: Sequence[Event], window: Span) -> Iterator[Occurring]:
    """Yield all that comes near the window of one series: an event, and the changes to it.

    Raises TooManyOccurrences. Takes as long as the rules make it take, for some of them for ever.
    """
    core = next((one for one in series if one.instead_of is None), None)
    changes = [_aligned(one, core) for one in series if one.instead_of is not None]
    if core is not None:
        core = _left_out(core, window)
        core = _without_far_days(core, changes, window)
    if (plain := counted(core, changes, window)) is not None:
        yield from plain
        return
    if core is not None and not any(one.is_onward for one in changes):
        core = _begun_later(core, window)
    events = [*([core] if core else []), *changes]
    found = list(
        _Series([_Adapter(one) for one in events]).between(
            window.start - _MARGIN, window.end + _MARGIN
        )
    )
    if len(found) > MOST_OCCURRENCES:
        raise TooManyOccurrences
    for one in found:
        occurring = one.occurring()
        yield occurring
        if (again := _second_time(occurring)) is not None:
            yield again


def counted(core: Event | None, changes: Sequence[Event], window: Span) -> list[Occurring] | None:
    """Return what comes near the window where it can be counted, and None where it can't."""
    changed = changes_in(core, changes, window)
    if changed is None:
        return None
    found = [once(one) for one in changed]
    if core is not None:
        starts = starts_of(without_changed(core, changes), window)
        if starts is None:
            return None
        if len(starts) + len(found) > MOST_OCCURRENCES:
            raise TooManyOccurrences
        length, exact = core.shown, core.exact
        found += (
            Occurring(start=start, end=start + length, exact=exact, event=core) for start in starts
        )
    return found


def without_rules(series: Sequence[Event]) -> list[Event]:
    """Return the series with its first time alone, where its rules make no sense together."""
    return [
        replace(one, rules=(), exception_rules=(), doubts=(*one.doubts, ODD_RULE))
        if one.rules
        else one
        for one in series
    ]


class _Value(NamedTuple):
    """A date or a time, as the library asks for it."""

    dt: Moment
    params: Mapping[str, str] = MappingProxyType({})


class _Adapter(EventAdapter):  # type: ignore[misc]  # the library has no types
    """An event of ours for the library, without a component of icalendar: to build one, and to read
    it again, costs more than to work out when it comes.
    """

    def __init__(self, event: Event) -> None:
        said: dict[str, object] = {
            # One series is looked at at a time, whatever its events are called.
            "UID": "series",
            "DTSTART": _Value(event.start),
            "DTEND": _Value(event.end),
            "SEQUENCE": event.sequence,
        }
        if event.rules:
            # Only whether there are any is asked.
            said["RRULE"] = event.rules
        if event.instead_of is not None:
            params = {"RANGE": "THISANDFUTURE"} if event.is_onward else {}
            said["RECURRENCE-ID"] = _Value(event.instead_of, params)
        super().__init__(said)
        self.event = event

    @property
    def rrules(self) -> set[str]:
        return {rule.text for rule in self.event.rules}

    @property
    def exdates(self) -> list[Moment]:
        return list(self.event.exceptions)

    @property
    def rdates(self) -> list[object]:
        # A period is checked, and its end may be a length.
        return [
            vDDDTypes(one).dt if isinstance(one, tuple) else one  # type: ignore[arg-type]
            for one in self.event.extra
        ]


class _Found(Occurrence):  # type: ignore[misc]
    """An occurrence that stays as it is: to copy a component for each costs more than all else."""

    def occurring(self) -> Occurring:
        event: Event = self._adapter.event
        length = self.end - self.start
        # An RDATE may have a length of its own.
        exact = event.exact if length == event.shown else length
        return Occurring(start=self.start, end=self.end, exact=exact, event=event)

    def is_in_span(self, span_start: datetime, span_stop: datetime) -> bool:
        """Tell whether it takes time in a span: at once where all four are instants."""
        start, end = self.start, self.end
        if isinstance(start, datetime) and start.tzinfo and end.tzinfo and start < end:
            return bool(start < span_stop and span_start < end)
        return bool(super().is_in_span(span_start, span_stop))


class _Series(Series):  # type: ignore[misc]
    occurrence = _Found

    def between(self, span_start: datetime, span_stop: datetime) -> Iterator[_Found]:
        """Yield what comes in a span.

        The library asks of each time by which of the changes it is replaced; nearly all series
        have none.
        """
        rules = self.recurrence
        if self.modifications or rules.replace_ends:
            yield from super().between(span_start, span_stop)
            return
        length, near = rules.core.duration, self._days_near_left_out()
        seen: set[datetime] = set()
        for start in self.rrule_between(span_start, span_stop):
            if start in seen or (start.date() in near and self._is_left_out(start)):
                continue
            seen.add(start)
            found: _Found = rules.as_occurrence(start, start + length, _Found, rules.core)
            if found.is_in_span(span_start, span_stop):
                yield found

    def _days_near_left_out(self) -> set[date]:
        """Return the days of what is left out, and those beside them: zones differ by a day."""
        days = {date_of(one) for one in self.recurrence.exdates}
        return {day + by for day in days for by in (-_DAY, timedelta(0), _DAY)}

    def _is_left_out(self, start: datetime) -> bool:
        rules = self.recurrence
        return start.date() in rules.check_exdates_date or not (
            rules.check_exdates_datetime.isdisjoint(to_recurrence_ids(start))
        )


def _aligned(change: Event, core: Event | None) -> Event:
    """Return a change that names a day with the time that the series has on that day.

    The library takes the two for different events, and gives both.
    """
    day = change.instead_of
    if core is None or isinstance(day, datetime) or day is None:
        return change
    if not isinstance(core.start, datetime):
        return change
    return replace(change, instead_of=datetime.combine(day, core.start.timetz()))


def _left_out(core: Event, window: Span) -> Event:
    """Return the event with what its EXRULEs leave out as days of their own.

    The standard has given them up and the library ignores them; calendars still have them.
    """
    if not core.exception_rules:
        return core
    start = core.start
    days: list[Moment] = []
    doubts: list[str] = []
    for rule in core.exception_rules:
        try:
            repeats = rrulestr(rule.text, dtstart=start)
            around = _around(window, core, is_aware=getattr(start, "tzinfo", None) is not None)
            days += [
                one if isinstance(start, datetime) else one.date()
                for one in repeats.between(*around, inc=True)
            ]
        except ValueError:
            doubts.append(ODD_EXCEPTION)
    return replace(core, exceptions=(*core.exceptions, *days), doubts=(*core.doubts, *doubts))


def _without_far_days(core: Event, changes: Sequence[Event], window: Span) -> Event:
    """Return a series without the single days that are far from the window: some list thousands."""
    if len(core.extra) + len(core.exceptions) < _MANY_DAYS:
        return core
    first = date_of(window.start) - core.longest - 2 * _MARGIN
    last = date_of(window.end) + 2 * _MARGIN
    changed = {one.instead_of for one in changes}
    return replace(
        core,
        extra=tuple(
            one for one in core.extra if isinstance(one, tuple) or first <= date_of(one) <= last
        ),
        exceptions=tuple(
            one for one in core.exceptions if first <= date_of(one) <= last or one in changed
        ),
    )


def _around(window: Span, core: Event, *, is_aware: bool) -> tuple[datetime, datetime]:
    """Return between which times of a clock an event may begin that reaches into the window."""
    length = core.longest + _MARGIN
    first, last = window.start - length, window.end + _MARGIN
    return (first, last) if is_aware else (first.replace(tzinfo=None), last.replace(tzinfo=None))


def _begun_later(core: Event, window: Span) -> Event:
    """Return a series by days or weeks as if it had begun shortly before the window.

    It comes at the same times in it. The library counts from the first day on, which takes a third
    of all the time for people who have had the same meetings for years.
    """
    moved = begun_later(core, window)
    return replace(core, start=core.start + moved, end=core.end + moved) if moved else core


def _second_time(one: Occurring) -> Occurring | None:
    """Return the same time of the clock an hour later, in the night in which it comes twice.

    An event of every hour comes at both; the library knows one.
    """
    start = one.start
    if not isinstance(start, datetime) or start.tzinfo is None or start.fold:
        return None
    if not any("FREQ=HOURLY" in rule.text for rule in one.event.rules):
        return None
    again = start.replace(fold=1)
    if again.utcoffset() == start.utcoffset():
        return None
    return replace(one, start=again, end=again + (one.end - start))
