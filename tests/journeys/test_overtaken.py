"""What was on the screen is what is changed: two who change one interview, one after the other."""

import pytest
from slack_sdk import WebClient

from journeys.arranged import all_is_told, books, declines, told, usual_people
from journeys.office import Office
from sandbox.testing.user import User


@pytest.fixture(autouse=True)
def _booked(office: Office) -> None:
    """Carl meets Ines at nine; Carla and Ingrid arrange it."""
    usual_people(office)
    office.carla.asks("/register coordinator @ingrid", sees="coordinator")
    books(office.carla, "Carl with @ines", hour="9:00 AM WET")
    all_is_told(office)


def moves(coordinator: User, *, to: str) -> None:
    """A coordinator moves the one interview, from the list as it is."""
    coordinator.presses("Move", in_=coordinator.asks("/interviews"))
    coordinator.fills({"Hours that suit everybody": to})
    coordinator.submits()
    coordinator.sees_in_modal("Moved:")
    coordinator.closes()


def has_kept(office: Office, label: str, *, action: str, value: str) -> None:
    """A message stands before Carla with a button that an earlier version has made."""
    text = {"type": "plain_text", "text": label}
    button = {"type": "button", "action_id": action, "text": text, "value": value}
    client = WebClient(token=office.slack.bot_token, base_url=office.slack.api_url)
    blocks = [{"type": "actions", "elements": [button]}]
    client.chat_postMessage(channel=office.carla.id, text="From before", blocks=blocks)


def test_who_is_second_to_move_sees_what_has_happened_and_goes_on_from_there(
    office: Office,
) -> None:
    office.carla.presses("Move", in_=office.carla.asks("/interviews"))
    office.carla.fills({"Hours that suit everybody": "Tue 10 Nov, 10:00 AM WET"})
    moves(office.ingrid, to="Tue 10 Nov, 12:00 PM CET")

    office.carla.submits()

    form = office.carla.sees_in_modal("now on Tue 10 Nov, 11:00 AM WET")
    assert (
        "That interview has changed in the meantime: Ingrid Ek has moved it. Nothing was changed "
        "now. It is now on Tue 10 Nov, 11:00 AM WET."
    ) in form.text
    office.carla.fills({"Hours that suit everybody": "Tue 10 Nov, 10:00 AM WET"})
    office.carla.submits()
    office.carla.sees_in_modal("from Tue 10 Nov, 11:00 AM WET to Tue 10 Nov, 10:00 AM WET")
    office.ingrid.sees("Carla Costa has moved the interview of Carl Chen with Ines Iversen")
    all_is_told(office)
    assert len(told(office.ines, "moved")) == 2


def test_a_button_made_for_another_hour_cancels_nothing(office: Office) -> None:
    listed = office.carla.asks("/interviews")
    moves(office.ingrid, to="Tue 10 Nov, 11:00 AM CET")

    office.carla.presses("Cancel interview", in_=listed)

    answer = office.carla.sees("Ingrid Ek has moved it. Nothing was changed now.")
    assert "Tue 10 Nov, 10:00 AM WET\nCarl Chen with Ines Iversen" in answer.text
    assert "(1)" in office.carla.asks("/interviews").text
    office.carla.presses("Cancel interview", in_=answer)
    office.carla.sees("Cancelled:")
    office.ingrid.sees("Carla Costa has cancelled the interview of Carl Chen with Ines Iversen")


def test_who_could_not_come_at_the_old_hour_is_asked_about_the_new_one(office: Office) -> None:
    invited = office.ines.sees("booked an interview for you")
    moves(office.carla, to="Tue 10 Nov, 10:00 AM WET")

    office.ines.presses("Can't make it", in_=invited)

    answer = office.ines.sees("Carla Costa has moved it. Nothing was changed now.")
    assert "Tue 10 Nov, 11:00 AM CET" in answer.text
    all_is_told(office)
    assert told(office.ingrid, "can't make it") == []
    declines(office.ines, in_=answer)
    office.ingrid.sees("Ines Iversen can't make it")


def test_somebody_elses_decline_does_not_keep_one_from_declining(office: Office) -> None:
    books(office.carla, "Carl with @ines @ivo", hour="10:00 AM WET")
    declines(office.ivo, in_=office.ivo.sees("booked an interview for you"))
    office.ivo.sees("Noted:")

    declines(office.ines, in_=office.ines.sees("Tue 10 Nov, 11:00 AM CET, with Carl Chen"))

    office.ines.sees("Noted:")


@pytest.mark.parametrize(
    ("label", "action", "value", "done"),
    [
        ("Cancel interview", "interview_cancel", "1", "Cancelled: Carl Chen with Ines Iversen"),
        ("Replace with Ivo Ito", "interview_replace_0", "1:2:3", "it is Carl Chen with Ivo Ito"),
    ],
)
def test_a_button_of_an_earlier_version_asks_first(
    office: Office, label: str, action: str, value: str, done: str
) -> None:
    has_kept(office, label, action=action, value=value)

    office.carla.presses(label, in_=office.carla.sees("From before"))

    asked = office.carla.sees("Is it this one that you mean?")
    assert "Tue 10 Nov, 9:00 AM WET\nCarl Chen with Ines Iversen" in asked.text
    assert "(1)" in office.carla.asks("/interviews").text
    office.carla.presses(label, in_=asked)
    office.carla.sees(done)
