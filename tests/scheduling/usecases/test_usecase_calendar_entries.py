"""Interviews reach the calendars of members by mail, where everybody is to be invited."""

from dataclasses import replace

import pytest
from time_builders import at, window
from town import Town, town_at

from scheduling.messages.reach import reach_by
from scheduling.model import Channel, Interview, Invites, Mail, MessageKind, MessageState
from scheduling.model.details import GivenDetails
from scheduling.model.notices import FOR_CALENDARS
from scheduling.store import people
from scheduling.usecases import delivery
from scheduling.usecases.interviews import (
    AllowedHours,
    cancel_interview,
    describe_interview,
    move_interview,
    replace_interviewer,
    upcoming_interviews,
)

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
NINE, TEN = at("2026-11-10 09:00"), at("2026-11-10 10:00")
TUESDAY = window("2026-11-10 09:00-12:00")
EVERYBODY = Mail(is_on=True, invites=Invites.EVERYBODY)
ENTRY, ENDED = MessageKind.CALENDAR_ENTRY, MessageKind.CALENDAR_ENTRY_ENDED


def booked(town: Town) -> Interview:
    """Carl with Ines; of them and Ivo, who could take her place, an address is known."""
    town.coordinator("Cora")
    town.candidate("Carl", TUESDAY)
    for name in ("Ines", "Ivo"):
        town.interviewer(name, TUESDAY)
    for name in ("Carl", "Ines", "Ivo"):
        person = replace(town.people[name], email=f"{name.lower()}@acme.example")
        with town.store.writing() as session:
            people.save(session, person)
        town.people[name] = person
    return town.books("Carl", "Ines", start=NINE)


def told(town: Town, interview: Interview) -> list[tuple[str, MessageKind]]:
    """Who is told what for their calendar, of what has not been called back."""
    names = {person.id: name for name, person in town.people.items()}
    return sorted(
        (names[message.person_id], message.kind)
        for message, state in town.messages(interview)
        if message.kind in FOR_CALENDARS and state is not MessageState.CANCELLED
    )


def claimed_mail(town: Town) -> list[MessageKind]:
    batch = delivery.claim_due(
        town.store,
        channel=Channel.EMAIL,
        owner="us",
        limit=20,
        now=town.now,
        reach=reach_by(town.rules),
    )
    return sorted(each.message.kind for each in batch)


def test_a_booking_goes_by_mail_to_the_calendars_of_members_too() -> None:
    with town_at(NOW, mail=EVERYBODY) as town:
        interview = booked(town)

        assert told(town, interview) == [("Carl", ENTRY), ("Ines", ENTRY)]
        assert all(
            message.channel is Channel.EMAIL
            for message, _ in town.messages(interview)
            if message.kind in FOR_CALENDARS
        )
        assert claimed_mail(town) == [ENTRY, ENTRY]


@pytest.mark.parametrize(
    "mail",
    [
        Mail(is_on=True, invites=Invites.CANDIDATES),
        Mail(is_on=True, invites=Invites.NONE),
        Mail(is_on=False, invites=Invites.EVERYBODY),
        Mail(is_on=True, invites=Invites.EVERYBODY, only_to=frozenset({"elsewhere.example"})),
    ],
)
def test_where_members_are_not_invited_nothing_is_mailed_to_them(mail: Mail) -> None:
    with town_at(NOW, mail=mail) as town:
        interview = booked(town)

        assert told(town, interview) == []


def test_a_move_replaces_the_entry_that_was_not_sent_yet() -> None:
    with town_at(NOW, mail=EVERYBODY) as town:
        interview = booked(town)

        move_interview(
            town.store,
            town.context("Cora"),
            interview_id=interview.id,
            start=TEN,
            allowed=AllowedHours.OFFERED,
        )

        assert told(town, interview) == [("Carl", ENTRY), ("Ines", ENTRY)]
        starts = {
            message.notice.start
            for message, state in town.messages(interview)
            if message.kind is ENTRY and state is MessageState.PENDING
        }
        assert starts == {TEN}


def test_who_leaves_the_panel_loses_the_entry_and_who_comes_gets_one() -> None:
    with town_at(NOW, mail=EVERYBODY) as town:
        interview = booked(town)

        replace_interviewer(
            town.store,
            town.context("Cora"),
            interview_id=interview.id,
            leaving_id=town.people["Ines"].id,
            coming_id=town.people["Ivo"].id,
        )

        assert told(town, interview) == [("Carl", ENTRY), ("Ines", ENDED), ("Ivo", ENTRY)]


@pytest.mark.parametrize(
    ("given", "whose"),
    [
        (GivenDetails(note_for_panel="Ask about shoes."), {"Ines"}),
        (GivenDetails(note_for_candidate="Bring your shoes."), {"Carl", "Ines"}),
        (GivenDetails(place="Room 4"), {"Carl", "Ines"}),
    ],
)
def test_a_note_that_somebody_may_not_read_is_no_news_for_their_calendar(
    given: GivenDetails, whose: set[str]
) -> None:
    with town_at(NOW, mail=EVERYBODY) as town:
        interview = booked(town)

        described = describe_interview(
            town.store, town.context("Cora"), interview_id=interview.id, given=given
        ).interview

        names = {person.id: name for name, person in town.people.items()}
        written_to = {
            names[message.person_id]
            for message, _ in town.messages(interview)
            if message.kind is ENTRY and message.revision == described.revision
        }
        assert written_to == whose
        assert told(town, interview) == [("Carl", ENTRY), ("Ines", ENTRY)]


def test_cancelling_takes_the_entries_out_again() -> None:
    with town_at(NOW, mail=EVERYBODY) as town:
        interview = booked(town)

        cancel_interview(town.store, town.context("Cora"), interview_id=interview.id)

        assert told(town, interview) == [("Carl", ENDED), ("Ines", ENDED)]


def test_an_entry_that_reaches_nobody_any_more_troubles_no_coordinator() -> None:
    with town_at(NOW, mail=EVERYBODY) as town:
        interview = booked(town)
        for name in ("Carl", "Ines"):
            with town.store.writing() as session:
                people.save(session, replace(town.people[name], email=None))

        assert claimed_mail(town) == []

        entries = [state for m, state in town.messages(interview) if m.kind is ENTRY]
        assert entries == [MessageState.DEAD, MessageState.DEAD]
        assert not any(m.kind is MessageKind.UNDELIVERED for m, _ in town.messages(interview))
        page = upcoming_interviews(town.store, town.context("Cora"), skip=0, limit=20)
        assert page.undelivered == ()
