"""Twelve weeks of hours to mark, as a table for each week.

All of them are one form: what is marked in one week is not lost when another is opened, and only
the open one has tab stops. A box is named by its day and its hour (`aria-labelledby`), which is
half as long as a label in each, and says more than "10:00".
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from bot.web.candidate.words import day_heading, hour_words
from languages.catalogue import gettext
from languages.days import days_between
from scheduling.timespan import Horizon, Span, TimeStyle, instant_of, tick_at, written_in
from scheduling.zones import on_the_hour

WEEKS = 12
_FIRST_HOUR, _LAST_HOUR = 8, 19
"""Interviews hardly begin earlier or later; who wants to may see all hours."""
_WORKING_DAYS = 5
"""Of a week; where people work on others, they open theirs."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a grid depends on, but for what is marked in it."""

    time_zone: str
    # Interviews begin on the hours of this clock.
    workspace_zone: str
    # Hours that begin before this tick are over.
    first_tick: int
    style: TimeStyle
    # Whether all hours of the day are in it, or those alone at which people work.
    is_whole_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week as HTML, with gaps for the marks."""

    title: str
    # Which of its boxes is for an hour, counted from 0, by the tick at which that begins.
    boxes: dict[int, int]
    # What stands before, between and after the ends of boxes: one more than there are of them.
    pieces: tuple[str, ...]
    # Whether there is more of it than a weekend.
    has_working_days: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWeek:
    """A week as it is shown."""

    title: str
    # How many of its hours are marked.
    marked: int
    html: Markup
    is_open: bool


def shape_at(
    now: datetime, *, time_zone: str, workspace_zone: str, style: TimeStyle, is_whole_day: bool
) -> Shape:
    """Return the shape of a grid at an instant; it is the same for a quarter of an hour."""
    return Shape(
        time_zone=time_zone,
        workspace_zone=workspace_zone,
        first_tick=tick_at(now) + 1,
        style=style,
        is_whole_day=is_whole_day,
    )


# The same for all candidates of a zone, and made once a quarter of an hour.
@lru_cache(maxsize=64)
def weeks_of(shape: Shape) -> tuple[Week, ...]:
    """Return the weeks of a grid that have hours to mark, the one that goes on first."""
    zone = ZoneInfo(shape.time_zone)
    today = instant_of(shape.first_tick).astimezone(zone).date()
    monday = today - today.weekday() * _ONE_DAY
    with written_in(shape.style):
        weeks = [_week(monday + number * 7 * _ONE_DAY, shape, zone) for number in range(WEEKS)]
    return tuple(week for week in weeks if week.boxes)


def marked_in(weeks: Iterable[Week], *, given: int, horizon: Horizon) -> frozenset[int]:
    """Return the ticks of the boxes whose hour is given whole; `given` are bits of the horizon."""
    halves = given & given >> 1
    starts = set(horizon.ticks(halves & halves >> 2))
    return frozenset().union(*(starts & week.boxes.keys() for week in weeks))


def shown_weeks(weeks: tuple[Week, ...], marked: frozenset[int]) -> Iterator[ShownWeek]:
    """Yield the weeks with what is marked in them; open is the first with a working day left."""
    is_open = next((week for week in weeks if week.has_working_days), None)
    for week in weeks:
        ends, theirs = [">"] * len(week.boxes), marked & week.boxes.keys()
        for tick in theirs:
            ends[week.boxes[tick]] = " checked>"
        html = "".join(map("".join, zip(week.pieces, [*ends, ""], strict=True)))
        yield ShownWeek(
            title=week.title, marked=len(theirs), html=Markup(html), is_open=week is is_open
        )


def _week(monday: date, shape: Shape, zone: ZoneInfo) -> Week:
    days = [monday + place * _ONE_DAY for place in range(7)]
    by_hour: defaultdict[time, dict[date, int]] = defaultdict(dict)
    for tick in _hours(days, shape, zone):
        local = instant_of(tick).astimezone(zone)
        # An hour that the clock shows twice that night is in the table once: it is given twice.
        by_hour[local.time()].setdefault(local.date(), tick)
    name = f"w{monday:%m%d}"
    head = "".join(
        f"<th scope=col id={name}d{place}>{_heading(day)}" for place, day in enumerate(days)
    )
    starts_at = escape(gettext("Starts at"))
    text, pieces, ticks = (
        f"<thead><tr><td><span class=quiet>{starts_at}</span>{head}<tbody>",
        [],
        [],
    )
    for row, hour in enumerate(sorted(by_hour)):
        text += f"<tr><th scope=row id={name}h{row}>{escape(hour_words(hour))}"
        at = by_hour[hour]
        for place, day in enumerate(days):
            begins = at.get(day)
            if begins is None:
                text += "<td>"
                continue
            label = f'"{name}d{place} {name}h{row}"'
            pieces.append(
                f"{text}<td><input type=checkbox name=h value={begins} aria-labelledby={label}"
            )
            ticks.append(begins)
            text = ""
    return Week(
        title=days_between(days[0], days[-1]),
        boxes={tick: place for place, tick in enumerate(ticks)},
        pieces=(*pieces, text),
        has_working_days=any(day in at for at in by_hour.values() for day in days[:_WORKING_DAYS]),
    )


def _hours(days: list[date], shape: Shape, zone: ZoneInfo) -> Iterator[int]:
    start, end = (datetime.combine(day, time(), zone) for day in (days[0], days[-1] + _ONE_DAY))
    horizon = Horizon.covering(Span(start=start, end=end))
    for instant in horizon.starts(on_the_hour(horizon, workspace_zone=shape.workspace_zone)):
        at_work = _FIRST_HOUR <= instant.astimezone(zone).hour <= _LAST_HOUR
        if tick_at(instant) >= shape.first_tick and (at_work or shape.is_whole_day):
            yield tick_at(instant)


def _heading(day: date) -> str:
    """A day above its column; where there is little room, its month is only heard."""
    name, first, last = day_heading(day)
    month, number = f"<i>{escape(first)}</i>", f"{escape(last)}"
    if first.isdigit():
        month, number = f"<i>{escape(last)}</i>", f"{escape(first)}"
        return f"<span>{escape(name)}</span> <b>{number} {month}</b>"
    return f"<span>{escape(name)}</span> <b>{month} {number}</b>"
