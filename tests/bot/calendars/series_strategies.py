"""Series of events as a calendar may have them, for a reading to be held to the library's."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from calendar_builders import hours
from hypothesis import strategies as st

from bot.calendars.events import series
from bot.calendars.events.budget import Budget
from bot.calendars.events.counting import starts_of
from bot.calendars.events.event import Event, event_of
from bot.calendars.events.series import Occurring
from bot.calendars.events.values import Moment
from bot.calendars.events.zones import Zones
from scheduling.timespan import Span

# With the nights in autumn in it, on which clocks go back on either side of the Atlantic.
WINDOW = hours("2026-10-20 00:00", "2027-02-23 00:00")
FORMAT = "%Y%m%dT%H%M%S"
MIDDLE = datetime.fromisoformat("2026-11-01T00:00")
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")

Found = Counter[tuple[str, str, timedelta, str]]
"""From when to when, how long by the second hand, and by which event."""


def event(*lines: str) -> Event:
    return event_of("\n".join(lines), zones=Zones((), budget=Budget(seconds=9), defined={}))


def by_the_library(events: Sequence[Event], window: Span = WINDOW) -> Found:
    """What the library alone makes of a series, and of its changes, each named by a time."""
    core = next((one for one in events if one.instead_of is None), None)
    whole = series._Series([series._Adapter(series._aligned(one, core)) for one in events])
    return _counted(one.occurring() for one in whole.between(window.start, window.end))


def near(found: Iterable[Occurring], window: Span = WINDOW) -> Found:
    """Those of some times that the library would call in the window."""
    return _counted(
        one
        for one in found
        if series._Found(series._Adapter(one.event), one.start, one.end).is_in_span(
            window.start, window.end
        )
    )


def starting(core: Event, starts: Iterable[Moment]) -> list[Occurring]:
    """A series at each of some times."""
    return [Occurring(start=at, end=at + core.shown, exact=core.exact, event=core) for at in starts]


def _counted(found: Iterable[Occurring]) -> Found:
    return Counter((str(one.start), str(one.end), one.exact, one.event.uid) for one in found)


@st.composite
def rules(draw: st.DrawFn, start: datetime) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "YEARLY"]))
    rule = f"FREQ={frequency}"
    if draw(st.booleans()):
        # Not each seven days: on Mondays only, that may never come, and the library never ends.
        rule += f";INTERVAL={draw(st.integers(1, 6))}"
    own = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[start.weekday()]
    more = draw(st.sampled_from(["", "", "days", "number", "day", "month", "both"]))
    if more == "days":
        others = draw(st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])))
        rule += ";BYDAY=" + ",".join(sorted(others | {own}))
    elif more == "number" and frequency == "MONTHLY":
        rule += f";BYDAY={draw(st.sampled_from([(start.day + 6) // 7, 1, -1, -2, 5]))}{own}"
    if more in ("day", "both") and frequency in ("MONTHLY", "YEARLY"):
        rule += f";BYMONTHDAY={start.day}"
    if more in ("month", "both") and frequency == "YEARLY":
        rule += f";BYMONTH={start.month}"
    return rule + draw(st.sampled_from(["", f";WKST={draw(st.sampled_from(['MO', 'SU']))}"]))


@st.composite
def cores(draw: st.DrawFn) -> Event:
    start = MIDDLE + timedelta(minutes=15 * draw(st.integers(-1500 * 96, 60 * 96)))
    kind = draw(st.sampled_from(["instant", "instant", "floating", "utc", "day"]))
    zone, z = draw(st.sampled_from(ZONES)), "Z" if kind == "utc" else ""
    head = {"instant": f";TZID={zone}:", "floating": ":", "utc": ":", "day": ";VALUE=DATE:"}[kind]

    def written(at: datetime) -> str:
        return head + (f"{at:%Y%m%d}" if kind == "day" else f"{at:{FORMAT}}{z}")

    rule = draw(rules(start))
    # When it would come next to the end, or somewhere.
    around = start.replace(year=2026, month=12, day=draw(st.integers(1, 28)))
    end = draw(st.sampled_from(["", "COUNT", "UNTIL"]))
    if end == "COUNT":
        rule += f";COUNT={draw(st.integers(1, 500))}"
    elif end == "UNTIL":
        shape = {"day": "%Y%m%d", "floating": FORMAT}.get(kind, f"{FORMAT}Z")
        rule += f";UNTIL={around + timedelta(minutes=draw(st.sampled_from([-60, 0, 60]))):{shape}}"
    length = draw(st.sampled_from([1, 4, 6, 96, 200, 1000])) * timedelta(minutes=15)
    lasts = (
        f"P{-(-length // timedelta(days=1))}D"
        if kind == "day"
        else f"PT{length.seconds // 60 + length.days * 1440}M"
    )
    left_out = [
        around + timedelta(days=draw(st.integers(-30, 30)), minutes=draw(st.sampled_from([0, 30])))
        for _ in range(draw(st.integers(0, 3)))
    ]
    lines = [f"EXDATE{written(one)}" for one in left_out]
    if left_out and draw(st.booleans()):
        lines.append(f"EXDATE;VALUE=DATE:{left_out[0]:%Y%m%d}")
    return event(f"DTSTART{written(start)}", f"DURATION:{lasts}", f"RRULE:{rule}", *lines)


@st.composite
def with_changes(draw: st.DrawFn) -> list[Event]:
    """A series, and changes to some of its times, or to times that it does not have."""
    core = draw(cores())
    starts = starts_of(core, WINDOW) or [core.start]
    some = st.sampled_from(starts)
    if core.exceptions:
        some |= st.sampled_from(core.exceptions)
    changes = [draw(changes_to(core, draw(some), f"change {n}")) for n in range(draw(NUMBERS))]
    return draw(st.permutations([core, *changes]))


NUMBERS = st.integers(1, 5)
_MOVES = st.sampled_from([-90, -7, -1, 0, 0, 0, 1, 7, 90]).map(lambda days: timedelta(days=days))


@st.composite
def changes_to(draw: st.DrawFn, core: Event, at: Moment, uid: str) -> Event:
    named, moved = at + draw(_MOVES), draw(_MOVES)
    if isinstance(at, datetime):
        moved += timedelta(minutes=draw(st.sampled_from([-60, 0, 0, 30, 60])))
        named += timedelta(minutes=draw(st.sampled_from([0, 0, 0, 60])))
        if at.tzinfo and draw(st.booleans()):
            named = named.astimezone(UTC)
    start, length = at + moved, core.shown * draw(st.sampled_from([1, 1, 2]))
    return replace(
        core,
        uid=uid,
        start=start,
        end=start + length,
        exact=length,
        rules=(),
        exceptions=(),
        instead_of=named,
        sequence=draw(st.integers(-1, 1)),
    )
