"""Messages of before go on working: their buttons are answered, and they are found by their uid.

`buttons.json` has what stood in messages before the house was redrawn: by action, the values that
buttons had. What they are about may be gone; then that is said, as it would be for any button.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys.arranged import all_is_told, books, usual_people
from journeys.office import MONDAY, Office, office_in
from slack_sdk import WebClient

from bot.process.metrics import REGISTRY

BUTTONS: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("buttons.json").read_text(encoding="utf-8")
)


@pytest.fixture(name="office", scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Interview 1 is booked: Carl (1) with Ines (2) and Ivo (3)."""
    folder = tmp_path_factory.mktemp("office")
    with office_in(folder, now=MONDAY, public_url="https://bot.example") as office:
        usual_people(office)
        books(office.carla, "Carl with @ines @ivo", hour="9:00 AM")
        yield office


def handled() -> Counter[str]:
    """How often listeners have been done, by what came of it."""
    counted: Counter[str] = Counter()
    for metric in REGISTRY.collect():
        for sample in metric.samples:
            if sample.name == "onthehour_requests_total":
                counted[sample.labels["outcome"]] += int(sample.value)
    return counted


def has_kept(office: Office, label: str, *, action: str, value: str) -> None:
    """A message of the bot's stands before Carla, as an earlier version has sent it."""
    button = {
        "type": "button",
        "action_id": action,
        "text": {"type": "plain_text", "text": label},
        "value": value,
    }
    client = WebClient(token=office.slack.bot_token, base_url=office.slack.api_url)
    client.chat_postMessage(
        channel=office.carla.id, text=label, blocks=[{"type": "actions", "elements": [button]}]
    )


@pytest.mark.parametrize(
    ("action", "value"), [(action, value) for action, values in BUTTONS.items() for value in values]
)
def test_a_button_of_before_is_answered(office: Office, action: str, value: str) -> None:
    label, before = f"{action} {len(value)}", handled()
    has_kept(office, label, action=action, value=value)

    office.carla.presses(label, in_=office.carla.sees(label))

    office.slack.waits_until(lambda: handled().total() > before.total())
    assert set(handled() - before) <= {"answered", "refused"}
    office.carla.clears_away()
    while office.carla.has_modal:
        office.carla.closes()


def test_a_message_can_be_found_again_as_it_always_could(office: Office) -> None:
    all_is_told(office)
    sent = [one["request"] for one in office.slack.calls("chat.postMessage")]

    signs = [(one["metadata"], one["blocks"][0]["block_id"]) for one in sent if "metadata" in one]

    assert signs
    for metadata, block_id in signs:
        assert metadata == {
            "event_type": "on_the_hour_message",
            "event_payload": {"uid": block_id},
        }
