"""The bot is told to end while somebody waits for an answer."""

from pathlib import Path

import pytest

from journeys.office import bot_in, workspace_of
from sandbox.events.faults import slow_to_start

OFTEN_ENOUGH = "users.info"
"""What the bot asks Slack before it carries out somebody's first command."""


@pytest.mark.parametrize("over", ["socket", "http"])
def test_what_is_half_done_is_finished_before_the_bot_ends(tmp_path: Path, over: str) -> None:
    with workspace_of(tmp_path) as office:
        with bot_in(office, over=over):
            office.slack.control.meets(OFTEN_ENOUGH, slow_to_start(1.0), times=1)
            office.ines.types("/availability tomorrow 9-12")

        office.ines.sees("Tue 10 Nov 2026, 9:00 AM – 12:00 PM")
