"""The form for hours on a date."""

from datetime import timedelta
from typing import Any

from slack_sdk.models.blocks import CheckboxesElement, DatePickerElement, InputBlock

from bot.views.block_kit.blocks import Blocks, field, option
from bot.views.hours.entry_forms.times import begins, ends, hours_fields
from scheduling.errors import SchedulingError, WindowHasPassed, WindowTooFar
from scheduling.model import MINUTES_PER_DAY, AvailabilityWindow, Entry


class WindowForm:
    """Hours on a date, which may run past midnight."""

    what = "a date"

    def fields(self, entry: Entry | None, time_zone: str) -> Blocks:
        """Return the fields, filled in with the entry that is changed, if one is."""
        day, until, hours, replaces = None, None, None, False
        if isinstance(entry, AvailabilityWindow):
            day, hours, replaces = str(entry.day), entry.hours, entry.replaces
            last = entry.day + timedelta(days=(entry.hours.end - 1) // MINUTES_PER_DAY)
            until = None if last == entry.day else str(last)
        return [
            field("Date", DatePickerElement(action_id="value", initial_date=day), block_id="date"),
            *hours_fields(hours, time_zone),
            field(
                "Ends on another day",
                DatePickerElement(action_id="value", initial_date=until),
                block_id="until",
                optional=True,
                hint="Only for hours that run past midnight.",
            ),
            _instead_field(replaces=replaces),
        ]

    def sentence(self, values: dict[str, Any]) -> str:
        """Return what was filled in, as one would type it."""
        until = values["until"]["selected_date"] or ""
        instead = " instead" if values["instead"]["selected_options"] else ""
        day = values["date"]["selected_date"]
        return f"{day} {begins(values)} - {until} {ends(values)}{instead}"

    def beside(self, error: SchedulingError) -> str:
        """Return the field beside which an error is shown, other than that of an early end."""
        return "date" if isinstance(error, WindowHasPassed | WindowTooFar) else "from"

    def later_end(self) -> str:
        """Say how to give hours that end on another day."""
        return "For hours past midnight, fill in “Ends on another day” as well."

    def fits(self, _: Entry) -> bool:
        """Tell that the form holds any."""
        return True


def _instead_field(*, replaces: bool) -> InputBlock:
    choice = option("Instead of the weekly hours of that day", "instead")
    chosen = [choice] if replaces else None
    boxes = CheckboxesElement(action_id="value", options=[choice], initial_options=chosen)
    return field("Weekly hours", boxes, block_id="instead", optional=True)
