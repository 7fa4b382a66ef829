"""How a database would answer what it was asked: which tables it would read from end to end."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from scheduling.store import Store

GROWING = frozenset({
    "audit", "availability_window", "busy",
    "distribution_round", "interview", "interview_revision", "message", "panel",
    "round_interview", "time_off",
})  # fmt: skip
"""Tables that have a row for whatever has happened. Declines and conflicts are few."""
SMALL = frozenset({
    "ix_message_pending", "ix_message_expiring", "ix_message_held", "ix_message_unknown",
    "ix_person_coordinates", "ix_person_departing",
})  # fmt: skip
"""Indexes of the few rows that are open, or of the few people who coordinate."""
_ASKS = re.compile(r"(SELECT|INSERT|UPDATE|DELETE|WITH)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A statement as the driver was given it."""

    statement: str
    parameters: Any

    @property
    def words(self) -> str:
        """The statement on one line."""
        return " ".join(self.statement.split())

    @property
    def is_read(self) -> bool:
        """Whether it reads tables, and changes none."""
        return self.statement.startswith("SELECT") and " FROM " in self.words


@contextmanager
def asked() -> Iterator[list[Asked]]:
    """Every statement that any database is given meanwhile, each text once."""
    seen: dict[str, Asked] = {}
    given: list[Asked] = []

    def note(
        _c: object, _cursor: object, statement: str, parameters: Any, _x: object, _many: object
    ) -> None:
        # Of many rows that go in with one statement, the first stands for all.
        one = parameters[0] if isinstance(parameters, list) else parameters
        if seen.setdefault(statement, Asked(statement=statement, parameters=one)) not in given:
            given.append(seen[statement])

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield given
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


def read_through(store: Store, given: Asked, *, tables: frozenset[str] = GROWING) -> frozenset[str]:
    """Which of the tables the database would read from end to end, or an index of theirs.

    Not one that holds open messages alone, nor for a page of what an index has in its order.
    """
    if not _ASKS.match(given.words) or _is_page(given.words):
        return frozenset()
    with store.reading() as session:
        connection = session.connection()
        if connection.dialect.name == "sqlite":
            plan = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {given.statement}", given.parameters
            )
            found = set(_scanned_by_sqlite([row[3] for row in plan]))
        else:
            plan = connection.exec_driver_sql(
                f"EXPLAIN (FORMAT JSON) {given.statement}", given.parameters
            )
            found = set(_scanned_by_postgresql(plan.scalar_one()[0]["Plan"], below=""))
    return frozenset(found & tables)


def rows_looked_at(store: Store, given: Asked) -> float:
    """How many rows PostgreSQL looks at to answer: those that it then leaves out count too."""
    with store.reading() as session:
        asked = f"EXPLAIN (ANALYZE, FORMAT JSON) {given.statement}"
        plan = session.connection().exec_driver_sql(asked, given.parameters)
        return sum(_looked_at(plan.scalar_one()[0]["Plan"]))


def _looked_at(node: dict[str, Any]) -> Iterator[float]:
    if node["Node Type"].endswith("Scan"):
        kept_and_left_out = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
        yield kept_and_left_out * node["Actual Loops"]
    for child in node.get("Plans", ()):
        yield from _looked_at(child)


def _is_page(statement: str) -> bool:
    return " LIMIT " in statement and "WHERE" not in statement


def _scanned_by_sqlite(lines: list[str]) -> Iterator[str]:
    for line in lines:
        words = line.split()
        # So: SCAN message USING COVERING INDEX ix_message_due_at.
        if words[0] == "SCAN" and words[-1] not in SMALL:
            yield words[1]


def _scanned_by_postgresql(node: dict[str, Any], *, below: str) -> Iterator[str]:
    kind, index = node["Node Type"], node.get("Index Name")
    is_first = below == "Limit" and "Filter" not in node
    by_index = index is not None and ("Index Cond" in node or index in SMALL or is_first)
    if kind.endswith("Scan") and not by_index and kind != "Bitmap Heap Scan":
        yield node.get("Relation Name", "")
    for child in node.get("Plans", ()):
        yield from _scanned_by_postgresql(child, below=kind)
