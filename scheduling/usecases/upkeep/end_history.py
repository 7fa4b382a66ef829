"""Ending what is over: it is taken away after a while, so that a database does not grow for ever.

Interviews stay, with their panels, and so does who did what for as long as that is kept: from them
it is known who had how many, who has met whom, and who changed what.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduling.store import Store, api_requests, rounds
from scheduling.store.availability import past as past_hours
from scheduling.store.interviews import past as past_interviews
from scheduling.store.messages import ended
from scheduling.store.people import in_order

AT_ONCE = 100
"""Messages, or past hours of a kind, that end in one transaction: nobody waits long for theirs."""
_INTERVIEWS_AT_ONCE = 10
"""Each takes a dozen quarters of an hour of its people's time."""
_PEOPLE_AT_ONCE = 20
_ROUNDS_AT_ONCE = 20
"""Of plans, each of which may be large."""
_REQUESTS_KEPT_FOR = timedelta(hours=24)
"""As long as a program may send the same request again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFor:
    """How long what is over stays, from its last change or its end on."""

    # Messages, and rounds of the distribution.
    messages: timedelta = timedelta(days=90)
    # Hours, what could be undone in them, and the time that interviews took.
    past_hours: timedelta = timedelta(days=90)


def end_history(store: Store, *, kept_for: KeptFor, now: datetime) -> Iterator[int]:
    """End all that has been over for so long, a little with each step.

    Yields how much a transaction has taken away; between two steps none is open. As long as there
    is nothing to end it only reads.
    """
    yield from _end_messages(store, before=now - kept_for.messages)
    yield from _end_rounds(store, before=now - kept_for.messages)
    yield from _end_requests(store, before=now - _REQUESTS_KEPT_FOR)
    yield from _end_past(store, before=now - kept_for.past_hours)


def _end_messages(store: Store, *, before: datetime) -> Iterator[int]:
    while _old_messages(store, before):
        with store.writing() as session:
            # Asked again in the turn to write: one may have been planned anew.
            ids = ended.old(session, before=before, limit=AT_ONCE)
            count = ended.end(session, ids)
        yield count


def _old_messages(store: Store, before: datetime) -> bool:
    with store.reading() as session:
        return bool(ended.old(session, before=before, limit=1))


def _end_rounds(store: Store, *, before: datetime) -> Iterator[int]:
    while _old_rounds(store, before):
        with store.writing() as session:
            ids = rounds.old(session, before=before, limit=_ROUNDS_AT_ONCE)
            rounds.end_old(session, ids)
        yield len(ids)


def _old_rounds(store: Store, before: datetime) -> bool:
    with store.reading() as session:
        return bool(rounds.old(session, before=before, limit=1))


def _end_requests(store: Store, *, before: datetime) -> Iterator[int]:
    with store.reading() as session:
        if not api_requests.has_older(session, than=before):
            return
    with store.writing() as session:
        api_requests.forget_older(session, than=before)
    yield 1


def _end_past(store: Store, *, before: datetime) -> Iterator[int]:
    """Go through everybody, a page at a time: what is past is found by whose it is."""
    last = 0
    while ids := _next_people(store, last):
        last = ids[-1]
        while _has_past(store, ids, before):
            with store.writing() as session:
                count = past_hours.end(session, ids, before=before, limit=AT_ONCE)
                count += past_interviews.end(session, ids, before=before, limit=_INTERVIEWS_AT_ONCE)
            yield count


def _next_people(store: Store, last: int) -> range:
    with store.reading() as session:
        return in_order.after(session, last, limit=_PEOPLE_AT_ONCE)


def _has_past(store: Store, ids: range, before: datetime) -> bool:
    with store.reading() as session:
        hours = past_hours.old(session, ids, before=before, limit=AT_ONCE)
        return bool(hours) or past_interviews.is_left(session, ids, before=before)
