"""Trying the tokens, and what to say when Slack does not take them."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import OUT_OF_REACH, out_of_reach_words, status_and_word
from bot.slack.directory.workspace import Workspace


class TokenRefused(Exception):
    """Slack does not accept a token; the message says which, and what to do."""


class SlackUnreachable(Exception):
    """Nobody answers where Slack should be; the message says where, and why."""


async def check_bot_token(client: AsyncWebClient) -> Workspace:
    """Return the workspace that the token belongs to.

    Raises TokenRefused when the token is no good, and SlackUnreachable.
    """
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        raise TokenRefused(refusal("SLACK_BOT_TOKEN", "OAuth & Permissions", error)) from None
    except OUT_OF_REACH as error:
        raise SlackUnreachable(out_of_reach_words(client, error)) from None
    return Workspace.of(answer)


def refusal(name: str, where: str, error: SlackApiError) -> str:
    """Return what to do about a token that Slack refuses; `where` is where it is copied from."""
    _, word = status_and_word(error)
    if not word:
        return f"{name} could not be checked: that was not Slack. Check SLACK_API_URL."
    return (
        f"Slack does not accept {name} ({word}). Copy it again from your app's settings "
        f"({where}), or reinstall the app to your workspace."
    )
