"""Work that takes its time: what its message says meanwhile, after it, and in trouble."""

import asyncio
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.slack.progress import Place, put, work
from bot.views.block_kit.blocks import section
from scheduling.errors import NobodyWaits
from scheduling.model import Actor, RequestContext, Rules

ASKING = RequestContext(
    actor=Actor(name="Carla", time_zone="UTC"),
    now=datetime(2026, 11, 9, 8, tzinfo=UTC),
    rules=Rules(),
)
TALK = Place(channel="U1")
POSTED = Place(channel="D1", ts="1.0")
SOON = 0.01
LONG = 30.0


@dataclass
class Screen:
    """What stands in one message, one text after the other, as the Web API is told."""

    texts: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    async def chat_postMessage(self, **told: Any) -> dict[str, str]:
        assert told["channel"] == "U1"
        return self._show("post", told)

    async def chat_update(self, **told: Any) -> dict[str, str]:
        assert (told["channel"], told["ts"]) == ("D1", "1.0")
        return self._show("update", told)

    def _show(self, call: str, told: dict[str, Any]) -> dict[str, str]:
        self.calls.append(call)
        self.texts.append(told["text"])
        self.heard.set()
        return {"channel": "D1", "ts": "1.0"}


def shown(result: str) -> tuple[str, list[Any]]:
    return result, [section(result)]


def done_by(screen: Screen, job: Any, *, place: Place = TALK, **more: Any) -> Place:
    return asyncio.run(doing(screen, job, place=place, **more))


async def doing(screen: Screen, job: Any, *, place: Place = TALK, **more: Any) -> Place:
    settings: dict[str, Any] = {"quiet_for": LONG, **more}
    return await work(
        job,
        place=place,
        shown=shown,
        busy=lambda seconds: f"busy for {seconds} s",
        context=ASKING,
        client=screen,  # type: ignore[arg-type]
        **settings,
    )


def test_what_is_quick_shows_its_result_alone() -> None:
    screen = Screen()

    place = done_by(screen, lambda: "the plan")

    assert screen.texts == ["the plan"]
    assert place == POSTED


def test_what_is_slow_says_so_in_the_message_that_becomes_its_result() -> None:
    screen, may_end = Screen(), threading.Event()

    def job() -> str:
        may_end.wait(LONG)
        return "the plan"

    async def watched() -> None:
        working = asyncio.ensure_future(doing(screen, job, quiet_for=SOON))
        await asyncio.wait_for(screen.heard.wait(), LONG)
        may_end.set()
        await working

    asyncio.run(watched())

    assert screen.texts[0] == "busy for 0 s"
    assert screen.texts[-1] == "the plan"
    assert screen.calls[0] == "post"
    assert set(screen.calls[1:]) == {"update"}


def test_when_the_bot_ends_nobody_is_left_waiting() -> None:
    screen, may_end = Screen(), threading.Event()

    async def stopped() -> None:
        working = asyncio.ensure_future(doing(screen, lambda: may_end.wait(LONG), quiet_for=SOON))
        await asyncio.wait_for(screen.heard.wait(), LONG)
        working.cancel()
        with pytest.raises(asyncio.CancelledError):
            await working
        may_end.set()

    asyncio.run(stopped())

    assert screen.texts[-1].startswith("I was stopped before I was done.")


def test_trouble_that_can_be_told_is_told_in_its_place() -> None:
    screen = Screen()

    def job() -> str:
        raise NobodyWaits(without="<Ana> has given none yet.")

    done_by(screen, job, place=POSTED)

    assert screen.texts[0].startswith("Nobody waits")
    assert "&lt;Ana&gt;" in screen.texts[0]


def test_trouble_stands_beside_what_was_there_where_that_is_wanted() -> None:
    screen = Screen()

    def job() -> str:
        raise NobodyWaits

    def otherwise(trouble: str) -> tuple[str, list[Any]]:
        return shown(f"{trouble} The plan as it was.")

    done_by(screen, job, place=POSTED, otherwise=otherwise)

    assert screen.texts[0].endswith("The plan as it was.")


def test_a_fault_of_ours_is_told_with_the_reference_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    screen = Screen()

    def job() -> str:
        raise ZeroDivisionError

    done_by(screen, job)

    reference = caplog.records[0].args
    assert reference
    assert str(reference[0]) in screen.texts[0]


def test_a_message_is_shown_in_the_stead_of_the_one_at_its_place() -> None:
    screen = Screen()

    place = asyncio.run(put(screen, POSTED, shown("anew")))  # type: ignore[arg-type]

    assert (screen.calls, place) == (["update"], POSTED)
