"""When the events of a series come: the rules, and what was changed, moved and left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import icalendar
from dateutil.rrule import rrulestr
from icalendar.prop import vDDDLists, vDDDTypes
from recurring_ical_events import CalendarQuery, ComponentsWithName, EventAdapter, Occurrence

from bot.calendars.events.event import ODD_EXCEPTION, ODD_RULE, Event
from bot.calendars.events.values import Moment
from scheduling.timespan import Span

MOST_OCCURRENCES = 3_000
"""In one window: every hour of sixteen weeks is 2,688, and nobody's appointments are more."""

# Days and floating times are found by what a clock shows, somewhere from UTC-12 to UTC+14.
_MARGIN = timedelta(days=1)
# The rules whose first day may be any of their days: only what can't depend on how many came
# before.
_MOVABLE = {"FREQ", "INTERVAL", "BYDAY", "WKST", "UNTIL"}
_MANY_DAYS = 100
_STEPS = {"DAILY": 1, "WEEKLY": 7}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


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
        if not any(one.is_onward for one in changes):
            core = _begun_later(core, window)
        core = _without_far_days(core, changes, window)
    events = [*([core] if core else []), *changes]
    found = _query(events).between(window.start - _MARGIN, window.end + _MARGIN)
    if len(found) > MOST_OCCURRENCES:
        raise TooManyOccurrences
    for one in found:
        occurring = _occurring(one, events[one.place])
        yield occurring
        if (again := _second_time(occurring)) is not None:
            yield again


def without_rules(series: Sequence[Event]) -> list[Event]:
    """Return the series with its first time alone, where its rules make no sense together."""
    return [
        replace(one, rules=(), exception_rules=(), doubts=(*one.doubts, ODD_RULE))
        if one.rules
        else one
        for one in series
    ]


class _Adapter(EventAdapter):  # type: ignore[misc]  # the library has no types
    """An event for the library that says which of ours it is."""

    @property
    def place(self) -> int:
        return int(self._component["X-PLACE"])


class _Found(Occurrence):  # type: ignore[misc]
    """An occurrence that stays as it is: to copy a component for each costs more than all else."""

    def as_component(self, keep_recurrence_attributes: bool) -> "_Found":
        return self

    @property
    def place(self) -> int:
        return int(self._adapter.place)


def _occurring(found: _Found, event: Event) -> Occurring:
    length = found.end - found.start
    # An RDATE may have a length of its own.
    exact = event.exact if length == event.shown else length
    return Occurring(start=found.start, end=found.end, exact=exact, event=event)


def _query(events: Sequence[Event]) -> Any:
    calendar = icalendar.Calendar()
    for place, event in enumerate(events):
        calendar.add_component(_component(event, place))
    wanted = ComponentsWithName("VEVENT", adapter=_Adapter, occurrence=_Found)
    return CalendarQuery(calendar, components=[wanted])


def _component(event: Event, place: int) -> icalendar.Event:
    component = icalendar.Event()
    # One series is looked at at a time, whatever its events are called.
    component["UID"] = "series"
    component["X-PLACE"] = place
    component["DTSTART"] = vDDDTypes(event.start)
    component["DTEND"] = vDDDTypes(event.end)
    component["SEQUENCE"] = event.sequence
    if event.rules:
        component["RRULE"] = [icalendar.vRecur.from_ical(rule) for rule in event.rules]
    if event.extra:
        component["RDATE"] = vDDDLists(list(event.extra))
    if event.exceptions:
        component["EXDATE"] = vDDDLists(list(event.exceptions))
    if event.instead_of is not None:
        component["RECURRENCE-ID"] = vDDDTypes(event.instead_of)
        if event.is_onward:
            component["RECURRENCE-ID"].params["RANGE"] = "THISANDFUTURE"
    return component


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
            repeats = rrulestr(rule, dtstart=start)
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
    first = _date(window.start) - abs(core.exact) - 2 * _MARGIN
    last = _date(window.end) + 2 * _MARGIN
    changed = {one.instead_of for one in changes}
    return replace(
        core,
        extra=tuple(
            one for one in core.extra if isinstance(one, tuple) or first <= _date(one) <= last
        ),
        exceptions=tuple(
            one for one in core.exceptions if first <= _date(one) <= last or one in changed
        ),
    )


def _around(window: Span, core: Event, *, is_aware: bool) -> tuple[datetime, datetime]:
    """Return between which times of a clock an event may begin that reaches into the window."""
    length = abs(core.exact) + _MARGIN
    first, last = window.start - length, window.end + _MARGIN
    return (first, last) if is_aware else (first.replace(tzinfo=None), last.replace(tzinfo=None))


def _begun_later(core: Event, window: Span) -> Event:
    """Return a series by days or weeks as if it had begun shortly before the window.

    It comes at the same times in it. The library counts from the first day on, which takes a third
    of all the time for people who have had the same meetings for years.
    """
    rule = icalendar.vRecur.from_ical(core.rules[0]) if len(core.rules) == 1 else None
    if rule is None or not set(rule) <= _MOVABLE or rule["FREQ"][0] not in _STEPS:
        return core
    interval = rule.get("INTERVAL", [1])[0]
    days = [str(one) for one in rule.get("BYDAY", ())]
    # The first day counts even where the rule leaves it out, and another would count as well.
    if interval < 1 or (days and _WEEKDAYS[core.start.weekday()] not in days):
        return core
    # Numbered days ("the first Monday") mean nothing here, and who knows what was meant.
    if any(day not in _WEEKDAYS for day in days) or not _has_one_clock(core):
        return core
    step = timedelta(days=interval * _STEPS[rule["FREQ"][0]])
    gap = _date(window.start) - _date(core.start) - abs(core.exact) - 3 * _MARGIN
    moved = step * (gap // step)
    if moved <= timedelta(0):
        return core
    return replace(core, start=core.start + moved, end=core.end + moved)


def _has_one_clock(event: Event) -> bool:
    """Tell whether start and end are of one zone: only then both can be moved alike."""
    return getattr(event.start, "tzinfo", None) is getattr(event.end, "tzinfo", None)


def _date(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _second_time(one: Occurring) -> Occurring | None:
    """Return the same time of the clock an hour later, in the night in which it comes twice.

    An event of every hour comes at both; the library knows one.
    """
    start = one.start
    if not isinstance(start, datetime) or start.tzinfo is None or start.fold:
        return None
    if not any("FREQ=HOURLY" in rule for rule in one.event.rules):
        return None
    again = start.replace(fold=1)
    if again.utcoffset() == start.utcoffset():
        return None
    return replace(one, start=again, end=again + (one.end - start))
