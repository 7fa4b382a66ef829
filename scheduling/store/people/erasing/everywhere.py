"""Going through every text of every table, so that no column is forgotten, not even a later one.

To look through all that there ever was takes a while, so it is done beforehand, while others
write; what was found is then gone through row by row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.names import name_key
from scheduling.store.databases.among import among
from scheduling.store.people.erasing.traces import Traces
from scheduling.store.schema.tables import (
    api_request,
    audit,
    metadata,
    person,
    settings_in_force,
)

WORDS_OF_OURS = frozenset(
    {
        "action",
        "channel",
        "dedupe_key",
        "kind",
        "owner",
        "purpose",
        "receipt",
        "state",
        "subject",
        "through",
        "token_hash",
        "uid",
    }
)
"""Columns, in whatever table, that hold ids and words of ours: nothing that people have said."""

Rows = Mapping[sa.Table, tuple[tuple[Any, ...], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where something stands."""

    # What was looked for,
    traces: Traces
    # and the primary keys of the rows in which it stands, by table.
    rows: Rows


_LEFT_AS_THEY_ARE = (
    # Their own row is written anew, and all others are other people.
    person,
    # What whoever runs the bot has written into its settings is theirs to change.
    settings_in_force,
)


def search(session: Session, traces: Traces) -> Found:
    """Return where an address, a Slack id and a name stand, as far as they mean one person.

    A name of one word, or of two people, is looked for in answers alone, which are kept for a day.
    """
    elsewhere = traces if _is_one_persons(session, traces) else traces.unmistakable
    rows = {
        table: _found(session, table, _looked_for(table, traces, elsewhere))
        for table in metadata.sorted_tables
        if table not in _LEFT_AS_THEY_ARE
    }
    return Found(traces=traces, rows=rows)


def strip(session: Session, found: Found) -> None:
    """Take them out again where they were found, and out of what was answered since."""
    traces = found.traces
    _number_audit(session, traces, found.rows.get(audit, ()))
    elsewhere = traces if _is_one_persons(session, traces) else traces.unmistakable
    for table, keys in found.rows.items():
        used = _looked_for(table, traces, elsewhere)
        # Answers are few, and one may have been kept meanwhile.
        rows = _found(session, table, used) if table is api_request else keys
        for key in rows:
            _strip_row(session, table, key, used)


def _looked_for(table: sa.Table, traces: Traces, elsewhere: Traces) -> Traces:
    return traces if table is api_request else elsewhere


def _is_one_persons(session: Session, traces: Traces) -> bool:
    if any(len(name.split()) == 1 for name in traces.names):
        return False
    keys = [name_key(name) for name in traces.names]
    theirs = person.c.id, sa.func.coalesce(person.c.merged_into, -1)
    same = among(person.c.name_key, keys), *(column != traces.person_id for column in theirs)
    return session.scalar(sa.select(sa.exists().where(*same))) is False


def _number_audit(session: Session, traces: Traces, keys: tuple[tuple[Any, ...], ...]) -> None:
    """What they did before they were registered stays on record as theirs, by number.

    Nothing else of the audit is ever changed.
    """
    for key in keys:
        theirs = _is_row(audit, key), among(audit.c.slack_user_id, traces.slack_user_ids)
        numbered = {"slack_user_id": None, "person_id": traces.person_id}
        session.execute(sa.update(audit).where(*theirs).values(numbered))


def _found(session: Session, table: sa.Table, traces: Traces) -> tuple[tuple[Any, ...], ...]:
    texts = [_as_text(column) for column in _texts_of(table)]
    if not texts or not traces.said:
        return ()
    whole = reduce(lambda one, other: one.concat(_BETWEEN).concat(other), texts)
    # What is found is compared again, sign by sign: this finds too much at most.
    each = [whole.icontains(part, autoescape=True) for part in traces.parts]
    asked = sa.select(*table.primary_key).where(sa.or_(*each))
    return tuple(tuple(row) for row in session.execute(asked))


def _strip_row(session: Session, table: sa.Table, key: tuple[Any, ...], traces: Traces) -> None:
    this = _is_row(table, key)
    texts = tuple(_texts_of(table))
    row = session.execute(sa.select(*texts).where(this)).one_or_none()
    if row is None:
        return
    kept = row._mapping
    changed = {
        column.name: value
        for column in texts
        if (value := traces.without(kept[column])) != kept[column]
    }
    if changed.keys() & {column.name for column in table.primary_key}:
        # A row that is found by who they are is theirs.
        session.execute(sa.delete(table).where(this))
    elif changed:
        session.execute(sa.update(table).where(this).values(changed))


def _is_row(table: sa.Table, key: tuple[Any, ...]) -> sa.ColumnElement[bool]:
    columns = zip(table.primary_key, key, strict=True)
    return sa.and_(*(column == value for column, value in columns))


def _texts_of(table: sa.Table) -> Iterator[sa.Column[Any]]:
    return (
        column
        for column in table.columns
        if isinstance(column.type, sa.String | sa.JSON) and column.name not in WORDS_OF_OURS
    )


def _as_text(column: sa.Column[Any]) -> sa.ColumnElement[str]:
    return sa.func.coalesce(sa.cast(column, sa.Text), "")


_BETWEEN = "\n"
"""So that nothing is found that begins in one column and ends in the next."""
