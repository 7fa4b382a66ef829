"""The members of the workspace, read all at once now and then.

Slack tells of changes as they happen; what it told while we were away is found here.
"""

import asyncio
import logging
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.process.clock import Clock
from bot.slack.client import OUT_OF_REACH, word_of
from bot.slack.directory.profiles import Profiles
from scheduling.model import Profile, Rules
from scheduling.store import Store
from scheduling.usecases.members import follow_members

_PAGE = 200
"""What Slack recommends (https://docs.slack.dev/reference/methods/users.list)."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Reads `users.list` from end to end, and takes over what it says of those we know."""

    client: AsyncWebClient
    profiles: Profiles
    store: Store
    rules: Rules
    clock: Clock

    async def follow(self) -> None:
        """Read everybody once. What can't be read to the end is left for the next time."""
        try:
            described = await self._everybody()
        except SlackApiError as error:
            log.warning("could not read who is in the workspace: %s", word_of(error))
        except OUT_OF_REACH as error:
            log.warning("could not read who is in the workspace: %s", type(error).__name__)
        else:
            await asyncio.to_thread(
                follow_members,
                self.store,
                profiles=described,
                rules=self.rules,
                now=self.clock(),
            )

    async def _everybody(self) -> list[Profile]:
        described: list[Profile] = []
        cursor = ""
        while True:
            page = await self.client.users_list(limit=_PAGE, cursor=cursor)
            described += [self.profiles.read(user) for user in page["members"]]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return described
