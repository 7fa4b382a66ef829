"""A mail says where the interview is, and a calendar takes it over; what is typed stays text."""

from dataclasses import replace

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from mail_builders import CORA, INES, INTERVIEW, TEN, mail_about
from post_office import html_of, invite_of, text_of

from scheduling.model import Interview, Invites, Notice
from scheduling.model.details import Detail, Details
from scheduling.model.notices import (
    Added,
    Booked,
    Cancelled,
    DetailsChanged,
    Moved,
    Reminder,
    Removed,
)
from scheduling.model.request import Who
from scheduling.timespan import HOUR

BY_CORA = Who.of(CORA)
SECRET = "Ask why they left"
LINK = "https://meet.example.org/abc?a=1&b=2"
SAID = Details(
    title="System design",
    place=f"Room 4; or {LINK}, from 10",
    note_for_candidate="Bring a pen.\nRing <twice> & wait",
    note_for_panel=SECRET,
)
PLACED = replace(INTERVIEW, details=SAID)
CHANGED = DetailsChanged(by=BY_CORA, start=TEN, said=(Detail.PLACE, Detail.NOTE_FOR_CANDIDATE))
EVERY_KIND: list[Notice] = [
    Booked(by=BY_CORA, start=TEN),
    Moved(by=BY_CORA, start=TEN, was=TEN - HOUR),
    Cancelled(by=BY_CORA, start=TEN),
    Reminder(),
    CHANGED,
]


def event_in(notice: Notice, interview: Interview = PLACED) -> icalendar.Event:
    calendar = invite_of(mail_about(notice, interview=interview))
    assert calendar is not None
    (event,) = icalendar.Calendar.from_ical(calendar).walk("VEVENT")
    return event


@pytest.mark.parametrize("notice", EVERY_KIND, ids=lambda each: str(each.kind))
def test_a_mail_says_where_as_long_as_it_takes_place(notice: Notice) -> None:
    mail = mail_about(notice, interview=PLACED)

    is_on = not isinstance(notice, Cancelled)
    for words in (text_of(mail), html_of(mail)):
        assert ("Room 4" in words) is is_on
        assert ("Bring a pen." in words) is is_on
        assert ("System design" in words) is is_on


@pytest.mark.parametrize("notice", EVERY_KIND, ids=lambda each: str(each.kind))
@pytest.mark.parametrize("invites", list(Invites))
def test_a_candidates_mail_never_holds_the_note_for_the_panel(
    notice: Notice, invites: Invites
) -> None:
    mail = mail_about(notice, interview=PLACED, invites=invites)

    everything = [mail.as_string(), text_of(mail), html_of(mail), str(invite_of(mail))]
    assert SECRET not in "".join(everything)


def test_an_interviewers_mail_holds_both_notes() -> None:
    notice = Added(by=BY_CORA, start=TEN)

    mail = mail_about(notice, to=INES, interview=PLACED, invites=Invites.EVERYBODY)

    words = text_of(mail)
    assert f"Note for the panel: {SECRET}" in words
    assert "Note for Carl Chen: Bring a pen." in words
    assert SECRET.encode() in (invite_of(mail) or b"").replace(b"\r\n ", b"")


def test_nothing_more_is_said_to_whoever_is_off_the_panel() -> None:
    mail = mail_about(
        Removed(by=BY_CORA, start=TEN), to=INES, interview=PLACED, invites=Invites.EVERYBODY
    )

    assert "Room 4" not in text_of(mail) + str(invite_of(mail))
    assert SECRET not in text_of(mail) + str(invite_of(mail))


def test_a_change_is_said_and_its_lines_stay_lines() -> None:
    mail = mail_about(CHANGED, interview=PLACED)

    assert mail["Subject"] == "News of your interview on Tue 10 Nov, 11:00 CET (Acme)"
    assert text_of(mail).startswith(
        "Hello Carl Chen,\n"
        "\n"
        "Cora Costa has changed the place and the note for you of your interview\n"
        "with Acme: Tue 10 Nov, 11:00 CET.\n"
        "\n"
        "Tuesday 10 November 2026, 11:00 to 12:00 (Berlin, UTC+01:00)\n"
        "\n"
        "System design\n"
        "\n"
        f"Where: Room 4; or {LINK}, from 10\n"
        "\n"
        "Note: Bring a pen.\n"
        "Ring <twice> & wait\n"
    )


def test_a_place_that_was_taken_away_is_said_to_be() -> None:
    nowhere = DetailsChanged(by=BY_CORA, start=TEN, said=(Detail.PLACE,))

    mail = mail_about(nowhere, interview=INTERVIEW)

    assert "Where it will be is not settled any more." in text_of(mail)
    assert "LOCATION" not in str(invite_of(mail))


def test_in_html_a_link_is_one_and_everything_else_is_text() -> None:
    hostile = replace(
        INTERVIEW,
        details=Details(
            place='https://meet.example.org/"onmouseover="x <script>alert(1)</script>',
            note_for_candidate="<img src=x onerror=alert(1)> javascript:alert(2)",
        ),
    )

    page = html_of(mail_about(CHANGED, interview=hostile))

    assert 'href="https://meet.example.org/"' in page
    assert page.count("<a ") == 1
    assert "<script" not in page
    assert "<img" not in page
    placed = html_of(mail_about(CHANGED, interview=PLACED))
    assert 'href="https://meet.example.org/abc?a=1&amp;b=2"' in placed
    assert "Bring a pen.<br>Ring &lt;twice&gt; &amp; wait" in placed


def test_a_calendar_has_the_place_the_link_and_the_note() -> None:
    event = event_in(CHANGED)

    assert event["LOCATION"] == SAID.place
    assert event["URL"] == LINK
    assert event["DESCRIPTION"] == (f"Where: {SAID.place}\nNote: Bring a pen.\nRing <twice> & wait")
    assert event["SUMMARY"] == "System design"


def test_another_library_reads_the_same() -> None:
    calendar = invite_of(mail_about(CHANGED, interview=PLACED))

    event = vobject.readOne((calendar or b"").decode()).vevent

    assert event.location.value == SAID.place
    assert event.url.value == LINK
    assert event.description.value.endswith("Note: Bring a pen.\nRing <twice> & wait")


@pytest.mark.parametrize(
    ("to_candidate", "summary"), [(True, "System design"), (False, "System design: Carl Chen")]
)
def test_a_title_is_what_calendars_call_it(to_candidate: bool, summary: str) -> None:
    more = {} if to_candidate else {"to": INES, "invites": Invites.EVERYBODY}

    calendar = invite_of(mail_about(Booked(by=BY_CORA, start=TEN), interview=PLACED, **more))

    (event,) = icalendar.Calendar.from_ical(calendar or b"").walk("VEVENT")
    assert event["SUMMARY"] == summary


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=80))
def test_whatever_is_typed_makes_no_other_line_of_a_calendar(text: str) -> None:
    odd = replace(INTERVIEW, details=Details(title=text, place=text, note_for_candidate=text))

    event = event_in(CHANGED, odd)

    assert {name.upper() for name in event} <= {
        "UID",
        "SEQUENCE",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "LOCATION",
        "URL",
        "DESCRIPTION",
        "ORGANIZER",
        "ATTENDEE",
        "STATUS",
        "TRANSP",
    }
    assert str(event.get("LOCATION", "")) == text
