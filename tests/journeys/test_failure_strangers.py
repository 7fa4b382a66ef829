"""Buttons and forms in the hands of those they were not made for: nothing happens to anybody."""

import json
import re
from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from journeys.arranged import all_is_told, books, told, usual_people
from journeys.office import MONDAY, Office, office_in
from sandbox.state.types import Json
from sandbox.testing.user import User

pytestmark = pytest.mark.failure_case(25)


@pytest.fixture(name="office", scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Carl has an interview with Ines; Imran, whom nobody knows, has nothing to do with it."""
    with office_in(tmp_path_factory.mktemp("office"), now=MONDAY) as office:
        usual_people(office)
        books(office.carla, "Carl with @ines", hour="9:00 AM WET")
        all_is_told(office)
        yield office


def client(office: Office) -> WebClient:
    return WebClient(token=office.slack.bot_token, base_url=office.slack.api_url)


def copied_to(stranger: User, words: str, *, of: User, office: Office) -> None:
    """The last message of somebody in which the words stand lies before a stranger as well."""
    seen = of.sees(words)
    message = office.slack.workspace.messages.find(channel=seen.channel, ts=seen.ts)
    assert message is not None
    client(office).chat_postMessage(channel=stranger.id, text="Copied", blocks=message.blocks)


def interview_stands(office: Office) -> bool:
    text = office.carla.asks("/interviews", sees="All interviews ahead").text
    return "All interviews ahead (1)" in text and "Carl Chen with Ines Iversen" in text


@pytest.mark.parametrize("label", ["Move", "Cancel interview"])
def test_a_coordinators_button_does_nothing_for_a_stranger(office: Office, label: str) -> None:
    office.carla.asks("/interviews", sees="All interviews ahead")
    copied_to(office.imran, "All interviews ahead", of=office.carla, office=office)

    office.imran.presses(label)

    office.imran.sees(f"Only a coordinator or the candidate may {label.split()[0].lower()} this")
    assert not office.imran.has_modal
    assert interview_stands(office)


def test_an_interviewers_no_is_not_said_by_somebody_else(office: Office) -> None:
    copied_to(office.imran, "booked an interview for you", of=office.ines, office=office)

    office.imran.presses("Can't make it")

    office.imran.sees("Only an interviewer on the panel may say that they can't make it.")
    assert interview_stands(office)
    all_is_told(office)
    assert told(office.carla, "can't make it") == []


def changed(value: object) -> object:
    """Every number in what a form remembers, as of another workspace."""
    if isinstance(value, dict):
        return {key: changed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [changed(one) for one in value]
    if isinstance(value, str):
        # An interview's id, and behind the sign how it stood.
        return re.sub(r"^\d+@", "987654@", value)
    return 987_654 if isinstance(value, int) and not isinstance(value, bool) else value


def test_a_form_that_remembers_what_is_of_another_workspace_changes_nothing(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.carla.presses("Move", in_=office.carla.asks("/interviews"))
    office.carla.fills({"Hours that suit everybody": "Tue 10 Nov, 10:00 AM WET"})
    view = office.slack.workspace.views.find(view_id=office.carla.modal.id)
    assert view is not None
    memory = json.loads(view.told["private_metadata"])
    assert memory != changed(memory)
    other: Json = {"private_metadata": json.dumps(changed(memory))}
    client(office).views_update(view_id=view.id, view=view.told | other)

    office.carla.submits()

    errors = list(office.carla.modal.errors.values())
    assert errors == ["That interview was removed already. Nothing was changed."]
    assert "reference" not in caplog.text
    office.carla.closes()
    assert interview_stands(office)
    assert "9:00 AM WET" in office.carla.asks("/interviews").text


def test_a_button_with_the_id_of_nothing_here_says_so(office: Office) -> None:
    seen = office.carla.asks("/interviews", sees="All interviews ahead")
    message = office.slack.workspace.messages.find(channel=seen.channel, ts=seen.ts)
    assert message is not None
    blocks = json.loads(re.sub(r'"value": "\d+', '"value": "987654', json.dumps(message.blocks)))
    client(office).chat_postMessage(channel=office.carla.id, text="Elsewhere", blocks=blocks)
    elsewhere = office.carla.sees("Elsewhere")

    office.carla.presses("Cancel interview", in_=elsewhere)

    office.carla.sees("That interview was removed already. Nothing was changed.")
    assert interview_stands(office)
