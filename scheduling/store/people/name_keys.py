"""How names rest in rows, so that they are found however they are typed."""

import unicodedata

import sqlalchemy as sa

from scheduling.model.names import name_key
from scheduling.store.schema.tables import person as table

_LAST_SIGN = "\U0010ffff"


def stored_keys(name: str) -> tuple[str, str]:
    """Return how the name is kept in rows: as names are compared now, and as they were at first.

    The two differ for a few letters alone, so that no row was written anew.
    """
    at_first = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return name_key(name), at_first


def begins_with(key: str) -> sa.ColumnElement[bool]:
    """Return the condition that a name begins so.

    It is a range, for which there is an index, where LIKE would read every row of SQLite.
    """
    return sa.and_(table.c.name_key >= key, table.c.name_key < f"{key}{_LAST_SIGN}")
