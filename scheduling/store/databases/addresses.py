"""Where a database is: what its URL says."""

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from scheduling.errors import DatabaseUnreachable
from scheduling.store.databases import postgresql, sqlite

_USUAL_PORT = 5432


def parsed(url: str) -> sa.URL:
    """Return the address of a database. Raises DatabaseUnreachable for what is none."""
    try:
        place = sa.make_url(url)
        kind = place.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):  # the last of a port that is none
        # The text itself may hold a password, so it is not repeated.
        raise DatabaseUnreachable(detail="that is not a database URL") from None
    if kind == "postgresql":
        # Whatever driver the URL names, psycopg 3 is the one that is installed.
        return place.set(drivername=postgresql.DRIVER)
    if kind != "sqlite":
        known = "only sqlite:///path and postgresql://… are known"
        raise DatabaseUnreachable(detail=f"it names {kind}, and {known}")
    return place


def is_same(one: sa.URL, other: sa.URL) -> bool:
    """Tell whether two addresses are of one database, as far as they tell."""
    if one.get_backend_name() == other.get_backend_name() == "sqlite":
        return sqlite.file_of(one) == sqlite.file_of(other)
    return _where(one) == _where(other)


def _where(place: sa.URL) -> tuple[str, str | None, int, str | None]:
    return place.get_backend_name(), place.host, place.port or _USUAL_PORT, place.database
