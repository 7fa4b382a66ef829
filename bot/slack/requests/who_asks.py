"""Who asks: looked up in Slack, and in what we know ourselves where Slack can't be asked."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.errors import SlackApiError

from bot.slack.directory.profiles import Profiles, SlackBusy
from bot.slack.directory.workspace import Workspace
from bot.slack.errors import is_passing
from scheduling.model import Actor, Profile, Rules
from scheduling.store import Store
from scheduling.usecases.members import identify, remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoAsks:
    """Tells of each request who has made it."""

    store: Store
    rules: Rules
    profiles: Profiles
    workspace: Workspace | None = None

    async def actor(self, args: AsyncArgs, *, now: datetime) -> Actor:
        """Return who asks. Raises NotLetIn, and SlackBusy where nobody knows them."""
        user_id = args.context.user_id
        assert user_id is not None  # every request that we listen to has one
        if self.is_from_here(args):
            return await self.member(user_id, now=now)
        # Slack may tell us nothing of them, and there is nothing that we would have to know.
        zone = self.rules.time_zone
        stranger = Profile(slack_user_id=user_id, name=user_id, time_zone=zone, is_stranger=True)
        return await self._identified(stranger, now=now)

    async def member(self, slack_user_id: str, *, now: datetime) -> Actor:
        """Return a member of the workspace who asks for something.

        Raises NotLetIn, SlackApiError where there is none, and SlackBusy where nobody knows them.
        """
        try:
            profile = await self.profiles.of(slack_user_id)
        except SlackApiError as error:
            if not is_passing(error):
                raise
            return await self._remembered(slack_user_id)
        return await self._identified(profile, now=now)

    def is_from_here(self, args: AsyncArgs) -> bool:
        """Tell whether a request was made in the workspace that the bot belongs to."""
        return self.workspace is None or self.workspace.sent(args.body)

    async def _identified(self, profile: Profile, *, now: datetime) -> Actor:
        return await asyncio.to_thread(
            identify, self.store, profile=profile, rules=self.rules, now=now
        )

    async def _remembered(self, user_id: str) -> Actor:
        """Who asks, as we know them ourselves. Raises SlackBusy where we do not."""
        known = await asyncio.to_thread(remembered, self.store, slack_user_id=user_id)
        if known is None:
            raise SlackBusy
        return known
