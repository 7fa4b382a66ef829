"""What a person sees when they come home."""

from datetime import datetime

from scheduling.model import Actor, Availability
from scheduling.results import HomeState
from scheduling.store import Session, Store, availability, interviews, people

_SHOWN = 5


def home_of(store: Store, *, actor: Actor, now: datetime) -> HomeState:
    """Return what the Home tab shows, also to somebody not registered yet."""
    with store.reading() as session:
        return _home(session, actor, now=now)


def home_of_person(store: Store, *, person_id: int, now: datetime) -> HomeState:
    """Return the same for somebody registered, as they are registered now."""
    with store.reading() as session:
        person = people.get(session, person_id)
        assert person is not None  # nobody registered is ever deleted
        reader = Actor(
            name=person.name,
            time_zone=person.time_zone,
            slack_user_id=person.slack_user_id,
            person=person,
            is_coordinator=person.is_coordinator,
        )
        return _home(session, reader, now=now)


def _home(session: Session, actor: Actor, *, now: datetime) -> HomeState:
    if actor.person is None:
        nothing = Availability(person_id=0)
        return HomeState(actor=actor, now=now, interviews=(), total=0, availability=nothing)
    whose = actor.person.id
    return HomeState(
        actor=actor,
        now=now,
        interviews=interviews.upcoming(session, ending_after=now, person_id=whose, limit=_SHOWN),
        total=interviews.count_upcoming(session, ending_after=now, person_id=whose),
        availability=availability.of(session, [whose])[whose],
    )
