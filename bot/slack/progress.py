"""Work that takes its time, told of in a message that becomes its result."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.views import errors
from bot.views.block_kit.blocks import Blocks, escape_sentence, section
from scheduling.errors import SchedulingError
from scheduling.model import RequestContext

Done = TypeVar("Done")
Message = tuple[str, Blocks]

_QUIET_SECONDS = 1.0
_TELL_EVERY = 3
"""How many times that wait passes between two words on how it goes."""

_STOPPED = "I was stopped before I was done. Please ask me again."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a message is, or, without a `ts`, the conversation into which it is to come.

    For a new one the channel may be the id of a member: then it is their talk with us.
    """

    channel: str
    ts: str | None = None


_BEGUN: set[asyncio.Task[object]] = set()
"""What goes on by itself; the event loop alone would not keep it from being forgotten."""


def begin(work: Coroutine[Any, Any, object]) -> None:
    """Let work go on by itself, after the request that asked for it is answered."""
    # https://docs.python.org/3/library/asyncio-task.html: loops keep weak references to tasks.
    task = asyncio.create_task(work)
    _BEGUN.add(task)
    task.add_done_callback(_BEGUN.discard)


async def work(
    job: Callable[[], Done],
    *,
    place: Place,
    shown: Callable[[Done], Message],
    busy: Callable[[int], str],
    otherwise: Callable[[str], Message] | None = None,
    context: RequestContext,
    client: AsyncWebClient,
    quiet_for: float = _QUIET_SECONDS,
) -> Place:
    """Do the job in a thread and show its result at the place; returns where that is.

    While it takes longer than `quiet_for`, in seconds, the place says so: `busy` gives the words
    after so many seconds. Trouble is shown there too, by `otherwise` if it is to stand beside
    something.
    """
    began, otherwise = monotonic(), otherwise or _alone
    task = asyncio.ensure_future(asyncio.to_thread(job))
    try:
        done, _ = await asyncio.wait({task}, timeout=quiet_for)
        while not done:
            place = await put(client, place, _alone(busy(round(monotonic() - began))))
            done, _ = await asyncio.wait({task}, timeout=_TELL_EVERY * quiet_for)
        message = shown(task.result())
    except asyncio.CancelledError:
        # The bot ends: nobody may wait for what will never come.
        await put(client, place, otherwise(_STOPPED))
        raise
    except Exception as error:
        message = otherwise(trouble_words(error, context))
    return await put(client, place, message)


async def put(client: AsyncWebClient, place: Place, message: Message) -> Place:
    """Show a message at a place, in the stead of the one there; returns its place."""
    text, blocks = message
    if place.ts is not None:
        await client.chat_update(channel=place.channel, ts=place.ts, text=text, blocks=blocks)
        return place
    posted = await client.chat_postMessage(channel=place.channel, text=text, blocks=blocks)
    # To change it takes the conversation's id; a member's was enough to post.
    return Place(channel=posted["channel"], ts=posted["ts"])


def trouble_words(error: Exception, context: RequestContext) -> str:
    """Say what is in the way; anything unexpected is logged under a reference first."""
    if isinstance(error, SchedulingError):
        return escape_sentence(error.sentence(zone=context.actor.zone))
    reference = secrets.token_hex(4)
    log.error("reference %s", reference, exc_info=error)
    return errors.broken(reference)


def place_of(body: dict[str, Any]) -> Place:
    """Return where the message is whose button was pressed."""
    return Place(channel=body["container"]["channel_id"], ts=body["container"]["message_ts"])


def _alone(words: str) -> Message:
    return words, [section(words)]
