"""What people have said about their time, and what stood before, so that it can be undone."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.errors import AvailabilityChanged
from scheduling.model import (
    MINUTES_PER_DAY,
    Availability,
    AvailabilityWindow,
    Entry,
    TimeOff,
    WeeklyHours,
)
from scheduling.model.audit import Subject
from scheduling.store import audit
from scheduling.store.availability import rows
from scheduling.store.databases.among import AboutSome, among
from scheduling.store.people import affected_people
from scheduling.store.schema import tables
from scheduling.store.schema.tables import availability_window, time_off, weekly_hours
from scheduling.timespan import Span

_TOKEN_BYTES = 16
_ONE_DAY = timedelta(days=1)


def _of_some(table: sa.Table) -> AboutSome:
    """The entries of one kind of some people, in order."""
    when = table.c.weekday if table is tables.weekly_hours else table.c.day
    columns = (table.c.person_id, when, table.c.start_minute, table.c.end_minute, table.c.id)
    more = [table.c[name] for name in rows.MORE.get(table.name, ())]
    asked = sa.select(*columns, *more).order_by(*columns)
    return AboutSome(table.c.person_id, asked.where)


_ENTRIES = {table: _of_some(table) for table in (weekly_hours, availability_window, time_off)}
_VERSIONS = AboutSome(
    tables.person.c.id,
    sa.select(tables.person.c.id, tables.person.c.availability_version).where,
)

_E = TypeVar("_E", AvailabilityWindow, WeeklyHours, TimeOff)


def of(session: Session, person_ids: Iterable[int]) -> dict[int, Availability]:
    """Return everybody's availability by id, empty for those who gave none.

    Four queries, however many people.
    """
    ids = tuple(dict.fromkeys(person_ids))
    counted = versions(session, ids)
    found = _read(session, ids)
    return {id: replace(said, version=counted.get(id, 0)) for id, said in found.items()}


def around(session: Session, person_ids: Iterable[int], *, span: Span) -> dict[int, Availability]:
    """Return everybody's availability by id, as far as it matters for a span.

    What lies on other days is left out, in every time zone, and the versions are as well: this
    is to be computed with, never to be saved. Three queries, however many people.
    """
    # No zone is a whole day from UTC.
    first, last = span.start.date() - _ONE_DAY, span.end.date() + _ONE_DAY
    return _read(session, tuple(dict.fromkeys(person_ids)), days=(first, last))


def versions(session: Session, person_ids: Iterable[int]) -> dict[int, int]:
    """Return how often everybody's availability has been changed, by id."""
    asked = _VERSIONS.of(tuple(dict.fromkeys(person_ids)))
    return {row.id: row.availability_version for row in session.execute(*asked)}


def save(session: Session, availability: Availability, *, expected_version: int) -> Availability:
    """Write what differs from what is stored, and return it with ids and version.

    An entry with an id that is not stored (any more) is stored under a new one, so that old
    buttons never mean a new entry. Raises AvailabilityChanged when the stored version is not
    the expected one.
    """
    person_id = availability.person_id
    _count_up(session, person_id, expected_version)
    before = of(session, [person_id])[person_id]
    # Entry by entry, not all anew: an entry that stays keeps its id, which buttons carry.
    for table, old, new in (
        (tables.weekly_hours, before.weekly, availability.weekly),
        (tables.availability_window, before.windows, availability.windows),
        (tables.time_off, before.time_off, availability.time_off),
    ):
        _write(session, table, person_id, old=old, new=new)
    return of(session, [person_id])[person_id]


def remember(session: Session, *, before: Availability, version: int, now: datetime) -> str:
    """Keep what stood before the change to `version`, and return the token to undo it.

    What was kept of the person's earlier changes is forgotten.
    """
    table = tables.availability_change
    session.execute(
        # What was kept of earlier changes can't be undone any more, so it need not be kept.
        sa.delete(table).where(table.c.person_id == before.person_id, table.c.version < version)
    )
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    row = {
        "token": token,
        "person_id": before.person_id,
        "version": version,
        "stood": rows.as_json(before),
        "is_used": False,
        "created_at": now,
    }
    session.execute(sa.insert(table).values(row))
    return token


def recall(session: Session, token: str) -> Availability | None:
    """Return what stood before, once, and only while nothing else has changed since.

    Its version is the stored one, so it can be saved as it is. None for a token that is
    unknown, used, or of a change that others have followed.
    """
    table = tables.availability_change
    current = (
        sa.select(tables.person.c.availability_version)
        .where(tables.person.c.id == table.c.person_id)
        .scalar_subquery()
    )
    row = session.execute(
        # Marked as used and read in one statement, so that two clicks can't both undo.
        sa.update(table)
        .where(table.c.token == token, sa.not_(table.c.is_used), table.c.version == current)
        .values(is_used=True)
        .returning(table.c.person_id, table.c.version, table.c.stood)
    ).one_or_none()
    if row is None:
        return None
    return rows.from_json(row.stood, person_id=row.person_id, version=row.version)


def _read(
    session: Session, ids: tuple[int, ...], *, days: tuple[date, date] | None = None
) -> dict[int, Availability]:
    weekly = _entries(session, tables.weekly_hours, ids, rows.weekly_hours)
    windows = _entries(session, tables.availability_window, ids, rows.window, days=days)
    time_off = _entries(session, tables.time_off, ids, rows.time_off, days=days)
    return {
        person_id: Availability(
            person_id=person_id,
            weekly=tuple(weekly.get(person_id, ())),
            windows=tuple(windows.get(person_id, ())),
            time_off=tuple(time_off.get(person_id, ())),
        )
        for person_id in ids
    }


def _entries(
    session: Session,
    table: sa.Table,
    ids: tuple[int, ...],
    made: Callable[..., _E],
    *,
    days: tuple[date, date] | None = None,
) -> dict[int, list[_E]]:
    """Everybody's entries of one kind, sorted, for the days from the first to the last."""
    asked, some = _ENTRIES[table].of(ids)
    if days is not None:
        asked = asked.where(_touches(table, *days))
    found: dict[int, list[_E]] = {}
    for person_id, *columns_of_entry in session.execute(asked, some).all():
        found.setdefault(person_id, []).append(made(*columns_of_entry))
    return {person_id: sorted(entries) for person_id, entries in found.items()}


def _touches(table: sa.Table, first: date, last: date) -> sa.ColumnElement[bool]:
    begins_in_time = table.c.day <= last
    # How far an entry reaches beyond its day can't be asked in the words of every database.
    may_reach = sa.or_(table.c.day >= first, table.c.end_minute > MINUTES_PER_DAY)
    return sa.and_(begins_in_time, may_reach)


def _count_up(session: Session, person_id: int, expected_version: int) -> None:
    person = tables.person
    counted = session.execute(
        sa.update(person)
        .where(person.c.id == person_id, person.c.availability_version == expected_version)
        .values(availability_version=expected_version + 1)
        .returning(person.c.id)
    ).one_or_none()
    if counted is None:
        raise AvailabilityChanged
    affected_people.note(session, [person_id])
    audit.note(
        session,
        "changed",
        Subject.HOURS,
        person_id,
        before={"version": expected_version},
        after={"version": expected_version + 1},
    )


def _write(
    session: Session,
    table: sa.Table,
    person_id: int,
    *,
    old: tuple[Entry, ...],
    new: tuple[Entry, ...],
) -> None:
    stored = {entry.id: entry for entry in old}
    kept = {entry.id: entry for entry in new if entry.id in stored}
    gone = stored.keys() - kept.keys()
    if gone:
        session.execute(sa.delete(table).where(among(table.c.id, gone)))
    for entry_id, entry in kept.items():
        if entry != stored[entry_id]:
            changed = sa.update(table).where(table.c.id == entry_id)
            session.execute(changed.values(rows.columns(entry)))
    come = [entry for entry in new if entry.id not in stored]
    if come:
        added = [{"person_id": person_id, **rows.columns(entry)} for entry in come]
        session.execute(sa.insert(table).values(added))


_TABLES = {
    "AvailabilityWindow": availability_window,
    "WeeklyHours": weekly_hours,
    "TimeOff": time_off,
}


def owner_of(session: Session, key: str) -> int | None:
    """Return the id of the person whose entry has that `entry_key`."""
    kind, _, number = key.partition("-")
    table = _TABLES.get(kind)
    # The key comes back from a button, so anything may be in it.
    if table is None or not number.isdecimal():
        return None
    return session.scalar(sa.select(table.c.person_id).where(table.c.id == int(number)))
