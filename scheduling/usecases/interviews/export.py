"""The interviews ahead as a list to be downloaded: by a link that works once, or by a program."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from scheduling.errors import NotRegistered
from scheduling.model import Interview, Profile, RequestContext
from scheduling.model.api_access import hash_of, new_secret
from scheduling.model.interviews import EVERYTHING, InterviewFilter
from scheduling.model.permissions import Action, as_shown_to, require
from scheduling.steps.interviews import waiting
from scheduling.steps.people import people_meant
from scheduling.steps.questions.typed_questions import read_typed_filter
from scheduling.store import Session, Store, interviews, people
from scheduling.store.interviews import export_links

GOOD_FOR = timedelta(minutes=15)
MOST = 50_000
"""Far more than anybody has ahead; of those that are over, the latest."""


def open_export(
    store: Store, context: RequestContext, *, text: str, profiles: Mapping[str, Profile]
) -> str:
    """Return the secret of a link to what a text such as "Carl next week" asks for.

    An empty text asks for all interviews ahead. It is good for one download within GOOD_FOR.
    Raises NotAllowed, NotRegistered, and what looking for the same interviews raises.
    """
    require(context.actor, Action.EXPORT)
    person = context.actor.person
    if person is None:
        raise NotRegistered
    secret = new_secret(prefix="list")
    with store.writing() as session:
        wanted = _wanted(session, context, text, profiles)
        export_links.add(
            session,
            person,
            token_hash=hash_of(secret),
            wanted=wanted,
            now=context.now,
            expires_at=context.now + GOOD_FOR,
        )
    return secret


def is_open(store: Store, *, secret: str, now: datetime) -> bool:
    """Tell whether a link can still be used; to look does not use it up."""
    with store.reading() as session:
        return export_links.is_good(session, token_hash=hash_of(secret), now=now)


def downloaded(store: Store, *, secret: str, now: datetime) -> tuple[Interview, ...] | None:
    """Use a link up, and return its interviews by time; None for a link that is good no more.

    Nor is it for somebody who has ceased to be a coordinator since.
    """
    with store.writing() as session:
        link = export_links.take(session, token_hash=hash_of(secret), now=now)
        if link is None or link.about is not None or not link.person.is_coordinator:
            return None
        ahead = _interviews(session, link.wanted, now=now)
        # A coordinator may be a candidate themselves.
        return tuple(as_shown_to(link.person, each, sees_panel=True) for each in ahead)


def exported(
    store: Store, context: RequestContext, *, wanted: InterviewFilter = EVERYTHING
) -> tuple[Interview, ...]:
    """Return the interviews ahead that are wanted, by time, for coordinators and programs."""
    require(context.actor, Action.EXPORT)
    with store.reading() as session:
        return _interviews(session, wanted, now=context.now)


def _wanted(
    session: Session, context: RequestContext, text: str, profiles: Mapping[str, Profile]
) -> InterviewFilter:
    if not text:
        return EVERYTHING
    wanted, mentions = read_typed_filter(session, text, context=context)
    named = people_meant(session, mentions, profiles=profiles) if mentions else ()
    return replace(wanted, person_ids=tuple(person.id for person in named))


def _interviews(
    session: Session, wanted: InterviewFilter, *, now: datetime
) -> tuple[Interview, ...]:
    # A link of before may name one who was merged into another since.
    wanted = replace(wanted, person_ids=people.ids_now(session, wanted.person_ids))
    ids = None if wanted.need is None else waiting(session, now=now).ids(wanted.need)
    return interviews.upcoming(session, ending_after=now, wanted=wanted, ids=ids, limit=MOST)
