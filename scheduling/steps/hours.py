"""People's hours, read from the store in one go: offered, taken, free.

What was worked out ahead is taken as it is; the rest is computed from what people said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduling.availability import free_hours
from scheduling.availability.calendars.busy_bits import unpacked
from scheduling.availability.tzdata import tzdata_version
from scheduling.model import Interview, Person, RequestContext
from scheduling.model.calendars import Calendar
from scheduling.model.notices import LastRead
from scheduling.model.request import Who
from scheduling.results import StaleCalendar
from scheduling.slots import FoundSlots, SlotQuestion, common_slots
from scheduling.store import Session, availability, availability_cache, interviews
from scheduling.store import people as registered
from scheduling.store.availability import calendars
from scheduling.store.interviews import declines
from scheduling.timespan import TICKS_PER_DAY, Horizon, Span, hour_from, tick_at

_TICKS_PER_WEEK = 7 * TICKS_PER_DAY
JUST_READ = timedelta(minutes=1)
"""A calendar that was read within it is not read again before its owner is booked."""
_SILENT_AFTER = timedelta(days=1)
"""Without a reading that came off, a calendar counts as silent, and its owner is told."""
_ROUNDS = 3
"""After so many in which it should have been read, a calendar was not read lately."""
_READ_AHEAD = timedelta(weeks=16)
"""For which each calendar is read at least that was read within the last days."""
_AHEAD = 16 * _TICKS_PER_WEEK
"""The longest look ahead of the settings, and what is looked at beyond it for a suggestion."""
_A_MONDAY = 4 * TICKS_PER_DAY
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleHours:
    """The time of some people over a horizon, as bits by person id."""

    horizon: Horizon
    # What they have said themselves,
    given: dict[int, int]
    # and that without what their calendars take, and the hours that they have declined since.
    offered: dict[int, int]
    # The same without their interviews.
    free: dict[int, int]
    # The hours at which they have said that they can't make it, whatever they have given.
    declined: dict[int, int]
    # When calendars of theirs make them busy, whatever they have given.
    busy: dict[int, int]

    @property
    def kept_by_calendars(self) -> dict[int, int]:
        """What they would offer as well, were it not for their calendars."""
        given, declined = self.given, self.declined
        return {id: given[id] & bits & ~declined[id] for id, bits in self.busy.items()}


def read_hours(session: Session, *, people: Iterable[Person], span: Span) -> PeopleHours:
    """Return the hours of the people over a span, rounded outward to ticks.

    An hour that somebody has declined is not offered any more, for whatever interview, and none is
    that their calendar takes.
    """
    who = tuple({person.id: person for person in people}.values())
    horizon = Horizon.covering(span)
    ids = [person.id for person in who]
    given = availability_cache.read(session, who, horizon=horizon, tzdata_version=tzdata_version())
    # A cache may lack anybody at any time, and the answer is the same, only later.
    given |= _computed(session, [p for p in who if p.id not in given], horizon=horizon)
    declined = _declined(session, ids, horizon=horizon)
    busy = busy_ticks(session, ids, horizon=horizon)
    offered = {id: given[id] & ~declined[id] & ~busy[id] for id in ids}
    taken = interviews.taken(session, person_ids=ids, horizon=horizon)
    free = {person_id: offered[person_id] & ~horizon.bits(taken[person_id]) for person_id in ids}
    return PeopleHours(
        horizon=horizon, given=given, offered=offered, free=free, declined=declined, busy=busy
    )


def busy_ticks(session: Session, person_ids: Iterable[int], *, horizon: Horizon) -> dict[int, int]:
    """Return when people's calendars make them busy, as bits by id."""
    busy = dict.fromkeys(person_ids, 0)
    for kept in calendars.busy(session, busy):
        busy[kept.person_id] |= unpacked(kept.packed).within(horizon, kept.counted)
    return busy


def not_read_lately(
    session: Session, people: Iterable[Person], *, until: datetime, context: RequestContext
) -> tuple[StaleCalendar, ...]:
    """Return whose calendars have missed their rounds, or are read less far ahead than until then.

    In the order of the people.
    """
    after = _ROUNDS * context.rules.calendar_interval
    return _stale(session, people, until=until, context=context, after=after)


def takers_not_read_lately(
    session: Session, found: FoundSlots, *, context: RequestContext
) -> tuple[StaleCalendar, ...]:
    """Return the same of all who can take one of some slots, by id.

    Asked of everybody at once: where no calendar can be read, most of them are among these.
    """
    since = context.now - _ROUNDS * context.rules.calendar_interval
    stale = calendars.stale(session, None, since=since)
    until = found.ends or context.now
    if until > context.now + _READ_AHEAD:
        everybody = calendars.stale(session, None, since=context.now + _ONE_DAY)
        takers = tuple(found.takers_among(everybody))
        return _stale(session, takers, until=until, context=context, after=context.now - since)
    return _as_stale(found.takers_among(stale), stale, context=context)


def silent_calendars(session: Session, *, now: datetime) -> tuple[Calendar, ...]:
    """Return the calendars that can't be read for so long that their owners were told of it."""
    return calendars.failing(session, since=now - _SILENT_AFTER)


def last_read(stale: Iterable[StaleCalendar]) -> tuple[LastRead, ...]:
    """Return the same as a notice keeps it, for those who were not there to read the answer."""
    return tuple(
        LastRead(
            who=Who.of(each.person),
            ago=None if each.read_at is None else int((each.now - each.read_at).total_seconds()),
            counts=each.holds,
        )
        for each in stale
        if not each.was_read
    )


def not_just_read(
    session: Session, people: Iterable[Person], *, until: datetime, context: RequestContext
) -> tuple[StaleCalendar, ...]:
    """Return whose calendars were not read just before this, or are read less far ahead.

    In the order of the people.
    """
    return _stale(session, people, until=until, context=context, after=JUST_READ)


def hours_at_first(
    session: Session, people: Iterable[Person], *, horizon: Horizon
) -> dict[int, int]:
    """Return what the people have given before any time off is taken from it, as bits by id."""
    zones = {person.id: person.time_zone for person in people}
    given = availability.around(session, zones, span=horizon.span) if zones else {}
    return {
        id: free_hours(replace(given[id], time_off=()), time_zone=zone, horizon=horizon)
        for id, zone in zones.items()
    }


def refresh_cache(session: Session, people: Iterable[Person], *, now: datetime) -> None:
    """Work out what the people offer in the weeks ahead, for `read_hours`.

    To be called in each transaction that changes their hours or their time zone, at its end.
    """
    who, horizon = tuple(people), kept_horizon(now)
    versions = availability.versions(session, [person.id for person in who])
    offered = _computed(session, who, horizon=horizon)
    made = (
        availability_cache.Compiled(
            person_id=person.id,
            rules_version=versions[person.id],
            time_zone=person.time_zone,
            horizon=horizon,
            free=offered[person.id],
        )
        for person in who
    )
    availability_cache.write(session, made, tzdata_version=tzdata_version())


def kept_horizon(now: datetime) -> Horizon:
    """Return what is worked out ahead: 16 weeks, which move on every Tuesday.

    They begin on the last Monday that was over in UTC, so that today lies within them in every
    time zone.
    """
    into_week = (tick_at(now - _ONE_DAY) - _A_MONDAY) % _TICKS_PER_WEEK
    return Horizon(first_tick=tick_at(now - _ONE_DAY) - into_week, length=_AHEAD)


def slots_ahead(
    session: Session, question: SlotQuestion, *, until: datetime, context: RequestContext
) -> FoundSlots:
    """Return the slots from the minimum notice on up to `until`."""
    now, rules = context.now, context.rules
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
    """Return the interviewers who could join the panel of an interview, by name.

    They have offered its hour, have not declined it, and are not booked then; those on the
    panel are.
    """
    everybody = registered.interviewers(session)
    hours = read_hours(session, people=everybody, span=hour_from(interview.start))
    # The horizon is the one hour, so all of it has to be free.
    return tuple(p for p in everybody if hours.free[p.id] == hours.horizon.everything)


def _stale(
    session: Session,
    people: Iterable[Person],
    *,
    until: datetime,
    context: RequestContext,
    after: timedelta,
) -> tuple[StaleCalendar, ...]:
    by_id = {person.id: person for person in people}
    if not by_id:
        return ()
    now = context.now
    old = calendars.stale(session, by_id, since=now - after)
    short = _known_until(session, by_id, until=until) if until > now + _READ_AHEAD else {}
    if not short:
        return _as_stale(by_id.values(), old, context=context)
    found = {**calendars.stale(session, short, since=now + _ONE_DAY), **old}
    return tuple(
        replace(each, known_until=short.get(each.person.id), was_read=each.person.id not in old)
        for each in _as_stale(by_id.values(), found, context=context)
    )


def _known_until(
    session: Session, person_ids: Iterable[int], *, until: datetime
) -> dict[int, datetime]:
    """Return up to when those calendars were read that were not up to then, by their owners."""
    found: dict[int, datetime] = {}
    for kept in calendars.busy(session, person_ids):
        ends = unpacked(kept.packed).horizon.span.end
        if ends < until:
            found[kept.person_id] = min(ends, found.get(kept.person_id, ends))
    return found


def _as_stale(
    people: Iterable[Person],
    found: Mapping[int, tuple[datetime | None, bool]],
    *,
    context: RequestContext,
) -> tuple[StaleCalendar, ...]:
    """Those of the people of whom something was found, in their order."""
    return tuple(
        StaleCalendar(
            person=person, read_at=found[person.id][0], holds=found[person.id][1], now=context.now
        )
        for person in people
        if person.id in found
    )


def _declined(session: Session, person_ids: Iterable[int], *, horizon: Horizon) -> dict[int, int]:
    found = declines.within(session, person_ids=person_ids, span=horizon.span)
    return {
        person_id: horizon.bits([hour_from(start).ticks for start in starts])
        for person_id, starts in found.items()
    }


def _computed(session: Session, who: Iterable[Person], *, horizon: Horizon) -> dict[int, int]:
    zones = {person.id: person.time_zone for person in who}
    if not zones:
        return {}
    given = availability.around(session, zones, span=horizon.span)
    return {
        person_id: free_hours(given[person_id], time_zone=zone, horizon=horizon)
        for person_id, zone in zones.items()
    }
