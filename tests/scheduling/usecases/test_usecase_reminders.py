"""Each reminder there is once, and what calendars count, whatever happens to a booking."""

from collections import Counter
from datetime import timedelta

import pytest
from time_builders import at, window
from town import Town, town_at

from scheduling.messages.notices import OVERTAKEN
from scheduling.messages.reminders import planned_reminders
from scheduling.model import Interview, MessageKind, MessageState
from scheduling.steps.interviews import reminders_of, withdraw
from scheduling.store import interviews
from scheduling.store.messages import outbox
from scheduling.timespan import HOUR
from scheduling.usecases.interviews import (
    AllowedHours,
    cancel_interview,
    decline_interview,
    move_interview,
    replace_interviewer,
)

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
NINE = at("2026-11-10 09:00")
TUESDAY = window("2026-11-10 09:00-12:00")
USUAL = (timedelta(hours=24), HOUR)


def booked(town: Town) -> Interview:
    town.coordinator("Cora")
    town.candidate("Carl", TUESDAY)
    for name in ("Ines", "Ivo"):
        town.interviewer(name, TUESDAY)
    return town.books("Carl", "Ines", start=NINE)


def has_rules(town: Town, *leads: timedelta) -> None:
    town.rules = type(town.rules)(reminder_leads=leads)


def moved(town: Town, interview: Interview, *, hours: int) -> Interview:
    return move_interview(
        town.store,
        context=town.context(),
        interview_id=interview.id,
        start=interview.start + hours * HOUR,
        allowed=AllowedHours.OFFERED,
    ).interview


def replaced(town: Town, interview: Interview, leaving: str, coming: str) -> Interview:
    return replace_interviewer(
        town.store,
        context=town.context(),
        interview_id=interview.id,
        leaving_id=town.people[leaving].id,
        coming_id=town.people[coming].id,
    ).interview


def waiting(town: Town, interview: Interview) -> Counter[tuple[str, str]]:
    """How often each is going to be reminded, by name and instant, such as "10 08:00"."""
    names = {person.id: name for name, person in town.people.items()}
    return Counter(
        (names[message.person_id], f"{message.due_at:%d %H:%M}")
        for message, state in town.messages(interview)
        if (message.kind, state) == (MessageKind.REMINDER, MessageState.PENDING)
    )


def once_each(*names: str, instants: tuple[str, ...]) -> dict[tuple[str, str], int]:
    return {(name, instant): 1 for name in names for instant in instants}


def test_out_of_the_panel_and_in_again_everybody_is_reminded_once_of_each() -> None:
    with town_at(NOW) as town:
        interview = booked(town)

        replaced(town, interview, "Ines", "Ivo")
        assert waiting(town, interview) == once_each(
            "Carl", "Ivo", instants=("09 09:00", "10 08:00")
        )
        replaced(town, interview, "Ivo", "Ines")

        assert waiting(town, interview) == once_each(
            "Carl", "Ines", instants=("09 09:00", "10 08:00")
        )


def test_moved_away_and_back_everybody_is_reminded_once_of_each() -> None:
    with town_at(NOW) as town:
        interview = booked(town)

        away = moved(town, interview, hours=1)
        assert waiting(town, interview) == once_each(
            "Carl", "Ines", instants=("09 10:00", "10 09:00")
        )
        moved(town, away, hours=-1)

        assert waiting(town, interview) == once_each(
            "Carl", "Ines", instants=("09 09:00", "10 08:00")
        )


def test_leads_that_change_and_change_back_leave_no_reminder_twice() -> None:
    with town_at(NOW) as town:
        has_rules(town, *USUAL)
        interview = booked(town)

        has_rules(town, 2 * HOUR)
        away = moved(town, interview, hours=1)
        back = moved(town, away, hours=-1)
        assert waiting(town, interview) == once_each("Carl", "Ines", instants=("10 07:00",))
        has_rules(town, *USUAL)
        moved(town, moved(town, back, hours=1), hours=-1)

        assert waiting(town, interview) == once_each(
            "Carl", "Ines", instants=("09 09:00", "10 08:00")
        )


def test_planned_anew_after_a_change_of_the_panel_there_are_two_each_and_not_four() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        after = replaced(town, interview, "Ines", "Ivo")

        with town.store.writing() as session:
            planned = outbox.plan(session, reminders_of(after, town.context()), now=town.now)

        assert after.revision > interview.revision
        assert planned == 0
        assert waiting(town, after) == once_each("Carl", "Ivo", instants=("09 09:00", "10 08:00"))


def test_planned_anew_after_a_cancellation_there_are_two_each_and_not_none() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        with town.store.writing() as session:
            withdraw(session, interview, OVERTAKEN, context=town.context())
        assert waiting(town, interview) == {}

        with town.store.writing() as session:
            outbox.plan(session, reminders_of(interview, town.context()), now=town.now)

        assert waiting(town, interview) == once_each(
            "Carl", "Ines", instants=("09 09:00", "10 08:00")
        )


def test_a_reminder_that_was_sent_is_not_sent_again_after_moving_away_and_back() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        early = planned_reminders(interview, leads=USUAL, now=town.now)
        with town.store.writing() as session:
            session.connection().exec_driver_sql(
                "UPDATE message SET state = 'sent' WHERE kind = 'reminder'"
            )

        moved(town, moved(town, interview, hours=1), hours=-1)

        assert waiting(town, interview) == {}
        assert {one.dedupe_key for one in early} <= {
            message.dedupe_key
            for message, state in town.messages(interview)
            if state is MessageState.SENT
        }


def test_calendars_are_told_of_another_time_of_whoever_leaves_and_of_a_cancellation_alone() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        counted = [(interview.revision, interview.invite_sequence)]

        after = decline_interview(
            town.store, context=town.context("Ines"), interview_id=interview.id
        ).interview
        counted.append((after.revision, after.invite_sequence))
        after = replaced(town, after, "Ines", "Ivo")
        counted.append((after.revision, after.invite_sequence))
        after = moved(town, after, hours=1)
        counted.append((after.revision, after.invite_sequence))
        after = cancel_interview(
            town.store, context=town.context(), interview_id=interview.id
        ).interview
        counted.append((after.revision, after.invite_sequence))

        assert counted == [(1, 0), (2, 0), (3, 1), (4, 2), (5, 3)]


def test_in_a_round_that_is_rearranged_calendars_are_told_of_whoever_moves_or_leaves() -> None:
    with town_at(NOW) as town:
        first = booked(town)
        town.candidate("Ana", TUESDAY)
        second = town.books("Ana", "Ivo", start=NINE)
        ines, ivo = town.people["Ines"], town.people["Ivo"]

        with town.store.writing() as session:
            after = interviews.rearrange(
                session, [(first, NINE, [ivo]), (second, NINE + HOUR, [ines])]
            )

        assert [(one.revision, one.invite_sequence) for one in after] == [(2, 1), (2, 1)]
