"""A company's calendars in Slack: there by themselves, and gone where their owner wants it so."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from google_fake import UNAUTHORIZED, Google, google_beside, settings_of

from journeys.arranged import gives, is_candidate
from journeys.office import MONDAY, Office, bot_in, seeing_addresses, workspace_of

TEN = datetime(2026, 11, 10, 9, tzinfo=UTC)
INES = "ines@practice.example"


@pytest.fixture(name="google")
def _google() -> Iterator[Google]:
    with google_beside() as google:
        google.calendars = {INES: [(TEN, TEN + timedelta(hours=1))]}
        yield google


@pytest.fixture(name="office")
def _office(tmp_path: Path, google: Google) -> Iterator[Office]:
    with workspace_of(tmp_path, now=MONDAY, manifest=seeing_addresses()) as office:
        # The address of somebody who is registered is kept with what they do next, and whoever has
        # one when a bot starts is read at once.
        with with_google(office, google):
            gives(office.ines, "weekdays 9-17")
            is_candidate(office.carl, "tomorrow 9-12")
            office.ines.asks("/availability list")
        yield office


def with_google(office: Office, google: Google) -> AbstractContextManager[None]:
    return bot_in(office, **settings_of(google, domains="practice.example"))


def test_it_is_read_by_itself_until_its_owner_wants_it_not_and_again_when_they_do(
    office: Office, google: Google
) -> None:
    ines, carla = office.ines, office.carla
    with with_google(office, google):
        ines.opens_home()
        ines.sees_in_home("• calendar.google.com, connected by your company's Google")
        ines.presses("My calendars")
        ines.sees_in_modal("calendar.google.com, connected by your company's Google")
        ines.presses("Read now")
        modal = ines.sees_in_modal("Read just now.")
        assert "you are busy Tue 10 Nov, 10:00 AM – 11:00 AM." in modal.text
        assert "entative" not in modal.text
        assert "9:00 AM" not in carla.asks("/find-slots carl with @ines tomorrow").text

        ines.presses("Disconnect")
        ines.sees_in_modal("calendar.google.com is disconnected.")
        ines.sees_in_modal("Your company's Google would tell me when you are busy.")
        assert "9:00 AM" in carla.asks("/find-slots carl with @ines tomorrow").text

        ines.presses("Read it")
        ines.sees_in_modal("you are busy Tue 10 Nov, 10:00 AM – 11:00 AM.")


def test_what_google_refuses_is_said_at_home_and_to_whoever_runs_the_bot(
    office: Office, google: Google
) -> None:
    google.refuses_tokens = 401, UNAUTHORIZED
    # Long enough for whatever was read while people came to be read again.
    office.slack.clock.forward(hours=2)

    with with_google(office, google):
        office.ines.opens_home()

        office.ines.sees_in_home("whoever runs me has to set that right")
