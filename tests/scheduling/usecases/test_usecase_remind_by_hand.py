"""Whom nothing reaches is reminded by the coordinators, who are asked to once and in time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from time_builders import at, window
from town import Town, town_at

from scheduling.model import Channel, Interview, Mail, MessageKind
from scheduling.store import people
from scheduling.timespan import HOUR
from scheduling.usecases.interviews import AllowedHours, cancel_interview, move_interview
from scheduling.usecases.upkeep.remind_by_hand import remind_by_hand

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-05 08:00")
NINE = at("2026-11-10 09:00")
HOURS = window("2026-11-10 09:00-20:00")


def booked(town: Town) -> Interview:
    """Carl, whom nothing reaches, with Ines; Cora and Cleo arrange interviews."""
    town.coordinator("Cora")
    town.coordinator("Cleo")
    town.candidate("Carl", HOURS)
    town.interviewer("Ines", HOURS)
    town.leaves_the_workspace("Carl")
    return town.books("Carl", "Ines", start=NINE)


def rounds(town: Town) -> int:
    return remind_by_hand(town.store, rules=town.rules, now=town.now)


def asked(town: Town, interview: Interview) -> list[str]:
    """Who is asked to remind somebody."""
    names = {person.id: name for name, person in town.people.items()}
    found = (m for m, _ in town.messages(interview) if m.kind is MessageKind.REMIND_THEM)
    return sorted(names[each.person_id] for each in found)


def test_coordinators_are_asked_once_and_when_the_first_reminder_is_due() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        town.now = NINE - 24 * HOUR - timedelta(minutes=1)
        too_soon = rounds(town)
        town.now += timedelta(minutes=1)

        assert (too_soon, rounds(town), rounds(town)) == (0, 2, 0)
        assert asked(town, interview) == ["Cleo", "Cora"]
        (message, *_) = (m for m, _ in town.messages(interview) if m.kind == "remind_them")
        assert (message.channel, message.due_at) == (Channel.SLACK, town.now)


def test_after_a_long_silence_they_are_asked_as_long_as_it_has_not_begun() -> None:
    with town_at(NOW) as town:
        booked(town)
        town.now = NINE - timedelta(minutes=5)
        late = rounds(town)
        town.now = NINE

        assert (late, rounds(town)) == (2, 0)


def test_whom_a_channel_reaches_by_then_needs_nobody() -> None:
    mail = Mail(is_on=True)
    with town_at(NOW, mail=mail) as town:
        booked(town)
        with town.store.writing() as session:
            people.save(session, replace(town.people["Carl"], email="carl@example.com"))
        town.now = NINE - HOUR

        assert rounds(town) == 0


def test_who_booked_or_moved_it_just_then_has_told_them_just_then() -> None:
    with town_at(NINE - 3 * HOUR) as town:
        interview = booked(town)
        booked_late = rounds(town)
        move_interview(
            town.store,
            town.context("Cora"),
            interview_id=interview.id,
            start=NINE + 2 * HOUR,
            allowed=AllowedHours.OFFERED,
        )
        town.now += HOUR

        assert (booked_late, rounds(town)) == (0, 0)


def test_of_an_hour_that_it_was_moved_to_they_are_asked_again() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        town.now = NINE - 23 * HOUR
        first = rounds(town)
        later = at("2026-11-10 19:00")
        town.now = NINE - 20 * HOUR
        move_interview(
            town.store,
            town.context("Cora"),
            interview_id=interview.id,
            start=later,
            allowed=AllowedHours.OFFERED,
        )
        town.now = later - 24 * HOUR

        assert (first, rounds(town)) == (2, 2)


def test_what_is_off_needs_no_reminding() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        cancel_interview(town.store, town.context("Cora"), interview_id=interview.id)
        town.now = NINE - HOUR

        assert rounds(town) == 0


def test_without_reminders_nobody_is_asked_for_any() -> None:
    with town_at(NOW, reminder_leads=()) as town:
        booked(town)
        town.now = NINE - HOUR

        assert rounds(town) == 0
