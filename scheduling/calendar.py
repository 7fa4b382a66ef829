"""People's hours, read from the store in one go and computed: offered, taken, free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scheduling.availability import free_hours
from scheduling.model import Asking, Interview, Person
from scheduling.slots import FoundSlots, SlotQuestion, common_slots
from scheduling.store import Session, availability, interviews
from scheduling.store import people as registered
from scheduling.timespan import Horizon, Span, hour_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The time of some people over a horizon, as bits by person id.

    `offered` is what they have given; `free` is that without their interviews.
    """

    horizon: Horizon
    offered: dict[int, int]
    free: dict[int, int]


def read_hours(session: Session, *, people: Iterable[Person], span: Span) -> Hours:
    """This will return the hours of the people over a span, rounded outward to ticks."""
    who = tuple({person.id: person for person in people}.values())
    horizon = Horizon.covering(span)
    given = availability.around(session, [person.id for person in who], span=horizon.span)
    taken = interviews.taken(session, person_ids=[p.id for p in who], horizon=horizon)
    offered = {
        person.id: free_hours(given[person.id], time_zone=person.time_zone, horizon=horizon)
        for person in who
    }
    free = {person.id: offered[person.id] & ~horizon.bits(taken[person.id]) for person in who}
    return Hours(horizon=horizon, offered=offered, free=free)


def slots_ahead(
    session: Session, question: SlotQuestion, *, until: datetime, asking: Asking
) -> FoundSlots:
    """This will return the slots from the minimum notice on up to `until`."""
    now, rules = asking.now, asking.rules
    hours = read_hours(session, people=question.people, span=Span(start=now, end=until))
    return common_slots(
        question,
        free=hours.free,
        horizon=hours.horizon,
        workspace_zone=rules.time_zone,
        not_before=now + rules.minimum_notice,
        until=until,
    )


def stand_ins(session: Session, interview: Interview) -> tuple[Person, ...]:
    """This will return the interviewers who could join the panel of an interview, by name.

    They have offered its hour and are not booked then.
    """
    panel = {person.id for person in interview.interviewers}
    others = tuple(p for p in registered.interviewers(session) if p.id not in panel)
    hours = read_hours(session, people=others, span=hour_from(interview.start))
    return tuple(p for p in others if hours.free[p.id] == hours.horizon.everything)
