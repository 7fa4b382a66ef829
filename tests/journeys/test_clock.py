"""The clock by which somebody is told times: as Slack suggests it, and as they choose."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeys.arranged import books, gives, is_candidate
from journeys.office import Office, bot_in, workspace_of
from sandbox.state.people import person

PEOPLE = (
    person("Carla Costa", tz="Europe/Lisbon", is_admin=True),
    person("Gerd Groß", tz="Europe/Berlin", locale="de-DE"),
    person("Amy Adams", tz="America/New_York", locale="en-US"),
)


@pytest.fixture(name="abroad")
def _abroad(tmp_path: Path) -> Iterator[Office]:
    with workspace_of(tmp_path, *PEOPLE) as office, bot_in(office):
        yield office


def test_everybody_reads_the_times_of_one_interview_as_they_write_them(abroad: Office) -> None:
    abroad.gerd.asks("/availability tomorrow 13-17", sees="Tue 10 Nov 2026, 13:00 – 17:00")
    is_candidate(abroad.amy, "tomorrow 7 AM - 11 AM")

    books(abroad.carla, "Amy with Gerd tomorrow", hour="1:00 PM WET")

    assert "Tue 10 Nov, 14:00 CET" in abroad.gerd.sees("has booked").text
    assert "Tue Nov 10, 8:00 AM EST" in abroad.amy.sees("has booked").text
    abroad.gerd.opens_home()
    assert "Tue 10 Nov, 14:00 CET" in abroad.gerd.sees_in_home("Amy Adams").text


def test_somebody_chooses_their_clock_in_words_and_by_form(abroad: Office) -> None:
    gives(abroad.amy, "tomorrow 1 PM - 5 PM")

    abroad.amy.asks("/register clock 24", sees="I write times to you as 14:00 from now on.")

    abroad.amy.asks("/availability list", sees="Tue Nov 10 2026, 13:00 – 17:00")
    abroad.amy.types("/register")
    abroad.amy.sees_in_modal("How I write times to you.")
    abroad.amy.fills({"Clock": "2:00 PM"})
    abroad.amy.submits()
    abroad.amy.sees_in_modal("Registered")
    abroad.amy.closes()
    abroad.amy.asks("/availability list", sees="Tue Nov 10 2026, 1:00 PM – 5:00 PM")


def test_a_clock_is_asked_for_where_none_is_named_and_kept_for_those_who_are_known(
    abroad: Office,
) -> None:
    abroad.gerd.asks("/register clock", sees="Which clock? /register clock 24 writes times as")

    abroad.gerd.asks("/register clock 24", sees="You are not registered yet")


def test_a_refusal_is_written_by_the_reader_s_clock_as_well(abroad: Office) -> None:
    abroad.gerd.asks("/availability tomorrow 17:00-13:00", sees="13:00")
