"""Whatever people do in any order, it comes out as in a diary kept by hand."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from databases import new_store
from effort import examples
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from time_builders import stretch
from town import Town

from scheduling.errors import AvailabilityChanged, SchedulingError
from scheduling.model import AvailabilityWindow, Channel, Interview, MessageKind, Rules
from scheduling.store import interviews
from scheduling.timespan import HOUR
from scheduling.usecases import delivery
from scheduling.usecases.availability import give_availability, undo_availability
from scheduling.usecases.interviews import (
    AllowedHours,
    cancel_interview,
    decline_interview,
    move_interview,
    undo_decline,
)
from scheduling.wording.reading import ParsedAvailability

MIDNIGHT = datetime(2026, 11, 9, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
QUARTERS_OF_AN_HOUR, QUARTERS_OF_A_DAY = 4, 96
DAYS = 3
MOST_AT_ONCE = 12
LEADS = (timedelta(hours=6), timedelta(hours=1))
ZONES = {"Carl": "UTC", "Cyd": "Asia/Kathmandu", "Ines": "UTC", "Ivo": "Asia/Kolkata", "Ian": "UTC"}
CANDIDATES, INTERVIEWERS = ("Carl", "Cyd"), ("Ines", "Ivo", "Ian")

candidates = st.sampled_from(CANDIDATES)
panels = st.sets(st.sampled_from(INTERVIEWERS), min_size=1, max_size=2).map(sorted)
hours = st.integers(min_value=0, max_value=DAYS * 24 - 1)
which = st.integers(min_value=0, max_value=99)
ways = st.sampled_from(AllowedHours)


@dataclass(kw_only=True)
class Meeting:
    """An interview as the diary has it."""

    people: tuple[str, ...]
    hour: int
    declined: set[str] = field(default_factory=set)

    @property
    def quarters(self) -> set[int]:
        return _quarters(self.hour)


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """One that somebody is to get from `due` on, and not from `late` on."""

    interview_id: int
    name: str
    due: datetime
    late: datetime


class Diary(RuleBasedStateMachine):
    """The same is done to the use cases and noted by hand; both must agree at any time.

    By hand means: sets of quarters of an hour since midnight, and lists.
    """

    @initialize()
    def begin(self) -> None:
        self.town = Town(store=new_store(), now=MIDNIGHT, rules=Rules(reminder_leads=LEADS))
        for name in CANDIDATES:
            self.town.candidate(name, time_zone=ZONES[name])
        for name in INTERVIEWERS:
            self.town.interviewer(name, time_zone=ZONES[name])
        self.offered: dict[str, set[int]] = {name: set() for name in ZONES}
        self.undo: dict[str, tuple[str, set[int]]] = {}
        self.meetings: dict[int, Meeting] = {}
        self.declines: set[tuple[str, int, int]] = set()
        self.reminders: list[Reminder] = []
        self.told: Counter[tuple[str, MessageKind, int]] = Counter()
        self.sent: Counter[tuple[str, MessageKind, int]] = Counter()

    def teardown(self) -> None:
        if hasattr(self, "town"):
            self.town.store.close()

    # -- hours -----------------------------------------------------------------------------

    @rule(
        name=st.sampled_from(tuple(ZONES)),
        first=st.integers(min_value=0, max_value=DAYS * QUARTERS_OF_A_DAY - 1),
        length=st.integers(min_value=1, max_value=40),
    )
    def give(self, name: str, first: int, length: int) -> None:
        before = set(self.offered[name])
        given = give_availability(
            self.town.store,
            context=self.town.context(),
            person_id=self.town.people[name].id,
            said=ParsedAvailability(windows=(self._window(name, first, length),)),
        )
        said = set(range(first, first + length))
        self.offered[name] |= said
        for whose, hour, _ in sorted(self.declines):
            if whose == name and _start(hour) > self.town.now and _quarters(hour) <= said:
                self._accept(name, hour)
        if given.undo:
            self.undo[name] = (given.undo, before)
            self._tell_of_hours(name)

    @precondition(lambda self: self.undo)
    @rule(which=which)
    def take_back(self, which: int) -> None:
        name = list(self.undo)[which % len(self.undo)]
        token, before = self.undo.pop(name)
        undo_availability(self.town.store, context=self.town.context(), token=token)
        self.offered[name] = before
        self._tell_of_hours(name)
        with pytest.raises(AvailabilityChanged):
            undo_availability(self.town.store, context=self.town.context(), token=token)

    @rule(candidate=candidates, panel=panels)
    def ask(self, candidate: str, panel: list[str]) -> None:
        answer = self.town.slots(candidate, *panel, first="2026-11-09", days=DAYS + 1)

        found = [(slot.start - MIDNIGHT) // HOUR for slot in answer.found.page(limit=999)]
        people = (candidate, *panel)
        everyone_can = [
            hour
            for hour in range((DAYS + 1) * 24)
            if self._may(Meeting(people=people, hour=hour), AllowedHours.OFFERED)
        ]
        assert found == everyone_can
        assert (answer.why_none is None) == bool(found)

    # -- interviews ------------------------------------------------------------------------

    @rule(candidate=candidates, panel=panels, hour=hours, way=ways)
    def book(self, candidate: str, panel: list[str], hour: int, way: AllowedHours) -> None:
        wanted = Meeting(people=(candidate, *panel), hour=hour)
        try:
            interview = self.town.books(candidate, *panel, start=_start(hour), allowed=way)
        except SchedulingError:
            assert not self._may(wanted, way)
            return
        assert self._may(wanted, way)
        self.meetings[interview.id] = wanted
        self._remind(interview.id)
        self._tell(interview.id, MessageKind.BOOKED)

    @precondition(lambda self: self.meetings)
    @rule(which=which, hour=hours, way=ways)
    def move(self, which: int, hour: int, way: AllowedHours) -> None:
        interview_id, before = self._one(which)
        wanted = Meeting(people=before.people, hour=hour)
        wanted.declined = {
            name for name, *which in self.declines if which == [hour, interview_id]
        } & set(wanted.people)
        allowed = (
            self._is_ahead(before)
            and hour != before.hour
            and self._may(wanted, way, but=interview_id)
        )
        try:
            move_interview(
                self.town.store,
                context=self.town.context(),
                interview_id=interview_id,
                start=_start(hour),
                allowed=way,
            )
        except SchedulingError:
            assert not allowed
            return
        assert allowed
        self.meetings[interview_id] = wanted
        self._forget(interview_id)
        self._remind(interview_id)
        self._tell(interview_id, MessageKind.MOVED)

    @precondition(lambda self: self.meetings)
    @rule(which=which)
    def cancel(self, which: int) -> None:
        interview_id, meeting = self._one(which)
        try:
            cancel_interview(
                self.town.store, context=self.town.context(), interview_id=interview_id
            )
        except SchedulingError:
            assert not self._is_ahead(meeting)
            return
        assert self._is_ahead(meeting)
        self._forget(interview_id)
        self._tell(interview_id, MessageKind.CANCELLED)
        del self.meetings[interview_id]

    @precondition(lambda self: self.meetings)
    @rule(which=which, seat=which)
    def decline(self, which: int, seat: int) -> None:
        interview_id, meeting = self._one(which)
        name = meeting.people[1:][seat % len(meeting.people[1:])]
        try:
            decline_interview(
                self.town.store, context=self.town.context(name), interview_id=interview_id
            )
        except SchedulingError:
            assert not self._is_ahead(meeting)
            return
        assert self._is_ahead(meeting)
        meeting.declined.add(name)
        self.declines.add((name, meeting.hour, interview_id))
        self._forget(interview_id, name)

    @precondition(lambda self: self.declines)
    @rule(which=which)
    def come_after_all(self, which: int) -> None:
        name, hour, interview_id = sorted(self.declines)[which % len(self.declines)]
        try:
            undo_decline(
                self.town.store,
                context=self.town.context(name),
                interview_id=interview_id,
                start=_start(hour),
            )
        except SchedulingError:
            assert _start(hour) <= self.town.now
            return
        assert _start(hour) > self.town.now
        self._accept(name, hour)

    # -- time ------------------------------------------------------------------------------

    @rule(quarters=st.integers(min_value=1, max_value=30))
    def wait(self, quarters: int) -> None:
        self._let(quarters * QUARTER)

    @invariant()
    def everybody_is_told_what_they_should_be_once_and_soon(self) -> None:
        if not hasattr(self, "town"):
            return
        delivery.tidy(self.town.store, now=self.town.now)
        for _ in range(MOST_AT_ONCE):
            self._deliver()
            if self.sent == self.told:
                break
            # One conversation gets one message a second.
            self._let(timedelta(seconds=1))
        assert self.sent == self.told

    def _deliver(self) -> None:
        store, now = self.town.store, self.town.now
        names = {person.id: name for name, person in self.town.people.items()}
        while batch := delivery.claim_due(
            store, channel=Channel.SLACK, owner="us", limit=50, now=now
        ):
            for one in batch:
                assert delivery.begin(store, claimed=one, now=now)
                delivery.mark_sent(store, claimed=one, conversation="D", receipt="1", now=now)
                message = one.message
                self.sent[names[message.person_id], message.kind, message.interview_id or 0] += 1

    def _let(self, length: timedelta) -> None:
        """That much time passes, and what is due by then is noted."""
        self.town.now += length
        for reminder in [each for each in self.reminders if each.due <= self.town.now]:
            self.reminders.remove(reminder)
            if self.town.now < reminder.late:
                self.told[reminder.name, MessageKind.REMINDER, reminder.interview_id] += 1

    @invariant()
    def the_interviews_are_those_of_the_diary(self) -> None:
        if not hasattr(self, "town"):
            return
        with self.town.store.reading() as session:
            stand = interviews.upcoming(session, ending_after=MIDNIGHT, limit=999)
        assert {interview.id: _as_noted(interview) for interview in stand} == {
            interview_id: (set(meeting.people), _start(meeting.hour), meeting.declined)
            for interview_id, meeting in self.meetings.items()
        }

    # -- the diary -------------------------------------------------------------------------

    def _may(self, wanted: Meeting, way: AllowedHours, *, but: int = 0) -> bool:
        """Whether the rules of the game let the meeting be, one of those that stand left out."""
        if _start(wanted.hour) < self.town.now + self.town.rules.minimum_notice:
            return False
        others = [meeting for each, meeting in self.meetings.items() if each != but]
        is_free = not any(
            meeting.quarters & wanted.quarters and set(meeting.people) & set(wanted.people)
            for meeting in others
        )
        has_said_so = all(wanted.quarters <= self._offered(name) for name in wanted.people)
        # Nobody in the game has a calendar, which alone could be in the way of an hour not offered.
        return is_free and (has_said_so or way is not AllowedHours.OFFERED)

    def _offered(self, name: str) -> set[int]:
        """What somebody has given, without the hours that they have declined."""
        declined = [_quarters(hour) for whose, hour, _ in self.declines if whose == name]
        return self.offered[name].difference(*declined)

    def _accept(self, name: str, hour: int) -> None:
        """Whatever they had declined at that hour, they can come to after all."""
        gone = {each for each in self.declines if each[:2] == (name, hour)}
        self.declines -= gone
        for _, _, interview_id in sorted(gone):
            meeting = self.meetings.get(interview_id)
            if meeting and meeting.hour == hour and name in meeting.people:
                meeting.declined.discard(name)
                self._remind(interview_id, name)

    def _is_ahead(self, meeting: Meeting) -> bool:
        return _start(meeting.hour) > self.town.now

    def _remind(self, interview_id: int, only: str = "") -> None:
        meeting = self.meetings[interview_id]
        start = _start(meeting.hour)
        ahead = [lead for lead in LEADS if start - lead > self.town.now]
        for lead, following in zip(ahead, [*ahead[1:], timedelta()], strict=True):
            self.reminders += [
                Reminder(
                    interview_id=interview_id, name=name, due=start - lead, late=start - following
                )
                for name in meeting.people
                if name not in meeting.declined and only in ("", name)
            ]

    def _forget(self, interview_id: int, name: str = "") -> None:
        self.reminders = [
            reminder
            for reminder in self.reminders
            if reminder.interview_id != interview_id or name not in ("", reminder.name)
        ]

    def _tell(self, interview_id: int, kind: MessageKind) -> None:
        for name in self.meetings[interview_id].people:
            self.told[name, kind, interview_id] += 1

    def _tell_of_hours(self, name: str) -> None:
        # The coordinator speaks for everybody here, and everybody hears of it.
        self.told[name, MessageKind.HOURS_CHANGED, 0] += 1

    def _one(self, which: int) -> tuple[int, Meeting]:
        return list(self.meetings.items())[which % len(self.meetings)]

    def _window(self, name: str, first: int, length: int) -> AvailabilityWindow:
        """The same time by the wall clock of whoever gives it."""
        ahead = {"UTC": 0, "Asia/Kolkata": 330, "Asia/Kathmandu": 345}[ZONES[name]]
        start = first * 15 + ahead
        return stretch(date(2026, 11, 9), start, start + length * 15)


def _quarters(hour: int) -> set[int]:
    first = hour * QUARTERS_OF_AN_HOUR
    return set(range(first, first + QUARTERS_OF_AN_HOUR))


def _start(hour: int) -> datetime:
    return MIDNIGHT + hour * HOUR


def _as_noted(interview: Interview) -> tuple[set[str], datetime, set[str]]:
    names = {person.id: person.name for person in interview.people}
    declined = {names[person_id] for person_id in interview.declined}
    return set(names.values()), interview.start, declined


@pytest.mark.both_databases
def test_whatever_is_done_it_comes_out_as_in_the_diary() -> None:
    run_state_machine_as_test(
        Diary, settings=settings(max_examples=examples(6), stateful_step_count=30, deadline=None)
    )
