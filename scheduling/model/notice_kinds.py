"""Which kinds of messages there are."""

from enum import StrEnum


class MessageKind(StrEnum):
    """What a direct message is about."""

    REMINDER = "reminder"
    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    ADDED = "added"
    REMOVED = "removed"
    PANEL_CHANGED = "panel_changed"
    DETAILS_CHANGED = "details_changed"
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
    TAKEN_OUT = "taken_out"
    MERGED = "merged"
    REMIND_THEM = "remind_them"
    CALENDAR_SILENT = "calendar_silent"
    CALENDAR_UNCONFIRMED = "calendar_unconfirmed"


class ChangedHours(StrEnum):
    """What somebody has changed that puts an interview outside their hours."""

    AVAILABILITY = "availability"
    TIME_ZONE = "time zone"
    CALENDAR = "calendar"
