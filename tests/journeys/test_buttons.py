"""Every button of a view can be told from the others by its name alone.

Each journey that uses the `office` fixture is looked at for it when it is over; here is what it
is looked at with, and the busiest list.
"""

import json
from typing import Any

from journeys.arranged import books, gives, is_candidate
from journeys.buttons import named_alike
from journeys.office import Office


def button(text: str, **more: str) -> dict[str, Any]:
    return {"type": "button", "text": {"type": "plain_text", "text": text}, **more}


def actions(*buttons: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "actions", "elements": list(buttons)}]


def test_two_buttons_of_one_name_are_found_wherever_blocks_stand() -> None:
    alike = actions(button("Move"), button("Move"))
    apart = actions(button("Move", accessibility_label="Move: Carl"), button("Move"))

    assert named_alike([{"body": {"view": json.dumps({"blocks": alike})}}]) == ["Move"]
    assert named_alike({"blocks": apart}) == named_alike("[no JSON") == []


def test_the_buttons_of_two_interviews_in_a_list_have_names_of_their_own(office: Office) -> None:
    is_candidate(office.carl, "Tue 9:00-12:00")
    gives(office.ines, "Tue 10:00-13:00")
    books(office.carla, "Carl with @ines", hour="9:00 AM WET")
    books(office.carla, "Carl with @ines", hour="11:00 AM WET")

    listed = office.carla.asks("/interviews", sees="All interviews ahead (2)")

    names = [name for spot in listed.controls for name in spot.names]
    assert "Move: Tue 10 Nov, 9:00 AM WET, Carl Chen" in names
    assert "Cancel interview: Tue 10 Nov, 11:00 AM WET, Carl Chen" in names
