"""For whom a calendar is read: what has to be known of somebody before their events are."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from scheduling.availability.calendars import Reader
from scheduling.model import Person
from scheduling.store import Session
from scheduling.store.availability.own_interviews import OwnInterview, own_interviews
from scheduling.timespan import Span

_OLD_UID = "interview-{id}@on-the-hour"
_LATELY = timedelta(days=2)
"""In which the calendars of all large hosts hear of a change; Outlook takes more than a day."""


def reader_of(person: Person, *, window: Span, own: Iterable[OwnInterview] = ()) -> Reader:
    """Return who somebody is to a calendar; `own` are the interviews that they have a part in."""
    addresses = frozenset({person.email.lower()} if person.email else ())
    # The same ones whoever else is read with them, or nothing would ever be as it was.
    ours = [each for each in own if any(hour.end > window.start for hour in each.hours)]
    return Reader(
        zone=person.time_zone,
        window=window,
        addresses=addresses,
        ours=_ours(ours),
        our_hours=_our_hours(ours, window),
    )


def own_of(
    session: Session, people: Iterable[Person], windows: Iterable[Span], *, now: datetime
) -> Mapping[int, tuple[OwnInterview, ...]]:
    """Return the interviews that people have a part in, since the first of some windows begins, by
    their ids.
    """
    since = min((each.start for each in windows), default=None)
    if since is None:
        return {}
    ids = [person.id for person in people]
    return own_interviews(session, ids, since=since, left_since=now - _LATELY)


def _ours(own: Iterable[OwnInterview]) -> dict[str, tuple[Span, ...]]:
    # The uid that is made of an id stands in every installation for another interview, so there
    # it is ours at its own hours alone.
    return {each.uid or _OLD_UID.format(id=each.id): () if each.uid else each.hours for each in own}


def _our_hours(own: Iterable[OwnInterview], window: Span) -> tuple[Span, ...]:
    """When our interviews are or were lately; long after one is cancelled, its hour is free."""
    hours = {hour for each in own for hour in each.left}
    hours |= {each.span for each in own if each.is_booked}
    return tuple(sorted(hour for hour in hours if hour.overlaps(window)))
