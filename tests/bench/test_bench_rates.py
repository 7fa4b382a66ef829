"""What Slack's limits leave is measured on the bot's own parts, and a short run meets its bars."""

import asyncio

import pytest
from slack_sdk.errors import SlackApiError

from bench.commands.rates import A_MINUTE, HeldClient, measured


def test_a_short_run_measures_reminders_and_home_tabs() -> None:
    home, reminders = measured(gap=0.01, reminded=20)

    assert home.figure.endswith(" s")
    assert float(reminders.figure) > 0


def test_the_client_takes_as_many_calls_a_minute_as_slack_does_and_no_more() -> None:
    client = HeldClient(seconds=0)

    async def story() -> str:
        for _ in range(A_MINUTE):
            await client.users_info(user="U1")
        with pytest.raises(SlackApiError) as refused:
            await client.users_info(user="U1")
        return str(refused.value.response.headers["Retry-After"])

    assert 1 <= int(asyncio.run(story())) <= 60
    assert client.calls["users.info"] == A_MINUTE
