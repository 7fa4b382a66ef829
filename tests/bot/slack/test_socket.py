"""The watch on the socket."""

import asyncio
from collections.abc import Iterable
from itertools import chain, cycle, repeat

import pytest

from bot.slack.connection.socket import SocketDead, Watchdog

ENOUGH = 25


class LookedEnough(Exception):
    """The connection has been looked at often enough for a test."""


class Connection:
    """A connection that is up or down, look by look."""

    def __init__(self, looks: Iterable[bool]) -> None:
        self._looks = iter(looks)
        self._seen = 0

    async def is_connected(self) -> bool:
        self._seen += 1
        if self._seen > ENOUGH:
            raise LookedEnough
        return next(self._looks)


def watch(looks: Iterable[bool], *, dead_after: float, look_every: float = 0) -> None:
    watchdog = Watchdog(Connection(looks), look_every=look_every, dead_after=dead_after)
    asyncio.run(watchdog.watch())


def test_a_connection_that_is_up_is_watched_on() -> None:
    with pytest.raises(LookedEnough):
        watch(repeat(True), dead_after=0)


@pytest.mark.parametrize("at_first", [[], [True]], ids=["never up", "up at first"])
def test_a_connection_that_stays_down_is_given_up(at_first: list[bool]) -> None:
    with pytest.raises(SocketDead):
        watch(chain(at_first, repeat(False)), dead_after=0)


def test_a_short_break_is_nothing() -> None:
    with pytest.raises(LookedEnough):
        watch(chain([True], repeat(False)), dead_after=3600)


def test_every_sign_of_life_starts_the_count_anew() -> None:
    looks = {"look_every": 0.02, "dead_after": 0.3}

    with pytest.raises(LookedEnough):
        watch(cycle([False, True]), **looks)
    with pytest.raises(SocketDead):
        watch(repeat(False), **looks)


def test_giving_up_is_explained() -> None:
    assert "starts it anew" in " ".join((SocketDead.__doc__ or "").split())
