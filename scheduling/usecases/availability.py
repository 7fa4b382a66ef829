"""Giving hours, taking them back, and undoing either."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from scheduling.answers import Given
from scheduling.availability import (
    covered,
    holds_whole_hour,
    touches_clock_change,
    weekly_holds_whole_hour,
    with_time_off,
    with_weekly,
    with_windows,
    without,
)
from scheduling.conflicts import conflict_notices
from scheduling.errors import AvailabilityChanged, AvailabilityGone
from scheduling.model import (
    Actor,
    Asking,
    Availability,
    AvailabilityWindow,
    Entry,
    Person,
    Role,
    TimeOff,
    WeeklyHours,
    entry_key,
)
from scheduling.registry import as_role
from scheduling.roles import Action, require
from scheduling.store import Session, Store, availability, outbox, people
from scheduling.timespan import Horizon, Span
from scheduling.wording import Said


def availability_of(
    store: Store, *, actor: Actor, person_id: int | None
) -> tuple[Person | None, Availability]:
    """This will return somebody's hours; `person_id` None is the actor, registered or not."""
    with store.reading() as session:
        person = actor.person if person_id is None else people.get(session, person_id)
        if person is None:
            return None, Availability(person_id=0)
        return person, availability.of(session, [person.id])[person.id]


def give_availability(store: Store, *, asking: Asking, person_id: int | None, said: Said) -> Given:
    """This will add what was said to somebody's hours; the last word wins over what stood.

    `person_id` None means the actor, who becomes an interviewer with that if not registered.
    """
    return _change(store, lambda stood: _with(stood, said), asking=asking, person_id=person_id)


def remove_availability(store: Store, *, asking: Asking, person_id: int | None, key: str) -> Given:
    """This will remove the one entry with that `entry_key`. Raises AvailabilityGone."""
    return _change(
        store,
        lambda stood: (without(stood, _entry(stood, key)).after, False),
        asking=asking,
        person_id=person_id,
    )


def change_availability(
    store: Store, *, asking: Asking, person_id: int | None, key: str, said: Said
) -> Given:
    """This will put what was said in the place of one entry. Raises AvailabilityGone."""
    return _change(
        store,
        lambda stood: _with(without(stood, _entry(stood, key)).after, said),
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
        return _save(session, person, lambda _: (former, False), asking=asking)


_SOON = timedelta(days=14)
"""Two weeks hold every weekly entry whole."""

_Applied = tuple[Availability, bool]
"""Hours after a change, and whether something said was joined with what stood."""


def _with(stood: Availability, said: Said) -> _Applied:
    windows = with_windows(stood, said.windows)
    weekly = with_weekly(windows.after, said.weekly)
    off = with_time_off(weekly.after, said.time_off)
    return off.after, windows.joined or weekly.joined or off.joined


def _change(
    store: Store,
    apply: Callable[[Availability], _Applied],
    *,
    asking: Asking,
    person_id: int | None,
) -> Given:
    with store.writing() as session:
        if person_id is None:
            known = asking.actor.person is not None and asking.actor.person.role is not None
            person = _registered(session, asking)
            given = _save(session, person, apply, asking=asking)
            return replace(given, newly_registered=not known)
        subject = people.get(session, person_id)
        if subject is None:
            raise AvailabilityGone()
        require(asking.actor, Action.CHANGE_AVAILABILITY, subject)
        return _save(session, subject, apply, asking=asking)


def _registered(session: Session, asking: Asking) -> Person:
    actor = asking.actor
    if actor.person is not None and actor.person.role is not None:
        return actor.person
    zone = actor.time_zone
    return as_role(session, actor, role=Role.INTERVIEWER, time_zone=zone, now=asking.now)


def _save(
    session: Session,
    person: Person,
    apply: Callable[[Availability], _Applied],
    *,
    asking: Asking,
) -> Given:
    before = availability.of(session, [person.id])[person.id]
    after, joined = apply(before)
    saved = availability.save(session, after, expected_version=before.version)
    undo = availability.remember(session, before=before, version=saved.version, now=asking.now)
    notices = conflict_notices(
        session, before=(person, before), after=(person, saved), now=asking.now
    )
    outbox.plan(session, notices, now=asking.now)
    added = tuple(entry for entry in saved.entries if entry not in before.entries)
    return Given(
        person=person,
        availability=saved,
        added=added,
        removed=tuple(entry for entry in before.entries if entry not in saved.entries),
        joined=joined,
        undo=undo,
        too_short=tuple(e for e in added if not _offers_a_slot(e, person, asking)),
        clock_changes=tuple(
            (entry, covered(entry, time_zone=person.time_zone))
            for entry in added
            if isinstance(entry, AvailabilityWindow)
            and touches_clock_change(entry, time_zone=person.time_zone)
        ),
    )


def _offers_a_slot(entry: Entry, person: Person, asking: Asking) -> bool:
    own, ours = person.time_zone, asking.rules.time_zone
    match entry:
        case AvailabilityWindow():
            return holds_whole_hour(entry, time_zone=own, workspace_zone=ours)
        case WeeklyHours():
            soon = Horizon.covering(Span(start=asking.now, end=asking.now + _SOON))
            return weekly_holds_whole_hour(entry, time_zone=own, workspace_zone=ours, horizon=soon)
        case TimeOff():
            return True


def _entry(stood: Availability, key: str) -> Entry:
    for entry in stood.entries:
        if entry_key(entry) == key:
            return entry
    raise AvailabilityGone()
