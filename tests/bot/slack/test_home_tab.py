"""Home tabs: whoever opens theirs comes first, and nobody else's is published unasked."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bot_settings import settings
from databases import new_store

from bot.process.pace import Pace
from bot.slack.client import messenger
from bot.slack.home_tab import HomeTabs
from sandbox.events.faults import RESET_BEFORE, STATUS_500_BEFORE, Fault, error, rate_limit
from sandbox.state.clock import ManualClock
from sandbox.state.types import Json
from sandbox.testing.driver import Sandbox
from scheduling.model import Actor, Person, Role
from scheduling.store import Store, people
from scheduling.store.people import affected_people

MANIFEST = Path(__file__).parents[3] / "manifest.json"
NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
MANY = 300
SOON = 60.0
"""Seconds of a busy machine; whoever waits for Slack's 600 or for a turn that never comes fails."""


@pytest.fixture(name="slack")
def _workspace() -> Iterator[Sandbox]:
    with Sandbox.running(manifest=MANIFEST, clock=ManualClock(NOW)) as slack:
        yield slack


@pytest.fixture(name="store")
def _store() -> Iterator[Store]:
    store = new_store()
    yield store
    store.close()


@asynccontextmanager
async def tabs_of(
    store: Store, slack: Sandbox, *, pace: Pace | None = None, again: float = 0.0
) -> AsyncIterator[HomeTabs]:
    client = messenger(settings(slack_api_url=slack.api_url, slack_bot_token=slack.bot_token))
    tabs = HomeTabs(client=client, store=store, clock=lambda: NOW, pace=pace, again=again)
    tabs.start()
    try:
        yield tabs
    finally:
        await tabs.stop()


def registered(store: Store, slack_user_id: str, **more: Any) -> Person:
    facts = {"role": Role.INTERVIEWER, "time_zone": "UTC", "now": NOW, **more}
    with store.writing() as session:
        return people.add(session, name=slack_user_id, slack_user_id=slack_user_id, **facts)


def actor(slack: Sandbox, store: Store, name: str) -> Actor:
    """Somebody of the workspace, with what is kept of them."""
    user_id = slack.person(name).id
    with store.reading() as session:
        person = people.by_slack_id(session, user_id)
    return Actor(name=name, time_zone="UTC", slack_user_id=user_id, person=person)


def concern(store: Store, *persons: Person) -> None:
    """Have something change that concerns these people."""
    with store.writing() as session:
        affected_people.note(session, [person.id for person in persons])


def published(slack: Sandbox) -> list[str]:
    """To whom a tab was published, in the order of that."""
    return [call["request"]["user_id"] for call in slack.calls("views.publish") if call["ok"]]


async def until(slack: Sandbox, *user_ids: str) -> None:
    """Wait until the last tabs that were published are theirs."""
    count = len(user_ids)
    await asyncio.to_thread(slack.waits_until, lambda: published(slack)[-count:] == [*user_ids])


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


def test_what_concerns_hundreds_is_published_to_those_who_have_opened_their_tab(
    store: Store, slack: Sandbox
) -> None:
    many = [registered(store, f"U{n:03}") for n in range(MANY)]
    ines = registered(store, slack.person("Ines").id)

    async def story() -> None:
        async with tabs_of(store, slack) as tabs:
            await tabs.show(actor(slack, store, "Ines"))
            concern(store, *many, ines)
            await until(slack, *2 * [slack.person("Ines").id])

    run(story())
    assert published(slack) == 2 * [slack.person("Ines").id]


def test_a_coordinator_who_opened_theirs_before_the_bot_started_is_kept_up_with(
    store: Store, slack: Sandbox
) -> None:
    ines = registered(store, slack.person("Ines").id)
    registered(store, slack.person("Carla").id, role=None, is_coordinator=True)

    async def story() -> None:
        async with tabs_of(store, slack) as before:
            await before.show(actor(slack, store, "Carla"))
        async with tabs_of(store, slack):
            concern(store, ines)
            await until(slack, *2 * [slack.person("Carla").id])

    run(story())


def test_whoever_opens_theirs_does_not_wait_while_the_others_are_held_up(
    store: Store, slack: Sandbox
) -> None:
    ines = registered(store, slack.person("Ines").id)

    def calls() -> list[Json]:
        return slack.calls("views.publish")

    async def story() -> None:
        async with tabs_of(store, slack) as tabs:
            await tabs.show(actor(slack, store, "Ines"))
            slack.control.meets("views.publish", rate_limit(600), times=1)
            concern(store, ines)
            await asyncio.to_thread(slack.waits_until, lambda: len(calls()) == 2)
            async with asyncio.timeout(SOON):
                await tabs.show(actor(slack, store, "Ivo"))
                await tabs.show(actor(slack, store, "Ines"))

    run(story())
    assert published(slack) == [slack.person(name).id for name in ("Ines", "Ivo", "Ines")]


def test_whoever_opens_theirs_waits_for_no_turn_of_the_others(store: Store, slack: Sandbox) -> None:
    ines = registered(store, slack.person("Ines").id)
    waits = asyncio.Event()

    async def never(_: float) -> None:
        waits.set()
        await asyncio.Event().wait()

    async def story() -> None:
        pace = Pace(at_once=1, every=60.0, sleep=never)
        async with tabs_of(store, slack, pace=pace) as tabs:
            await tabs.show(actor(slack, store, "Ines"))
            concern(store, ines)
            await until(slack, *2 * [slack.person("Ines").id])
            concern(store, ines)
            async with asyncio.timeout(SOON):
                await waits.wait()
                await tabs.show(actor(slack, store, "Ivo"))

    run(story())
    assert published(slack)[-1] == slack.person("Ivo").id


def test_where_slack_asks_to_wait_the_tab_comes_after_that(store: Store, slack: Sandbox) -> None:
    slack.control.meets("views.publish", rate_limit(1), times=1)

    async def story() -> None:
        async with tabs_of(store, slack) as tabs:
            await tabs.show(actor(slack, store, "Ines"))

    run(story())
    slack.person("Ines").sees_in_home("not registered yet")


def test_who_is_registered_while_their_tab_is_asked_for_is_shown_as_they_are_then(
    store: Store, slack: Sandbox
) -> None:
    async def story() -> None:
        async with tabs_of(store, slack) as tabs:
            before = actor(slack, store, "Ines")
            registered(store, slack.person("Ines").id)
            await tabs.show(before)

    run(story())
    slack.person("Ines").sees_in_home("interviewer")


def test_who_is_taken_out_while_their_tab_is_asked_for_is_shown_as_a_stranger(
    store: Store, slack: Sandbox
) -> None:
    ines = registered(store, slack.person("Ines").id)

    async def story() -> None:
        async with tabs_of(store, slack) as tabs:
            before = actor(slack, store, "Ines")
            with store.writing() as session:
                people.remove(session, ines.id)
            await tabs.show(before)

    run(story())
    slack.person("Ines").sees_in_home("not registered yet")


@pytest.mark.parametrize(
    "fault", [STATUS_500_BEFORE, RESET_BEFORE, error("internal_error")], ids=lambda one: one.name
)
def test_a_tab_that_could_not_be_published_for_a_moment_comes_after_it(
    store: Store, slack: Sandbox, fault: Fault
) -> None:
    ines = registered(store, slack.person("Ines").id)

    async def story() -> None:
        async with tabs_of(store, slack) as tabs:
            await tabs.show(actor(slack, store, "Ines"))
            slack.control.meets("views.publish", fault, times=2)
            concern(store, ines)
            await until(slack, *2 * [slack.person("Ines").id])

    run(story())
    assert len(slack.calls("views.publish")) == 4


def test_a_tab_that_slack_never_takes_is_not_tried_again(store: Store, slack: Sandbox) -> None:
    ines = registered(store, slack.person("Ines").id)
    ivo = registered(store, slack.person("Ivo").id)

    async def story() -> None:
        async with tabs_of(store, slack) as tabs:
            await tabs.show(actor(slack, store, "Ines"))
            await tabs.show(actor(slack, store, "Ivo"))
            slack.control.meets("views.publish", error("account_inactive"), times=1)
            concern(store, ines, ivo)
            await until(slack, slack.person("Ines").id, *2 * [slack.person("Ivo").id])

    run(story())
    assert len(slack.calls("views.publish")) == 4
