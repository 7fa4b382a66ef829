"""A person's own interviews, for the calendar that they use."""

from datetime import datetime, timedelta

from scheduling.model import InterviewState, Person, RequestContext
from scheduling.model.api_access import hash_of, new_secret
from scheduling.model.permissions import Action, as_shown_to, require
from scheduling.results import Feed
from scheduling.steps.people import known
from scheduling.store import Session, Store, api_tokens, interviews

_LOOKS_BACK = timedelta(days=90)


def open_feed(store: Store, context: RequestContext, *, person_id: int) -> str:
    """Return the secret of somebody's feed, a new one; the one before ends.

    It is shown once and can't be looked up. Raises NobodyWithId and NotAllowed.
    """
    secret = new_secret(prefix="feed")
    with store.writing() as session:
        person = _allowed(session, context, person_id)
        api_tokens.set_feed(session, person, token_hash=hash_of(secret), now=context.now)
    return secret


def first_feed(store: Store, context: RequestContext, *, person_id: int) -> str | None:
    """Do the same for somebody without a feed, and return None where there is one."""
    secret = new_secret(prefix="feed")
    with store.writing() as session:
        person = _allowed(session, context, person_id)
        if api_tokens.has_feed(session, person):
            return None
        api_tokens.set_feed(session, person, token_hash=hash_of(secret), now=context.now)
    return secret


def close_feed(store: Store, context: RequestContext, *, person_id: int) -> bool:
    """End somebody's feed; False when there was none.

    Raises NobodyWithId and NotAllowed.
    """
    with store.writing() as session:
        return api_tokens.end_feed(session, _allowed(session, context, person_id))


def feed_of(store: Store, *, secret: str, now: datetime, sees_panel: bool = False) -> Feed | None:
    """Return what a calendar is to show, or None for no such secret.

    Everything of the last 90 days and of the time ahead, cancelled interviews included; without
    the names of a panel where its candidate is not to see them.
    """
    with store.reading() as session:
        person = api_tokens.fed_by(session, token_hash=hash_of(secret))
        if person is None:
            return None
        theirs = interviews.of_person(session, person.id, since=now - _LOOKS_BACK)
    shown = (as_shown_to(person, each, sees_panel=sees_panel) for each in theirs)
    return Feed(person=person, interviews=tuple(shown))


def entry_of(
    store: Store, *, interview_id: int, person_id: int, now: datetime, sees_panel: bool = False
) -> Feed | None:
    """Return one interview for somebody's calendar; None once it is over, off or not theirs."""
    with store.reading() as session:
        interview = interviews.get(session, interview_id)
    if interview is None or interview.state is InterviewState.CANCELLED:
        return None
    person = next((each for each in interview.people if each.id == person_id), None)
    if person is None or interview.span.end <= now:
        return None
    return Feed(person=person, interviews=(as_shown_to(person, interview, sees_panel=sees_panel),))


def _allowed(session: Session, context: RequestContext, person_id: int) -> Person:
    person = known(session, person_id)
    require(context.actor, Action.CHANGE_AVAILABILITY, person)
    return person
