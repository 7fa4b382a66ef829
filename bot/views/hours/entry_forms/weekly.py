"""The form for hours that come back every week, or every few weeks."""

from typing import Any

from slack_sdk.models.blocks import (
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    StaticSelectElement,
)

from bot.views.block_kit.blocks import Blocks, field, option
from bot.views.hours.entry_forms.times import begins, ends, hours_fields
from scheduling.errors import DaysBackToFront, NotUnderstood, SchedulingError, WindowTooFar
from scheduling.model import (
    EVERY_WEEK,
    MINUTES_PER_DAY,
    MOST_WEEKS,
    Entry,
    Weekday,
    WeeklyHours,
)
from scheduling.wording.saying import minute_words

_TEN_IN_THE_EVENING, _TWO_AT_NIGHT = 22 * 60, 2 * 60
_COUNTED = "Every few weeks are counted from the week of the first day."


class _NoFirstDay(NotUnderstood):
    """{question}"""


class WeeklyForm:
    """Weekly hours; those over midnight are typed."""

    what = "weekly hours"

    def fields(self, entry: Entry | None, time_zone: str) -> Blocks:
        """Return the fields, filled in with the entry that is changed, if one is."""
        options = [option(day.name.capitalize(), day.name) for day in Weekday]
        chosen, hours, recurrence = None, None, EVERY_WEEK
        if isinstance(entry, WeeklyHours):
            chosen, hours = [options[entry.weekday]], entry.hours
            recurrence = entry.recurrence
        days = CheckboxesElement(action_id="value", options=options, initial_options=chosen)
        first = str(recurrence.first) if recurrence.has_first else None
        last = str(recurrence.last) if recurrence.has_last else None
        return [
            field("Days", days, block_id="days"),
            *hours_fields(hours, time_zone),
            _weeks_field(recurrence.weeks),
            _bound_field("First day", "first", first, hint="From now on, if left empty."),
            _bound_field("Last day", "last", last, hint="Without an end, if left empty."),
        ]

    def sentence(self, values: dict[str, Any]) -> str:
        """Return what was filled in, as one would type it.

        Raises NotUnderstood where it is not said from when weeks are counted, and DaysBackToFront.
        """
        days = ", ".join(chosen["value"].lower() for chosen in values["days"]["selected_options"])
        weeks = int(values["weeks"]["selected_option"]["value"])
        first, last = (values[block]["selected_date"] for block in ("first", "last"))
        if weeks > 1 and not first:
            raise _NoFirstDay(question=f"From which day on? {_COUNTED}")
        if first and last and last < first:
            raise DaysBackToFront(first=first, last=last)
        every = f"every {weeks} weeks" if weeks > 1 else "every"
        bounds = (f" from {first}" if first else "") + (f" until {last}" if last else "")
        return f"{every} {days}{bounds} {begins(values)} - {ends(values)}"

    def beside(self, error: SchedulingError) -> str:
        """Return the field beside which an error is shown, other than that of an early end."""
        return "first" if isinstance(error, _NoFirstDay | WindowTooFar) else "last"

    def later_end(self) -> str:
        """Say how to give hours that end on another day, by the reader's clock."""
        late, early = minute_words(_TEN_IN_THE_EVENING), minute_words(_TWO_AT_NIGHT)
        return f"For hours past midnight, type /availability every Fri {late} - Sat {early}."

    def fits(self, entry: Entry) -> bool:
        """Tell whether the form can hold them."""
        return entry.hours.end <= MINUTES_PER_DAY


def _weeks_field(weeks: int) -> InputBlock:
    options = [option("Every week", "1")]
    options += [option(f"Every {count} weeks", str(count)) for count in range(2, MOST_WEEKS + 1)]
    menu = StaticSelectElement(
        action_id="value", options=options, initial_option=options[weeks - 1]
    )
    return field("How often", menu, block_id="weeks", hint=_COUNTED)


def _bound_field(label: str, block_id: str, day: str | None, *, hint: str) -> InputBlock:
    picker = DatePickerElement(action_id="value", initial_date=day)
    return field(label, picker, block_id=block_id, optional=True, hint=hint)
