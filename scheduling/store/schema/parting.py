"""The trigger that keeps what a calendar was read with whose owner had signed in for it.

However the calendar goes, with its owner's row or by a bot of an earlier version: what was allowed
is then given back. For a step of the schema; what is made here stays as it is.
"""

import sqlalchemy as sa

NAME = "keep_calendar_grant"
SQLITE = """
CREATE TRIGGER keep_calendar_grant AFTER DELETE ON calendar WHEN OLD.signed_in IS NOT NULL BEGIN
    INSERT INTO calendar_grant (source, account, calendar_id)
    VALUES (OLD.signed_in, OLD.account, OLD.id);
END
""".strip()
_FUNCTION = """
CREATE FUNCTION keep_calendar_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO calendar_grant (source, account, calendar_id)
    VALUES (OLD.signed_in, OLD.account, OLD.id);
    RETURN NULL;
END
$$
"""
_POSTGRESQL = """
CREATE TRIGGER keep_calendar_grant AFTER DELETE ON calendar
FOR EACH ROW WHEN (OLD.signed_in IS NOT NULL) EXECUTE FUNCTION keep_calendar_grant()
"""


def keep_grants(connection: sa.Connection) -> None:
    """Have each calendar that goes leave what its owner has allowed, to be given back at once."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_FUNCTION)
        connection.exec_driver_sql(_POSTGRESQL)
        return
    connection.exec_driver_sql(SQLITE)
