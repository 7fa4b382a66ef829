"""People as rows, and rows as people."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Person, Role
from scheduling.model.names import name_key, sort_key
from scheduling.store.databases.among import AboutSome
from scheduling.store.people import outcomes, rights
from scheduling.store.schema.tables import person as table
from scheduling.timespan import Clock

SHOWN = (
    table.c.id,
    table.c.name,
    table.c.role,
    table.c.time_zone,
    table.c.email,
    table.c.slack_user_id,
    table.c.locale,
    table.c.clock,
    table.c.own_locale,
    table.c.deactivated_at,
    table.c.departure_is_held,
    table.c.removed_at,
    table.c.merged_into,
    table.c.outcome,
    table.c.erased_at,
    *rights.COLUMNS,
)
_NAMES = tuple(column.name for column in SHOWN)
_BY_NAME = (table.c.name_key, table.c.id)
_WITH_ID, _WITH_SLACK_ID = (
    AboutSome(column, lambda these: sa.select(*SHOWN).where(these))
    for column in (table.c.id, table.c.slack_user_id)
)
_MOST_KEPT = 16_384


def columns_of(person: Person) -> dict[str, object]:
    """Return all of a person that is neither availability nor a right, by column."""
    return {
        "name": person.name,
        "name_key": name_key(person.name),
        "sort_key": sort_key(person.name),
        "role": person.role and person.role.value,
        "time_zone": person.time_zone,
        "email": person.email,
        "email_key": person.email and person.email.casefold(),
        "slack_user_id": person.slack_user_id,
        "locale": person.locale,
        "clock": person.clock and person.clock.value,
        "own_locale": person.own_locale,
    }


def with_slack_id(session: Session, slack_user_id: str) -> Person | None:
    """Return the person whom the workspace knows by that id, be they registered still or not."""
    row = session.execute(*_WITH_SLACK_ID.of([slack_user_id])).one_or_none()
    return None if row is None else person_of(tuple(row))


def all_where(
    session: Session,
    *conditions: sa.ColumnElement[bool],
    skip: int | None = None,
    limit: int | None = None,
) -> tuple[Person, ...]:
    """Return everybody of whom all of it is so, by name."""
    chosen = sa.select(*SHOWN).where(*conditions).order_by(*_BY_NAME).offset(skip).limit(limit)
    return tuple(person_of(tuple(row)) for row in session.execute(chosen))


def rows_with_ids(session: Session, ids: Iterable[int]) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the rows with some ids, in no order."""
    return session.execute(*_WITH_ID.of(ids)).all()


@lru_cache(_MOST_KEPT)
def person_of(row: tuple[Any, ...]) -> Person:
    """Return the person of a row with `SHOWN`: one value for as long as the row is the same."""
    shown = dict(zip(_NAMES, row, strict=True))
    held = rights.of_row(shown)
    return Person(
        id=shown["id"],
        name=shown["name"],
        role=shown["role"] and Role(shown["role"]),
        time_zone=shown["time_zone"],
        is_coordinator=held.is_coordinator,
        email=shown["email"],
        slack_user_id=shown["slack_user_id"],
        locale=shown["locale"],
        clock=shown["clock"] and Clock(shown["clock"]),
        own_locale=shown["own_locale"],
        rights=held,
        is_deactivated=shown["deactivated_at"] is not None,
        departure_is_held=shown["departure_is_held"],
        is_removed=shown["removed_at"] is not None,
        outcome=outcomes.read(shown["outcome"]),
        is_erased=shown["erased_at"] is not None,
    )
