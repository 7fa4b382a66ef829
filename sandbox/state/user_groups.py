"""The user groups of the workspace: people who are mentioned by one handle."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from sandbox.state.ids import fixed_id
from sandbox.state.types import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class UserGroup:
    """People who are mentioned together, as `@backend`."""

    # Without its "@".
    handle: str
    name: str
    # The handles of its people, as `Person.name` has them.
    people: tuple[str, ...]

    @property
    def id(self) -> str:
        """The group's id, `S…`."""
        return fixed_id("S", self.handle)


def read_user_groups(path: Path) -> list[UserGroup]:
    """Read the user groups from a file of people (see `read_people`): its tables `[[groups]]`."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        UserGroup(handle=one["handle"], name=one["name"], people=tuple(one["people"]))
        for one in told.get("groups", [])
    ]


def as_api_tells(group: UserGroup, *, team: str, count: int) -> Json:
    """Make the object of `usergroups.list`."""
    return {
        "id": group.id,
        "team_id": team,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": 0,
        "date_update": 0,
        "date_delete": 0,
        "auto_type": None,
        "user_count": count,
    }
