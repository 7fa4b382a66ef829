"""Erasing candidates whose last interview is long past, one in a transaction."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from scheduling.model import Person
from scheduling.store import Store, people
from scheduling.store.people import erasing

IN_A_ROUND = 50
"""For each, all that there ever was is looked through: no round is to do that for hours."""


def erase_candidates(store: Store, *, kept_for: timedelta, now: datetime) -> Iterator[int]:
    """Erase candidates of whom nothing has been for so long, one with each step, 50 at most.

    It is counted from the hour of the last interview, held or cancelled; and from when they were
    registered, last gave hours or had a link that was good, where that is later. Yields 1 for
    each; between two steps no transaction is open. As long as there is nobody it only reads.
    """
    before, last = now - kept_for, 0
    for _ in range(IN_A_ROUND):
        person = _next(store, before=before, after=last)
        if person is None:
            return
        last = person.id
        yield _erased(store, person, before=before, now=now)


def _next(store: Store, *, before: datetime, after: int) -> Person | None:
    with store.reading() as session:
        person_id = erasing.first_long_past(session, before=before, after=after)
        return None if person_id is None else people.get(session, person_id)


def _erased(store: Store, person: Person, *, before: datetime, now: datetime) -> int:
    with store.reading() as session:
        found = erasing.search(session, person)
    with store.writing() as session:
        # Asked again in the turn to write: they may have been booked or renamed meanwhile.
        is_as_it_was = people.get(session, person.id) == person
        if not is_as_it_was or not erasing.is_long_past(session, person.id, before=before):
            return 0
        erasing.erase(session, person, found=found, now=now)
    return 1
