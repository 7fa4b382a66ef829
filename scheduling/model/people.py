"""Who takes part in interviews."""

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

LONGEST_NAME = 150


class Role(StrEnum):
    """What a person does in interviews."""

    INTERVIEWER = "interviewer"
    CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Anyone registered. `role` is None for a coordinator who does nothing else, and for somebody
    whom a program has registered without a role: that one may be either.

    `time_zone` is an IANA name; `slack_user_id` is None for people outside the workspace.
    """

    id: int
    name: str
    role: Role | None
    time_zone: str
    is_coordinator: bool = False
    email: str | None = None
    slack_user_id: str | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone, ready for arithmetic."""
        return ZoneInfo(self.time_zone)

    def may_be(self, role: Role) -> bool:
        """Tell whether the person can take that part in an interview."""
        # Programs may register somebody without a role, and then book them as either.
        return self.role is role or (self.role is None and not self.is_coordinator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Somebody as the workspace shows them, registered or not."""

    slack_user_id: str
    name: str
    time_zone: str
    is_admin: bool = False
    is_bot: bool = False
    is_deactivated: bool = False
