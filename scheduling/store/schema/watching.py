"""The triggers that note in `last_change` who was changed.

For steps of the schema. What is made here stays as it is: a database holds what its step has made.
"""

import sqlalchemy as sa

_SQLITE = """
CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN
    INSERT INTO last_change (person_id, number)
    VALUES ({row}.{column}, (SELECT coalesce(max(number), 0) + 1 FROM last_change))
    ON CONFLICT (person_id) DO UPDATE SET number = excluded.number;
END
"""
_SQLITE_OF_INTERVIEW = """
CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN
    INSERT INTO last_change (person_id, number)
    SELECT candidate_id, (SELECT coalesce(max(number), 0) + 1 FROM last_change)
    FROM interview WHERE id = {row}.interview_id
    ON CONFLICT (person_id) DO UPDATE SET number = excluded.number;
END
"""
_COLUMNS = {"person": "id", "interview": "candidate_id"}
_OF_INTERVIEW = "move_request"
_ROWS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}

# A number from a sequence would be seen out of turn: a writer with a lower one may commit later.
# The id of a transaction can be compared with a snapshot, which says who had not committed.
_FUNCTION = """
CREATE FUNCTION note_last_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched record;
    noted integer;
BEGIN
    IF TG_OP = 'DELETE' THEN touched := OLD; ELSE touched := NEW; END IF;
    IF TG_TABLE_NAME = 'person' THEN noted := touched.id; ELSE noted := touched.person_id; END IF;
    INSERT INTO last_change (person_id, number)
    VALUES (noted, pg_current_xact_id()::text::bigint)
    ON CONFLICT (person_id) DO UPDATE SET number = excluded.number
    WHERE last_change.number <> excluded.number;
    RETURN NULL;
END
$$
"""
_FUNCTION_OF_CANDIDATE = """
CREATE FUNCTION note_last_change_of_candidate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched record;
    noted integer;
BEGIN
    IF TG_OP = 'DELETE' THEN touched := OLD; ELSE touched := NEW; END IF;
    IF TG_TABLE_NAME = 'interview' THEN
        noted := touched.candidate_id;
    ELSE
        SELECT candidate_id INTO noted FROM interview WHERE id = touched.interview_id;
    END IF;
    -- There is none where the interview has gone with it.
    IF noted IS NOT NULL THEN
        INSERT INTO last_change (person_id, number)
        VALUES (noted, pg_current_xact_id()::text::bigint)
        ON CONFLICT (person_id) DO UPDATE SET number = excluded.number
        WHERE last_change.number <> excluded.number;
    END IF;
    RETURN NULL;
END
$$
"""
_POSTGRESQL = """
CREATE TRIGGER watch_{table} AFTER INSERT OR UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {function}()
"""


def prepare(connection: sa.Connection) -> None:
    """Make what the triggers on PostgreSQL run."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_FUNCTION)


def prepare_for_candidates(connection: sa.Connection) -> None:
    """Make what the triggers on PostgreSQL run that note a candidate."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_FUNCTION_OF_CANDIDATE)


def watch(connection: sa.Connection, table: str) -> None:
    """Have each new, changed or gone row of a table note whose it is.

    Its column is `person_id`, or `id` of people themselves; a candidate's are their interviews and
    what is asked for these.
    """
    if connection.dialect.name == "postgresql":
        of_candidate = table in ("interview", _OF_INTERVIEW)
        function = "note_last_change_of_candidate" if of_candidate else "note_last_change"
        connection.exec_driver_sql(_POSTGRESQL.format(table=table, function=function))
        return
    for statement in sqlite_triggers(table).values():
        connection.exec_driver_sql(statement)


def sqlite_triggers(table: str) -> dict[str, str]:
    """Return the triggers of a table on SQLite, which takes one for each event, by name."""
    made = _SQLITE_OF_INTERVIEW if table == _OF_INTERVIEW else _SQLITE
    column = _COLUMNS.get(table, "person_id")
    names = {event: f"watch_{table}_{event.lower()}" for event in _ROWS}
    return {
        names[event]: made.format(
            name=names[event], event=event, table=table, row=row, column=column
        ).strip()
        for event, row in _ROWS.items()
    }
