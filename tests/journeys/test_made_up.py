"""What nobody of ours has made, and what Slack does not let us do: a sentence, and no traceback."""

import logging

import pytest
from slack_sdk import WebClient

from journeys.office import Office
from sandbox.events.faults import error


def has_button(office: Office, label: str, *, action: str, value: str) -> None:
    """A message stands before Carla with a button that somebody has made up."""
    text = {"type": "plain_text", "text": label}
    button = {"type": "button", "action_id": action, "text": text, "value": value}
    client = WebClient(token=office.slack.bot_token, base_url=office.slack.api_url)
    blocks = [{"type": "actions", "elements": [button]}]
    client.chat_postMessage(channel=office.carla.id, text="Made up", blocks=blocks)


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("interview_cancel", "seven"),
        ("interview_cancel", "1@x:y"),
        ("interviews_more", "9" * 40),
        ("slots_ask", "[]"),
        ("round_book", "1"),
    ],
)
def test_a_value_that_is_made_up_is_a_sentence_for_people_and_a_warning_in_the_log(
    office: Office, caplog: pytest.LogCaptureFixture, action: str, value: str
) -> None:
    has_button(office, "Press me", action=action, value=value)

    office.carla.presses("Press me", in_=office.carla.sees("Made up"))

    office.carla.sees("is not one that this version of me has made, and nothing was changed.")
    ours = [one for one in caplog.records if one.name.startswith("bot.")]
    assert f"something carried can't be read: {action}" in [one.getMessage() for one in ours]
    assert [one for one in ours if one.levelno >= logging.ERROR] == []


def test_a_scope_that_is_missing_is_named_with_where_to_add_it(office: Office) -> None:
    office.slack.control.meets("views.open", error("missing_scope"), times=1)

    office.carla.types("/find-slots")

    office.carla.sees("I was installed without the scope")
