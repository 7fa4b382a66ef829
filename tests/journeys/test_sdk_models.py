"""Every payload of the journeys is one that Slack's own models know; here, that they notice."""

from typing import Any

import pytest

from journeys.office import Office
from journeys.sdk_models import Payloads, faults_in

TEXT = {"type": "plain_text", "text": "Hours"}
SECTION: dict[str, Any] = {"type": "section", "text": TEXT}
BUTTON = {"type": "button", "action_id": "a", "text": TEXT}


@pytest.mark.parametrize(
    "block",
    [
        SECTION,
        SECTION | {"accessory": BUTTON | {"style": "primary", "accessibility_label": "Open it"}},
        {"type": "divider"},
        {"type": "actions", "block_id": "b", "elements": [BUTTON]},
    ],
)
def test_what_slack_knows_comes_back_as_it_was(block: dict[str, Any]) -> None:
    assert faults_in({"blocks": [block]}) == []


@pytest.mark.parametrize(
    "block",
    [
        SECTION | {"colour": "red"},
        SECTION | {"accessory": BUTTON | {"styl": "primary"}},
        {"type": "sections", "text": TEXT},
    ],
)
def test_what_slack_does_not_know_is_noticed(block: dict[str, Any]) -> None:
    assert len(faults_in({"blocks": [block]})) == 1


def test_a_view_is_read_as_a_whole() -> None:
    view = {"type": "modal", "title": TEXT, "blocks": [SECTION]}

    assert faults_in(view) == []
    assert len(faults_in(view | {"sumbit": TEXT})) == 1


def test_messages_forms_and_home_tabs_of_an_office_are_looked_at(office: Office) -> None:
    sent = Payloads()
    sent.follow(office.slack.workspace)

    office.ines.asks("/availability weekdays 13-17 every week")
    office.ines.opens_home()
    office.ines.types("/find-slots")

    def sorts() -> set[str | None]:
        return {one.get("type") for one in sent.written()}

    office.slack.waits_until(lambda: sorts() >= {"modal", "home"})
    assert None in sorts()  # messages have none
    assert sent.faults() == []
