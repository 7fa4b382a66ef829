"""Why Slack did not do what it was asked to, and whether that passes."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.slack.client import status_and_word

log = logging.getLogger(__name__)

UNREADABLE_ANSWER = (
    TimeoutError,
    aiohttp.ClientError,
    OSError,
    ValueError,
    AttributeError,  # the SDK's own, over a body that is a text or a list
)
"""What is raised when no answer came, or none that can be read."""

_USUAL_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)
"""However long Slack asks for: a number that is plainly wrong must not silence the bot for ever."""
_LIMITED = {"ratelimited", "rate_limited"}
_PASSING = {"fatal_error", "internal_error", "service_unavailable", "request_timeout"}
_BROKEN = {
    "token_revoked",
    "token_expired",
    "account_inactive",
    "invalid_auth",
    "not_authed",
    "missing_scope",
    "access_denied",
    "org_login_required",
    "team_access_not_granted",
}


class Trouble(StrEnum):
    """Whose trouble it is."""

    LIMITED = "limited"
    """Ours: we have asked too much."""
    PASSING = "passing"
    """Slack's own, and nobody knows how much of the call was done."""
    BROKEN = "broken"
    """The whole workspace's, until a person mends it."""
    REFUSED = "refused"
    """The call's: Slack will never do it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The trouble, Slack's word for it, and how long all are to wait when LIMITED."""

    trouble: Trouble
    detail: str
    retry_after: timedelta = timedelta(0)


def refusal_of(error: SlackApiError) -> Refusal:
    """Tell what an answer means that is no ok."""
    status, word = status_and_word(error)
    if status == 429 or word in _LIMITED:
        return Refusal(trouble=Trouble.LIMITED, detail="ratelimited", retry_after=_wait_of(error))
    # A page of a proxy's has no word, and says nothing about what Slack has done.
    if status >= 500 or not word or word in _PASSING:
        return Refusal(trouble=Trouble.PASSING, detail=word or f"HTTP {status}")
    return Refusal(trouble=Trouble.BROKEN if word in _BROKEN else Trouble.REFUSED, detail=word)


def is_passing(error: SlackApiError) -> bool:
    """Tell whether the same question may well be answered in a while."""
    return refusal_of(error).trouble in (Trouble.LIMITED, Trouble.PASSING)


def error_words(error: Exception) -> str:
    """Say briefly what was raised."""
    return f"{type(error).__name__}: {error}"[:200]


def _wait_of(error: SlackApiError) -> timedelta:
    seconds = error.response.headers.get("Retry-After", "")
    if not (seconds.isascii() and seconds.isdecimal()):
        return _USUAL_WAIT
    # A number of any length may come; what is longer than ours is not worth reading as a number.
    if len(seconds.lstrip("0")) > len(str(_LONGEST_WAIT // timedelta(seconds=1))):
        log.warning("Slack asks to wait for %.40s s; it is tried again sooner", seconds)
        return _LONGEST_WAIT
    return min(timedelta(seconds=int(seconds)), _LONGEST_WAIT)
