"""When the clock has gone back, nothing waits for an hour that is to come again."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from databases import new_database
from places import MINUTE, NOW, Place, busy, place_in

from bot.delivery.clock_follower import ClockFollower
from scheduling.errors import DatabaseBusy
from scheduling.store import Store
from scheduling.timespan import HOUR

pytestmark = pytest.mark.both_databases


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    url = new_database(tmp_path)
    with closing(Store.open(url)) as store:
        yield place_in(store, url=url)


def follower_of(place: Place) -> ClockFollower:
    return ClockFollower(store=place.town.store, clock=place.clock)


def looks(follower: ClockFollower) -> None:
    asyncio.run(follower.look())


def reads(place: Place) -> int:
    """How many calendars a round reads."""
    before = len(place.diaries.read_for)
    place.round()
    return len(place.diaries.read_for) - before


def test_rounds_read_on_after_the_clock_was_put_back(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    follower = follower_of(place)
    looks(follower)
    place.connect("Ines", busy(NOW + HOUR))
    place.clock.now -= 3 * HOUR
    assert reads(place) == 0

    with caplog.at_level(logging.WARNING):
        looks(follower)

    assert "the clock was put back" in caplog.text
    assert reads(place) == 1
    looks(follower)
    assert reads(place) == 0
    place.clock.now += 11 * MINUTE
    assert reads(place) == 1


def test_a_bot_that_starts_later_finds_what_waits(place: Place) -> None:
    place.connect("Ines", busy(NOW + HOUR))
    place.clock.now -= timedelta(days=1500)

    looks(follower_of(place))

    assert reads(place) == 1


def test_nothing_is_said_where_the_clock_goes_on(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    follower = follower_of(place)
    place.connect("Ines", busy(NOW + HOUR))

    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            looks(follower)
            place.clock.now += MINUTE

    assert caplog.text == ""
    assert reads(place) == 0


def test_what_could_not_be_done_is_tried_at_the_next_look(place: Place) -> None:
    fails = [False]

    def follow() -> None:
        if fails[0]:
            raise DatabaseBusy

    follower = ClockFollower(store=place.town.store, clock=place.clock, follow=follow)
    looks(follower)
    place.connect("Ines", busy(NOW + HOUR))
    place.clock.now -= 3 * HOUR
    fails[0] = True
    with pytest.raises(DatabaseBusy):
        looks(follower)
    fails[0] = False

    looks(follower)

    assert reads(place) == 1
