"""Which interviews of people count: for the limits of a round, and for an even load."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from scheduling.messages.reach import channel_of
from scheduling.model import Interview, Person, RequestContext, Rules
from scheduling.rounds.load import Record, away_of, counted_loads
from scheduling.store import Session, availability
from scheduling.store.interviews import history
from scheduling.timespan import Span

_A_WEEK = timedelta(days=8)
"""A week by any clock."""


def loads_of(
    session: Session,
    panel: tuple[Person, ...],
    *,
    until: datetime,
    context: RequestContext,
    but: Iterable[int],
) -> dict[int, int]:
    """Return what each counts as having had in the span before and after now, or up to `until`."""
    now, length = context.now, context.rules.load_span
    past = Span(start=now - length, end=now)
    counts = Span(start=past.start, end=max(now + length, until))
    ids = [person.id for person in panel]
    starts = history.starts_of(session, person_ids=ids, span=counts, but=but)
    given = availability.around(session, ids, span=past)
    since = history.registered_at(session, person_ids=ids)
    return counted_loads(
        Record(
            person_id=person.id,
            interviews=starts[person.id],
            away=away_of(
                person,
                registered_at=since[person.id],
                time_off=given[person.id].time_off,
                span=past,
            ),
        )
        for person in panel
    )


def booked_starts(
    session: Session,
    candidates: tuple[Person, ...],
    panel: tuple[Person, ...],
    *,
    span: Span,
    but: Iterable[int] = (),
) -> dict[int, tuple[datetime, ...]]:
    """Return the starts of each person's interviews that caps of a span count, by id.

    Those with the ids `but` don't count.
    """
    # A weekly cap counts what is booked before and after the days asked for as well.
    around = Span(start=span.start - _A_WEEK, end=span.end + _A_WEEK)
    of_panel = [person.id for person in panel]
    of_candidates = [person.id for person in candidates]
    return {
        **history.candidate_starts_of(session, person_ids=of_candidates, span=around, but=but),
        **history.starts_of(session, person_ids=of_panel, span=around, but=but),
    }


def standing_starts(released: tuple[Interview, ...]) -> dict[int, tuple[datetime, ...]]:
    """Return when people have one of these interviews, but for those who can't make it, by id."""
    found: dict[int, tuple[datetime, ...]] = {}
    for interview in released:
        for person in interview.people:
            if person.id not in interview.declined:
                found[person.id] = (*found.get(person.id, ()), interview.start)
    return found


def told_by_hand(several: Iterable[Person], *, rules: Rules) -> frozenset[int]:
    """Return the ids of those whom no channel reaches, so that a person has to tell them."""
    return frozenset(person.id for person in several if channel_of(person, rules.mail) is None)
