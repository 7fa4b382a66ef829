"""The one object that listeners answer a request with."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.process.signing.candidate_links import NO_LINKS
from bot.slack.directory.profiles import Profiles
from bot.slack.home_tab import HomeTabs
from bot.slack.requests.request import SlackRequest
from bot.slack.requests.surface import Surface
from scheduling.errors import NobodyNamed
from scheduling.model import Actor, RequestContext, Rules
from scheduling.store import Store

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
IVO = Actor(name="Ivo Ito", time_zone="America/New_York", slack_user_id="UIVO")


@pytest.fixture(name="request_of_ivo")
def _request_of_ivo() -> Iterator[SlackRequest]:
    store = Store.open("sqlite://")
    slack: Any = None
    yield SlackRequest(
        context=RequestContext(actor=IVO, now=NOW, rules=Rules()),
        store=store,
        surface=Surface(body={}, client=slack, respond=slack),
        profiles=Profiles(slack, time_zone="UTC"),
        home_tabs=HomeTabs(client=slack, store=store, clock=lambda: NOW),
        links=NO_LINKS,
        calendars=None,
    )
    store.close()


def test_a_use_case_gets_the_store_who_asks_and_what_was_said(request_of_ivo: SlackRequest) -> None:
    def use_case(store: Store, context: RequestContext, *, whom: str) -> tuple[Any, ...]:
        return store, context, whom

    result = asyncio.run(request_of_ivo.do(use_case, whom="Carl"))

    assert result == (request_of_ivo.store, request_of_ivo.context, "Carl")


def test_a_use_case_does_not_keep_the_event_loop_waiting(request_of_ivo: SlackRequest) -> None:
    def use_case(_: Store, __: RequestContext) -> int:
        return threading.get_ident()

    async def answered() -> tuple[int, int]:
        return await request_of_ivo.do(use_case), threading.get_ident()

    worker, loop = asyncio.run(answered())

    assert worker != loop


def test_what_a_use_case_refuses_comes_back_as_it_is(request_of_ivo: SlackRequest) -> None:
    def use_case(_: Store, __: RequestContext) -> None:
        raise NobodyNamed()

    with pytest.raises(NobodyNamed):
        asyncio.run(request_of_ivo.do(use_case))


def test_a_job_is_the_same_done_later(request_of_ivo: SlackRequest) -> None:
    def use_case(_: Store, context: RequestContext, *, hours: int) -> tuple[str, int]:
        return context.actor.name, hours

    job = request_of_ivo.job(use_case, hours=3)

    assert job() == ("Ivo Ito", 3)
