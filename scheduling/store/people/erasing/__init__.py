"""Erasing somebody: nothing in the database tells any more who it was.

The row stays, under a number: interviews that were are still counted, and who met whom. What is
theirs alone goes; what tells of others too is kept without them.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Person
from scheduling.model.audit import Subject
from scheduling.model.names import name_key, sort_key
from scheduling.model.people import erased_name
from scheduling.store import audit, people
from scheduling.store.people import affected_people, rows
from scheduling.store.people.erasing import about_them, everywhere, own_rows
from scheduling.store.people.erasing.everywhere import Found
from scheduling.store.people.erasing.long_past import first_long_past, is_long_past
from scheduling.store.people.erasing.traces import Traces
from scheduling.store.people.name_keys import begins_with, stored_keys
from scheduling.store.schema.tables import Instant
from scheduling.store.schema.tables import person as table

__all__ = ["Found", "counted", "erase", "first_long_past", "is_long_past", "meant_by", "search"]

_STAYS = ("id", "role", "availability_version", "created_at", "removed_at", "merged_into")
"""Of a row; what else it has, also what a later version adds, is as if it had never been said."""
_NEVER_SAID = {
    column.name: None if column.nullable else False
    for column in table.columns
    if column.name not in _STAYS
}


def counted(session: Session, person_id: int) -> tuple[int, int]:
    """Return how many interviews stay without somebody's name, and how many messages to them have
    not been sent and will not be.
    """
    interview_ids = about_them.interviews_with(session, person_id)
    return len(interview_ids), own_rows.count_unsent(session, person_id)


def meant_by(session: Session, name: str) -> tuple[Person, ...]:
    """Return whom a name may mean, those taken out among them; as `people.named` does."""
    known = sa.or_(*(begins_with(key) for key in stored_keys(name) if key), sa.false())
    found = rows.all_where(session, known, table.c.merged_into.is_(None))
    return people.meant_by(name, found)


def search(session: Session, person: Person) -> Found:
    """Look through everything for what tells who somebody is; it takes a while, and only reads."""
    return everywhere.search(session, Traces.of(person, *_doubles(session, person)))


def erase(session: Session, person: Person, *, found: Found, now: datetime) -> Person:
    """Take out of every table what tells who somebody is, and return what is left of them.

    `found` is what `search` has found before; where they are known by something else since, all is
    looked through again.
    """
    doubles = _doubles(session, person)
    traces = Traces.of(person, *doubles)
    if found.traces != traces:
        found = everywhere.search(session, traces)
    interview_ids = about_them.interviews_with(session, person.id)
    # First of all: what follows finds less to look through.
    for each in (person, *doubles):
        own_rows.end(session, each)
    about_them.strip(session, traces, interview_ids=interview_ids)
    everywhere.strip(session, found)
    for double in doubles:
        _rewrite(session, double, now=now)
    _rewrite(session, person, now=now)
    audit.note(session, "erased", Subject.PERSON, person.id)
    (erased,) = rows.all_where(session, table.c.id == person.id)
    return erased


def _doubles(session: Session, person: Person) -> tuple[Person, ...]:
    """Rows of the same person, from when they were registered twice."""
    return rows.all_where(session, table.c.merged_into == person.id)


def _rewrite(session: Session, person: Person, *, now: datetime) -> None:
    name = erased_name(person.id)
    removed_at = sa.func.coalesce(table.c.removed_at, sa.literal(now, Instant))
    row = {
        **_NEVER_SAID,
        "name": name,
        "name_key": name_key(name),
        "sort_key": sort_key(name),
        "time_zone": "UTC",
        "removed_at": removed_at,
        "erased_at": now,
    }
    session.execute(sa.update(table).where(table.c.id == person.id).values(row))
    affected_people.note(session, [person.id])
