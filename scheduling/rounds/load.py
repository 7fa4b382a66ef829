"""How many interviews somebody counts as having had, so that newcomers are not flooded.

Whoever could not be booked for a while has had fewer interviews than the others, through no
merit or fault. A distribution that evens loads would give them all the next ones. So for that
while they count as having had as many as the others had on average.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from scheduling.model import MINUTES_PER_DAY, Person, TimeOff
from scheduling.timespan import Span

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is known of one interviewer in the time that counts."""

    person_id: int
    # The starts of all their interviews in it, past and booked.
    interviews: tuple[datetime, ...] = ()
    # The stretches of its past part in which they could not be booked; they share no time.
    away: tuple[Span, ...] = ()


def counted_loads(records: Iterable[Record]) -> dict[int, int]:
    """Return, by id, the interviews that each counts as having.

    Their own, and for each stretch away as many as the others had in it on average. An other
    who was away for part of it as well counts for the rest alone, but all of them together for
    one person at least. Halves are rounded up.
    """
    known = tuple(records)
    starts = sorted(start for record in known for start in record.interviews)
    return {
        record.person_id: len(record.interviews)
        # round() goes to the even number: 0.5 to 0, and 1.5 to 2.
        + int(sum(_missed(record, stretch, known, starts) for stretch in record.away) + 0.5)
        for record in known
    }


def away_of(
    person: Person, *, registered_at: datetime, time_off: Iterable[TimeOff], span: Span
) -> tuple[Span, ...]:
    """Return the stretches of a span in which the person could not be booked.

    Those are the time before they were registered, and their whole days off by their own
    clock; hours off within a day are not. Earliest first, touching ones joined.
    """
    days = sorted(day for entry in time_off for day in _whole_days(entry))
    stretches = [(_midnight(day, person), _midnight(day + _ONE_DAY, person)) for day in days]
    stretches.insert(0, (span.start, registered_at))
    joined: list[tuple[datetime, datetime]] = []
    for start, end in stretches:
        start, end = max(start, span.start), min(end, span.end)
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return tuple(Span(start=start, end=end) for start, end in joined)


def _missed(
    record: Record, stretch: Span, everybody: tuple[Record, ...], starts: list[datetime]
) -> float:
    """How many interviews each of the others had in a stretch, on average."""
    had = bisect_left(starts, stretch.end) - bisect_left(starts, stretch.start)
    had -= sum(stretch.start <= start < stretch.end for start in record.interviews)
    if had <= 0:
        return 0.0
    others = sum(_presence(other, stretch) for other in everybody if other is not record)
    return had / max(others, 1.0)


def _presence(record: Record, stretch: Span) -> float:
    """The part of a stretch in which somebody could be booked, from 0 to 1."""
    missed = sum(
        (min(away.end, stretch.end) - max(away.start, stretch.start)) / timedelta(hours=1)
        for away in record.away
        if away.overlaps(stretch)
    )
    return 1 - missed / ((stretch.end - stretch.start) / timedelta(hours=1))


def _whole_days(entry: TimeOff) -> Iterable[date]:
    # Time off that begins within a day is an absence of hours, and hardly keeps anybody from
    # being booked on the others.
    if entry.hours.start:
        return ()
    return (entry.day + n * _ONE_DAY for n in range(entry.hours.end // MINUTES_PER_DAY))


def _midnight(day: date, person: Person) -> datetime:
    return datetime.combine(day, time(), person.zone)
