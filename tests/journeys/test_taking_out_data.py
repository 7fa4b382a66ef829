"""All that is held about somebody, taken out as a file: by themselves, or by a coordinator."""

import json
import re

from journeys.arranged import has_candidate, is_candidate
from journeys.office import Office
from journeys.test_export import answer

WHOM = "Zebulon Quixote"


def link_in(text: str) -> str:
    found = re.search(r"http://[^|\s>]+/export/person\?token=person_[\w-]+", text)
    assert found, text
    return found.group()


def test_a_coordinator_gets_a_file_by_a_link_that_works_once(open_office: Office) -> None:
    has_candidate(open_office, WHOM, "Europe/Lisbon", "tomorrow 9-12")

    given = open_office.carla.asks(f"/register export {WHOM}")
    link = link_in(given.text)
    looks = [answer(link) for _ in range(2)]
    first, again = answer(link, method="POST"), answer(link, method="POST")

    assert given.ephemeral
    assert [(status, "Download the file" in page) for status, _, page in looks] == [(200, True)] * 2
    assert first[0] == 200
    assert first[1]["cache-control"] == "no-store"
    assert first[1]["content-disposition"] == 'attachment; filename="person-2-2026-11-09.json"'
    held = json.loads(first[2])
    assert (held["person"]["name"], len(held["windows"])) == (WHOM, 1)
    assert again[0] == 404
    assert "/register export" in again[2]


def test_everybody_gets_their_own_and_nobody_elses(open_office: Office) -> None:
    is_candidate(open_office.carl, "tomorrow 9-12")

    own = answer(link_in(open_office.carl.asks("/register export").text), method="POST")

    assert json.loads(own[2])["person"]["name"] == "Carl Chen"
    refused = open_office.carl.asks("/register export @carla").text
    assert "Only a coordinator may take out what is held about somebody else." in refused
    assert "Your own: /register export." in refused


def test_what_is_held_is_taken_out_before_it_is_erased(open_office: Office) -> None:
    has_candidate(open_office, WHOM, "Europe/Lisbon")

    asked = open_office.carla.asks(f"/register erase {WHOM}", sees=f"Erase {WHOM} for good?")
    open_office.carla.presses("Take out their data", in_=asked)
    shown = open_office.carla.sees(f"All that I hold about {WHOM}")
    file = answer(link_in(shown.text), method="POST")
    open_office.carla.presses("Erase for good", in_=asked)

    open_office.carla.sees("Erased, for good.")
    assert json.loads(file[2])["person"]["name"] == WHOM


def test_without_an_address_it_is_said_what_helps(office: Office) -> None:
    said = office.carla.asks("/register export").text

    assert "Whoever runs me can set PUBLIC_URL" in said
    assert "python -m bot people export" in said
