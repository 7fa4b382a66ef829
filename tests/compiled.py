"""What one store has made of a statement, all stores of the tests have.

SQLAlchemy turns each statement into text once for an engine, and keeps that. A bot has one engine;
the tests open thousands, and would spend a fifth of their time on making the same texts.
"""

from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

_KEPT: LRUCache[Any, Any] = LRUCache(5_000)


class _Alike:
    """A dialect that is the same as any other of its class: texts are kept for each dialect."""

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def engine_created(cls, engine: sa.Engine) -> None:
        """Have an engine keep its texts where all do."""
        engine.update_execution_options(compiled_cache=_KEPT)


class SQLite(_Alike, SQLiteDialect_pysqlite):
    """SQLite, as SQLAlchemy knows it."""

    supports_statement_cache: ClassVar[bool] = True


class PostgreSQL(_Alike, PGDialect_psycopg):
    """PostgreSQL, likewise."""

    supports_statement_cache: ClassVar[bool] = True


def share() -> None:
    """Have all engines that are made from now on keep their texts together."""
    registry.register("sqlite", __name__, SQLite.__name__)
    registry.register("postgresql.psycopg", __name__, PostgreSQL.__name__)
