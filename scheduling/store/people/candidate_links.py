"""The links by which candidates reach their page, known by a random word."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Interview, Person
from scheduling.model.api_access import CandidateLink, LinkPurpose, Offer
from scheduling.model.audit import Subject
from scheduling.store import audit
from scheduling.store.people import last_changes
from scheduling.store.schema.tables import candidate_link as table

_WORD_BYTES = 9
"""12 letters: an address has to be short enough to be copied whole."""
# Put together once: that takes several times as long as it takes to be answered.
_WITH_LAST_CHANGE = sa.select(
    *table.c, last_changes.words_of(table.c.person_id).label("last_change")
).where(table.c.word == sa.bindparam("word"))


def add(
    session: Session,
    person: Person,
    *,
    purpose: LinkPurpose,
    made_by: int | None,
    expires_at: datetime,
    offer: Offer | None = None,
    now: datetime,
) -> CandidateLink:
    """Keep a new link to somebody's page."""
    row = {
        "word": secrets.token_urlsafe(_WORD_BYTES),
        "purpose": purpose.value,
        "person_id": person.id,
        "made_by": made_by,
        "created_at": now,
        "expires_at": expires_at,
        "offer": offer and offer.as_json(),
    }
    made = session.execute(sa.insert(table).values(row).returning(*table.c)).one()
    audit.note(session, "link sent", Subject.PERSON, person.id, after={"purpose": purpose.value})
    return _link(made._mapping)


def with_last_change(session: Session, word: str) -> tuple[CandidateLink, str] | None:
    """Return the link with that word, be it good or over, and the last change of whose it is.

    That is in words of the database, which are others after every change.
    """
    found = session.execute(_WITH_LAST_CHANGE, {"word": word}).one_or_none()
    return None if found is None else (_link(found._mapping), found.last_change)


def locked(session: Session, word: str) -> CandidateLink | None:
    """Return the link with that word; nobody else changes it before this transaction is over."""
    asked = sa.select(table).where(table.c.word == word).with_for_update()
    found = session.execute(asked).one_or_none()
    return None if found is None else _link(found._mapping)


def note_pick(session: Session, link: CandidateLink, interview: Interview) -> None:
    """Note which interview came of a link by which an hour could be picked."""
    assert link.offer is not None  # or nothing could be picked
    kept = replace(link.offer, interview_id=interview.id).as_json()
    session.execute(sa.update(table).where(table.c.id == link.id).values(offer=kept))


def open_of(session: Session, person_id: int, *, now: datetime) -> tuple[CandidateLink, ...]:
    """Return somebody's links that are good, the newest first."""
    asked = sa.select(table).where(*_open(person_id, now)).order_by(table.c.id.desc())
    return tuple(_link(row._mapping) for row in session.execute(asked))


def picked_by(session: Session, person_id: int) -> frozenset[int]:
    """Return the interviews, by id, whose hours somebody has picked by their links."""
    asked = sa.select(table.c.offer).where(table.c.person_id == person_id)
    offers = map(Offer.from_json, filter(None, session.scalars(asked)))
    return frozenset(each.interview_id for each in offers if each.interview_id is not None)


def prolong(session: Session, link: CandidateLink, *, expires_at: datetime) -> CandidateLink:
    """Have a link be good until then; never for a shorter time than before."""
    until = max(expires_at, link.expires_at)
    session.execute(sa.update(table).where(table.c.id == link.id).values(expires_at=until))
    return replace(link, expires_at=until)


def keep_until(session: Session, person_id: int, *, end: datetime, now: datetime) -> None:
    """Have somebody's good links last until their interview is over."""
    shorter = table.c.expires_at < end
    last = sa.update(table).where(*_open(person_id, now), shorter).values(expires_at=end)
    session.execute(last)


def revoke(session: Session, person: Person, *, now: datetime) -> int:
    """End all links of somebody's, and return how many were good."""
    ended = sa.update(table).where(*_open(person.id, now)).values(revoked_at=now)
    count = len(session.scalars(ended.returning(table.c.id)).all())
    if count:
        audit.note(session, "links ended", Subject.PERSON, person.id)
    return count


def _open(person_id: int, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    is_good = table.c.revoked_at.is_(None), table.c.expires_at > now
    return table.c.person_id == person_id, *is_good


def _link(row: Any) -> CandidateLink:
    return CandidateLink(
        id=row["id"],
        word=row["word"],
        purpose=LinkPurpose(row["purpose"]),
        person_id=row["person_id"],
        made_by=row["made_by"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        revoked_at=row["revoked_at"],
        offer=Offer.from_json(row["offer"]) if row["offer"] else None,
    )
