"""Copying a whole database into another that is empty, of the same kind or not."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any

import sqlalchemy as sa

from scheduling.errors import CopyDiffers, TargetNotEmpty
from scheduling.store.schema.tables import metadata

_AT_A_TIME = 1000


def copy(source: sa.Connection, target: sa.Connection) -> dict[str, int]:
    """Copy the rows of every table, and return how many there were, by table.

    Left out are tables that can be of one database alone. Both have their tables already. Ids
    stay as they are, and none that was ever given out on the one is given out again on the
    other. Raises TargetNotEmpty before anything is copied, and CopyDiffers when not all has
    arrived; then the caller undoes what was.
    """
    tables = [each for each in metadata.sorted_tables if each.info.get("is_copied", True)]
    if full := [table.name for table in tables if _count(target, table)]:
        raise TargetNotEmpty(tables=", ".join(sorted(full)))
    for table in tables:
        _copy_rows(source, target, table)
    # An id given out again would turn an old button into one for somebody else's interview.
    _keep_ids_unique(source, target, [table for table in tables if _numbers_its_rows(table)])
    counts = {table.name: _count(source, table) for table in tables}
    if lost := [table.name for table in tables if _count(target, table) != counts[table.name]]:
        raise CopyDiffers(tables=", ".join(sorted(lost)))
    return counts


def _copy_rows(source: sa.Connection, target: sa.Connection, table: sa.Table) -> None:
    # By key, so that a row comes after the one of the same table that it points at.
    rows = source.execute(sa.select(table).order_by(*table.primary_key)).mappings()
    for alike in _alike(_given(row) for row in rows):
        target.execute(sa.insert(table), alike)


def _given(row: sa.RowMapping) -> dict[str, Any]:
    # Nothing in a JSON column would be copied as JSON's own null; left out, it is none at all.
    return {name: value for name, value in row.items() if value is not None}


def _alike(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The rows in their order, in lists whose rows all have the same columns."""
    for _, run in groupby(rows, key=list):
        while some := list(islice(run, _AT_A_TIME)):
            yield some


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def _numbers_its_rows(table: sa.Table) -> bool:
    return bool(table.dialect_options["sqlite"]["autoincrement"])


def _keep_ids_unique(
    source: sa.Connection, target: sa.Connection, numbered: Iterable[sa.Table]
) -> None:
    for table in numbered:
        if last := _last_id(source, table):
            _begin_after(target, table, last)


def _last_id(connection: sa.Connection, table: sa.Table) -> int:
    """The highest id that was ever given out, also when its row is gone; 0 when there is none."""
    if _is_sqlite(connection):
        asked = "SELECT seq FROM sqlite_sequence WHERE name = :table"
    else:
        asked = "SELECT pg_sequence_last_value(pg_get_serial_sequence(:table, 'id')::regclass)"
    return connection.scalar(sa.text(asked), {"table": table.name}) or 0


def _begin_after(connection: sa.Connection, table: sa.Table, last: int) -> None:
    named = {"table": table.name, "last": last}
    if _is_sqlite(connection):
        connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :table"), named)
        connection.execute(sa.text("INSERT INTO sqlite_sequence VALUES (:table, :last)"), named)
    else:
        # Inserting rows with their ids does not move a sequence, and the next row would meet an
        # id in use.
        numbers = "SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)"
        connection.execute(sa.text(numbers), named)


def _is_sqlite(connection: sa.Connection) -> bool:
    return connection.dialect.name == "sqlite"
