"""Interviews in the store behave as a simple list of them would, whatever is done in any order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from databases import new_store, take_back
from effort import examples
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from overlaps import overlaps
from store_builders import NOW, TEN, candidate, interviewer

from scheduling.errors import InterviewChanged, InterviewGone, SchedulingError, SlotTaken
from scheduling.model import Interview, InterviewState
from scheduling.store import Session, interviews
from scheduling.timespan import HOUR, TICK, Horizon, Span

STARTS = st.integers(min_value=0, max_value=12).map(lambda ticks: TEN + ticks * TICK)
HORIZON = Horizon.covering(Span(start=TEN, end=TEN + 12 * TICK + HOUR))
CANDIDATES = st.integers(min_value=0, max_value=2)
PANELS = st.sets(st.integers(min_value=0, max_value=2), min_size=1)
WHICH = st.integers(min_value=0, max_value=99)


class InterviewsInTheStore(RuleBasedStateMachine):
    """`known` is the simplest thing that could be right: each interview as it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.store = new_store()
        self.known: dict[int, Interview] = {}
        self.declined: set[tuple[int, datetime, int]] = set()
        with self.store.writing() as session:
            self.candidates = [candidate(session, f"Candidate {n}") for n in range(3)]
            self.panel = [interviewer(session, f"Interviewer {n}") for n in range(3)]

    def teardown(self) -> None:
        with self.store.reading() as session:
            stored = {number: interviews.get(session, number) for number in self.known}
        self.store.close()
        take_back()

        assert stored == self.known

    @rule(who=CANDIDATES, panel=PANELS, start=STARTS, outside=st.booleans())
    def book(self, who: int, panel: set[int], start: datetime, outside: bool) -> None:
        wanted = Interview(
            id=0,
            candidate=self.candidates[who],
            interviewers=tuple(self.panel[n] for n in sorted(panel)),
            start=start,
            outside_availability=outside,
            booked_by="Cora",
        )

        def change(session: Session) -> Interview:
            return interviews.book(
                session,
                candidate=wanted.candidate,
                interviewers=wanted.interviewers,
                start=start,
                outside_availability=outside,
                booked_by="Cora",
                now=NOW,
            )

        self._expect(wanted, change, refusal=SlotTaken if self._in_the_way(wanted) else None)

    @precondition(lambda self: self.known)
    @rule(which=WHICH, start=STARTS)
    def move(self, which: int, start: datetime) -> None:
        before = self._one(which)
        sequence = before.invite_sequence + (start != before.start)
        moved = replace(before, start=start, revision=before.revision + 1, invite_sequence=sequence)
        wanted = replace(moved, declined=self._who_declined(moved))

        def change(session: Session) -> Interview:
            return interviews.move(
                session,
                before,
                start=start,
                expected_revision=before.revision,
                outside_availability=before.outside_availability,
            )

        self._expect(wanted, change, refusal=SlotTaken if self._in_the_way(wanted) else None)

    @precondition(lambda self: self.known)
    @rule(which=WHICH, panel=PANELS)
    def replace_panel(self, which: int, panel: set[int]) -> None:
        before = self._one(which)
        coming = tuple(self.panel[n] for n in sorted(panel))
        changed = replace(
            before,
            interviewers=coming,
            revision=before.revision + 1,
            # Whoever leaves is told so in their calendar.
            invite_sequence=before.invite_sequence + bool({*before.interviewers} - {*coming}),
        )
        wanted = replace(changed, declined=self._who_declined(changed))

        def change(session: Session) -> Interview:
            return interviews.replace_panel(
                session, before, interviewers=coming, expected_revision=before.revision
            )

        self._expect(wanted, change, refusal=SlotTaken if self._in_the_way(wanted) else None)

    @precondition(lambda self: self.known)
    @rule(which=WHICH, seat=WHICH)
    def decline(self, which: int, seat: int) -> None:
        before = self._one(which)
        person = before.interviewers[seat % len(before.interviewers)]
        declined = before.declined | {person.id}
        wanted = replace(before, declined=declined, revision=before.revision + 1)

        def change(session: Session) -> Interview:
            return interviews.decline(
                session, before, person=person, expected_revision=before.revision
            )

        self._expect(wanted, change, refusal=None)
        if before.state is InterviewState.BOOKED:
            self.declined.add((person.id, before.start, before.id))

    @precondition(lambda self: self._in_order())
    @rule(which=WHICH, seat=WHICH)
    def accept(self, which: int, seat: int) -> None:
        booked = self._in_order()
        before = booked[which % len(booked)]
        person = before.interviewers[seat % len(before.interviewers)]
        self.declined -= {each for each in self.declined if each[:2] == (person.id, before.start)}

        with self.store.writing() as session:
            interviews.accept(session, before, person=person, expected_revision=before.revision)

        self.known[before.id] = replace(before, revision=before.revision + 1)
        self.known = {
            number: replace(each, declined=self._who_declined(each))
            for number, each in self.known.items()
        }

    @precondition(lambda self: self.known)
    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        before = self._one(which)
        wanted = replace(
            before,
            state=InterviewState.CANCELLED,
            revision=before.revision + 1,
            invite_sequence=before.invite_sequence + 1,
        )

        def change(session: Session) -> Interview:
            return interviews.cancel(session, before, expected_revision=before.revision)

        self._expect(wanted, change, refusal=None)

    @precondition(lambda self: self._in_order())
    @rule(which=WHICH, start=STARTS)
    def move_from_an_older_revision(self, which: int, start: datetime) -> None:
        booked = self._in_order()
        before = booked[which % len(booked)]

        with pytest.raises(InterviewChanged), self.store.writing() as session:
            interviews.move(
                session,
                before,
                start=start,
                expected_revision=before.revision - 1,
                outside_availability=True,
            )

    @invariant()
    def every_interview_is_as_it_should_be(self) -> None:
        gone = {n: i for n, i in self.known.items() if i.state is InterviewState.CANCELLED}
        with self.store.reading() as session:
            upcoming = interviews.upcoming(session, ending_after=NOW, limit=999)
            cancelled = {number: interviews.get(session, number) for number in gone}

        assert upcoming == self._in_order()
        assert cancelled == gone

    @invariant()
    def the_time_taken_is_that_of_the_booked_interviews(self) -> None:
        everybody = [*self.candidates, *self.panel]
        with self.store.reading() as session:
            taken = interviews.taken(session, person_ids=[p.id for p in everybody], horizon=HORIZON)
            assert overlaps(session) == []

        for person in everybody:
            theirs = [i.span.ticks for i in self._in_order() if person in i.people]
            assert HORIZON.bits(taken[person.id]) == HORIZON.bits(theirs)

    def _expect(
        self,
        wanted: Interview,
        change: Callable[[Session], Interview],
        *,
        refusal: type[SchedulingError] | None,
    ) -> None:
        known = self.known.get(wanted.id)
        if known and known.state is InterviewState.CANCELLED:
            refusal = InterviewGone
        if refusal is None:
            with self.store.writing() as session:
                after = change(session)
            assert after == replace(wanted, id=after.id, uid=wanted.uid or after.uid)
            self.known[after.id] = after
            return
        with pytest.raises(refusal) as caught, self.store.writing() as session:
            change(session)
        if isinstance(caught.value, SlotTaken):
            assert set(caught.value.taken) == self._in_the_way(wanted)

    def _who_declined(self, interview: Interview) -> frozenset[int]:
        """Those of the panel who have declined it at its start: it may have moved since."""
        panel = {person.id for person in interview.interviewers}
        return frozenset(
            person_id
            for person_id, start, number in self.declined
            if (start, number) == (interview.start, interview.id) and person_id in panel
        )

    def _in_the_way(self, wanted: Interview) -> set[str]:
        return {
            person.name
            for other in self._in_order()
            if other.id != wanted.id and abs(other.start - wanted.start) < HOUR
            for person in other.people
            if person in wanted.people
        }

    def _in_order(self) -> tuple[Interview, ...]:
        booked = (i for i in self.known.values() if i.state is InterviewState.BOOKED)
        return tuple(sorted(booked, key=lambda interview: (interview.start, interview.id)))

    def _one(self, which: int) -> Interview:
        return list(self.known.values())[which % len(self.known)]


@pytest.mark.both_databases
def test_whatever_is_done_in_any_order_the_store_does_as_the_list() -> None:
    run_state_machine_as_test(
        InterviewsInTheStore,
        settings=settings(max_examples=examples(10), stateful_step_count=20, deadline=None),
    )
