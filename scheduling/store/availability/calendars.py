"""The calendars that people have connected, and when these make them busy."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.audit import Subject
from scheduling.model.calendars import (
    USUALLY_COUNTED,
    AllDayEvents,
    Calendar,
    CountedEvents,
    SourceKind,
)
from scheduling.store import audit
from scheduling.store.databases.among import among
from scheduling.store.people import affected_people
from scheduling.store.schema.tables import calendar, calendar_busy, person

Sealing = Callable[[int], bytes]
"""Seals an account for the calendar with an id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBusy:
    """When one calendar makes its owner busy, packed, and what of it counts."""

    person_id: int
    packed: bytes
    counted: CountedEvents


def add(
    session: Session,
    *,
    person_id: int,
    source: SourceKind,
    host: str,
    sealing: Sealing,
    counted: CountedEvents = USUALLY_COUNTED,
    now: datetime,
) -> Calendar:
    """Keep a new calendar, to be read at once; nothing of it counts before that."""
    row = {
        "person_id": person_id,
        **columns_of(source),
        "host": host,
        # Sealed for the id that the row is given here, so that it opens in no other row.
        "account": b"",
        "created_at": now,
        "due_at": now,
    }
    made = session.execute(sa.insert(calendar).values(row).returning(calendar.c.id)).scalar_one()
    session.execute(sa.update(calendar).where(calendar.c.id == made).values(account=sealing(made)))
    kept = {"calendar_id": made, "person_id": person_id, **_choice(counted)}
    session.execute(sa.insert(calendar_busy).values(kept))
    facts = {"calendar": made, "source": source.value}
    affected_people.note(session, [person_id])
    audit.note(session, "calendar connected", Subject.HOURS, person_id, after=facts)
    found = get(session, made)
    assert found is not None  # written in the lines above
    return found


def columns_of(source: SourceKind) -> dict[str, str | None]:
    """Return a source as it is kept: to bots of earlier versions, one that is newer is some
    address.
    """
    if source.is_signed_in:
        return {"source": SourceKind.ADDRESS.value, "signed_in": source.value}
    return {"source": source.value, "signed_in": None}


def of(session: Session, person_ids: Iterable[int]) -> dict[int, tuple[Calendar, ...]]:
    """Return everybody's calendars by the id of their owner, the oldest first."""
    ids = tuple(dict.fromkeys(person_ids))
    found: dict[int, list[Calendar]] = {person_id: [] for person_id in ids}
    asked = _asked().where(among(calendar.c.person_id, ids)).order_by(calendar.c.id)
    for row in session.execute(asked):
        found[row.person_id].append(_calendar(row._mapping))
    return {person_id: tuple(theirs) for person_id, theirs in found.items()}


def stale(
    session: Session, person_ids: Iterable[int] | None, *, since: datetime
) -> dict[int, tuple[datetime | None, bool]]:
    """Return whose calendars have not been read since then, by the id of the person.

    Nor have those that were read for somebody whom their owner is no more, in another time zone.
    None stands for everybody there is. With that, when the one was last read that was read longest
    ago, and whether what is known of all of these still counts.
    """
    # Without a zone as well before the first time.
    is_old = sa.or_(calendar.c.zone.is_(None), calendar.c.read_at < since)
    # Put together there: where no calendar can be read, these are all of them.
    asked = (
        sa.select(
            calendar.c.person_id,
            sa.func.min(calendar.c.read_at),
            sa.func.count(),
            sa.func.count(calendar.c.read_at),
            sa.func.count(calendar_busy.c.busy),
        )
        .join(calendar_busy, calendar_busy.c.calendar_id == calendar.c.id)
        .where(is_old)
        .group_by(calendar.c.person_id)
    )
    if person_ids is not None:
        asked = asked.where(among(calendar.c.person_id, person_ids))
    return {
        person_id: (oldest if read == count else None, known == count)
        for person_id, oldest, count, read, known in session.execute(asked).all()
    }


def failing(session: Session, *, since: datetime) -> tuple[Calendar, ...]:
    """Return the calendars that can't be read since then or before, of all who are here.

    Those that have been silent for longest come first.
    """
    is_here = sa.exists().where(
        person.c.id == calendar.c.person_id,
        person.c.deactivated_at.is_(None),
        person.c.removed_at.is_(None),
    )
    # What is failing since then was read before that: there is an index of when.
    was_read = sa.or_(calendar.c.read_at.is_(None), calendar.c.read_at <= since)
    asked = _asked().where(calendar.c.failing_since <= since, was_read, is_here)
    found = session.execute(asked.order_by(calendar.c.failing_since, calendar.c.id))
    return tuple(_calendar(row._mapping) for row in found)


def get(session: Session, calendar_id: int) -> Calendar | None:
    """Return a calendar, or None."""
    return next(iter(by_ids(session, [calendar_id])), None)


def by_ids(session: Session, calendar_ids: Iterable[int]) -> tuple[Calendar, ...]:
    """Return those of some calendars that are there, by id."""
    asked = _asked().where(among(calendar.c.id, calendar_ids)).order_by(calendar.c.id)
    return tuple(_calendar(row._mapping) for row in session.execute(asked))


def choose(session: Session, kept: Calendar, counted: CountedEvents) -> None:
    """Have other events of a calendar count."""
    table = calendar_busy
    changed = sa.update(table).where(table.c.calendar_id == kept.id).values(_choice(counted))
    session.execute(changed)
    affected_people.note(session, [kept.person_id])
    audit.note(
        session,
        "calendar choice changed",
        Subject.HOURS,
        kept.person_id,
        before={"calendar": kept.id, **_choice(kept.counted)},
        after={"calendar": kept.id, **_choice(counted)},
    )


def remove(session: Session, kept: Calendar) -> None:
    """Forget a calendar and all that is known of it."""
    # By its own statement, so that its trigger runs on every database.
    table = calendar_busy
    session.execute(sa.delete(table).where(table.c.calendar_id == kept.id))
    session.execute(sa.delete(calendar).where(calendar.c.id == kept.id))
    affected_people.note(session, [kept.person_id])
    facts = {"calendar": kept.id}
    audit.note(session, "calendar disconnected", Subject.HOURS, kept.person_id, before=facts)


def busy(session: Session, person_ids: Iterable[int]) -> tuple[KeptBusy, ...]:
    """Return when people's calendars make them busy, in one query."""
    table = calendar_busy
    asked = (
        sa.select(table.c.person_id, table.c.busy, table.c.tentative, table.c.all_day)
        .where(among(table.c.person_id, dict.fromkeys(person_ids)))
        .where(table.c.busy.is_not(None))
    )
    return tuple(
        KeptBusy(person_id=person_id, packed=packed, counted=_counted(tentative, all_day))
        for person_id, packed, tentative, all_day in session.execute(asked).all()
    )


def busy_in(session: Session, calendar_ids: Iterable[int]) -> dict[int, KeptBusy]:
    """Return when calendars make their owners busy, by the id of the calendar.

    Those of which nobody knows are left out.
    """
    table = calendar_busy
    asked = (
        sa.select(*table.c)
        .where(among(table.c.calendar_id, calendar_ids))
        .where(table.c.busy.is_not(None))
    )
    return {
        row.calendar_id: KeptBusy(
            person_id=row.person_id,
            packed=row.busy,
            counted=_counted(row.tentative, row.all_day),
        )
        for row in session.execute(asked)
    }


def keep_busy(session: Session, kept: Calendar, packed: bytes | None) -> None:
    """Have a calendar make its owner busy then, or not at all; the same again writes nothing."""
    table = calendar_busy
    session.execute(
        sa.update(table)
        .where(table.c.calendar_id == kept.id, table.c.busy.is_distinct_from(packed))
        .values(busy=packed)
    )


_COUNTED = {
    (tentative, each.value): CountedEvents(tentative=tentative, all_day=each)
    for tentative in (False, True)
    for each in AllDayEvents
}


def _counted(tentative: bool, all_day: str) -> CountedEvents:
    return _COUNTED[tentative, all_day]


def _choice(counted: CountedEvents) -> dict[str, Any]:
    return {"tentative": counted.tentative, "all_day": counted.all_day.value}


_SHOWN = (
    "id",
    "person_id",
    "host",
    "read_at",
    "zone",
    "failing_since",
    "failure",
    "free_all_day",
    "skipped",
)


def _asked() -> sa.Select[Any]:
    table = calendar_busy
    return sa.select(
        *(calendar.c[name] for name in _SHOWN),
        calendar.c.source,
        calendar.c.signed_in,
        table.c.tentative,
        table.c.all_day,
    ).join(table, table.c.calendar_id == calendar.c.id)


def _calendar(row: sa.RowMapping) -> Calendar:
    return Calendar(
        **{name: row[name] for name in _SHOWN},
        source=SourceKind(row["signed_in"] or row["source"]),
        counted=_counted(row["tentative"], row["all_day"]),
    )
