"""Waiting, for a while, until nothing is under way."""

import asyncio

import pytest

from bot.slack.in_flight import InFlight


def test_nothing_under_way_is_not_waited_for() -> None:
    async def story() -> None:
        await InFlight().ended(within=0.0)

    asyncio.run(story())


def test_the_last_of_several_is_waited_for() -> None:
    ended: list[str] = []

    async def story() -> None:
        under_way, go_on = InFlight(), asyncio.Event()

        async def work(name: str) -> None:
            with under_way.one():
                await go_on.wait()
                ended.append(name)

        tasks = [asyncio.create_task(work(name)) for name in "ab"]
        await asyncio.sleep(0)
        go_on.set()
        await under_way.ended(within=10.0)
        ended.append("all")
        await asyncio.gather(*tasks)

    asyncio.run(story())

    assert ended == ["a", "b", "all"]


def test_it_is_not_waited_for_ever(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        under_way = InFlight()
        with under_way.one():
            await under_way.ended(within=0.01)

    asyncio.run(story())

    assert "1 requests half done" in caplog.text


def test_it_is_empty_when_as_many_have_ended_as_began() -> None:
    async def story() -> list[bool]:
        under_way = InFlight()
        seen = [under_way.is_empty]
        with under_way.one():
            with under_way.one():
                seen.append(under_way.is_empty)
            seen.append(under_way.is_empty)
        return [*seen, under_way.is_empty]

    assert asyncio.run(story()) == [True, False, False, True]
