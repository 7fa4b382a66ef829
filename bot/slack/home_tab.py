"""The Home tabs, kept as things stand: published anew for everybody whom a change concerns."""

import asyncio
import logging

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.process.clock import Clock
from bot.slack.client import word_of
from bot.views.home import home_view
from scheduling.model import Actor
from scheduling.results import HomeState
from scheduling.store import Store
from scheduling.timespan import written_in
from scheduling.usecases.home import home_of, home_of_person

log = logging.getLogger(__name__)


class HomeTabs:
    """Publishes Home tabs, one after the other, so that an older one never covers a newer."""

    def __init__(self, *, client: AsyncWebClient, store: Store, clock: Clock) -> None:
        self._client, self._store, self._clock = client, store, clock
        self._stale: set[int] = set()
        # By id, those whose tab shows everybody's interviews: each change may concern them.
        self._coordinators: set[int] = set()
        self._wake, self._turn = asyncio.Event(), asyncio.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._worker: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Follow every change in the store from now on, on the running event loop."""
        # Changes are heard in the threads of use cases, which know no loop by themselves.
        self._loop = asyncio.get_running_loop()
        self._worker = asyncio.create_task(self._keep_up())
        self._store.when_written(self._heard)

    async def stop(self) -> None:
        """Publish no more."""
        self._loop = None
        if self._worker is not None:
            self._worker.cancel()

    async def show(self, actor: Actor) -> None:
        """Publish the Home tab of somebody who opens it, registered or not."""
        async with self._turn:
            state = await asyncio.to_thread(home_of, self._store, actor=actor, now=self._clock())
            await self._publish(state)

    def _heard(self, person_ids: frozenset[int]) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._note, person_ids)

    def _note(self, person_ids: frozenset[int]) -> None:
        self._stale |= person_ids | self._coordinators
        self._wake.set()

    async def _keep_up(self) -> None:
        while True:
            await self._wake.wait()
            # Before the work, so that what changes meanwhile wakes it once more.
            self._wake.clear()
            while self._stale:
                await self._refresh(self._stale.pop())

    async def _refresh(self, person_id: int) -> None:
        try:
            async with self._turn:
                state = await asyncio.to_thread(
                    home_of_person, self._store, person_id=person_id, now=self._clock()
                )
                await self._publish(state)
        except SlackApiError as error:
            log.warning("could not publish a Home tab: %s", word_of(error))
        except Exception:
            # The others are still waiting for theirs.
            log.exception("could not publish a Home tab")

    async def _publish(self, state: HomeState) -> None:
        user_id, person = state.actor.slack_user_id, state.actor.person
        if person is not None and state.arranged is not None:
            self._coordinators.add(person.id)
        elif person is not None:
            self._coordinators.discard(person.id)
        if user_id is not None:
            with written_in(state.actor.style):
                view = home_view(state)
            await self._client.views_publish(user_id=user_id, view=view)
