"""What every answer over HTTP is made from."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from fastapi import Request

from bot.process.clock import Clock
from bot.slack.profiles import Profiles
from scheduling.model import Actor, Asking, Rules
from scheduling.store import Store

SETTINGS_TOKEN = "API"
"""What the token of the settings is called where a name is needed."""
_PLANS_AT_ONCE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """Signs of life, in seconds.

    `socket` tells for how long there has been none, None while there is; it is None itself
    where there is none to watch, because Slack calls us. `rounds` tells when one ended last.
    """

    socket: Callable[[], Awaitable[float | None]] | None
    rounds: Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The store, the clock and the like; `address` is where programs find us, without a "/".

    Whoever distributes holds `planning`, so that some threads are always left for everybody else.
    """

    store: Store
    rules: Rules
    clock: Clock
    profiles: Profiles
    pulse: Pulse
    address: str
    api_token: str | None = None
    api_rate: int = 600
    planning: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_PLANS_AT_ONCE))


def parts_of(request: Request) -> Parts:
    """This will return what the answer to a request is made from."""
    parts = request.app.state.parts
    assert isinstance(parts, Parts)
    return parts


def asking_of(request: Request) -> Asking:
    """This will return who asks: the program that the token belongs to, as a coordinator."""
    parts = parts_of(request)
    actor = Actor(name=request.state.caller, time_zone=parts.rules.time_zone, is_coordinator=True)
    return Asking(actor=actor, now=parts.clock(), rules=parts.rules)
