"""What a person sees when they come home."""

from datetime import datetime

from scheduling.answers import HomeState
from scheduling.model import Actor, Availability
from scheduling.store import Store, availability, interviews

_SHOWN = 5


def home_of(store: Store, *, actor: Actor, now: datetime) -> HomeState:
    """This will return what the Home tab shows, also to somebody not registered yet."""
    if actor.person is None:
        nothing = Availability(person_id=0)
        return HomeState(actor=actor, interviews=(), total=0, availability=nothing)
    person_id = actor.person.id
    with store.reading() as session:
        return HomeState(
            actor=actor,
            interviews=interviews.upcoming(
                session, ending_after=now, person_id=person_id, limit=_SHOWN
            ),
            total=interviews.count_upcoming(session, ending_after=now, person_id=person_id),
            availability=availability.of(session, [person_id])[person_id],
        )
