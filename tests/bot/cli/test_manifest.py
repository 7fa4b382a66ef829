"""`python -m bot manifest --http URL`: Slack is given an address that it can call."""

import json

import pytest

from bot.cli.manifest import manifest


@pytest.mark.parametrize("given", ["", "/", "/slack/events", "/slack/events/"])
def test_slack_is_to_call_one_address_however_it_is_given(
    given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = manifest(http=f"https://bot.example.org{given}")

    told = json.loads(capsys.readouterr().out)
    called = {one["url"] for one in told["features"]["slash_commands"]}
    assert status == 0
    assert called == {"https://bot.example.org/slack/events"}
    assert told["settings"]["event_subscriptions"]["request_url"] in called
    assert told["settings"]["interactivity"]["request_url"] in called
    assert told["settings"]["socket_mode_enabled"] is False


@pytest.mark.parametrize(
    "given",
    [
        "",
        "bot.example.org",
        "http://bot.example.org",
        "https://",
        "https://[",
        "https://x.org/?a=b",
    ],
)
def test_what_slack_could_not_call_is_refused(
    given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = manifest(http=given)

    told = capsys.readouterr()
    assert (status, told.out) == (1, "")
    assert "https://bot.example.org" in told.err
