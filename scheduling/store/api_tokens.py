"""Tokens that let programs in and calendars read, known by their hash alone."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.errors import TokenNameTaken, TokenUnknown
from scheduling.model import Person
from scheduling.model.api_access import ALL_SCOPES, SETTINGS_TOKEN, ApiToken, Scope
from scheduling.model.audit import Subject
from scheduling.store import audit, people
from scheduling.store.databases.upsert import insert
from scheduling.store.schema.tables import api_request, api_token, feed_token


def add(session: Session, token: ApiToken, *, token_hash: str) -> ApiToken:
    """Keep a program's token. Raises TokenNameTaken when the name has one."""
    name = token.name
    row = {
        "name": name,
        "token_hash": token_hash,
        "created_at": token.created_at,
        "scopes": None if token.scopes == ALL_SCOPES else " ".join(sorted(token.scopes)),
        "expires_at": token.expires_at,
    }
    added = insert(session, api_token).values(row).on_conflict_do_nothing()
    if session.execute(added.returning(api_token.c.name)).one_or_none() is None:
        raise TokenNameTaken(name=name)
    audit.note(session, "made", Subject.TOKEN, None, after={"token": name})
    return token


def remove(session: Session, *, name: str) -> None:
    """Forget a program's token, and what was asked with it. Raises TokenUnknown."""
    gone = sa.delete(api_token).where(api_token.c.name == name).returning(api_token.c.name)
    if session.execute(gone).one_or_none() is None:
        raise TokenUnknown(name=name)
    audit.note(session, "revoked", Subject.TOKEN, None, before={"token": name})
    # Earlier versions noted requests under the name, which somebody else may be given.
    if name != SETTINGS_TOKEN:
        session.execute(sa.delete(api_request).where(api_request.c.token_name == name))


def all_of_them(session: Session) -> tuple[ApiToken, ...]:
    """Return every program's token, by name."""
    rows = session.execute(sa.select(api_token).order_by(api_token.c.name))
    return tuple(_read(row) for row in rows)


def with_hash(session: Session, token_hash: str) -> ApiToken | None:
    """Return the token with this hash."""
    asked = sa.select(api_token).where(api_token.c.token_hash == token_hash)
    row = session.execute(asked).one_or_none()
    return None if row is None else _read(row)


def note_use(session: Session, token: ApiToken, *, now: datetime) -> None:
    """Note that a token has been used."""
    used = sa.update(api_token).where(api_token.c.name == token.name).values(last_used_at=now)
    session.execute(used)


def _read(row: sa.Row[Any]) -> ApiToken:
    said = None if row.scopes is None else set(row.scopes.split())
    # A later version may know of more.
    scopes = frozenset(scope for scope in Scope if said is None or scope.value in said)
    return ApiToken(
        name=row.name,
        created_at=row.created_at,
        scopes=scopes,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
    )


def set_feed(session: Session, person: Person, *, token_hash: str, now: datetime) -> None:
    """Let a calendar read somebody's interviews by a new token; the old one ends."""
    row = {"person_id": person.id, "token_hash": token_hash, "created_at": now}
    new = insert(session, feed_token).values(row)
    changed = {"token_hash": token_hash, "created_at": now}
    session.execute(new.on_conflict_do_update(index_elements=["person_id"], set_=changed))
    audit.note(session, "made", Subject.FEED, person.id)


def has_feed(session: Session, person: Person) -> bool:
    """Tell whether a calendar may read somebody's interviews."""
    found = sa.select(feed_token.c.person_id).where(feed_token.c.person_id == person.id)
    return session.scalar(found) is not None


def count_feeds(session: Session) -> int:
    """Return how many people have a feed."""
    return session.scalar(sa.select(sa.func.count()).select_from(feed_token)) or 0


def end_feed(session: Session, person: Person) -> bool:
    """End somebody's feed; False when there was none."""
    gone = sa.delete(feed_token).where(feed_token.c.person_id == person.id)
    ended = session.execute(gone.returning(feed_token.c.person_id))
    if ended.one_or_none() is None:
        return False
    audit.note(session, "ended", Subject.FEED, person.id)
    return True


def fed_by(session: Session, *, token_hash: str) -> Person | None:
    """Return the person whose feed has the token with this hash."""
    person_id = session.scalar(
        sa.select(feed_token.c.person_id).where(feed_token.c.token_hash == token_hash)
    )
    return None if person_id is None else people.get(session, person_id)
