"""For whom a calendar is read: what has to be known of somebody before their events are."""

from collections.abc import Iterable, Mapping

from scheduling.availability.calendars import Reader
from scheduling.model import Person
from scheduling.store import Session
from scheduling.store.availability.calendar_readings import OwnInterview, own_interviews
from scheduling.timespan import Span

_OLD_UID = "interview-{id}@on-the-hour"


def reader_of(person: Person, *, window: Span, own: Iterable[OwnInterview] = ()) -> Reader:
    """Return who somebody is to a calendar; `own` are the interviews that they have a part in."""
    addresses = frozenset({person.email.lower()} if person.email else ())
    within = [each for each in own if each.span.overlaps(window)]
    return Reader(zone=person.time_zone, window=window, addresses=addresses, ours=_ours(within))


def own_of(
    session: Session, people: Iterable[Person], windows: Iterable[Span]
) -> Mapping[int, tuple[OwnInterview, ...]]:
    """Return the interviews that people have a part in, over all of some windows, by their ids."""
    spans = tuple(windows)
    if not spans:
        return {}
    whole = Span(start=min(each.start for each in spans), end=max(each.end for each in spans))
    return own_interviews(session, [person.id for person in people], span=whole)


def _ours(own: Iterable[OwnInterview]) -> dict[str, tuple[Span, ...]]:
    # The uid that is made of an id stands in every installation for another interview, so there
    # it is ours at its own hour alone.
    return {
        each.uid or _OLD_UID.format(id=each.id): () if each.uid else (each.span,) for each in own
    }
