"""What tells that the bot lives."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Liveness:
    """Signs of life, in seconds.

    `socket` tells for how long there has been none, None while there is; it is None itself
    where there is none to watch, because Slack calls us. `rounds` tells when one ended last,
    and `failing` which of them ended badly, each with a sentence that says why. `troubles` are
    sentences about what does not work, while the bot itself is as ready as ever.
    """

    socket: Callable[[], Awaitable[float | None]] | None
    rounds: Callable[[], float]
    failing: Callable[[], dict[str, str]] = dict
    troubles: Callable[[], list[str]] = list
