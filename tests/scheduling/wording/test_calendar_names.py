"""What people know a calendar by: its server, and a word of ours where that has no name."""

import pytest

from scheduling.model.calendars import Calendar, SourceKind
from scheduling.wording.saying.calendars import called, named


def at(host: str, source: SourceKind = SourceKind.ADDRESS) -> Calendar:
    return Calendar(id=1, person_id=1, source=source, host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "::1", "localhost", "dav.localhost"])
def test_one_on_the_machine_of_the_bot_is_no_number_to_people(host: str) -> None:
    assert named(at(host)) == "Local calendar"


@pytest.mark.parametrize(
    "host", ["calendar.google.com", "cloud.acme.example", "10.0.0.7", "notlocalhost"]
)
def test_every_other_one_is_called_by_its_server(host: str) -> None:
    assert called(at(host)) == host


def test_a_company_s_says_who_has_connected_it() -> None:
    words = named(at("calendar.google.com", SourceKind.GOOGLE))

    assert words == "calendar.google.com, connected by your company's Google"
