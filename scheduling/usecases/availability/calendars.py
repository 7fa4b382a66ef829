"""Connecting calendars, choosing what of them counts, and parting with them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from scheduling.availability.calendars import BusyBits, BusyKind, CalendarReading, Reader, unpacked
from scheduling.availability.calendars.timing import next_reading, window_at
from scheduling.errors import (
    CalendarNotConnected,
    CalendarNotWaiting,
    CalendarSignInEnded,
    CalendarTellsNoKinds,
    TooManyCalendars,
)
from scheduling.model import NO_ID, Person, Profile, RequestContext
from scheduling.model.calendars import Calendar, CountedEvents, SourceKind
from scheduling.model.permissions import Action, require
from scheduling.results import CalendarChange, CalendarShown, CalendarsShown
from scheduling.steps.conflicts import calendar_conflicts_noted
from scheduling.steps.hours import silent_calendars
from scheduling.steps.people import known
from scheduling.steps.registration import profile_of
from scheduling.store import Session, Store, availability
from scheduling.store.availability import (
    calendar_accounts,
    calendar_grants,
    calendar_readings,
    calendars,
    company_calendars,
    unconfirmed_calendars,
)
from scheduling.timespan import Horizon, Span
from scheduling.usecases.availability.offering import offered_to
from scheduling.usecases.availability.owners import MOST, count_of, owner_of, registered_owner
from scheduling.usecases.availability.readers import own_of, reader_of

SHOWN_AHEAD = timedelta(days=14)


class SealedAccount(Protocol):
    """What a calendar is read with, which nobody here can read."""

    def account(self, calendar_id: int) -> bytes:
        """Return it as it is kept with the calendar of that id."""
        ...

    def remembered(self, calendar_id: int) -> bytes:
        """Return what the first reading has left for the next, in the same way."""
        ...

    def is_same(self, calendar_id: int, account: bytes) -> bool:
        """Tell whether a calendar is read with the same."""
        ...

    def is_lost(self, calendar_id: int, account: bytes) -> bool:
        """Tell whether nobody can say any more what a calendar is read with."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCalendar:
    """A calendar that was read before it is connected."""

    source: SourceKind
    host: str
    sealed: SealedAccount
    reader: Reader
    reading: CalendarReading
    # By which it is read, where somebody has signed in just now.
    grant_id: int | None = None
    # Whether that has waited for its owner's word, and they have given it.
    is_confirmed: bool = False
    # Whether there was nothing at the address given, and all that the user has there is read.
    is_elsewhere: bool = False


def reader_for(
    store: Store,
    context: RequestContext,
    *,
    person_id: int | None,
    member: Profile | None = None,
) -> Reader:
    """Return for whom a calendar would be read that is not connected yet.

    `person_id` None is `member`, or without one the actor. Raises NobodyWithId and NotAllowed.
    """
    window = window_at(context.now, calendar_id=NO_ID)
    with store.reading() as session:
        person = owner_of(session, context, person_id)
        if person is None:
            profile = member or profile_of(context.actor)
            return Reader(zone=profile.time_zone, window=window)
        require(context.actor, Action.CHANGE_AVAILABILITY, person)
        own = own_of(session, [person], [window], now=context.now)
        return reader_of(person, window=window, own=own[person.id])


def connect_calendar(
    store: Store,
    context: RequestContext,
    *,
    person_id: int | None,
    new: NewCalendar,
    interval: timedelta,
    member: Profile | None = None,
) -> CalendarChange:
    """Connect a calendar that was just read; one that is connected already is read with it anew.

    `person_id` None is `member`, or without one the actor: either becomes an interviewer with that
    if they are not registered for interviews yet. `interval` is that between two readings. Raises
    NobodyWithId, NotAllowed and TooManyCalendars, and where what was allowed was given back
    meanwhile, CalendarSignInEnded, or CalendarNotWaiting if its owner was asked.
    """
    with store.writing() as session:
        _take_grant(session, new)
        person, newly = registered_owner(session, context, person_id=person_id, member=member)
        kept, is_new = _kept(session, context, person, new)
        (claimed,) = calendar_readings.claim_these(session, [kept.id], until=context.now)
        facts = _read_just_now(kept, new, person, now=context.now, interval=interval)
        calendar_readings.settle(session, claimed, **facts)
        packed = BusyBits.of(new.reading.blocks, window=new.reader.window).packed()
        with calendar_conflicts_noted(session, person, now=context.now):
            calendars.keep_busy(session, kept, packed)
        return CalendarChange(
            person=person,
            shown=_shown(session, [kept.id], now=context.now)[0],
            events=new.reading.events,
            skipped=new.reading.skipped,
            is_new=is_new,
            newly_registered=newly,
            is_elsewhere=new.is_elsewhere,
            has_hours=_has_hours(session, person),
        )


def calendars_of(store: Store, context: RequestContext, *, person_id: int | None) -> CalendarsShown:
    """Return somebody's calendars; `person_id` None is the actor, registered or not.

    Raises NobodyWithId and NotAllowed.
    """
    with store.reading() as session:
        person = owner_of(session, context, person_id)
        if person is None:
            return CalendarsShown(person=None, calendars=(), now=context.now)
        require(context.actor, Action.CHANGE_AVAILABILITY, person)
        theirs = [each.id for each in calendars.of(session, [person.id])[person.id]]
        shown = _shown(session, theirs, now=context.now)
        there = {each.calendar.source for each in shown}
        offered = tuple(c for c in offered_to(person, context) if c.source not in there)
        return CalendarsShown(
            person=person,
            calendars=shown,
            now=context.now,
            offered=offered,
            unconfirmed=unconfirmed_calendars.of(session, [person.id], now=context.now),
            has_hours=_has_hours(session, person),
        )


def silent_ones(store: Store, context: RequestContext) -> tuple[CalendarShown, ...]:
    """Return everybody's calendars that can't be read for a day or longer.

    Those that have been silent for longest come first. Raises NotAllowed.
    """
    require(context.actor, Action.CHANGE_AVAILABILITY)
    with store.reading() as session:
        ids = [each.id for each in silent_calendars(session, now=context.now)]
        shown = {each.calendar.id: each for each in _shown(session, ids, now=context.now)}
        return tuple(shown[id] for id in ids)


def calendar_of(store: Store, context: RequestContext, *, calendar_id: int) -> CalendarChange:
    """Return a calendar as it stands. Raises CalendarNotConnected and NotAllowed."""
    with store.reading() as session:
        _, person = _theirs(session, context, calendar_id)
        shown = _shown(session, [calendar_id], now=context.now)[0]
        return CalendarChange(person=person, shown=shown)


def choose_counted(
    store: Store, context: RequestContext, *, calendar_id: int, counted: CountedEvents
) -> CalendarChange:
    """Have other events of a calendar make its owner busy from now on.

    Raises CalendarNotConnected, NotAllowed and CalendarTellsNoKinds.
    """
    with store.writing() as session:
        kept, person = _theirs(session, context, calendar_id)
        _check_told(kept, counted)
        if counted != kept.counted:
            with calendar_conflicts_noted(session, person, now=context.now):
                calendars.choose(session, kept, counted)
        shown = _shown(session, [calendar_id], now=context.now)[0]
        return CalendarChange(person=person, shown=shown)


def disconnect_calendar(
    store: Store, context: RequestContext, *, calendar_id: int
) -> CalendarChange:
    """Forget a calendar, how it is read, and when it made its owner busy.

    One that is read for a whole company is not read again for them. Returns it as it stood.
    Raises CalendarNotConnected and NotAllowed.
    """
    with store.writing() as session:
        kept, person = _theirs(session, context, calendar_id)
        with calendar_conflicts_noted(session, person, now=context.now):
            calendars.remove(session, kept)
        if kept.source.is_companys:
            company_calendars.refuse(session, person.id, kept.source, now=context.now)
        return CalendarChange(person=person, shown=CalendarShown(calendar=kept, busy=None))


def _check_told(kept: Calendar, counted: CountedEvents) -> None:
    """Refuse a choice that would change nothing, as the calendar tells no such events apart."""
    is_tentative = counted.tentative != kept.counted.tentative
    is_all_day = counted.all_day is not kept.counted.all_day
    if (is_tentative and not kept.source.tells_tentative) or (
        is_all_day and not kept.source.tells_all_day
    ):
        raise CalendarTellsNoKinds(host=kept.host)


def _take_grant(session: Session, new: NewCalendar) -> None:
    if new.grant_id is None or calendar_grants.take(session, new.grant_id):
        return
    raise CalendarNotWaiting if new.is_confirmed else CalendarSignInEnded(host=new.host)


def _kept(
    session: Session, context: RequestContext, person: Person, new: NewCalendar
) -> tuple[Calendar, bool]:
    """The calendar to be read with it, and whether it is a new one.

    One of that host whose key is lost is taken for the one that is connected anew: it would stay
    silent for ever, and make its owner busy as it last did.
    """
    accounts = calendar_accounts.accounts_of(session, person.id)
    theirs = calendars.by_ids(session, accounts)
    same = [each for each in theirs if new.sealed.is_same(each.id, accounts[each.id])]
    lost = [
        each
        for each in theirs
        if each.host == new.host
        and not each.source.is_companys
        and new.sealed.is_lost(each.id, accounts[each.id])
    ]
    for stands in (*same, *lost):
        return stands, False
    if count_of(session, context, person) >= MOST:
        raise TooManyCalendars(most=MOST)
    made = calendars.add(
        session,
        person_id=person.id,
        source=new.source,
        host=new.host,
        sealing=new.sealed.account,
        now=context.now,
    )
    return made, True


def _read_just_now(
    kept: Calendar, new: NewCalendar, person: Person, *, now: datetime, interval: timedelta
) -> dict[str, Any]:
    """What is to be kept with a calendar that was read to be connected."""
    # They may have moved to another zone while it was read.
    is_by_their_clock = new.reader.zone == person.time_zone
    again_at = next_reading(now, calendar_id=kept.id, interval=interval)
    return {
        # What answers may be another way than it was.
        **calendars.columns_of(new.source),
        "account": new.sealed.account(kept.id),
        "remembered": new.sealed.remembered(kept.id),
        "read_at": now,
        "zone": new.reader.zone if is_by_their_clock else None,
        "free_all_day": sum(b.kind is BusyKind.FREE_ALL_DAY for b in new.reading.blocks),
        "skipped": sum(each.count for each in new.reading.skipped),
        "failing_since": None,
        "failures": 0,
        "failure": "",
        "told_after": None,
        "due_at": again_at if is_by_their_clock else now,
    }


def _has_hours(session: Session, person: Person) -> bool:
    return not availability.of(session, [person.id])[person.id].is_empty


def _theirs(session: Session, context: RequestContext, calendar_id: int) -> tuple[Calendar, Person]:
    kept = calendars.get(session, calendar_id)
    if kept is None:
        raise CalendarNotConnected
    person = known(session, kept.person_id)
    require(context.actor, Action.CHANGE_AVAILABILITY, person)
    return kept, person


def _shown(
    session: Session, calendar_ids: list[int], *, now: datetime
) -> tuple[CalendarShown, ...]:
    horizon = Horizon.covering(Span(start=now, end=now + SHOWN_AHEAD))
    busy = {
        id: tuple(horizon.spans(unpacked(kept.packed).within(horizon, kept.counted)))
        for id, kept in calendars.busy_in(session, calendar_ids).items()
    }
    return tuple(
        CalendarShown(calendar=each, busy=busy.get(each.id))
        for each in calendars.by_ids(session, calendar_ids)
    )
