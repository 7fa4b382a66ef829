"""Giving hours, taking them back, and undoing either."""

from dataclasses import replace
from datetime import date

from scheduling.availability import HoursChange, without, without_hours
from scheduling.errors import AvailabilityChanged, AvailabilityGone, HoursChangedSince
from scheduling.model import (
    NO_ID,
    Availability,
    Beside,
    Entry,
    Person,
    Profile,
    RequestContext,
    entry_key,
)
from scheduling.model.permissions import Action, require
from scheduling.results import AvailabilityChange
from scheduling.steps.people import known
from scheduling.steps.registration import as_interviewer, profile_of
from scheduling.steps.save_hours.availability import Applied, Apply, saved, with_said
from scheduling.store import Session, Store, availability
from scheduling.wording.reading import ParsedAvailability


def availability_of(
    store: Store, context: RequestContext, *, person_id: int | None
) -> tuple[Person | None, Availability]:
    """Return somebody's hours; `person_id` None is the actor, registered or not.

    Raises NobodyWithId.
    """
    with store.reading() as session:
        person = context.actor.person if person_id is None else known(session, person_id)
        if person is None:
            return None, Availability(person_id=0)
        return person, availability.of(session, [person.id])[person.id]


def give_availability(
    store: Store,
    context: RequestContext,
    *,
    person_id: int | None,
    said: ParsedAvailability,
    member: Profile | None = None,
) -> AvailabilityChange:
    """Add what was said to somebody's hours; the last word wins over what stood.

    `person_id` None means `member`, or without one the actor; either becomes an interviewer with
    that if they are not registered for interviews yet. Raises NobodyWithId, and SeveralReadings
    where it may as well be instead of weekly hours that stand.
    """
    return _change(
        store,
        lambda stood, today: with_said(stood, said, today=today),
        context=context,
        person_id=person_id,
        member=member,
    )


def remove_availability(
    store: Store, context: RequestContext, *, person_id: int | None, key: str
) -> AvailabilityChange:
    """Remove the one entry with that `entry_key`. Raises AvailabilityGone or NobodyWithId."""
    return _change(
        store,
        lambda stood, _: Applied(after=without(stood, _entry(stood, key)).after),
        context=context,
        person_id=person_id,
    )


def change_availability(
    store: Store,
    context: RequestContext,
    *,
    person_id: int | None,
    key: str,
    said: ParsedAvailability,
) -> AvailabilityChange:
    """Put what was said in the place of one entry, and beside all others.

    Raises AvailabilityGone or NobodyWithId.
    """
    beside = replace(said, beside=said.beside or Beside.AS_WELL)
    return _change(
        store,
        lambda stood, today: with_said(
            without(stood, _entry(stood, key)).after, beside, today=today
        ),
        context=context,
        person_id=person_id,
    )


def hours_to_remove(
    store: Store,
    context: RequestContext,
    *,
    person_id: int | None,
    meant: tuple[ParsedAvailability, ...],
) -> tuple[HoursChange, ...]:
    """Return what each of these would take out of somebody's hours, perhaps nothing.

    Nothing is changed. Raises NobodyWithId.
    """
    _, stands = availability_of(store, context, person_id=person_id)
    return tuple(without_hours(stands, _as_given(said)) for said in meant)


def remove_hours(
    store: Store, context: RequestContext, *, person_id: int | None, said: ParsedAvailability
) -> AvailabilityChange:
    """Take hours away as far as they stand. Raises NobodyWithId."""
    return _change(
        store,
        lambda stood, _: Applied(after=without_hours(stood, _as_given(said)).after),
        context=context,
        person_id=person_id,
    )


def clear_availability(
    store: Store, context: RequestContext, *, person_id: int | None, version: int
) -> AvailabilityChange:
    """Remove all that somebody has given, as it stood in that version.

    Raises HoursChangedSince or NobodyWithId.
    """

    def cleared(stood: Availability, today: date) -> Applied:
        if stood.version != version:
            raise HoursChangedSince
        return Applied(after=replace(stood, weekly=(), windows=(), time_off=()))

    return _change(store, cleared, context=context, person_id=person_id)


def undo_availability(store: Store, context: RequestContext, *, token: str) -> AvailabilityChange:
    """Put back what stood before the change that gave the token.

    Raises AvailabilityChanged when the hours have changed since, or were put back already.
    """
    with store.writing() as session:
        former = availability.recall(session, token)
        if former is None:
            raise AvailabilityChanged()
        person = known(session, former.person_id)
        require(context.actor, Action.CHANGE_AVAILABILITY, person)
        return saved(session, person, lambda *_: Applied(after=former), context=context)


def _change(
    store: Store,
    apply: Apply,
    *,
    context: RequestContext,
    person_id: int | None,
    member: Profile | None = None,
) -> AvailabilityChange:
    with store.writing() as session:
        person, newly = _subject(session, context, person_id=person_id, member=member)
        given = saved(session, person, apply, context=context)
        return replace(given, newly_registered=newly)


def _subject(
    session: Session, context: RequestContext, *, person_id: int | None, member: Profile | None
) -> tuple[Person, bool]:
    """Whose hours change, and whether they were registered as an interviewer for that."""
    if person_id is not None:
        person = known(session, person_id)
        require(context.actor, Action.CHANGE_AVAILABILITY, person)
        return person, False
    if member is not None:
        # A member who isn't registered has no person yet to be asked about: only a coordinator
        # may.
        require(context.actor, Action.CHANGE_AVAILABILITY)
    profile = member or profile_of(context.actor)
    return as_interviewer(session, profile, rules=context.rules, now=context.now)


def _as_given(said: ParsedAvailability) -> Availability:
    return Availability(
        person_id=NO_ID, weekly=said.weekly, windows=said.windows, time_off=said.time_off
    )


def _entry(stood: Availability, key: str) -> Entry:
    for entry in stood.entries:
        if entry_key(entry) == key:
            return entry
    raise AvailabilityGone()
