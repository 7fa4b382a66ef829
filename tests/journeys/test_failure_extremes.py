"""Very many hours, long and strange names, and the ends of the earth."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeys.arranged import all_is_told, book_labels, books, gives, has_candidate, is_candidate
from journeys.office import MONDAY, Office, bot_in, office_in, workspace_of
from sandbox.state.people import person

CARLA = person("Carla Costa", tz="Europe/Lisbon", is_admin=True, is_owner=True)
NAMES = [
    "Ana " + "<&*_~`>" * 16,  # 116 characters, of which most are markup
    "أحمد محمد عبد الرحمن",
    "Zoë Żółć 👩‍💻🇵🇹",
    "Bo <!channel> <@U123> <https://example.com|here>",
]


@pytest.fixture(name="office", scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_in(tmp_path_factory.mktemp("office"), now=MONDAY) as office:
        gives(office.ines, "every day 8:00-20:00")
        yield office


def refused_by_slack(office: Office) -> list[object]:
    """What the bot wanted to show and Slack would not."""
    traffic = office.slack.traffic
    return [one["response"] for one in traffic if "invalid_" in str(one["response"])]


@pytest.mark.failure_case(14)
@pytest.mark.parametrize(("hour", "name"), list(enumerate(NAMES, start=1)))
def test_a_strange_name_goes_all_the_way_and_calls_nobody(
    office: Office, hour: int, name: str
) -> None:
    office.carla.types("/register")
    office.carla.presses("Register a candidate from outside Slack")
    office.carla.sees_in_modal("Email")
    office.carla.fills({"Name": name, "Availability": "Tue 9:00-19:00"})
    office.carla.submits()
    registered = office.carla.sees_in_modal("is registered as a candidate").text
    office.carla.closes()

    found = office.carla.asks("/find-slots @ines tomorrow", sees="Times are yours")
    office.carla.presses("Book on Tue 10 Nov", in_=found)
    office.carla.fills({"Tue 10 Nov": f"{hour}:00 PM WET", "Candidate": name[:3]})
    office.carla.submits()
    office.carla.sees_in_modal("Booked:")
    office.carla.closes()
    all_is_told(office)
    office.ines.opens_home()
    home = office.ines.sees_in_home("with Ines Iversen").text

    everything = "".join([registered, home, *office.ines.messages_from_app])
    assert name[:3] in office.ines.sees("has booked an interview for you").text
    assert "@channel" not in everything
    assert refused_by_slack(office) == []
    assert office.carla.toasts == []


@pytest.mark.failure_case(14)
def test_three_hundred_slots_are_turned_page_by_page(office: Office) -> None:
    found = office.carla.asks("/find-slots @ines 23 Nov - 20 Dec")

    seen = set(book_labels(found))
    for first in (8, 15, 22):
        office.carla.presses("Show more days", in_=found)
        found = office.carla.sees(f"Days {first} to {first + 6} of 28")
        seen |= set(book_labels(found))

    assert "336 slots" in found.text
    assert len(seen) == 28
    assert refused_by_slack(office) == []


@pytest.mark.failure_case(16)
def test_people_a_day_apart_meet_each_by_their_own_date(tmp_path: Path) -> None:
    kiri = person("Kiri Tane", tz="Pacific/Kiritimati")  # 14 hours ahead of UTC
    pago = person("Pago Tuli", tz="Pacific/Pago_Pago")  # 11 hours behind
    with workspace_of(tmp_path, CARLA, kiri, pago) as office, bot_in(office):
        is_candidate(office.kiri, "Wed 11 Nov 9:00-12:00")
        gives(office.pago, "Tue 10 Nov 8:00-11:00")

        books(office.carla, "Kiri with @pago", hour="7:00 PM WET")
        told_kiri = office.kiri.sees("booked an interview for you").text
        told_pago = office.pago.sees("booked an interview for you").text

    assert "Wed 11 Nov" in told_kiri
    assert "9:00 AM" in told_kiri
    assert "Tue 10 Nov, 8:00 AM" in told_pago
    assert "Kiri Tane: Wed 11 Nov, 9:00 AM" in told_pago


@pytest.mark.failure_case(16)
def test_hours_at_half_past_two_in_the_night_without_it_begin_when_the_clock_goes_on(
    tmp_path: Path,
) -> None:
    saturday = MONDAY.replace(year=2027, month=3, day=27)
    with office_in(tmp_path, now=saturday) as office:
        said = office.ines.asks("/availability tomorrow 2:30 AM - 6:00 AM", sees="Saved (").text
        has_candidate(office, "Ana Alves", "Europe/Berlin", "tomorrow 0:00-12:00")
        found = office.carla.asks("/find-slots Ana Alves with @ines tomorrow").text

    assert "Sun 28 Mar 2027" in said
    assert "3 slots for Ana Alves with Ines Iversen" in found
