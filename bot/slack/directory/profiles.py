"""The members of the workspace, as Slack describes them, remembered for a few minutes."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any
from zoneinfo import available_timezones

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import word_of
from bot.slack.directory.workspace import Workspace
from bot.slack.errors import is_passing
from scheduling.errors import EmailNotUsable, NameNotUsable, SchedulingError
from scheduling.model import LONGEST_NAME, Profile
from scheduling.wording.reading import clean_name, read_email

_REMEMBERED_SECONDS = 300

log = logging.getLogger(__name__)


def _usable(name: str | None) -> str | None:
    """The name as people can see and type it; some consist of pictures alone."""
    try:
        return clean_name((name or "")[:LONGEST_NAME])
    except NameNotUsable:
        return None


@dataclass(eq=False, kw_only=True)
class SlackBusy(SchedulingError):
    """Slack lets me look nobody up just now, so nothing was changed. Please try again in a
    minute.
    """


class Profiles:
    """Looks members up, each at most once in five minutes.

    The client should not wait and try again: whoever asks sits before an empty screen.
    """

    def __init__(
        self, client: AsyncWebClient, *, time_zone: str, workspace: Workspace | None = None
    ) -> None:
        """`time_zone` is for members of whom Slack names none: apps and some guests.

        Whoever does not belong to the `workspace` is a stranger; with None, Slack's own word tells.
        """
        self._client, self._workspace = client, workspace
        self._time_zone = time_zone
        self._zones = available_timezones()
        self._known: dict[str, tuple[float, Profile]] = {}

    async def of(self, slack_user_id: str) -> Profile:
        """Return a member's profile; an old one while Slack answers no such questions.

        Raises SlackApiError when there is none.
        """
        known = self._known.get(slack_user_id)
        if known and monotonic() - known[0] < _REMEMBERED_SECONDS:
            return known[1]
        try:
            answer = await self._client.users_info(user=slack_user_id, include_locale=True)
        except SlackApiError as error:
            if known and is_passing(error):
                return known[1]
            raise
        return self.remember(answer["user"])

    def remember(self, user: dict[str, Any]) -> Profile:
        """Return the profile in a user object of Slack's, which is the newest that there is."""
        profile = self.read(user)
        before = self._known.get(profile.slack_user_id)
        if profile.locale is None and before is not None:
            # Slack tells it only where it is asked for.
            profile = replace(profile, locale=before[1].locale)
        self._known[profile.slack_user_id] = (monotonic(), profile)
        return profile

    async def of_each(self, slack_user_ids: Iterable[str]) -> dict[str, Profile]:
        """Return the profiles of those whom the workspace knows, by id. Raises SlackBusy."""
        ids = sorted(set(slack_user_ids))
        # One who is unknown must not keep the others from being found.
        found = await asyncio.gather(*(self.of(each) for each in ids), return_exceptions=True)
        profiles = {}
        for each, profile in zip(ids, found, strict=True):
            if isinstance(profile, Profile):
                profiles[each] = profile
            elif isinstance(profile, SlackApiError) and is_passing(profile):
                # To call them unknown would be a wrong answer.
                raise SlackBusy from profile
            elif isinstance(profile, SlackApiError):
                log.info("no profile for a mentioned member: %s", word_of(profile))
            else:
                raise profile
        return profiles

    def read(self, user: dict[str, Any]) -> Profile:
        """Return the profile in a user object of Slack's."""
        is_ours = self._is_ours(user)
        shown = user.get("profile", {})
        names = (user.get("real_name"), shown.get("real_name"), user.get("name"))
        # tz_offset is there as well, and changes with summer time: only the name can be kept.
        zone = user.get("tz")
        name = next(filter(None, map(_usable, names)), None)
        return Profile(
            slack_user_id=user["id"],
            name=name or user["id"],
            is_nameless=name is None,
            time_zone=zone if zone in self._zones else self._time_zone,
            locale=user.get("locale"),
            # An admin elsewhere is an admin of nothing here.
            is_admin=is_ours and bool(user.get("is_admin") or user.get("is_owner")),
            # Slack says of its own bot that it is none.
            is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
            is_deactivated=bool(user.get("deleted")),
            is_stranger=not is_ours,
            is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
            # Slack says it to apps with the scope users:read.email alone.
            email=_address(shown.get("email")),
        )

    def _is_ours(self, user: dict[str, Any]) -> bool:
        if self._workspace is None:
            return not user.get("is_stranger")
        return self._workspace.has_member(user)


def _address(given: str | None) -> str | None:
    try:
        return read_email(given) if given else None
    except EmailNotUsable:
        return None
