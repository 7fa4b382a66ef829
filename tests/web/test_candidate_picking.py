"""Picking an hour by oneself: whose it is nobody is shown, and nobody is booked twice."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from databases import IN_MEMORY
from journeys.conftest import MONDAY
from web.in_process import Api, api_on
from web.pages import CORA, KEYS, RULES, Page, link_to, opens, registers, sends

from scheduling.model import Channel, Interview, Mail, MessageKind, Person, Role
from scheduling.model.api_access import LinkPurpose, Offer
from scheduling.steps.interviews import AllowedHours
from scheduling.store import interviews, people
from scheduling.store.messages import outbox
from scheduling.timespan import tick_at
from scheduling.usecases.availability import give_availability
from scheduling.usecases.interviews import book_interview, cancel_interview
from scheduling.wording.reading import read_availability

UTC_ZONE = ZoneInfo("UTC")
PICK = LinkPurpose.PICK


@pytest.fixture(name="api")
def _api() -> Iterator[Api]:
    with api_on(IN_MEMORY, rules=RULES, keys=KEYS) as api:
        yield api


@pytest.fixture(name="dora")
def _dora(api: Api) -> Person:
    return registers(api, "Dora Diaz", Role.CANDIDATE)


def interviewer(api: Api, name: str, hours: str) -> Person:
    person = registers(api, name, Role.INTERVIEWER)
    said = read_availability(hours, now=MONDAY, zone=UTC_ZONE)
    give_availability(api.store, CORA, person_id=person.id, said=said)
    return person


def busy(api: Api, person: Person, *starts: datetime) -> None:
    """The interviewer has interviews then, with others."""
    for number, start in enumerate(starts):
        other = registers(api, f"{person.name.split()[0]} Other {number}", Role.CANDIDATE)
        book_interview(
            api.store,
            CORA,
            candidate_id=other.id,
            interviewer_ids=(person.id,),
            start=start,
            allowed=AllowedHours.ANY,
        )


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def offered(page: Page) -> list[datetime]:
    ticks = re.findall(r'name="start" value="(\d+)"', page.answer.body.decode())
    return [datetime.fromtimestamp(int(tick) * 900, UTC) for tick in ticks]


def ahead(api: Api, person: Person) -> tuple[Interview, ...]:
    with api.store.reading() as session:
        return interviews.upcoming(session, ending_after=MONDAY, person_id=person.id, limit=9)


def picks(api: Api, link: str, start: datetime) -> Page:
    return sends(api, opens(api, link).form("/pick").fills(start=str(tick_at(start))))


def test_the_one_who_has_interviewed_least_lately_is_booked_and_no_name_is_shown(
    api: Api, dora: Person
) -> None:
    ines, ivo = (interviewer(api, name, "Thu 9-12") for name in ("Ines Ek", "Ivo Ito"))
    busy(api, ines, at(10, 9))
    link = link_to(api, dora, PICK, Offer())

    shown = opens(api, link)
    after = picks(api, link, at(12, 10))

    assert offered(shown) == [at(12, 9), at(12, 10), at(12, 11)]
    assert not re.search("Ines|Ivo", shown.words + after.words)
    assert "Your interview is booked" in after.words
    assert "Thursday 12 November 2026" in after.words
    (interview,) = ahead(api, dora)
    assert interview.interviewers == (ivo,)
    assert not interview.outside_availability


def test_whoever_picks_is_written_to_and_reminded_where_mail_reaches_them() -> None:
    rules = replace(RULES, mail=Mail(is_on=True))
    with api_on(IN_MEMORY, rules=rules, keys=KEYS) as api:
        dora = registers(api, "Dora Diaz", Role.CANDIDATE)
        with api.store.writing() as session:
            people.save(session, replace(dora, email="dora@example.com"))
        interviewer(api, "Ines Ek", "Thu 9-12")

        picks(api, link_to(api, dora, PICK, Offer()), at(12, 10))

        (interview,) = ahead(api, dora)
        with api.store.reading() as session:
            messages = [message for message, _ in outbox.of_interview(session, interview.id)]
    by_mail = [m.kind for m in messages if m.channel is Channel.EMAIL and m.person_id == dora.id]
    assert sorted(by_mail) == [MessageKind.BOOKED, MessageKind.REMINDER, MessageKind.REMINDER]


def test_an_hour_that_is_picked_is_in_a_room_of_its_own() -> None:
    rules = replace(RULES, place="https://meet.example.org/{id}")
    with api_on(IN_MEMORY, rules=rules, keys=KEYS) as api:
        dora = registers(api, "Dora Diaz", Role.CANDIDATE)
        interviewer(api, "Ines Iversen", "Thu 9-12")

        after = picks(api, link_to(api, dora, PICK, Offer()), at(12, 10))

        (booked,) = ahead(api, dora)
        assert len(booked.details.place) == len("https://meet.example.org/") + 20
        assert booked.details.place in after.words


def test_picked_twice_or_in_two_tabs_there_is_one_interview(api: Api, dora: Person) -> None:
    interviewer(api, "Ines Ek", "Thu 9-12")
    link = link_to(api, dora, PICK, Offer())
    one, other = opens(api, link).form("/pick"), opens(api, link).form("/pick")

    first = sends(api, one.fills(start=str(tick_at(at(12, 10)))))
    again = sends(api, one.fills(start=str(tick_at(at(12, 10)))))
    other_tab = sends(api, other.fills(start=str(tick_at(at(12, 11)))))

    assert [each.start for each in ahead(api, dora)] == [at(12, 10)]
    for page in (first, again, other_tab):
        assert "Your interview is booked" in page.words
        assert offered(page) == []


def test_what_is_taken_meanwhile_is_said_and_the_next_hours_are_shown(
    api: Api, dora: Person
) -> None:
    ines = interviewer(api, "Ines Ek", "Thu 9-12")
    form = opens(api, link_to(api, dora, PICK, Offer())).form("/pick")
    busy(api, ines, at(12, 10))

    late = sends(api, form.fills(start=str(tick_at(at(12, 10)))))

    assert "That hour was taken just now" in late.words
    assert offered(late) == [at(12, 9), at(12, 11)]
    assert ahead(api, dora) == ()


def test_only_those_named_and_as_many_as_are_needed_can_be_picked(api: Api, dora: Person) -> None:
    ines = interviewer(api, "Ines Ek", "Thu 9-12")
    ivo = interviewer(api, "Ivo Ito", "Thu 11-13")
    interviewer(api, "Ida Imm", "Thu 9-17")

    of_both = link_to(api, dora, PICK, Offer(interviewer_ids=(ines.id, ivo.id), seats=2))
    page = opens(api, of_both)
    picks(api, of_both, at(12, 11))

    assert offered(page) == [at(12, 11)]
    (interview,) = ahead(api, dora)
    assert interview.interviewers == (ines, ivo)


def test_limits_and_the_notice_are_kept_and_ones_own_interviews_left_alone(
    api: Api, dora: Person
) -> None:
    ines = interviewer(api, "Ines Ek", "Mon-Thu this week 8-18")
    busy(api, ines, at(11, 8), at(11, 9), at(11, 10))
    ivo = interviewer(api, "Ivo Ito", "1 Dec 9-12")
    book_interview(
        api.store,
        CORA,
        candidate_id=dora.id,
        interviewer_ids=(ivo.id,),
        start=at(12, 9),
        allowed=AllowedHours.ANY,
    )

    hours = offered(opens(api, link_to(api, dora, PICK, Offer())))

    # It is eight; an hour of notice; three a day are enough.
    assert min(hours) == at(9, 9)
    assert {hour.day for hour in hours} == {9, 10, 12}
    assert at(12, 9) not in hours


def test_cancelled_another_hour_may_be_picked(api: Api, dora: Person) -> None:
    interviewer(api, "Ines Ek", "Thu 9-12")
    link = link_to(api, dora, PICK, Offer())
    picks(api, link, at(12, 10))
    (first,) = ahead(api, dora)
    cancel_interview(api.store, CORA, interview_id=first.id)

    picks(api, link, at(12, 11))

    assert [each.start for each in ahead(api, dora)] == [at(12, 11)]


def books_later(api: Api, dora: Person, interviewer: Person) -> Interview:
    """A coordinator books Dora by hand, a while after she was sent her links."""
    later = replace(CORA, now=MONDAY + timedelta(minutes=1))
    return book_interview(
        api.store,
        later,
        candidate_id=dora.id,
        interviewer_ids=(interviewer.id,),
        start=at(12, 9),
        allowed=AllowedHours.ANY,
    ).interview


def test_whoever_is_booked_meanwhile_picks_no_second_hour_unless_they_are_asked_again(
    api: Api, dora: Person
) -> None:
    ines = interviewer(api, "Ines Ek", "Thu 9-12")
    link = link_to(api, dora, PICK, Offer())
    form = opens(api, link).form("/pick")
    booked = books_later(api, dora, ines)

    late = sends(api, form.fills(start=str(tick_at(at(12, 11)))))
    again = link_to(api, dora, PICK, Offer())

    assert ahead(api, dora) == (booked,)
    assert "Pick an hour" not in late.words
    assert "Thursday 12 November 2026 9:00 AM" in late.words
    assert again != link
    cancel_interview(api.store, CORA, interview_id=booked.id)
    assert offered(opens(api, link)) == [at(12, 9), at(12, 10), at(12, 11)]


def test_an_interview_with_others_or_by_another_link_takes_nothing_away(
    api: Api, dora: Person
) -> None:
    ines, ivo = interviewer(api, "Ines Ek", "Thu 9-12"), interviewer(api, "Ivo Ito", "Thu 9-12")
    with_ivo = link_to(api, dora, PICK, Offer(interviewer_ids=(ivo.id,)))
    with_any = link_to(api, dora, PICK, Offer())

    books_later(api, dora, ines)
    assert offered(opens(api, with_any)) == []
    picks(api, with_ivo, at(12, 10))

    assert [each.start for each in ahead(api, dora)] == [at(12, 9), at(12, 10)]


def test_a_link_for_something_else_offers_no_hours_and_takes_none(api: Api, dora: Person) -> None:
    interviewer(api, "Ines Ek", "Thu 9-12")
    link, other = link_to(api, dora), registers(api, "Otto Olsen", Role.CANDIDATE)
    form = opens(api, link_to(api, other, PICK, Offer())).form("/pick")

    taken = api.sends(form.action.replace(form.action[: -len("/pick")], link), form.fields)

    assert offered(opens(api, link)) == []
    assert taken.status == 404
    assert ahead(api, dora) == ()
