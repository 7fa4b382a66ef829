"""Calendars in words: what each is called, and what to do about one that can't be read."""

import pytest

from scheduling.errors import CalendarFault
from scheduling.model.calendars import Calendar, SourceKind
from scheduling.wording.saying.calendars import told_apart, what_to_do


def calendar(id: int, host: str, source: SourceKind = SourceKind.ADDRESS) -> Calendar:
    return Calendar(id=id, person_id=1, source=source, host=host)


def test_calendars_of_one_server_have_numbers_in_the_order_they_came() -> None:
    google, work = "calendar.google.com", "cloud.example.org"
    theirs = [calendar(9, google), calendar(4, google), calendar(5, work)]

    assert told_apart(theirs) == {4: f"{google} (1)", 9: f"{google} (2)", 5: work}


def test_what_a_company_reads_is_another_than_what_its_owner_has_connected() -> None:
    google = "www.googleapis.com"
    theirs = [calendar(1, google, SourceKind.GOOGLE), calendar(2, google)]

    assert told_apart(theirs)[2] == google


@pytest.mark.parametrize("fault", sorted(CalendarFault))
def test_whatever_is_wrong_with_a_calendar_there_is_a_sentence_of_what_to_do(
    fault: CalendarFault,
) -> None:
    assert what_to_do(fault).endswith(".")


def test_an_address_that_is_gone_is_connected_anew_and_a_slow_server_is_waited_for() -> None:
    assert "Connect it anew" in what_to_do("gone")
    assert "usually passes" in what_to_do("too-slow")
    assert "usually passes" in what_to_do("a word of a later version")
