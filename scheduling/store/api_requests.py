"""Requests that may come again, of programs and from Slack, with the answer to the first one."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.api_access import RequestKey, StoredResponse
from scheduling.store.databases.upsert import insert
from scheduling.store.schema.tables import api_request as table


def add(
    session: Session, key: RequestKey, answer: StoredResponse, *, now: datetime, since: datetime
) -> bool:
    """Put a request and its answer on record; False when it is there already, not from before."""
    row = {
        "token_name": key.sender,
        "key": key.key,
        "fingerprint": key.fingerprint,
        "status": answer.status,
        "headers": [list(header) for header in answer.headers],
        "body": answer.body,
        "created_at": now,
    }
    added = insert(session, table).values(row)
    # Earlier versions put a request on record before its answer: one that has none was lost with
    # its process, and gives way.
    gives_way = sa.or_(table.c.status.is_(None), table.c.created_at < since)
    added = added.on_conflict_do_update(
        index_elements=["token_name", "key"], set_=row, where=gives_way
    )
    return session.execute(added.returning(table.c.key)).one_or_none() is not None


def find(
    session: Session, key: RequestKey, *, since: datetime
) -> tuple[str, StoredResponse] | None:
    """Return the fingerprint on record, and the answer; None for one from before an instant."""
    asked = sa.select(table).where(table.c.token_name == key.sender, table.c.key == key.key)
    row = session.execute(asked.where(table.c.status.is_not(None))).one_or_none()
    if row is None or row.created_at < since:
        return None
    headers = tuple((name, value) for name, value in row.headers)
    return row.fingerprint, StoredResponse(status=row.status, headers=headers, body=row.body)


def has_older(session: Session, *, than: datetime) -> bool:
    """Tell whether there are requests on record from before an instant."""
    first = session.scalar(sa.select(sa.func.min(table.c.created_at)))
    return first is not None and first < than


def forget_older(session: Session, *, than: datetime) -> None:
    """Take the requests from before an instant off the record."""
    session.execute(sa.delete(table).where(table.c.created_at < than))
