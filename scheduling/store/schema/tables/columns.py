"""What tables have in common: their names, and how instants and enumerations rest in them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa

from scheduling.timespan import as_instant

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

# A locale's collation would order names otherwise than SQLite and Python do.
SORTABLE = sa.String().with_variant(sa.String(collation="C"), "postgresql")


class Instant(sa.types.TypeDecorator[datetime]):
    """An instant: kept in UTC, given back aware, and refused without a time zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Return the instant in UTC. Raises ValueError when it has no time zone."""
        return None if value is None else as_instant(value)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Return the instant in UTC; SQLite keeps no zone, so it is put back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(column: str, values: Iterable[StrEnum], *, named: str = "") -> sa.CheckConstraint:
    """Return the check that a column has one of an enumeration's values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=named or f"{column}_known")


def id_column() -> sa.Column[int]:
    """Return the column of ids, each given out once.

    Its table needs `sqlite_autoincrement`.
    """
    # Ids stand in buttons and messages long after their row is gone, so SQLite must never give one
    # out again: hence AUTOINCREMENT throughout.
    return sa.Column("id", sa.Integer, primary_key=True)
