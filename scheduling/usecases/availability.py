"""Giving hours, taking them back, and undoing either."""

from collections.abc import Callable
from dataclasses import replace

from scheduling.availability import without
from scheduling.errors import AvailabilityChanged, AvailabilityGone
from scheduling.model import (
    Actor,
    Asking,
    Availability,
    Entry,
    Person,
    Profile,
    entry_key,
)
from scheduling.model.permissions import Action, require
from scheduling.results import Given
from scheduling.steps.registration import as_interviewer, profile_of
from scheduling.steps.save_availability import Applied, saved, with_said
from scheduling.store import Session, Store, availability, people
from scheduling.wording.reading import Said


def availability_of(
    store: Store, *, actor: Actor, person_id: int | None
) -> tuple[Person | None, Availability]:
    """This will return somebody's hours; `person_id` None is the actor, registered or not."""
    with store.reading() as session:
        person = actor.person if person_id is None else people.get(session, person_id)
        if person is None:
            return None, Availability(person_id=0)
        return person, availability.of(session, [person.id])[person.id]


def give_availability(
    store: Store,
    *,
    asking: Asking,
    person_id: int | None,
    said: Said,
    member: Profile | None = None,
) -> Given:
    """This will add what was said to somebody's hours; the last word wins over what stood.

    `person_id` None means `member`, or without one the actor; either becomes an interviewer with
    that if they are not registered for interviews yet.
    """
    return _change(
        store,
        lambda stood: with_said(stood, said),
        asking=asking,
        person_id=person_id,
        member=member,
    )


def remove_availability(store: Store, *, asking: Asking, person_id: int | None, key: str) -> Given:
    """This will remove the one entry with that `entry_key`. Raises AvailabilityGone."""
    return _change(
        store,
        lambda stood: Applied(after=without(stood, _entry(stood, key)).after),
        asking=asking,
        person_id=person_id,
    )


def change_availability(
    store: Store, *, asking: Asking, person_id: int | None, key: str, said: Said
) -> Given:
    """This will put what was said in the place of one entry. Raises AvailabilityGone."""
    return _change(
        store,
        lambda stood: with_said(without(stood, _entry(stood, key)).after, said),
        asking=asking,
        person_id=person_id,
    )


def undo_availability(store: Store, *, asking: Asking, token: str) -> Given:
    """This will put back what stood before the change that gave the token.

    Raises AvailabilityChanged when the hours have changed since, or were put back already.
    """
    with store.writing() as session:
        former = availability.recall(session, token)
        if former is None:
            raise AvailabilityChanged()
        person = people.get(session, former.person_id)
        if person is None:
            raise AvailabilityGone()
        require(asking.actor, Action.CHANGE_AVAILABILITY, person)
        return saved(session, person, lambda _: Applied(after=former), asking=asking)


def _change(
    store: Store,
    apply: Callable[[Availability], Applied],
    *,
    asking: Asking,
    person_id: int | None,
    member: Profile | None = None,
) -> Given:
    with store.writing() as session:
        person, newly = _subject(session, asking, person_id=person_id, member=member)
        given = saved(session, person, apply, asking=asking)
        return replace(given, newly_registered=newly)


def _subject(
    session: Session, asking: Asking, *, person_id: int | None, member: Profile | None
) -> tuple[Person, bool]:
    """Whose hours change, and whether they were registered as an interviewer for that."""
    if person_id is not None:
        person = people.get(session, person_id)
        if person is None:
            raise AvailabilityGone()
        require(asking.actor, Action.CHANGE_AVAILABILITY, person)
        return person, False
    if member is not None:
        require(asking.actor, Action.CHANGE_AVAILABILITY)
    return as_interviewer(session, member or profile_of(asking.actor), now=asking.now)


def _entry(stood: Availability, key: str) -> Entry:
    for entry in stood.entries:
        if entry_key(entry) == key:
            return entry
    raise AvailabilityGone()
