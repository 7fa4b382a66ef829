"""A candidate's page: giving hours, and what comes of an interview, without any script."""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from databases import IN_MEMORY
from icalendar import Calendar
from journeys.conftest import MONDAY
from web.in_process import Api, api_on
from web.pages import CORA, KEYS, RULES, link_to, opens, registers, sends

from bot.process.settings.page import Company
from scheduling.model import Interview, Person, Role
from scheduling.steps.interviews import AllowedHours
from scheduling.store import availability, interviews
from scheduling.store.schema import tables
from scheduling.timespan import tick_at
from scheduling.usecases.availability import give_availability
from scheduling.usecases.candidate import move_wanted, refuse_move
from scheduling.usecases.interviews import book_interview
from scheduling.wording.reading import read_availability


@pytest.fixture(name="api")
def _api() -> Iterator[Api]:
    with api_on(IN_MEMORY, rules=RULES, keys=KEYS) as api:
        yield api


@pytest.fixture(name="dora")
def _dora(api: Api) -> Person:
    return registers(api, "Dora Diaz", Role.CANDIDATE, "Europe/Berlin")


@pytest.fixture(name="page")
def _page(api: Api, dora: Person) -> str:
    return link_to(api, dora)


@pytest.fixture(name="booked")
def _booked(api: Api, dora: Person) -> Interview:
    """Dora meets Ines on Thursday at 10:00 UTC; Ines is free from 9:00 to 12:00 on every day."""
    ines = registers(api, "Ines Iversen", Role.INTERVIEWER)
    said = read_availability("weekdays 9:00-12:00", now=MONDAY, zone=ZoneInfo("UTC"))
    give_availability(api.store, CORA, person_id=ines.id, said=said)
    return book_interview(
        api.store,
        CORA,
        candidate_id=dora.id,
        interviewer_ids=(ines.id,),
        start=at(12, 10),
        allowed=AllowedHours.ANY,
    ).interview


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def windows(api: Api, person: Person) -> list[str]:
    with api.store.reading() as session:
        hours = availability.of(session, [person.id])[person.id]
    return [f"{w.day:%d} {w.hours.start // 60}-{w.hours.end // 60}" for w in hours.windows]


def stands(api: Api, interview: Interview) -> Interview:
    with api.store.reading() as session:
        found = interviews.get(session, interview.id)
    assert found is not None
    return found


def everything(api: Api) -> str:
    """All rows of all tables, in short."""
    with api.store.reading() as session:
        rows = [
            (table.name, sorted(map(repr, session.execute(sa.select(table)))))
            for table in tables.metadata.sorted_tables
        ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


# -- hours ---------------------------------------------------------------------------------------


def test_hours_that_are_marked_are_saved_by_the_candidates_clock(
    api: Api, dora: Person, page: str
) -> None:
    marks = opens(api, page).form("/hours")

    after = sends(api, marks.ticks(tick_at(at(10, 8)), tick_at(at(10, 9)), tick_at(at(11, 14))))

    assert "Your hours are saved" in after.words
    assert "Tue 10 Nov 2026, 9:00 AM – 11:00 AM" in after.words
    assert windows(api, dora) == ["10 9-11", "11 15-16"]


def test_what_was_done_is_said_for_five_minutes_and_not_of_a_page_that_is_opened_later(
    api: Api, page: str
) -> None:
    form = opens(api, page).form("/hours").ticks(tick_at(at(12, 10)))
    there = api.sends(form.action, form.fields).headers["location"]
    now = int(MONDAY.timestamp())

    earlier = there.replace(str(now), str(now - 301))

    assert there != earlier
    assert "Your hours are saved" in opens(api, there).words
    assert "Your hours are saved" not in opens(api, earlier).words


def test_what_may_be_meant_in_other_words_is_saved_with_one_press(
    api: Api, dora: Person, page: str
) -> None:
    words = opens(api, page).form("/words")

    asked = sends(api, words.fills(words="Dienstagabend"))
    nothing_yet = windows(api, dora)
    (pressed,) = (
        form for form in asked.forms if dict(form.fields).get("words") == "2026-11-10 18:00-21:00"
    )
    saved = sends(api, pressed)

    assert asked.answer.status == 422
    assert "I can't tell what “abend” means here." in asked.words
    assert nothing_yet == []
    assert "Your hours are saved" in saved.words
    assert windows(api, dora) == ["10 18-21"]


def test_a_zone_that_is_not_in_the_list_stays_where_nothing_else_is_chosen(api: Api) -> None:
    lena = registers(api, "Lena", Role.CANDIDATE, "Etc/GMT-3")
    zones = f"{link_to(api, lena)}/zone"

    shown = api.get(zones).body.decode()

    assert re.findall('<option value="([^"]*)" selected>', shown) == ["Etc/GMT-3"]
    assert shown.count("<option") > 400


@pytest.mark.parametrize("at_", ["", "x", "-1", "9" * 40, "٣"])
def test_whatever_an_address_says_of_when_is_no_news(api: Api, page: str, at_: str) -> None:
    shown = opens(api, f"{page}?done=hours&at={at_}")

    assert shown.answer.status == 200
    assert "Your hours are saved" not in shown.words


def test_whoever_sees_all_hours_of_the_day_still_does_once_they_are_saved(
    api: Api, page: str
) -> None:
    night = opens(api, f"{page}?all").form("/hours?all").ticks(tick_at(at(12, 4)))

    saved = sends(api, night)

    assert "Usual hours only" in saved.words
    assert ("h", str(tick_at(at(12, 4)))) in saved.form("/hours?all").fields


def test_the_week_that_is_open_first_has_a_working_day_left() -> None:
    saturday = datetime(2026, 11, 14, 9, tzinfo=UTC)
    with api_on(IN_MEMORY, now=saturday, rules=RULES, keys=KEYS) as api:
        page = opens(api, link_to(api, registers(api, "Dora Diaz", Role.CANDIDATE)))

    weeks = re.findall(
        r"<details name=\"weeks\"( open)?>\n<summary><span>(.*?)</span>", page.answer.body.decode()
    )
    assert weeks[:2] == [("", "9 – 15 November"), (" open", "16 – 22 November")]


def test_the_same_form_sent_twice_changes_nothing_more(api: Api, dora: Person, page: str) -> None:
    marks = opens(api, page).form("/hours").ticks(tick_at(at(10, 9)))
    sends(api, marks)
    before = everything(api)

    again = sends(api, marks)

    assert "nothing was changed" in again.words
    assert everything(api) == before


def test_two_tabs_take_nothing_from_each_other(api: Api, dora: Person, page: str) -> None:
    one, other = opens(api, page).form("/hours"), opens(api, page).form("/hours")

    sends(api, one.ticks(tick_at(at(10, 9))))
    sends(api, other.ticks(tick_at(at(11, 9))))

    assert windows(api, dora) == ["10 10-11", "11 10-11"]


def test_a_mark_that_is_taken_away_is_no_hour_any_more_also_of_every_week(
    api: Api, dora: Person, page: str
) -> None:
    sends(api, opens(api, page).form("/words").fills(words="every Tuesday 10-12"))
    marked = opens(api, page).form("/hours")
    unmarked = [each for each in marked.fields if each != ("h", str(tick_at(at(10, 9))))]

    after = sends(api, type(marked)(marked.action, unmarked))

    ticked = dict.fromkeys(value for name, value in opens(api, page).form("/hours").fields)
    assert str(tick_at(at(10, 9))) not in ticked
    assert str(tick_at(at(10, 10))) in ticked
    assert "Off Tue 10 Nov 2026, 10:00 AM – 11:00 AM" in after.words


def test_hours_in_ones_own_words_are_saved_and_what_is_unclear_is_asked_back(
    api: Api, dora: Person, page: str
) -> None:
    asked = sends(api, opens(api, page).form("/words").fills(words="Mon-Fri 9-12"))
    before = windows(api, dora)

    weekly = next(form for form in asked.forms if "every" in dict(form.fields).get("words", ""))
    after = sends(api, weekly)

    assert asked.answer.status == 422
    assert "every week, or only the coming days?" in asked.words
    assert "Nothing is saved yet" in asked.words
    assert before == []
    assert "Every Mon to Fri, 9:00 AM – 12:00 PM" in after.words


def test_what_is_no_time_at_all_is_said_beside_what_was_typed(
    api: Api, dora: Person, page: str
) -> None:
    refused = sends(api, opens(api, page).form("/words").fills(words='"><b>soon'))

    assert refused.answer.status == 422
    assert "I did not understand" in refused.words
    assert dict(refused.form("/words").fields)["words"] == '"><b>soon'
    assert b"<b>soon" not in refused.answer.body


def test_another_time_zone_is_kept_and_named_everywhere(api: Api, dora: Person, page: str) -> None:
    zone = opens(api, opens(api, page).link("/zone"))

    after = sends(api, zone.form("/zone").fills(zone="Asia/Kolkata"))

    assert "Kolkata, UTC+05:30" in after.words
    assert "8:30 AM" in after.words  # where interviews begin on the hour of UTC
    assert (
        "That time zone is not known here"
        in sends(api, zone.form("/zone").fills(zone="../../etc/passwd")).words
    )


# -- an interview --------------------------------------------------------------------------------


def test_the_interview_is_shown_by_the_candidates_clock_and_without_any_name(
    api: Api, page: str, booked: Interview
) -> None:
    shown = opens(api, page)

    assert "Thursday 12 November 2026" in shown.words
    assert "11:00 AM – 12:00 PM (Berlin, UTC+01:00)" in shown.words
    assert "Ines" not in shown.words


def test_it_can_be_taken_along_into_ones_own_calendar(
    api: Api, page: str, booked: Interview
) -> None:
    file = api.get(opens(api, page).link(".ics"))

    (event,) = Calendar.from_ical(file.body.decode()).walk("VEVENT")
    assert file.headers["content-type"].startswith("text/calendar")
    assert (str(event["UID"]), int(event["SEQUENCE"])) == (booked.uid, 0)
    assert event["DTSTART"].dt == booked.start
    assert b"Ines" not in file.body


def test_it_is_moved_to_an_hour_that_is_offered_once_however_often_that_is_sent(
    api: Api, page: str, booked: Interview
) -> None:
    move = opens(api, opens(api, page).link("/move")).form("/move")
    chosen = move.fills(start=str(tick_at(at(13, 9))))

    after, again = sends(api, chosen), sends(api, chosen)

    assert "Your interview is moved" in after.words
    assert "Your interview is moved" in again.words
    assert (stands(api, booked).start, stands(api, booked).revision) == (at(13, 9), 2)


def test_only_hours_at_which_the_panel_is_free_are_offered(
    api: Api, page: str, booked: Interview
) -> None:
    move = opens(api, opens(api, page).link("/move"))

    refused = sends(api, move.form("/move").fills(start=str(tick_at(at(13, 15)))))

    offered = set(re.findall(r'name="start" value="(\d+)"', move.answer.body.decode()))
    assert str(tick_at(at(13, 9))) in offered
    assert str(tick_at(booked.start)) not in offered
    assert "That hour was taken just now" in refused.words
    assert stands(api, booked) == booked


def test_moved_twice_it_can_only_be_asked_for(api: Api, page: str, booked: Interview) -> None:
    for hour in (9, 11):
        move = opens(api, opens(api, page).link("/move")).form("/move")
        sends(api, move.fills(start=str(tick_at(at(13, hour)))))

    move = opens(api, opens(api, page).link("/move"))

    assert "can't be moved from here any more" in move.words
    assert [form.action.rpartition("/")[2] for form in move.forms] == ["language", "ask"]


@pytest.mark.parametrize("is_agreed", [True, False])
def test_another_hour_is_asked_for_and_the_page_says_what_became_of_it(
    api: Api, page: str, booked: Interview, is_agreed: bool
) -> None:
    ask = opens(api, opens(api, page).link("/move")).form("/ask")
    asked = sends(api, ask.fills(wanted="2026-11-20T18:00"))

    answer = move_wanted if is_agreed else refuse_move
    answer(api.store, CORA, interview_id=booked.id)

    answered = opens(api, page).words
    assert "You asked for Friday 20 November, 6:00 PM" in asked.words
    assert "Nobody has answered yet" in asked.words
    assert (stands(api, booked).start == at(20, 17)) is is_agreed
    assert ("That can't be" in answered) is not is_agreed
    assert ("Friday 20 November 2026" in answered) is is_agreed


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ("2026-11-20T18:30", "Interviews start on the hour"),
        ("2026-11-02T18:00", "has already passed"),
        ("2026-11-12T11:00", "is on Thu 12 Nov, 11:00 AM CET already"),
        ("2027-03-28T02:00", "the clocks in Europe/Berlin skip it"),
        ("2028-11-20T18:00", "is too far away"),
        ("9999-12-31T23:00", "is too far away"),
        ("soon", "such as 2026-11-10 09:00"),
        ("", "such as 2026-11-10 09:00"),
    ],
)
def test_no_hour_to_begin_at_is_refused_where_it_was_typed(
    api: Api, page: str, booked: Interview, wanted: str, why: str
) -> None:
    ask = opens(api, opens(api, page).link("/move")).form("/ask")

    refused = sends(api, ask.fills(wanted=wanted))

    assert refused.answer.status == 422
    assert dict(refused.form("/ask").fields)["wanted"] == wanted
    assert why in refused.words
    assert "booked" not in refused.words


def test_it_is_cancelled_on_a_second_page_with_a_reason_and_once(
    api: Api, page: str, booked: Interview
) -> None:
    cancel = opens(api, opens(api, page).link("/cancel")).form("/cancel")
    said = cancel.fills(why="I took another job")

    after, again = sends(api, said), sends(api, said)

    assert "Your interview is cancelled" in after.words
    assert "Your interview is cancelled" in again.words
    assert stands(api, booked).revision == 2
    with api.store.reading() as session:
        told = [row.facts for row in session.execute(sa.select(tables.message))]
    assert all("I took another job" in str(each) for each in told if "why" in str(each))


@pytest.mark.parametrize("ending", ["/move", "/cancel", "interview.ics"])
def test_of_one_that_is_cancelled_it_is_said_that_it_is_and_not_that_it_is_late(
    api: Api, page: str, booked: Interview, ending: str
) -> None:
    before = opens(api, page)
    sends(api, opens(api, before.link("/cancel")).form("/cancel"))

    again = opens(api, before.link(ending))

    assert "it was cancelled, or is over" in again.words
    assert "too late" not in again.words


@pytest.mark.parametrize(
    ("company", "words"),
    [
        (
            Company(contact="people@acme.example", keeps_candidates=timedelta(days=180)),
            "are kept here, and erased 180 days after your last interview. To see all of it, or "
            "to have it erased, ask people@acme.example.",
        ),
        (Company(), "are kept here. To see all of it, or to have it erased, ask whoever sent"),
    ],
)
def test_it_says_what_is_kept_how_long_and_whom_to_ask_to_erase_it(
    company: Company, words: str
) -> None:
    with api_on("sqlite://", rules=RULES, keys=KEYS, company=company) as api:
        api.store.migrate()
        page = opens(api, link_to(api, registers(api, "Dora Diaz", Role.CANDIDATE)))

    assert words in page.words


def test_what_has_changed_meanwhile_is_not_changed_unseen(
    api: Api, page: str, booked: Interview
) -> None:
    move = opens(api, opens(api, page).link("/move")).form("/move")
    cancel = opens(api, opens(api, page).link("/cancel")).form("/cancel")
    sends(api, move.fills(start=str(tick_at(at(13, 9)))))

    late = sends(api, cancel)

    assert "had changed meanwhile, so nothing was done" in late.words
    assert "Friday 13 November" in late.words
    assert stands(api, booked).state == booked.state


def test_nobody_elses_interview_is_shown_moved_or_cancelled(api: Api, booked: Interview) -> None:
    other = link_to(api, registers(api, "Otto Olsen", Role.CANDIDATE))

    shown = opens(api, other)
    moved = opens(api, f"{other}/interviews/{booked.id}/move")

    assert "12 November 2026" not in shown.words
    assert not [each for each in shown.links if "interviews" in each]
    assert "is not ahead any more" in moved.words


def test_looking_changes_nothing_whatever_is_looked_at(
    api: Api, page: str, booked: Interview
) -> None:
    before = everything(api)

    for path in ("", "/zone", f"/interviews/{booked.id}/move", f"/interviews/{booked.id}/cancel"):
        for method in ("GET", "HEAD"):
            answer = api._answer(method, f"{page}{path}")
            assert answer.status == 200
            assert (answer.body == b"") is (method == "HEAD")

    assert everything(api) == before


def test_a_link_lasts_until_the_interview_is_over_that_is_booked_after_it_was_sent(
    api: Api, page: str, booked: Interview
) -> None:
    with api.store.writing() as session:
        interviews.move(
            session,
            booked,
            start=at(26, 10),
            expected_revision=booked.revision,
            outside_availability=True,
        )

    with api.store.reading() as session:
        (link,) = session.execute(sa.select(tables.candidate_link)).all()

    assert link.created_at < booked.start
    assert link.expires_at == at(26, 11)
