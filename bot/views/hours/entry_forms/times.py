"""What the forms have in common: times of a day, filled in and read back."""

from typing import Any

from slack_sdk.models.blocks import TimePickerElement

from bot.views.block_kit.blocks import Blocks, field
from scheduling.model import WallHours
from scheduling.wording.saying import minute_words


def time_picker(minute: int | None, time_zone: str) -> TimePickerElement:
    """Return what picks a time of the day, filled in with a minute of it."""
    shown = None if minute is None else f"{minute // 60 % 24:02d}:{minute % 60:02d}"
    return TimePickerElement(action_id="value", initial_time=shown, timezone=time_zone)


def hours_fields(hours: WallHours | None, time_zone: str) -> Blocks:
    """Return the fields for from when to when."""
    start, end = (hours.start, hours.end) if hours else (None, None)
    return [
        field("From", time_picker(start, time_zone), block_id="from"),
        field(
            "To",
            time_picker(end, time_zone),
            block_id="to",
            hint=f"{minute_words(0)} is the end of the day.",
        ),
    ]


def begins(values: dict[str, Any]) -> str:
    """Return from when, as it was filled in."""
    return str(values["from"]["selected_time"])


def ends(values: dict[str, Any]) -> str:
    """Return until when, as it was filled in."""
    return as_end(str(values["to"]["selected_time"]))


def as_end(time: str) -> str:
    """Return a time as the end of something: midnight ends its day."""
    return "24:00" if time == "00:00" else time
