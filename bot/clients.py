"""The clients of Slack's Web API."""

from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Settings


def web_client(settings: Settings) -> AsyncWebClient:
    """This will return a client for everything but direct messages."""
    return AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=1)],
    )


def messenger(settings: Settings) -> AsyncWebClient:
    """This will return the client for direct messages, which tries nothing a second time.

    What to send again is for the outbox to decide: a lost reply may belong to a message that
    was accepted.
    """
    return AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        retry_handlers=[],
    )
