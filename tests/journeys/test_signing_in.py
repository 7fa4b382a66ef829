"""Ines signs in for her calendar from Slack, takes it back, signs in again, and parts with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import google_fake
import microsoft_fake
import pytest
from free_busy_fake import running_beside
from google_fake import Google
from microsoft_fake import Microsoft
from ports import free_port

from journeys.arranged import gives, is_candidate
from journeys.office import MONDAY, Office, bot_in, seeing_addresses, workspace_of

TEN = datetime(2026, 11, 10, 9, tzinfo=UTC)
INES = "ines@practice.example"


@pytest.fixture(name="google")
def _google() -> Iterator[Google]:
    with running_beside(Google) as google:
        google.sign_ins.account = INES
        google.calendars = {INES: [(TEN, TEN + timedelta(hours=1))]}
        yield google


@pytest.fixture(name="microsoft")
def _microsoft() -> Iterator[Microsoft]:
    with running_beside(Microsoft) as microsoft:
        microsoft.sign_ins.account = INES
        microsoft.calendars = {INES: [(TEN, TEN + timedelta(hours=1), "tentative")]}
        yield microsoft


@contextmanager
def office_with(tmp_path: Path, *providers: dict[str, str]) -> Iterator[Office]:
    port = free_port()
    chosen = {name: value for each in providers for name, value in each.items()}
    reached = {"http_port": port, "public_url": f"http://127.0.0.1:{port}"}
    with (
        workspace_of(tmp_path, now=MONDAY, manifest=seeing_addresses()) as office,
        bot_in(office, **chosen, **reached),
    ):
        yield office


def test_from_the_button_to_busy_hours_and_back_without_an_address(
    tmp_path: Path, google: Google
) -> None:
    with office_with(tmp_path, google_fake.sign_in_settings(google)) as office:
        ines, carla = office.ines, office.carla
        gives(ines, "weekdays 9-17")
        is_candidate(office.carl, "tomorrow 9-12")
        ines.opens_home()
        ines.presses("Connect my calendar")
        modal = ines.sees_in_modal("You are asked to let me see when your calendar is busy")
        assert "Sign in with Microsoft" not in modal.labels

        page = ines.opens_page("Sign in with Google")

        page.sees("calendar.google.com is connected: 1 event in the weeks ahead.")
        page.sees("you are busy Tue 10 Nov, 10:00 AM – 11:00 AM.")
        assert "9:00 AM" not in carla.asks("/find-slots carl with @ines tomorrow").text
        ines.submits()
        modal = ines.sees_in_modal("calendar.google.com")
        assert "entative" not in modal.text

        google.sign_ins.end(INES)
        google.ended = set(google.tokens)
        ines.presses("Read now")
        ines.sees_in_modal("what was allowed there has ended, or was taken back")
        ines.presses("Sign in again")
        ines.opens_page("Sign in with Google").sees("calendar.google.com is connected")
        ines.submits()
        ines.sees_in_modal("you are busy Tue 10 Nov, 10:00 AM – 11:00 AM.")

        ines.presses("Disconnect")
        ines.sees_in_modal("calendar.google.com is disconnected.")
        assert "9:00 AM" in carla.asks("/find-slots carl with @ines tomorrow").text
        office.slack.waits_until(lambda: google.sign_ins.revoked)
        assert google.sign_ins.grants == {}
        assert "refresh/" not in str(office.slack.traffic)


def test_who_does_not_allow_it_is_told_so_and_signs_in_with_the_other(
    tmp_path: Path, google: Google, microsoft: Microsoft
) -> None:
    both = google_fake.sign_in_settings(google), microsoft_fake.sign_in_settings(microsoft)
    hosts = ",".join(each["calendar_private_hosts"] for each in both)
    google.sign_ins.allows = False
    with office_with(tmp_path, *both, {"calendar_private_hosts": hosts}) as office:
        office.ines.opens_home()
        office.ines.presses("Connect my calendar")

        refused = office.ines.opens_page("Sign in with Google")
        page = office.ines.opens_page("Sign in with Microsoft")

        refused.sees("You did not allow Google to tell me when you are busy.")
        page.sees("outlook.office365.com is connected: 1 event in the weeks ahead.")
        office.ines.submits()
        assert "Leave tentative out" in office.ines.sees_in_modal("outlook.office365.com").labels
