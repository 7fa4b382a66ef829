"""Asking somebody whether a calendar is theirs for which was signed in by an unknown account.

A link may be passed on, and whoever opens it signs in with what is theirs: so until the one whose
calendar it is to be has said that it is, nothing of it is read.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from scheduling.availability.calendars.timing import WAITS_FOR_OWNER
from scheduling.errors import (
    CalendarNotWaiting,
    CalendarSignInEnded,
    NobodyToConfirm,
    NotYoursToConfirm,
    TooManyCalendars,
)
from scheduling.messages.about_people import of_unconfirmed_calendar
from scheduling.model import RequestContext
from scheduling.model.calendars import SealedGrant, SourceKind, UnconfirmedCalendar
from scheduling.model.permissions import Action, require
from scheduling.results import OwnerAsked
from scheduling.steps.people import known
from scheduling.store import Session, Store
from scheduling.store.availability import calendar_grants, unconfirmed_calendars
from scheduling.store.messages import outbox
from scheduling.usecases.availability.owners import MOST, count_of, registered_owner

_READ_WITHIN = timedelta(minutes=10)
"""Longer than to read a calendar takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInAs:
    """With what somebody has signed in who is not known to be the calendar's owner."""

    # By which it would be read.
    grant_id: int
    source: SourceKind
    host: str
    # Of the account; empty where nobody vouches for it.
    address: str = field(repr=False)


def ask_owner(
    store: Store, context: RequestContext, *, person_id: int | None, signed_in: SignedInAs
) -> OwnerAsked:
    """Have a calendar wait until its owner has said whether it is theirs, and ask them.

    `person_id` None is the actor, who becomes an interviewer with that if they are not registered
    for interviews yet. One that waits already and is of the same address gives way. Raises
    NobodyWithId, NotAllowed, NobodyToConfirm, TooManyCalendars, and CalendarSignInEnded where what
    was allowed was given back meanwhile.
    """
    with store.writing() as session:
        person, newly = registered_owner(session, context, person_id=person_id)
        if person.slack_user_id is None:
            raise NobodyToConfirm(whose=person.name)
        for other in unconfirmed_calendars.of(session, [person.id], now=context.now):
            if _is_same(other, signed_in):
                unconfirmed_calendars.take(session, other)
        if count_of(session, context, person) >= MOST:
            raise TooManyCalendars(most=MOST)
        unconfirmed = unconfirmed_calendars.add(
            session,
            grant_id=signed_in.grant_id,
            person_id=person.id,
            host=signed_in.host,
            address=signed_in.address,
            now=context.now,
            until=context.now + WAITS_FOR_OWNER,
        )
        if unconfirmed is None:
            raise CalendarSignInEnded(host=signed_in.host)
        told = of_unconfirmed_calendar(person, unconfirmed, now=context.now)
        outbox.plan(session, told.messages, now=context.now)
        return OwnerAsked(person=person, unconfirmed=unconfirmed, newly_registered=newly)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToBeRead:
    """A calendar that its owner has said is theirs, and with what it is read."""

    unconfirmed: UnconfirmedCalendar
    grant: SealedGrant


def begin_confirming(store: Store, context: RequestContext, *, unconfirmed_id: int) -> ToBeRead:
    """Return what a calendar is to be read with of which the actor says that it is theirs.

    It is given back no sooner than in ten minutes. Raises CalendarNotWaiting and NotYoursToConfirm.
    """
    with store.writing() as session:
        unconfirmed = _own(session, context, unconfirmed_id)
        until = context.now + _READ_WITHIN
        unconfirmed_calendars.keep_until(session, unconfirmed.id, until)
        grant = calendar_grants.get(session, unconfirmed.id)
        assert grant is not None  # without which nothing waits
        return ToBeRead(unconfirmed=unconfirmed, grant=grant)


def refuse_calendar(store: Store, context: RequestContext, *, unconfirmed_id: int) -> OwnerAsked:
    """Have what was allowed be given back, as the actor says that a calendar is not theirs.

    Raises CalendarNotWaiting and NotYoursToConfirm.
    """
    with store.writing() as session:
        unconfirmed = _own(session, context, unconfirmed_id)
        unconfirmed_calendars.refuse(session, unconfirmed)
        return OwnerAsked(person=known(session, unconfirmed.person_id), unconfirmed=unconfirmed)


def unconfirmed_of(
    store: Store, context: RequestContext, *, person_id: int | None
) -> tuple[UnconfirmedCalendar, ...]:
    """Return the calendars that wait for the word of somebody, or None of anybody; oldest first.

    Raises NobodyWithId and NotAllowed.
    """
    with store.reading() as session:
        if person_id is None:
            require(context.actor, Action.CHANGE_AVAILABILITY)
            return unconfirmed_calendars.of(session, None, now=context.now)
        require(context.actor, Action.CHANGE_AVAILABILITY, known(session, person_id))
        return unconfirmed_calendars.of(session, [person_id], now=context.now)


def _own(session: Session, context: RequestContext, unconfirmed_id: int) -> UnconfirmedCalendar:
    """One that waits for the actor's word. A coordinator can't know whether it is somebody's."""
    unconfirmed = unconfirmed_calendars.get(session, unconfirmed_id, now=context.now)
    if unconfirmed is None:
        raise CalendarNotWaiting
    person = context.actor.person
    if person is None or person.id != unconfirmed.person_id:
        raise NotYoursToConfirm
    return unconfirmed


def _is_same(waiting: UnconfirmedCalendar, signed_in: SignedInAs) -> bool:
    is_known = bool(signed_in.address) and waiting.source is signed_in.source
    return is_known and waiting.address.casefold() == signed_in.address.casefold()
