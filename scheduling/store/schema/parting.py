"""The triggers that have what somebody has allowed by signing in be given back.

However a calendar goes, or one that nobody has confirmed: with its owner's row, or by a bot of an
earlier version. For a step of the schema; what is made here stays as it is.
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


UNCONFIRMED = "end_unconfirmed_calendar"
UNCONFIRMED_SQLITE = """
CREATE TRIGGER end_unconfirmed_calendar AFTER DELETE ON unconfirmed_calendar BEGIN
    UPDATE calendar_grant SET kept_until = NULL, due_at = NULL WHERE id = OLD.grant_id;
END
""".strip()
_UNCONFIRMED_FUNCTION = """
CREATE FUNCTION end_unconfirmed_calendar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE calendar_grant SET kept_until = NULL, due_at = NULL WHERE id = OLD.grant_id;
    RETURN NULL;
END
$$
"""
_UNCONFIRMED_POSTGRESQL = """
CREATE TRIGGER end_unconfirmed_calendar AFTER DELETE ON unconfirmed_calendar
FOR EACH ROW EXECUTE FUNCTION end_unconfirmed_calendar()
"""


def end_unconfirmed(connection: sa.Connection) -> None:
    """Have what nobody has confirmed be given back at once, unless a calendar is read by it."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_UNCONFIRMED_FUNCTION)
        connection.exec_driver_sql(_UNCONFIRMED_POSTGRESQL)
        return
    connection.exec_driver_sql(UNCONFIRMED_SQLITE)
