"""Hours that somebody has marked one by one, as the windows that give them."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduling.model import AvailabilityWindow, WallHours
from scheduling.timespan import HOUR, Span, as_instant

_MINUTE = timedelta(minutes=1)


def windows_from(starts: Iterable[datetime], *, time_zone: str) -> tuple[AvailabilityWindow, ...]:
    """Return what gives the hours from these starts on, by the clock of a zone.

    Hours that meet are one window. An hour that the clock shows twice that night is given twice.
    """
    zone = ZoneInfo(time_zone)
    return tuple(_window(run, zone) for run in _runs(starts))


def _runs(starts: Iterable[datetime]) -> Iterator[Span]:
    """Hours that meet, as one span each, earliest first."""
    run: Span | None = None
    for start in sorted(set(map(as_instant, starts))):
        if run is not None and start <= run.end:
            run = Span(start=run.start, end=start + HOUR)
            continue
        if run is not None:
            yield run
        run = Span(start=start, end=start + HOUR)
    if run is not None:
        yield run


def _window(run: Span, zone: ZoneInfo) -> AvailabilityWindow:
    first, last = (each.astimezone(zone).replace(tzinfo=None) for each in (run.start, run.end))
    midnight = datetime.combine(first.date(), time())
    start = (first - midnight) // _MINUTE
    # Within the hour that is set back, the clock shows no later time at its end.
    end = max((last - midnight) // _MINUTE, start + HOUR // _MINUTE)
    return AvailabilityWindow(day=first.date(), hours=WallHours(start=start, end=end))
