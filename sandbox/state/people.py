"""The people of the workspace, and how the Web API tells of them."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sandbox.state.ids import fixed_id
from sandbox.state.types import Json

COLORS = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c", "5b89d5")
USUAL_LOCALE = "en-AU"
"""Where hours are counted to twelve, and the day stands before the month."""
ZONE_LABELS = {
    "GMT": "Greenwich Mean Time",
    "BST": "British Summer Time",
    "WET": "Western European Time",
    "WEST": "Western European Summer Time",
    "CET": "Central European Time",
    "CEST": "Central European Summer Time",
    "EST": "Eastern Standard Time",
    "EDT": "Eastern Daylight Time",
    "PST": "Pacific Standard Time",
    "PDT": "Pacific Daylight Time",
    "NZST": "New Zealand Standard Time",
    "NZDT": "New Zealand Daylight Time",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Someone in the workspace."""

    id: str
    # The handle,
    name: str
    # and the full name.
    real_name: str
    title: str = ""
    # An IANA name, or None where Slack knows none.
    tz: str | None = "Europe/London"
    # The language and the region in which they use Slack.
    locale: str = USUAL_LOCALE
    email: str = ""
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    # Whether the account is deactivated.
    deleted: bool = False
    # Whether this is a guest, who sees some channels alone.
    is_guest: bool = False
    # The id of the workspace they come from; empty for this one. Others are met in channels that
    # two workspaces share.
    team: str = ""

    @property
    def is_live(self) -> bool:
        """Whether this is a human being who can sign in."""
        return not (self.is_bot or self.deleted)

    @property
    def initials(self) -> str:
        """The first letters of the first and the last name."""
        words = self.real_name.split() or [self.name]
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()


def person(
    real_name: str,
    *,
    tz: str | None = "Europe/London",
    locale: str = USUAL_LOCALE,
    name: str | None = None,
    title: str = "",
    is_admin: bool = False,
    is_owner: bool = False,
    is_bot: bool = False,
    deleted: bool = False,
    is_guest: bool = False,
    team: str = "",
) -> Person:
    """Make a person of this full name; the handle is the first name unless `name` is given."""
    handle = name or real_name.split()[0].lower()
    if tz is not None:
        # A misspelt zone is refused here, where its line can be found, not when a user is read.
        ZoneInfo(tz)
    return Person(
        id=fixed_id("U", handle),
        name=handle,
        real_name=real_name,
        title=title,
        tz=tz,
        locale=locale,
        email=f"{handle}@practice.example",
        is_admin=is_admin,
        is_owner=is_owner,
        is_bot=is_bot,
        deleted=deleted,
        is_guest=is_guest,
        team=team,
    )


def read_people(path: Path) -> tuple[str, list[Person]]:
    """Read the workspace's name and its people, in the file's order, from a TOML file.

    The file holds `workspace = "Practice"` and tables `[[people]]` with `real_name` and, where
    they differ from the usual, the other arguments of `person`; its groups are read apart.
    """
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return str(told.get("workspace", "Practice")), [person(**one) for one in told["people"]]


def colors(people: Iterable[Person]) -> dict[str, str]:
    """Return a colour for each person, by id, that those next to them do not have."""
    return {one.id: COLORS[place % len(COLORS)] for place, one in enumerate(people)}


def tz_label(tz: str, *, at: datetime) -> str:
    """Name a zone as Slack does for the instant `at`: `Central European Time`."""
    short = at.astimezone(ZoneInfo(tz)).tzname() or ""
    return ZONE_LABELS.get(short) or f"{tz.rpartition('/')[2].replace('_', ' ')} Time"


def as_page_shows(one: Person, *, at: datetime, color: str) -> Json:
    """Make what the page knows of a person; `color` is six hexadecimal digits."""
    return {
        "id": one.id,
        "name": one.name,
        "real_name": one.real_name,
        "title": one.title,
        "tz": one.tz,
        "tz_label": tz_label(one.tz, at=at) if one.tz else None,
        "is_admin": one.is_admin,
        "is_bot": one.is_bot,
        "deleted": one.deleted,
        "color": color,
        "initials": one.initials,
    }


def as_api_tells(
    one: Person, *, team: str, at: datetime, with_email: bool, with_locale: bool = False
) -> Json:
    """Make the `user` object of `users.info`; zones as they are at the instant `at`."""
    profile = {
        "real_name": one.real_name,
        "real_name_normalized": one.real_name,
        "display_name": one.name,
        "display_name_normalized": one.name,
        "title": one.title,
        "status_text": "",
        "status_emoji": "",
        "team": one.team or team,
    }
    home = one.team or team
    told: Json = {"id": one.id, "team_id": home, "name": one.name, "deleted": one.deleted}
    if with_email and not one.is_bot:
        profile["email"] = one.email
    # Slack leaves these out for a deactivated account.
    if not one.deleted:
        told |= {"color": COLORS[0], "real_name": one.real_name} | _zone(one, at=at)
        told |= {"is_admin": one.is_admin or one.is_owner, "is_owner": one.is_owner}
        told |= {"is_primary_owner": False, "is_restricted": one.is_guest}
        told |= {"is_ultra_restricted": False}
        # Slack tells it to those who ask for it alone.
        told |= {"locale": one.locale} if with_locale else {}
    told |= {"profile": profile, "is_bot": one.is_bot, "is_app_user": False, "updated": 0}
    # Slack says this of people from elsewhere alone.
    told |= {"is_stranger": True} if home != team else {}
    return told


def named(who: str, *, among: Iterable[Person]) -> Person | None:
    """Find the person with this id, handle, full name or first name, in that order."""
    everyone, wanted = list(among), who.lstrip("@").casefold()
    for one in everyone:
        if wanted == one.id.casefold():
            return one
    # By handle first for everybody: another's first name must not win over it.
    for way in range(3):
        for one in everyone:
            ways = (one.name, one.real_name, one.real_name.split()[0])
            if ways[way].casefold() == wanted:
                return one
    return None


def _zone(one: Person, *, at: datetime) -> Json:
    if one.tz is None:
        return {}
    offset = at.astimezone(ZoneInfo(one.tz)).utcoffset()
    seconds = int(offset.total_seconds()) if offset is not None else 0
    return {"tz": one.tz, "tz_label": tz_label(one.tz, at=at), "tz_offset": seconds}
