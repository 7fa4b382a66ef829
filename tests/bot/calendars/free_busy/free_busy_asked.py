"""Whom servers are asked for when they are busy, and what is to come of that."""

from datetime import UTC, datetime, timedelta

from bot.calendars.sources.colleagues import ColleagueAsked
from bot.calendars.sources.source import Found
from scheduling.availability.calendars import Reader
from scheduling.timespan import HOUR, Span

MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
DAY, WEEKS = timedelta(days=1), timedelta(weeks=18)
ANA, BEN = "ana@acme.example", "ben@acme.example"


def asked(
    address: str | None = ANA,
    *,
    start: datetime = MONDAY,
    length: timedelta = WEEKS,
    our_hours: tuple[Span, ...] = (),
    previous: str | None = None,
) -> ColleagueAsked:
    """Somebody of whom it is asked."""
    return ColleagueAsked(
        reader=Reader(
            zone="America/New_York",
            window=Span(start=start, end=start + length),
            addresses=frozenset({address} if address else ()),
            our_hours=our_hours,
        ),
        previous=previous,
    )


def busy(outcome: object) -> list[Span]:
    """When somebody is busy by what came."""
    assert isinstance(outcome, Found), outcome
    return [block.span for block in outcome.reading.blocks]


def at(day: int, hour: int, *, lasts: timedelta = HOUR) -> tuple[datetime, datetime]:
    """Some hours, on a day from that Monday on."""
    start = MONDAY + day * DAY + hour * HOUR
    return start, start + lasts


def span(day: int, hour: int, *, lasts: timedelta = HOUR) -> Span:
    """The same, as it is read."""
    start, end = at(day, hour, lasts=lasts)
    return Span(start=start, end=end)
