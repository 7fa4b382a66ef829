"""Series whose times can be counted: so far apart, with none but some left out.

Such are nearly all that people have, also where some times were changed: then a time is left out,
and the change stands by itself. The library asks of each time anew by which rule it comes and what
might stand in its place, which takes ten times as long. What is not plain here stays with it, and
the tests hold what is to its answers.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.calendars.events.event import Event
from bot.calendars.events.paces import DayPace, MonthPace, pace_of
from bot.calendars.events.values import Moment, date_of
from scheduling.timespan import Span

_DAY = timedelta(days=1)
# Before and after a window, whatever clock a calendar goes by: what comes there is cut off later.
_MARGIN = 3 * _DAY


def begun_later(event: Event, window: Span) -> timedelta:
    """Return by how much later a series may begin and come at the same times in a window."""
    pace = _pace_of(event)
    # What ends after so many times has to be counted from the first.
    if not isinstance(pace, DayPace) or pace.count is not None:
        return timedelta(0)
    return pace.passed(event.start, _first_day(event, window))


def starts_of(event: Event, window: Span) -> list[Moment] | None:
    """Return when a series begins, each time that it comes near a window, in order.

    None where that is not plain. What is near, but not in the window, may be left out.
    """
    pace = _pace_of(event)
    if pace is None or not pace.can_be_counted or event.extra or not event.start < event.end:
        return None
    until, kind = event.rules[0].parts.get("UNTIL", [None])[0], _kind(event.start)
    if until is not None and (_kind(until) != kind or pace.count is not None):
        return None
    if not all(_kind(one) in ("day", kind) for one in event.exceptions):
        return None
    first, last = _first_day(event, window), date_of(window.end) + _MARGIN
    found = pace.between(event.start, first, last)
    while until is not None and found and found[-1] > until:
        found.pop()
    return _without(found, event.exceptions) if event.exceptions else found


def without_changed(core: Event, changes: Sequence[Event]) -> Event:
    """Return a series without the times that are changed."""
    changed = (one.instead_of for one in changes)
    left_out = (*core.exceptions, *(each for each in changed if each is not None))
    return replace(core, exceptions=left_out) if changes else core


def changes_in(core: Event | None, changes: Sequence[Event], window: Span) -> list[Event] | None:
    """Return which changes to single times of a series hold and come near a window, in order.

    Of several to one time it is that of the highest sequence. None where that is not plain.
    """
    holding: dict[datetime, Event] = {}
    for one in changes:
        named = one.instead_of
        is_plain = not (one.is_onward or one.rules) and one.start < one.end
        if named is None or not is_plain or (core and _kind(named) != _kind(core.start)):
            return None
        for name in _names_of(named):
            if name not in holding or one.sequence > holding[name].sequence:
                holding[name] = one
    # What is changed and left out as well is for the library to say.
    left_out = core.exceptions if core is not None else ()
    if not holding.keys().isdisjoint(name for one in left_out for name in _names_of(one)):
        return None
    hold = {id(one) for one in holding.values()}
    first, last = date_of(window.start) - _MARGIN, date_of(window.end) + _MARGIN
    return [
        one
        for one in changes
        if id(one) in hold and date_of(one.start) <= last and first <= date_of(one.end)
    ]


def _pace_of(event: Event) -> DayPace | MonthPace | None:
    # Only where start and end are of one zone, both can be moved alike.
    has_one_clock = getattr(event.start, "tzinfo", None) is getattr(event.end, "tzinfo", None)
    if len(event.rules) != 1 or not has_one_clock:
        return None
    return pace_of(event.rules[0].parts, event.start)


def _first_day(event: Event, window: Span) -> date:
    return date_of(window.start) - event.longest - _MARGIN


def _without(starts: Sequence[Moment], exceptions: Sequence[Moment]) -> list[Moment]:
    """Return what is not left out: by its day, or by its time in its own zone or in UTC."""
    days = {one for one in exceptions if not isinstance(one, datetime)}
    times = {name for one in exceptions for name in _names_of(one)}
    # Whatever zones two times are of, their days are the same or one beside the other.
    near = {date_of(one) + by for one in exceptions for by in (-_DAY, timedelta(0), _DAY)}
    return [
        start
        for start in starts
        if (day := date_of(start)) not in near
        or (day not in days and times.isdisjoint(_names_of(start)))
    ]


def _names_of(moment: Moment) -> tuple[datetime, ...]:
    """Return by which times, without a zone, the library knows a moment."""
    if not isinstance(moment, datetime):
        return (datetime.combine(moment, time()),)
    if moment.tzinfo is None:
        return (moment,)
    return moment.astimezone(UTC).replace(tzinfo=None), moment.replace(tzinfo=None)


def _kind(moment: Moment) -> str:
    if not isinstance(moment, datetime):
        return "day"
    return "instant" if moment.tzinfo else "floating"
