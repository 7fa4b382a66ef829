"""Which kinds of messages there are, and how they name whom they speak of."""

from dataclasses import dataclass
from enum import StrEnum

from scheduling.model.people import Person
from scheduling.model.request import Actor


class MessageKind(StrEnum):
    """What a direct message is about."""

    REMINDER = "reminder"
    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    ADDED = "added"
    REMOVED = "removed"
    PANEL_CHANGED = "panel_changed"
    CANNOT_MAKE_IT = "cannot_make_it"
    CAN_MAKE_IT = "can_make_it"
    CONFLICT = "conflict"
    UNDELIVERED = "undelivered"
    ROUND_BOOKED = "round_booked"
    HOURS_CHANGED = "hours_changed"
    ROLE_CHANGED = "role_changed"
    REGISTERED = "registered"
    HOURS_GIVEN = "hours_given"
    MOVE_REQUESTED = "move_requested"
    LINK_SENT = "link_sent"
    HOUR_PICKED = "hour_picked"
    MANY_LEFT = "many_left"
    CALENDAR_ENTRY = "calendar_entry"
    CALENDAR_ENTRY_ENDED = "calendar_entry_ended"
    REMIND_THEM = "remind_them"


class ChangedHours(StrEnum):
    """What somebody has changed that puts an interview outside their hours."""

    AVAILABILITY = "availability"
    TIME_ZONE = "time zone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody whom a notice speaks of: by id, where they are registered."""

    # None for somebody who is not registered. Of those only a name is known:
    person_id: int | None = None
    # a member of the workspace has a Slack id beside it, a program has none.
    slack_user_id: str | None = None
    name: str = ""
    # All that rows of version 1 have: it may be the name of several people, or names joined by
    # commas.
    called: str = ""

    @classmethod
    def acting(cls, actor: Actor) -> "Who":
        """Return whoever asks for something, as a notice keeps them."""
        if actor.person is not None:
            return cls.of(actor.person)
        return cls(slack_user_id=actor.slack_user_id, name=actor.name)

    @classmethod
    def of(cls, person: Person) -> "Who":
        """Return somebody registered."""
        return cls(person_id=person.id)
