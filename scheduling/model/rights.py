"""Why somebody is a coordinator, and whether they are told of changes for it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What makes somebody a coordinator: a grant, the settings, being an admin, or several.

    Only a grant is given and taken by people. The others are what the settings and the workspace
    said last, and end with it.
    """

    # Whether a coordinator or a program has made them one:
    is_granted: bool = False
    # the person who did, by id; None for a program, and for a grant of before this was kept,
    granted_by: int | None = None
    # the name of the program's token,
    granted_through: str | None = None
    # and when. None for a grant of before this was kept.
    granted_at: datetime | None = None
    is_in_settings: bool = False
    is_admin: bool = False
    # Whether they have arranged anything for others. It decides what an admin is told.
    has_coordinated: bool = False

    @property
    def is_derived(self) -> bool:
        """Whether they are a coordinator whatever has been granted."""
        return self.is_in_settings or self.is_admin

    @property
    def is_coordinator(self) -> bool:
        """Whether anything at all makes them one."""
        return self.is_granted or self.is_derived

    @property
    def is_unexplained(self) -> bool:
        """Whether nothing says any more why they are one: a grant of before it was kept."""
        return self.is_granted and self.granted_at is None and not self.is_derived


NO_RIGHTS = Rights()
