"""How the bot is doing, as far as the database tells."""

from datetime import datetime

from scheduling.errors import DatabaseReadOnly
from scheduling.results import DeliveryStatus
from scheduling.store import Store
from scheduling.store.health import heartbeat, metrics
from scheduling.store.messages import pause


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


def counts_of(store: Store) -> tuple[dict[tuple[str, str], int], dict[str, int]]:
    """Return how many messages (by kind and state) and interviews (by state) there are.

    It reads every message there is, so it is for now and then.
    """
    with store.reading() as session:
        return metrics.messages(session), metrics.interviews(session)
