"""What a start with other settings than before has changed, and what it could not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedSetting:
    """A setting that is another than it was, as both are written."""

    name: str
    before: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsFollowed:
    """What came of comparing the settings with those that rows rest on."""

    # None at the first start of all, as nothing is known of before.
    changed: tuple[ChangedSetting, ...] = ()
    # Reminders of interviews ahead that were planned anew.
    reminders: int = 0
    # Interviews ahead, by id, that begin on no hour of the workspace's clock any more.
    off_the_hour: Mapping[int, datetime] = field(default_factory=dict)
    # Interviewers who have more in a day or a week than the limits of now allow.
    over_limit: int = 0
    # People who are not in Slack, in the time zone that was the workspace's.
    in_old_zone: int = 0
    # Calendars that were given the old address.
    feeds: int = 0
