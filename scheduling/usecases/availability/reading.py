"""Reading calendars in turns: which is to be read, for whom, and what came of it.

A calendar is read between two transactions, in none: whoever has taken it has it for a while, and
what they find is saved only if nobody has taken it since.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduling.availability.calendars import BusyBits, BusyKind, CalendarReading, Reader
from scheduling.availability.calendars.timing import next_reading, next_try, window_at
from scheduling.errors import CalendarNotRead
from scheduling.messages.about_people import of_silent_calendar
from scheduling.model.calendars import Calendar, SourceKind
from scheduling.steps.conflicts import calendar_conflicts_noted
from scheduling.steps.hours import JUST_READ
from scheduling.steps.people import known
from scheduling.store import Session, Store, interviews, people
from scheduling.store.availability import calendar_readings, calendars
from scheduling.store.availability.calendar_readings import ClaimedCalendar
from scheduling.store.messages import outbox
from scheduling.usecases.availability.readers import own_of, reader_of

_LEASE = timedelta(minutes=5)
"""One reading takes 90 s at most, and waits for others of the same server for 60 s before that."""
IN_FORCE = timedelta(days=14)
"""For how long a calendar that can't be read any more makes its owner busy as it did."""
_AT_ONCE = timedelta(hours=1)
"""Within which calendars of one server have fallen silent together."""
_SAID_AFTER = (1, 3, 7, 14)
"""The days of silence after which its owner is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingTurn:
    """A calendar to be read now, and for whom."""

    claimed: ClaimedCalendar
    reader: Reader

    @property
    def calendar(self) -> Calendar:
        """The calendar as it was when it was taken."""
        return self.claimed.calendar

    @property
    def account(self) -> bytes:
        """What it is read with, sealed."""
        return self.claimed.account

    @property
    def remembered(self) -> bytes | None:
        """What the last reading has left, sealed.

        None where it is not known when its owner is busy: then nothing is as it was.
        """
        return self.claimed.remembered if self.claimed.has_busy else None


def take_due(
    store: Store, *, now: datetime, limit: int, but_at: Collection[str] = ()
) -> tuple[ReadingTurn, ...]:
    """Take calendars that are due, at most so many; of several bots, one gets each.

    None at the hosts `but_at`.
    """
    with store.reading() as session:
        if not calendar_readings.is_due(session, now=now):
            return ()
    with store.writing() as session:
        claimed = calendar_readings.claim(
            session, now=now, until=now + _LEASE, limit=limit, but_at=but_at
        )
        return _turns(session, claimed, now=now)


def take_these(
    store: Store, calendar_ids: Iterable[int], *, now: datetime
) -> tuple[ReadingTurn, ...]:
    """Take calendars to be read at once, be they due or not; those that are gone are left out."""
    with store.writing() as session:
        claimed = calendar_readings.claim_these(session, calendar_ids, until=now + _LEASE)
        return _turns(session, claimed, now=now)


def to_read_again(
    store: Store,
    person_ids: Iterable[int],
    *,
    kinds: Iterable[SourceKind],
    now: datetime,
    limit: int,
) -> tuple[int, ...]:
    """Return which calendars of people are to be read once more before these are booked, by id.

    Those of some `kinds`, which whoever asks can read. Not those that were read within a minute,
    nor those that can't be read, before their next try is due. Those that were read longest ago
    come first, at most so many.
    """
    with store.reading() as session:
        found = calendar_readings.unread(
            session, person_ids, kinds=kinds, since=now - JUST_READ, now=now
        )
        return found[:limit]


def who_is_in(store: Store, *, interview_id: int) -> tuple[int, ...]:
    """Return who is in an interview, by id; nobody where there is none."""
    with store.reading() as session:
        found = interviews.get(session, interview_id)
    return () if found is None else tuple(person.id for person in found.people)


def save_found(
    store: Store,
    turn: ReadingTurn,
    reading: CalendarReading,
    *,
    remembered: bytes,
    now: datetime,
    interval: timedelta,
) -> bool:
    """Have somebody be busy as their calendar says; tell whether it was still ours to say.

    `remembered` is what the next reading begins with, sealed; `interval` that between two.
    """
    packed = BusyBits.of(reading.blocks, window=turn.reader.window).packed()
    facts = {
        **_well(turn, remembered, now=now, interval=interval),
        "free_all_day": _free_all_day(reading),
        "skipped": sum(each.count for each in reading.skipped),
    }
    with store.writing() as session:
        if not calendar_readings.settle_read(session, turn.claimed, **facts):
            return False
        owner = known(session, turn.calendar.person_id)
        with calendar_conflicts_noted(session, owner, now=now):
            calendars.keep_busy(session, turn.calendar, packed)
        return True


def save_unchanged(
    store: Store,
    turns: Sequence[tuple[ReadingTurn, bytes | None]],
    *,
    now: datetime,
    interval: timedelta,
) -> None:
    """Note of calendars that they are as they were, each with what the next reading begins with.

    None: with what this one has begun with. One transaction for all of them, and few statements: in
    most rounds, nothing has changed.
    """
    settled = [
        (turn.claimed, _well(turn, _last(turn, remembered), now=now, interval=interval))
        for turn, remembered in turns
    ]
    with store.writing() as session:
        calendar_readings.settle_all(session, settled)


def save_failure(
    store: Store,
    turn: ReadingTurn,
    error: CalendarNotRead,
    *,
    now: datetime,
    interval: timedelta,
    asked: timedelta | None = None,
) -> bool:
    """Note that a calendar could not be read, and when to try again.

    What is known of it stays in force for 14 days of that. `asked` is for how long its server
    wants to be left alone. Its owner is told, unless it is the operator's to mend, a company's
    calendar that never was read, or one of several of theirs that have fallen silent at once. Tells
    whether it was still ours to say.
    """
    calendar, failures = turn.calendar, turn.claimed.failures + 1
    since = calendar.failing_since or now
    days = _days_to_say(now - since, said=turn.claimed.told_after)
    if error.is_for_operator or (calendar.source.is_companys and calendar.read_at is None):
        # Nothing that a thousand people could mend, or had asked for.
        days = None
    again = next_try(
        now,
        calendar_id=calendar.id,
        interval=interval,
        # What stands in everybody's way is gone for all at once: one call finds that out.
        failures=1 if error.is_for_operator else failures,
        asked=asked,
    )
    facts = {
        "failing_since": since,
        "failures": failures,
        "failure": error.fault.value,
        "due_at": again,
        **({} if days is None else {"told_after": days}),
    }
    with store.writing() as session:
        if not calendar_readings.settle_failed(session, turn.claimed, **facts):
            return False
        if now - since >= IN_FORCE:
            calendars.keep_busy(session, calendar, None)
        if days is not None:
            # Each is read at a moment of its own.
            silent = replace(calendar, failing_since=since, failure=error.fault.value)
            _say_silent(session, silent, days=days, now=now, at_once=max(interval, _AT_ONCE))
        return True


def give_back(store: Store, turns: Sequence[ReadingTurn]) -> None:
    """Leave calendars to whoever reads next, since it was not come to them."""
    with store.writing() as session:
        for turn in turns:
            calendar_readings.give_back(session, turn.claimed)


def _days_to_say(silence: timedelta, *, said: int | None) -> int | None:
    """For how many days it has been silent, where its owner is to be told of that now."""
    days = max((day for day in _SAID_AFTER if silence >= timedelta(days=day)), default=None)
    return days if days is not None and days > (said or 0) else None


def _say_silent(
    session: Session, calendar: Calendar, *, days: int, now: datetime, at_once: timedelta
) -> None:
    """Have its owner be told, unless that was said of another of theirs already."""
    if calendar_readings.is_said_of_another(session, calendar, days=days, within=at_once):
        return
    told = of_silent_calendar(
        known(session, calendar.person_id),
        host=calendar.host,
        days=days,
        fault=calendar.failure,
        calendar_id=calendar.id,
        now=now,
    )
    outbox.plan(session, told.messages, now=now)


def _last(turn: ReadingTurn, remembered: bytes | None) -> bytes | None:
    return turn.claimed.remembered if remembered is None else remembered


def _well(
    turn: ReadingTurn, remembered: bytes | None, *, now: datetime, interval: timedelta
) -> dict[str, object]:
    return {
        "remembered": remembered,
        "read_at": now,
        "zone": turn.reader.zone,
        "failing_since": None,
        "failures": 0,
        "failure": "",
        "told_after": None,
        "due_at": next_reading(now, calendar_id=turn.calendar.id, interval=interval),
    }


def _free_all_day(reading: CalendarReading) -> int:
    return sum(block.kind is BusyKind.FREE_ALL_DAY for block in reading.blocks)


def _turns(
    session: Session, claimed: Sequence[ClaimedCalendar], *, now: datetime
) -> tuple[ReadingTurn, ...]:
    owners = people.by_ids(session, {each.calendar.person_id for each in claimed})
    windows = {each.calendar.id: window_at(now, calendar_id=each.calendar.id) for each in claimed}
    own = own_of(session, owners.values(), windows.values(), now=now)
    return tuple(
        ReadingTurn(
            claimed=each,
            reader=reader_of(
                owners[each.calendar.person_id],
                window=windows[each.calendar.id],
                own=own[each.calendar.person_id],
            ),
        )
        for each in claimed
    )
