"""The clients of Slack's Web API, and how its refusals are read."""

import os
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.process.config import Settings
from bot.process.metrics import CountingAnswers

OUT_OF_REACH = (aiohttp.ClientError, OSError)
"""What a call raises when nobody answers it, or breaks off."""


def web_client(settings: Settings) -> AsyncWebClient:
    """Return a client for everything but direct messages."""
    return AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        retry_handlers=[CountingAnswers(), AsyncRateLimitErrorRetryHandler(max_retry_count=1)],
    )


def messenger(settings: Settings) -> AsyncWebClient:
    """Return the client for direct messages, which tries nothing a second time.

    What to send again is for the outbox to decide: a lost reply may belong to a message that
    was accepted.
    """
    return AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        retry_handlers=[CountingAnswers()],
    )


def status_and_word(error: SlackApiError) -> tuple[int, str]:
    """Return the HTTP status of a refusal, and Slack's word for it.

    The word is empty when the answer was none of Slack's: a page of some proxy's, for example.
    """
    response: Any = error.response
    if isinstance(response, aiohttp.ClientResponse):
        return response.status, ""  # so the SDK says that a body was no JSON
    data = response.data
    return response.status_code, str(data.get("error", "")) if isinstance(data, dict) else ""


def word_of(error: SlackApiError) -> str:
    """Return Slack's word for a refusal, or the HTTP status when there is none."""
    status, word = status_and_word(error)
    return word or f"HTTP {status}"


def scope_needed(error: SlackApiError) -> str | None:
    """Return the scope that a call has been refused for; None when that was not the reason."""
    data = getattr(error.response, "data", None)
    if not isinstance(data, dict) or data.get("error") != "missing_scope":
        return None
    needed = str(data.get("needed", ""))
    # One of several, with commas between, would do; the first is the one we ask for.
    return needed.partition(",")[0].strip() or "unknown"


def out_of_reach_words(client: AsyncWebClient, error: Exception) -> str:
    """Say that Slack can't be reached, where it was looked for, and why."""
    return f"Slack can't be reached at {client.base_url}: {_why_out_of_reach(error)}."


def _why_out_of_reach(error: Exception) -> str:
    """Why, in words that name something to look at; numbers of errors are for programs."""
    match error:
        case aiohttp.ClientConnectorDNSError():
            return "this machine does not know that name; look at its network and DNS"
        case aiohttp.ClientConnectorCertificateError():
            return "its certificate is not one that this machine trusts"
        case TimeoutError():
            return "no answer came in time; look at the network, and at proxies in between"
        case aiohttp.ClientConnectorError():
            return f"no connection ({_in_words(error.os_error)}); look at firewalls and proxies"
        case OSError():
            return f"the connection broke off ({_in_words(error)})"
    return f"the connection broke off ({type(error).__name__})"


def _in_words(error: OSError) -> str:
    number = error.errno or 0
    return os.strerror(number) if number > 0 else type(error).__name__
