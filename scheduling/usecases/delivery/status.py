"""How the bot is doing, as far as the database tells."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from scheduling.errors import DatabaseReadOnly
from scheduling.results import DeliveryStatus
from scheduling.store import Store
from scheduling.store.databases import clock
from scheduling.store.health import heartbeat, metrics
from scheduling.store.messages import outbox
from scheduling.store.messages.delivery import pause


def delivery_status_of(store: Store, *, now: datetime) -> DeliveryStatus:
    """Return what waits to be sent, since when, and which channels are paused."""
    with store.reading() as session:
        due, oldest_due = metrics.due(session, now=now)
        return DeliveryStatus(
            pauses=pause.all_standing(session, now=now), due=due, oldest_due=oldest_due
        )


def prove_writable(store: Store, *, now: datetime) -> None:
    """Commit a write and read it back.

    Raises DatabaseReadOnly when it is not there, and whatever writing and reading raise.
    """
    with store.writing() as session:
        written = heartbeat.beat(session, now=now)
    with store.reading() as session:
        # Not equal: another bot on the same database may have beaten since.
        if heartbeat.beats(session) < written:
            raise DatabaseReadOnly(detail="what was written is not there")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many messages were over (by kind and state) and interviews had begun (by state) then."""

    at: datetime
    messages: Counter[tuple[str, str]]
    interviews: Counter[str]


def tally_of(store: Store, *, now: datetime) -> Tally:
    """Count what is over by now. It reads all that is kept, so it is for now and then."""
    with store.reading() as session:
        return Tally(
            at=now,
            messages=metrics.over(session, before=now),
            interviews=metrics.interviews(session, before=now),
        )


def counts_of(store: Store, *, tally: Tally) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Return how many messages (by kind and state) and interviews (by state) there are and were.

    What was over at the time of the tally is taken from it, and only the rest is counted: one that
    was planned anew since then counts twice until the next tally.
    """
    with store.reading() as session:
        return (
            tally.messages + metrics.not_over(session, before=tally.at),
            tally.interviews + metrics.interviews(session, since=tally.at),
        )


def next_due(store: Store, *, now: datetime) -> datetime | None:
    """Return when the next message of those still to come is due, if there is any."""
    with store.reading() as session:
        return outbox.next_due(session, now=now)


def now_of(store: Store) -> datetime | None:
    """Return what the database's own clock says; None where it goes by ours."""
    with store.reading() as session:
        return clock.now_of(session)
