"""The members of the workspace, as Slack describes them, remembered for a few minutes."""

import asyncio
import logging
from collections.abc import Iterable
from time import monotonic
from typing import Any
from zoneinfo import available_timezones

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import word_of
from scheduling.errors import NameNotUsable
from scheduling.model import LONGEST_NAME, Profile
from scheduling.wording.reading import clean_name

_REMEMBERED_SECONDS = 300

log = logging.getLogger(__name__)


def _usable(name: str | None) -> str | None:
    """The name as people can see and type it; some consist of pictures alone."""
    try:
        return clean_name((name or "")[:LONGEST_NAME])
    except NameNotUsable:
        return None


class Profiles:
    """Looks members up, each at most once in five minutes."""

    def __init__(self, client: AsyncWebClient, *, time_zone: str) -> None:
        """`time_zone` is for members of whom Slack names none: apps and some guests."""
        self._client = client
        self._time_zone = time_zone
        self._zones = available_timezones()
        self._known: dict[str, tuple[float, Profile]] = {}

    async def of(self, slack_user_id: str) -> Profile:
        """Return a member's profile. Raises SlackApiError when there is none."""
        known = self._known.get(slack_user_id)
        if known and monotonic() - known[0] < _REMEMBERED_SECONDS:
            return known[1]
        answer = await self._client.users_info(user=slack_user_id, include_locale=True)
        profile = self._read(answer["user"])
        self._known[slack_user_id] = (monotonic(), profile)
        return profile

    async def of_each(self, slack_user_ids: Iterable[str]) -> dict[str, Profile]:
        """Return the profiles of those whom the workspace knows, by id."""
        ids = sorted(set(slack_user_ids))
        # One who is unknown must not keep the others from being found.
        found = await asyncio.gather(*(self.of(each) for each in ids), return_exceptions=True)
        profiles = {}
        for each, profile in zip(ids, found, strict=True):
            if isinstance(profile, Profile):
                profiles[each] = profile
            elif isinstance(profile, SlackApiError):
                log.info("no profile for a mentioned member: %s", word_of(profile))
            else:
                raise profile
        return profiles

    def _read(self, user: dict[str, Any]) -> Profile:
        shown = user.get("profile", {})
        names = (user.get("real_name"), shown.get("real_name"), user.get("name"))
        # tz_offset is there as well, and changes with summer time: only the name can be kept.
        zone = user.get("tz")
        return Profile(
            slack_user_id=user["id"],
            name=next(filter(None, map(_usable, names)), user["id"]),
            time_zone=zone if zone in self._zones else self._time_zone,
            locale=user.get("locale"),
            is_admin=bool(user.get("is_admin") or user.get("is_owner")),
            # Slack says of its own bot that it is none.
            is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
            is_deactivated=bool(user.get("deleted")),
        )
