"""Requests of programs that may be sent again, with the answer that the first one got."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.api_access import RequestKey, StoredResponse
from scheduling.store.databases.upsert import insert
from scheduling.store.schema.tables import api_request as table


def claim(session: Session, key: RequestKey, *, now: datetime, lost_before: datetime) -> bool:
    """Put a request on record as under way; False when it is there already.

    One that has been under way since before `lost_before` counts as lost, and is claimed anew.
    """
    row = {
        "token_name": key.token_name,
        "key": key.key,
        "fingerprint": key.fingerprint,
        "created_at": now,
    }
    claimed = insert(session, table).values(row)
    claimed = claimed.on_conflict_do_update(
        index_elements=["token_name", "key"],
        set_={"created_at": now},
        where=sa.and_(
            table.c.status.is_(None),
            table.c.created_at < lost_before,
            table.c.fingerprint == key.fingerprint,
        ),
    )
    return session.execute(claimed.returning(table.c.key)).one_or_none() is not None


def find(session: Session, key: RequestKey) -> tuple[str, StoredResponse | None] | None:
    """Return the fingerprint on record, and the answer if there is one yet."""
    row = session.execute(sa.select(table).where(*_is(key))).one_or_none()
    if row is None:
        return None
    if row.status is None:
        return row.fingerprint, None
    headers = tuple((name, value) for name, value in row.headers)
    return row.fingerprint, StoredResponse(status=row.status, headers=headers, body=row.body)


def answer(session: Session, key: RequestKey, kept: StoredResponse) -> None:
    """Put the answer on record."""
    values = {
        "status": kept.status,
        "headers": [list(header) for header in kept.headers],
        "body": kept.body,
    }
    session.execute(sa.update(table).where(*_is(key)).values(values))


def forget(session: Session, key: RequestKey) -> None:
    """Take a request off the record."""
    session.execute(sa.delete(table).where(*_is(key)))


def forget_older(session: Session, *, than: datetime) -> None:
    """Take the requests from before an instant off the record."""
    session.execute(sa.delete(table).where(table.c.created_at < than))


def _is(key: RequestKey) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.token_name == key.token_name, table.c.key == key.key
