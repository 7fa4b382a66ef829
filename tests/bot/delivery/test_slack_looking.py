"""Looking for a message in the history of its conversation: what each answer of Slack's means."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bot_settings import settings

from bot.delivery.channel import LookupOutcome, LookupResult
from bot.delivery.slack import post
from bot.delivery.slack_history import SlackHistory
from bot.slack.client import messenger
from sandbox.events.faults import STATUS_500_BEFORE
from sandbox.runtime.running import listening_socket
from sandbox.state.clock import ManualClock
from sandbox.testing.driver import Sandbox
from scheduling.model import ClaimedMessage, Person, PlannedMessage
from scheduling.model.notices import Reminder

MANIFEST = Path(__file__).parents[3] / "manifest.json"
NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
HISTORY = "conversations.history"


@pytest.fixture(name="slack")
def _workspace() -> Iterator[Sandbox]:
    with Sandbox.running(manifest=MANIFEST, clock=ManualClock(NOW)) as slack:
        yield slack


def sent(slack: Sandbox, uid: str, *, times: int = 1) -> str:
    """Messages to Ines, all with that id; gives where the last of them is."""
    client = messenger(settings(slack_api_url=slack.api_url, slack_bot_token=slack.bot_token))

    async def one() -> str:
        result = await post(
            client,
            slack_user_id=slack.person("Ines").id,
            uid=uid,
            content={"text": "Soon", "blocks": []},
        )
        return result.receipt

    return [asyncio.run(one()) for _ in range(times)][-1]


def looked(
    slack: Sandbox,
    uid: str,
    *,
    conversation: str | None = None,
    due_at: datetime = NOW,
    api_url: str | None = None,
) -> LookupResult:
    chosen = settings(slack_api_url=api_url or slack.api_url, slack_bot_token=slack.bot_token)
    ines = Person(
        id=1, name="Ines", role=None, time_zone="UTC", slack_user_id=slack.person("Ines").id
    )
    claimed = ClaimedMessage(
        id=1,
        uid=uid,
        epoch=2,
        attempts=0,
        lease_until=NOW,
        since=NOW,
        message=PlannedMessage(
            person_id=ines.id, notice=Reminder(), dedupe_key="one", due_at=due_at
        ),
        conversation=conversation,
    )
    return asyncio.run(SlackHistory(client=messenger(chosen)).find(ines, claimed=claimed))


def test_what_was_sent_is_found_by_its_id_in_a_conversation_that_is_opened(slack: Sandbox) -> None:
    sent(slack, "other")
    receipt = sent(slack, "mine")

    result = looked(slack, "mine")

    assert (result.outcome, result.receipt) == (LookupOutcome.FOUND, receipt)
    assert looked(slack, "mine", conversation=result.conversation) == result
    assert len(slack.calls("conversations.open")) == 1


def test_what_was_not_sent_is_missing_and_the_conversation_is_known(slack: Sandbox) -> None:
    sent(slack, "other")

    result = looked(slack, "mine")

    assert result.outcome is LookupOutcome.MISSING
    assert result.conversation


def test_a_long_history_is_read_to_its_end(slack: Sandbox) -> None:
    receipt = sent(slack, "mine")
    sent(slack, "other", times=205)

    result = looked(slack, "mine")

    assert (result.outcome, result.receipt) == (LookupOutcome.FOUND, receipt)
    assert len(slack.calls(HISTORY)) == 2


def test_only_the_time_since_it_was_due_is_looked_through(slack: Sandbox) -> None:
    looked(slack, "mine", due_at=NOW)

    (call,) = slack.calls(HISTORY)
    oldest = datetime.fromtimestamp(float(call["request"]["oldest"]), tz=UTC)
    assert NOW - timedelta(minutes=15) < oldest < NOW - timedelta(minutes=5)


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("missing_scope", LookupOutcome.UNREADABLE),
        ("channel_not_found", LookupOutcome.UNREADABLE),
        ("not_in_channel", LookupOutcome.UNREADABLE),
        ("a_word_of_tomorrow", LookupOutcome.UNREADABLE),
        ("internal_error", LookupOutcome.TROUBLE),
        ("fatal_error", LookupOutcome.TROUBLE),
        ("token_revoked", LookupOutcome.BROKEN),
        ("invalid_auth", LookupOutcome.BROKEN),
        ("account_inactive", LookupOutcome.BROKEN),
    ],
)
@pytest.mark.parametrize("method", ["conversations.open", HISTORY])
def test_each_refusal_means_what_can_be_done_about_it(
    slack: Sandbox, word: str, outcome: LookupOutcome, method: str
) -> None:
    slack.refuses(method, word)

    result = looked(slack, "mine")

    assert (result.outcome, result.detail) == (outcome, word)


def test_asked_to_wait_it_says_how_long(slack: Sandbox) -> None:
    slack.limits(HISTORY, retry_after=7)

    result = looked(slack, "mine")

    assert (result.outcome, result.retry_after) == (LookupOutcome.LIMITED, timedelta(seconds=7))


def test_an_answer_that_tells_nothing_is_passing_trouble(slack: Sandbox) -> None:
    slack.control.meets(HISTORY, STATUS_500_BEFORE, times=1)

    assert looked(slack, "mine").outcome is LookupOutcome.TROUBLE


def test_a_slack_that_is_out_of_reach_is_passing_trouble(slack: Sandbox) -> None:
    with listening_socket(port=0) as free:
        nowhere = f"http://127.0.0.1:{free.getsockname()[1]}/api/"

        assert looked(slack, "mine", api_url=nowhere).outcome is LookupOutcome.TROUBLE
