"""What somebody asks of us in Slack, in one object for every listener."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.keeping.reads_calendars import ReadsCalendars
from bot.process.signing.candidate_links import CandidateLinks
from bot.slack.directory.profiles import Profiles
from bot.slack.home_tab import HomeTabs
from bot.slack.requests.repeats import Answer, Told, is_new, told_once
from bot.slack.requests.surface import Surface
from bot.slack.searches import Searches
from scheduling.model import Actor, RequestContext, Rules
from scheduling.model.api_access import RequestKey
from scheduling.store import Store

Said = ParamSpec("Said")
Result = TypeVar("Result")
UseCase = Callable[Concatenate[Store, RequestContext, Said], Result]
"""All use cases begin alike: where data rests, then who asks, when and by which rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackNews:
    """What Slack tells of the workspace by itself: nobody asks, and nobody waits for an answer."""

    store: Store
    profiles: Profiles
    rules: Rules
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackRequest(ReadsCalendars):
    """A command, a button, a form or an event, and all that it takes to answer it.

    It is every listener's first argument; what follows are Bolt's own, by their names.
    """

    context: RequestContext
    store: Store
    surface: Surface
    """What the person has before them."""
    profiles: Profiles
    home_tabs: HomeTabs
    calendars: CalendarKeeper | None
    links: CandidateLinks
    """To the pages of candidates."""
    searches: Searches = field(default_factory=Searches)
    """What goes on in the background."""
    press: RequestKey | None = None
    """What tells a button or a form from others that are pressed or submitted."""

    @property
    def public_url(self) -> str | None:
        """How the outside world reaches us, without a "/"; None where nobody has said."""
        return self.links.public_url

    @property
    def actor(self) -> Actor:
        """Who asks; it is by their clock that they are told times."""
        return self.context.actor

    @property
    def now(self) -> datetime:
        """The instant at which they ask."""
        return self.context.now

    @property
    def rules(self) -> Rules:
        """The rules of the workspace."""
        return self.context.rules

    async def do(
        self, use_case: UseCase[Said, Result], *args: Said.args, **said: Said.kwargs
    ) -> Result:
        """Return what a use case gives for this request; it runs in a thread of its own.

        Raises what it raises.
        """
        return await asyncio.to_thread(use_case, self.store, self.context, *args, **said)

    async def once(
        self,
        told: Callable[[Result], Answer],
        use_case: UseCase[Said, Result],
        *args: Said.args,
        **said: Said.kwargs,
    ) -> Told | Answer:
        """Return what is told of a use case; the same press or form again gets that once more.

        It is made in the use case's transaction, and what `told` raises undoes that; where it
        returns None, nothing is kept. Raises what the use case raises, of which nothing is kept.
        """

        def change(store: Store) -> Result:
            return use_case(store, self.context, *args, **said)

        return await asyncio.to_thread(
            told_once, self.store, press=self.press, now=self.now, change=change, told=told
        )

    async def is_new(self) -> bool:
        """Tell whether this press or form has not come before.

        It is for what takes too long to be one transaction: whoever gets True does it.
        """
        return await asyncio.to_thread(is_new, self.store, press=self.press, now=self.now)

    def job(
        self, use_case: UseCase[Said, Result], *args: Said.args, **said: Said.kwargs
    ) -> Callable[[], Result]:
        """Return the same as work to be done later, as `progress.work` takes it."""
        return partial(use_case, self.store, self.context, *args, **said)
