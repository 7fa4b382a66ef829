"""Whether a column is one of a few values, or of more than a statement has parameters for.

`IN` takes a parameter for each value, of which PostgreSQL's protocol carries 65,535 and SQLite
32,766 unless it is built for more (https://www.sqlite.org/limits.html).
"""

import json
from collections.abc import Callable, Iterable
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
_SOME = "some"


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
    return _among_many(column, sa.bindparam(None, wanted, type_=_together(column), unique=True))


class AboutSome:
    """A question about some of the rows, put together once for as many times as it is asked.

    To put one together takes SQLAlchemy several times as long as SQLite takes to answer it.
    """

    def __init__(
        self,
        column: sa.ColumnElement[Any],
        asked: Callable[[sa.ColumnElement[bool]], sa.Select[Any]],
    ) -> None:
        """`asked` makes the question of the condition that the column is one of the values.

        Whatever else differs from one time to the next is a parameter in it, with a name.
        """
        few: sa.BindParameter[Any] = sa.bindparam(_SOME, expanding=True)
        self._of_one = asked(column == sa.bindparam(_SOME))
        self._of_few = asked(column.in_(few))
        self._of_many = asked(_among_many(column, sa.bindparam(_SOME, type_=_together(column))))

    def of(
        self, values: Iterable[Key], **parameters: object
    ) -> tuple[sa.Select[Any], dict[str, object]]:
        """Return the question about these values, and its parameters."""
        some = tuple(values)
        if len(some) == 1:
            return self._of_one, {_SOME: some[0], **parameters}
        asked = self._of_few if len(some) <= _FEW else self._of_many
        return asked, {_SOME: some, **parameters}


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


def _among_many(
    column: sa.ColumnElement[Any], values: sa.BindParameter[Any]
) -> sa.ColumnElement[bool]:
    return _Among(column, values)


def _together(column: sa.ColumnElement[Any]) -> _Together:
    return _Together(sa.Integer() if column.type.python_type is int else sa.Text())


@compiles(_Among, "postgresql")
def _any_of_array(element: _Among, compiler: SQLCompiler, **more: Any) -> str:
    column, values = (compiler.process(each, **more) for each in element.clauses)
    return f"({column} = ANY ({values}))"


@compiles(_Among, "sqlite")
def _in_json(element: _Among, compiler: SQLCompiler, **more: Any) -> str:
    column, values = (compiler.process(each, **more) for each in element.clauses)
    return f"({column} IN (SELECT value FROM json_each({values})))"
