"""How the bot is doing, as far as the database tells."""

from datetime import datetime

from scheduling.answers import Condition
from scheduling.store import Store, figures


def condition_of(store: Store, *, now: datetime) -> Condition:
    """This will return what waits to be sent, since when, and whether sending is paused."""
    with store.reading() as session:
        pause = figures.pause(session, now=now)
        due, oldest_due = figures.due(session, now=now)
        return Condition(
            paused_until=pause and pause[0],
            pause_reason=pause[1] if pause else "",
            due=due,
            oldest_due=oldest_due,
        )


def counts_of(store: Store) -> tuple[dict[tuple[str, str], int], dict[str, int]]:
    """This will return how many messages (by kind and state) and interviews (by state) there are.

    It reads every message there is, so it is for now and then.
    """
    with store.reading() as session:
        return figures.messages(session), figures.interviews(session)
