"""Keeping everybody's hours worked out ahead, as the weeks pass and time zones are changed."""

from datetime import datetime

from scheduling.availability.tzdata import tzdata_version
from scheduling.model import Person
from scheduling.steps import hours
from scheduling.store import Session, Store, availability_cache

_AT_ONCE = 50
"""People worked out in one transaction, so that other changes wait for milliseconds only."""


def refresh_cache(store: Store, *, now: datetime) -> int:
    """Work out the hours of whoever has none for this week, and return how many.

    That is everybody when a week has passed or a new tz database was installed. As long as
    nobody lacks theirs it only reads.
    """
    count = done = 0
    # Each is done once: what could not be kept, for whatever reason, is left for the next round.
    while _lacks_some(store, now, after=done):
        with store.writing() as session:
            # Asked again in the turn to write: another bot may have done some since.
            who = _lacking(session, now, after=done)
            hours.refresh_cache(session, who, now=now)
        count += len(who)
        done = max((person.id for person in who), default=done)
    return count


def _lacks_some(store: Store, now: datetime, *, after: int) -> bool:
    with store.reading() as session:
        return bool(_lacking(session, now, after=after))


def _lacking(session: Session, now: datetime, *, after: int) -> tuple[Person, ...]:
    start = hours.kept_horizon(now).first_tick
    return availability_cache.missing(
        session,
        horizon_start=start,
        tzdata_version=tzdata_version(),
        after=after,
        limit=_AT_ONCE,
    )
