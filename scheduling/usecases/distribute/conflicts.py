"""What stands in the way of booking a plan by now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from scheduling.distribution import Seating
from scheduling.model import Interview, Person, RequestContext, Role
from scheduling.results import BookingConflict, Draft, WhyNotBooked
from scheduling.rounds import PlanLimits, plan_limits
from scheduling.steps.counted_interviews import booked_starts, standing_starts
from scheduling.steps.hours import read_hours
from scheduling.store import Session
from scheduling.timespan import HOUR, Horizon, Span, hour_from, instant_of
from scheduling.usecases.distribute.inputs import with_released


def conflicts_in(
    session: Session, draft: Draft, *, released: tuple[Interview, ...], context: RequestContext
) -> tuple[BookingConflict, ...]:
    """Return everybody who can't have the interview planned for them, by its hour.

    Where the plan changes booked interviews, those `released`, it is only looked at what it
    changes.
    """
    stays = set(draft.outcome.present or ())
    seatings = [each for each in draft.outcome.plan.seatings if each not in stays]
    if not seatings:
        return ()
    starts = [instant_of(seating.hour) for seating in seatings]
    people = [draft.people[id] for seating in seatings for id in _ids(seating)]
    span = Span(start=min(starts), end=max(starts) + HOUR)
    hours = read_hours(session, people=people, span=span)
    back = with_released(dict.fromkeys(hours.free, 0), hours.horizon, released)
    free = {id: bits | hours.offered[id] & back[id] for id, bits in hours.free.items()}
    limits = _Limits(session, draft, released=released, context=context)
    standing = _standing(released, hours.horizon)
    bits = _Bits(hours.offered, free, hours.kept_by_calendars, standing)
    return tuple(_each(seatings, draft, hours.horizon, bits, limits))


@dataclass(frozen=True, slots=True)
class _Bits:
    """The time of everybody in a plan, by id."""

    offered: Mapping[int, int]
    free: Mapping[int, int]
    # What they would offer as well, were it not for their calendars.
    busy: Mapping[int, int]
    # When each meets a candidate already, by the ids of these and then of all who do: that may
    # stay, whatever they offer now.
    standing: Mapping[int, Mapping[int, int]]


def _standing(released: tuple[Interview, ...], horizon: Horizon) -> Mapping[int, Mapping[int, int]]:
    return {
        interview.candidate.id: {
            person.id: horizon.bits([interview.span.ticks])
            for person in interview.people
            if person.id not in interview.declined
        }
        for interview in released
    }


def _each(
    seatings: list[Seating],
    draft: Draft,
    horizon: Horizon,
    bits: _Bits,
    limits: "_Limits",
) -> Iterator[BookingConflict]:
    for seating in seatings:
        start = instant_of(seating.hour)
        hour = horizon.bits([hour_from(start).ticks])
        for person_id in _ids(seating):
            person = draft.people[person_id]
            role = Role.CANDIDATE if person_id == seating.candidate else Role.INTERVIEWER
            stands = bits.standing.get(seating.candidate, {}).get(person_id, 0)
            offered = bits.offered[person_id] | stands
            why = None
            # The first that is true is said: what would stay true if the next were mended.
            if not person.may_be(role):
                why = WhyNotBooked.GONE
            elif limits.is_too_soon(start):
                why = WhyNotBooked.TOO_SOON
            elif limits.is_too_soon_by_hand(person, start):
                why = WhyNotBooked.BY_HAND
            elif hour & ~offered & ~bits.busy[person_id]:
                why = WhyNotBooked.HOURS_CHANGED
            elif hour & ~offered:
                why = WhyNotBooked.BUSY
            elif hour & ~bits.free[person_id] & ~stands:
                why = WhyNotBooked.TAKEN
            elif limits.is_too_much(person, start):
                why = WhyNotBooked.OVER_LIMIT
            if why is not None:
                yield BookingConflict(person=person, start=start, why=why)


class _Limits:
    """What the limits of today have against a plan, which may be older than they are."""

    def __init__(
        self,
        session: Session,
        draft: Draft,
        *,
        released: tuple[Interview, ...],
        context: RequestContext,
    ) -> None:
        limits = plan_limits(draft.round.asked, rules=context.rules, now=context.now)
        self._first = context.now + context.rules.minimum_notice
        self._first_by_hand = limits.notice.start if limits.notice else self._first
        self._by_hand = draft.unreached
        self._standing = standing_starts(released)
        self._too_many = frozenset(self._beyond_caps(session, draft, limits, released))

    def is_too_soon(self, start: datetime) -> bool:
        """Tell whether nobody can be told in time any more."""
        return start < self._first

    def is_too_soon_by_hand(self, person: Person, start: datetime) -> bool:
        """Tell whether somebody has to be told by hand, and it is too soon for that.

        Who is told so and has an interview then already, knows of the hour.
        """
        by_hand = person.id in self._by_hand and start not in self._standing.get(person.id, ())
        return by_hand and start < self._first_by_hand

    def is_too_much(self, person: Person, start: datetime) -> bool:
        """Tell whether somebody has enough interviews in that day or week without this one."""
        return (person.id, start) in self._too_many

    def _beyond_caps(
        self,
        session: Session,
        draft: Draft,
        limits: PlanLimits,
        released: tuple[Interview, ...],
    ) -> Iterator[tuple[int, datetime]]:
        """The interviews of the plan, by person and start, for which a cap leaves no room."""
        planned = _starts_by_person(draft)
        candidates = {seating.candidate for seating in draft.outcome.plan.seatings}
        starts = [start for several in planned.values() for start in several]
        booked = booked_starts(
            session,
            tuple(draft.people[id] for id in planned if id in candidates),
            tuple(draft.people[id] for id in planned if id not in candidates),
            span=Span(start=min(starts), end=max(starts) + HOUR),
            but=[interview.id for interview in released],
        )
        for id, theirs in planned.items():
            for cap in limits.caps_of(draft.people[id]):
                counts = cap.counts(booked[id])
                stands = cap.counts(self._standing.get(id, ()))
                # A candidate has one interview in a plan, however many weeks it is about.
                for start in theirs if id not in candidates or not cap.is_weekly else ():
                    day = cap.day_of(start)
                    counts[day] += 1
                    if counts[day] > max(cap.most, stands[day]):
                        yield id, start


def _starts_by_person(draft: Draft) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = {}
    for seating in draft.outcome.plan.seatings:
        for id in _ids(seating):
            found.setdefault(id, []).append(instant_of(seating.hour))
    return found


def _ids(seating: Seating) -> tuple[int, ...]:
    return (seating.candidate, *seating.panel)
