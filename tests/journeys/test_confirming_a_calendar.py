"""Somebody signs in with an address that nobody knows, and Ines is asked whether it was she."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import google_fake
import pytest
from free_busy_fake import running_beside
from google_fake import Google
from ports import free_port

from journeys.arranged import all_is_told, gives, is_candidate
from journeys.office import MONDAY, Office, office_in

TEN = datetime(2026, 11, 10, 9, tzinfo=UTC)
PRIVATE = "ines@home.example"
ASKED = "Somebody has signed in as ines@home.example at calendar.google.com"


@pytest.fixture(name="google")
def _google() -> Iterator[Google]:
    with running_beside(Google) as google:
        google.sign_ins.account = PRIVATE
        google.calendars = {PRIVATE: [(TEN, TEN + timedelta(hours=1))]}
        yield google


@pytest.fixture(name="office")
def _office(tmp_path: Path, google: Google) -> Iterator[Office]:
    port = free_port()
    reached = {"http_port": port, "public_url": f"http://127.0.0.1:{port}"}
    with office_in(tmp_path, now=MONDAY, **google_fake.sign_in_settings(google), **reached) as one:
        gives(one.ines, "weekdays 9-17")
        is_candidate(one.carl, "tomorrow 9-12")
        one.ines.opens_home()
        one.ines.presses("Connect my calendar")
        one.ines.opens_page("Sign in with Google").sees("Waiting for Ines Iversen")
        all_is_told(one)
        yield one


def at_nine(office: Office) -> bool:
    """Whether Ines is offered for the hour that her calendar takes."""
    return "9:00 AM" in office.carla.asks("/find-slots carl with @ines tomorrow").text


def test_she_says_yes_where_she_was_asked_and_what_is_in_it_counts(office: Office) -> None:
    ines = office.ines
    asked = ines.sees(ASKED)
    assert asked.labels == ["Yes, use it", "No, remove it"]
    assert "I do not know that address as yours" in asked.text
    ines.submits()
    ines.sees_in_modal("Was it you? Until you say so, nothing of it is read or counts")
    assert at_nine(office)

    ines.presses("Yes, use it", in_=asked)

    ines.sees("calendar.google.com is connected: 1 event in the weeks ahead.")
    assert not at_nine(office)
    ines.opens_home()
    ines.sees_in_home("calendar.google.com")


def test_she_says_no_in_the_list_and_what_was_allowed_is_given_back(
    office: Office, google: Google
) -> None:
    ines = office.ines
    ines.submits()
    ines.sees_in_modal("and I do not know it as yours")

    ines.presses("No, remove it")

    ines.sees_in_modal("is not connected. What was allowed is given back to Google")
    office.slack.waits_until(lambda: google.sign_ins.revoked)
    assert at_nine(office)
    # The question is still there, and says so.
    ines.presses("Yes, use it", in_=ines.sees(ASKED))
    ines.sees("That calendar does not wait for an answer any more.")


def test_a_coordinator_registers_a_member_and_connects_for_them_and_the_member_is_asked(
    office: Office,
) -> None:
    carla, ingrid = office.carla, office.ingrid
    offer = carla.asks("/availability for @ingrid: calendar", sees="is not registered yet")

    carla.presses("Register, and open calendars", in_=offer)

    carla.sees_in_modal("The calendars of Ingrid Ek.")
    carla.presses("Connect their calendar")
    carla.opens_page("Sign in with Google").sees("Waiting for Ingrid Ek")
    carla.submits()
    waiting = carla.sees_in_modal("it waits for them to say that it is theirs")
    assert "ines@home.example" not in waiting.text
    assert "Yes, use it" not in waiting.labels
    carla.closes()
    ingrid.presses("Yes, use it", in_=ingrid.sees(ASKED))
    ingrid.sees("calendar.google.com is connected: 1 event in the weeks ahead.")
    # The same offer again leads there, and registers nobody twice.
    carla.presses("Register, and open calendars", in_=offer)
    carla.sees_in_modal("calendar.google.com")


def test_whoever_is_no_coordinator_is_told_what_the_member_can_do(office: Office) -> None:
    told = office.ines.asks("/availability for @ingrid: calendar", sees="is not registered yet")

    assert "They press “Connect my calendar” on my Home tab" in told.text
    assert told.labels == []
