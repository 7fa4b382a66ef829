"""Tokens that let programs in and calendars read, known by their hash alone."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.errors import TokenNameTaken, TokenUnknown
from scheduling.model import Person
from scheduling.model.api_access import ApiToken
from scheduling.store import people
from scheduling.store.databases.upsert import insert
from scheduling.store.schema.tables import api_token, feed_token


def add(session: Session, *, name: str, token_hash: str, now: datetime) -> ApiToken:
    """Keep a program's token. Raises TokenNameTaken when the name has one."""
    row = {"name": name, "token_hash": token_hash, "created_at": now}
    added = insert(session, api_token).values(row).on_conflict_do_nothing()
    if session.execute(added.returning(api_token.c.name)).one_or_none() is None:
        raise TokenNameTaken(name=name)
    return ApiToken(name=name, created_at=now)


def remove(session: Session, *, name: str) -> None:
    """Forget a program's token. Raises TokenUnknown."""
    gone = sa.delete(api_token).where(api_token.c.name == name).returning(api_token.c.name)
    if session.execute(gone).one_or_none() is None:
        raise TokenUnknown(name=name)


def all_of_them(session: Session) -> tuple[ApiToken, ...]:
    """Return every program's token, by name."""
    rows = session.execute(sa.select(api_token).order_by(api_token.c.name))
    return tuple(ApiToken(name=row.name, created_at=row.created_at) for row in rows)


def named_by(session: Session, *, token_hash: str) -> str | None:
    """Return the name of the token with this hash."""
    return session.scalar(sa.select(api_token.c.name).where(api_token.c.token_hash == token_hash))


def set_feed(session: Session, person: Person, *, token_hash: str, now: datetime) -> None:
    """Let a calendar read somebody's interviews by a new token; the old one ends."""
    row = {"person_id": person.id, "token_hash": token_hash, "created_at": now}
    new = insert(session, feed_token).values(row)
    changed = {"token_hash": token_hash, "created_at": now}
    session.execute(new.on_conflict_do_update(index_elements=["person_id"], set_=changed))


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
    return ended.one_or_none() is not None


def fed_by(session: Session, *, token_hash: str) -> Person | None:
    """Return the person whose feed has the token with this hash."""
    person_id = session.scalar(
        sa.select(feed_token.c.person_id).where(feed_token.c.token_hash == token_hash)
    )
    return None if person_id is None else people.get(session, person_id)
