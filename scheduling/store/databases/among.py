"""Whether a column is one of a few values, or of more than a statement has parameters for.

`IN` takes a parameter for each value, of which PostgreSQL's protocol carries 65,535 and SQLite
32,766 unless it is built for more (https://www.sqlite.org/limits.html).
"""

import json
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

Key = int | str

# SQLite looks up each of the values that it sees in an index, but reads a whole table when it is
# to compare it with a list of unknown length.
_FEW = 10_000


def among(column: sa.ColumnElement[Any], values: Iterable[Key]) -> sa.ColumnElement[bool]:
    """Return the condition that a column is one of the values; of none, it never is.

    The column is one of ids or of texts.
    """
    wanted = tuple(values)
    if len(wanted) == 1:
        # By far the most common, and a list is written into the statement anew each time.
        return column == wanted[0]
    if len(wanted) <= _FEW:
        return column.in_(wanted)
    together = _Together(sa.Integer() if column.type.python_type is int else sa.Text())
    return _Among(column, sa.bindparam(None, wanted, type_=together, unique=True))


class _Together(sa.types.TypeDecorator[tuple[Key, ...]]):
    """Many values in one parameter: an array, or a JSON list where there are none."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, each: sa.types.TypeEngine[Any]) -> None:
        super().__init__()
        self.each = each

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Return the type of the parameter."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.ARRAY(self.each))
        return dialect.type_descriptor(sa.Text())

    def process_bind_param(self, value: tuple[Key, ...] | None, dialect: sa.Dialect) -> Any:
        """Return the parameter."""
        each = list(value or ())
        return each if dialect.name == "postgresql" else json.dumps(each)


class _Among(FunctionElement[bool]):
    """A column and the values it may have."""

    type = sa.Boolean()
    name = "among"
    inherit_cache = True


@compiles(_Among, "postgresql")
def _any_of_array(element: _Among, compiler: SQLCompiler, **more: Any) -> str:
    column, values = (compiler.process(each, **more) for each in element.clauses)
    return f"({column} = ANY ({values}))"


@compiles(_Among, "sqlite")
def _in_json(element: _Among, compiler: SQLCompiler, **more: Any) -> str:
    column, values = (compiler.process(each, **more) for each in element.clauses)
    return f"({column} IN (SELECT value FROM json_each({values})))"
