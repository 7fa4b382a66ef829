"""The form for days, or a part of them, on which weekly hours don't hold."""

from datetime import timedelta
from typing import Any

from slack_sdk.models.blocks import DatePickerElement

from bot.views.block_kit.blocks import Blocks, context_line, field
from bot.views.hours.entry_forms.times import as_end, time_picker
from scheduling.errors import SchedulingError
from scheduling.model import MINUTES_PER_DAY, Entry, TimeOff


class TimeOffForm:
    """Time off: whole days, or from a time of the first to a time of the last."""

    what = "time off"

    def fields(self, entry: Entry | None, time_zone: str) -> Blocks:
        """Return the fields, filled in with the entry that is changed, if one is."""
        first, last, start, end = None, None, None, None
        if isinstance(entry, TimeOff):
            first, hours = str(entry.day), entry.hours
            last = str(entry.day + timedelta(days=(hours.end - 1) // MINUTES_PER_DAY))
            # Whole days have no times, as they would have been filled in.
            start, end = hours.start or None, hours.end % MINUTES_PER_DAY or None
        return [
            field(
                "First day off",
                DatePickerElement(action_id="value", initial_date=first),
                block_id="from",
            ),
            field(
                "Off from",
                time_picker(start, time_zone),
                block_id="start",
                optional=True,
                hint="On the first day: all of it, if left empty.",
            ),
            field(
                "Last day off",
                DatePickerElement(action_id="value", initial_date=last),
                block_id="to",
            ),
            field(
                "Off until",
                time_picker(end, time_zone),
                block_id="end",
                optional=True,
                hint="On the last day: all of it, if left empty.",
            ),
            context_line(
                "Weekly hours don't hold on these days. Dates that you add later still do."
            ),
        ]

    def sentence(self, values: dict[str, Any]) -> str:
        """Return what was filled in, as one would type it."""
        first, last = values["from"]["selected_date"], values["to"]["selected_date"]
        start, end = (values[block]["selected_time"] for block in ("start", "end"))
        if not start and not end:
            return f"off {first} - {last}"
        return f"off {first} {start or '00:00'} - {last} {as_end(end or '24:00')}"

    def beside(self, _: SchedulingError) -> str:
        """Return the field beside which an error is shown, other than that of an early end."""
        return "from"

    def later_end(self) -> str:
        """Say how to give a single day."""
        return "For a single day, choose it as the first and as the last."

    def fits(self, _: Entry) -> bool:
        """Tell that the form holds any."""
        return True
