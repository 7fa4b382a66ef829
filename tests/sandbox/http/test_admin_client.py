"""What CONTRIBUTING.md shows of making Slack fail does what it says."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from toy_app import MANIFEST

from sandbox.state.clock import ManualClock
from sandbox.testing.driver import Sandbox

CONTRIBUTING = Path(__file__).parents[3] / "CONTRIBUTING.md"
USUAL = "http://127.0.0.1:3000"


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    clock = ManualClock(datetime(2026, 11, 9, 8, tzinfo=UTC))
    with Sandbox.running(manifest=MANIFEST, clock=clock) as slack:
        yield slack


def example() -> str:
    """The Python of the page, without the last line, which ends all faults."""
    [code] = re.findall(r"^```python\n(.*?)^```$", CONTRIBUTING.read_text("utf-8"), re.S | re.M)
    shown, last, rest = str(code).partition("control.clear()")
    assert (last, rest.strip()) == ("control.clear()", "")
    return shown


def test_the_example_makes_slack_fail_as_it_says(slack: Sandbox) -> None:
    client = WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])

    exec(example().replace(USUAL, slack.url), {})

    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        client.views_open(trigger_id="any", view={})
    with pytest.raises(SlackApiError, match="ratelimited"):
        client.chat_postMessage(channel=slack.person("Ines").id, text="Hello")
