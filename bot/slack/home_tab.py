"""The Home tabs: published at once to whoever opens theirs, and kept as things stand after that."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from weakref import WeakValueDictionary

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.process.clock import Clock
from bot.process.pace import Pace
from bot.slack.client import word_of
from bot.slack.errors import Refusal, Trouble, refusal_of
from bot.views.home import home_view
from scheduling.model import Actor, Person, Rules
from scheduling.results import HomeState
from scheduling.store import Store
from scheduling.timespan import written_in
from scheduling.usecases.home import (
    as_stranger,
    home_of,
    home_of_person,
    home_readers,
    is_home_open,
    note_home_opened,
)

_AT_ONCE, _EVERY_SECONDS = 20, 1.0
"""Slack takes about 100 a minute (https://docs.slack.dev/reference/methods/views.publish): what
changes by itself takes 80 of them at most, and leaves the others to people who open theirs.
"""
AGAIN_SECONDS = 30.0
"""After how long a tab is tried again that could not be published: nobody looks at most of them."""

log = logging.getLogger(__name__)


_USUAL_RULES = Rules()


class HomeTabs:
    """Publishes Home tabs, each person's one after the other: an older never covers a newer.

    The client should not wait and try again: nobody else is to wait meanwhile.
    """

    def __init__(
        self,
        *,
        client: AsyncWebClient,
        store: Store,
        clock: Clock,
        rules: Rules = _USUAL_RULES,
        pace: Pace | None = None,
        again: float = AGAIN_SECONDS,
    ) -> None:
        """`pace` is that of the tabs which nobody opens just now.

        `again` is after how many seconds one is tried again that could not be published.
        """
        self._client, self._store, self._clock, self._rules = client, store, clock, rules
        self._pace = pace or Pace(at_once=_AT_ONCE, every=_EVERY_SECONDS)
        self._again = again
        # Ids of people whom a change concerns; and of those, whose tab is to be published next.
        self._concerned: set[int] = set()
        self._waiting: dict[int, str] = {}
        # Of whom no row is left, as they were.
        self._gone: set[Person] = set()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._wake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._worker: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Follow every change in the store from now on, on the running event loop."""
        # Changes are heard in the threads of use cases, which know no loop by themselves.
        self._loop = asyncio.get_running_loop()
        self._worker = asyncio.create_task(self._keep_up())
        self._store.when_written(self._heard)
        self._store.when_gone(self._heard_gone)

    async def stop(self) -> None:
        """Publish no more."""
        self._loop = None
        if self._worker is not None:
            self._worker.cancel()

    async def show(self, actor: Actor) -> None:
        """Publish the Home tab of somebody who opens it, registered or not, before all others.

        Where Slack asks to wait, it is tried once more after that. Raises SlackApiError.
        """
        user_id = actor.slack_user_id
        if user_id is None:
            return
        # Before it is read: what changes from here on is published once more.
        await asyncio.to_thread(
            note_home_opened, self._store, slack_user_id=user_id, now=self._clock()
        )
        read = partial(home_of, self._store, actor=actor)
        try:
            await self._publish(user_id, read)
        except SlackApiError as error:
            refusal = refusal_of(error)
            if refusal.trouble is not Trouble.LIMITED:
                raise
            await _wait(refusal)
            await self._publish(user_id, read)

    def _heard(self, person_ids: frozenset[int]) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._note, person_ids)

    def _heard_gone(self, people: frozenset[Person]) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._note, frozenset(), people)

    def _note(self, person_ids: frozenset[int], gone: frozenset[Person] = frozenset()) -> None:
        self._concerned |= person_ids
        self._gone |= gone
        self._wake.set()

    async def _keep_up(self) -> None:
        while True:
            await self._wake.wait()
            # Before the work, so that what changes meanwhile wakes it once more.
            self._wake.clear()
            while self._concerned or self._waiting or self._gone:
                await self._go_on()

    async def _go_on(self) -> None:
        """Find out whose tabs are to be published, and publish the first of them."""
        if self._concerned:
            concerned, self._concerned = frozenset(self._concerned), set()
            async with self._or_again(partial(self._note, concerned)):
                self._waiting |= await asyncio.to_thread(
                    home_readers, self._store, person_ids=concerned
                )
        if self._gone:
            await self._show_gone(self._gone.pop())
        elif self._waiting:
            await self._pace.turn()
            person_id = next(iter(self._waiting))
            # Before it is read, as above.
            await self._refresh(person_id, self._waiting.pop(person_id))

    async def _show_gone(self, person: Person) -> None:
        """Publish the tab of somebody who is registered no more, if they have ever opened it."""
        user_id = person.slack_user_id or ""
        read = partial(home_of, self._store, actor=as_stranger(person))
        async with self._or_again(partial(self._note, frozenset(), frozenset({person}))):
            if await asyncio.to_thread(is_home_open, self._store, slack_user_id=user_id):
                await self._pace.turn()
                await self._publish(user_id, read)

    async def _refresh(self, person_id: int, user_id: str) -> None:
        def put_back() -> None:
            self._waiting.setdefault(person_id, user_id)
            self._wake.set()

        async with self._or_again(put_back):
            await self._publish(user_id, partial(home_of_person, self._store, person_id=person_id))

    @asynccontextmanager
    async def _or_again(self, put_back: Callable[[], None]) -> AsyncIterator[None]:
        """Put back what can't be done now, but may be later: nobody waits for it.

        Where Slack asks to wait, all do; else the others go on meanwhile.
        """
        later = partial(asyncio.get_running_loop().call_later, self._again, put_back)
        try:
            yield
        except SlackApiError as error:
            refusal = refusal_of(error)
            if refusal.trouble is Trouble.LIMITED:
                await _wait(refusal)
                put_back()
                return
            log.warning("could not publish a Home tab: %s", word_of(error))
            if refusal.trouble is Trouble.PASSING:
                later()
        except Exception:
            log.exception("could not publish a Home tab")
            later()

    async def _publish(self, user_id: str, read: Callable[..., HomeState]) -> None:
        turn = self._turns.setdefault(user_id, asyncio.Lock())
        async with turn:
            state = await asyncio.to_thread(read, now=self._clock(), rules=self._rules)
            with written_in(state.actor.style):
                view = home_view(state)
            await self._client.views_publish(user_id=user_id, view=view)


async def _wait(refusal: Refusal) -> None:
    """Wait as long as Slack asks, in nobody's turn."""
    await asyncio.sleep(refusal.retry_after.total_seconds())
