"""All that is held about somebody, as programs get it."""

from typing import Any

from pydantic import BaseModel, Field

_Rows = list[dict[str, Any]]


class PersonExport(BaseModel):
    """All that is held about somebody; another shape would have another version."""

    format: str
    version: int
    exported_at: str
    person: dict[str, Any] = Field(description="How they are registered.")
    windows: _Rows = Field(description="Hours on a date, in minutes of the day.")
    weekly_hours: _Rows
    time_off: _Rows
    what_can_be_undone: _Rows = Field(description="Their hours before a change.")
    interviews: _Rows = Field(description="Without who else was in them.")
    declined: _Rows
    outside_their_hours: _Rows
    messages: _Rows = Field(description="What they were told, or are to be.")
    to_be_told: _Rows
    links: _Rows = Field(description="To their page; what opens it is left out.")
    calendar_addresses: _Rows
    calendars: _Rows = Field(
        description="When each makes them busy, and what of it counts; what opens it is left out."
    )
    calendars_refused: _Rows = Field(
        description="Calendars of their company that they want not to be read."
    )
    calendars_to_confirm: _Rows = Field(description="What is to be asked: whether it is theirs.")
    kept_over_calendars: _Rows = Field(
        description="What they have accepted in their calendar over an interview of ours."
    )
    home_opened_at: str | None
    history: _Rows = Field(description="What is on record about them, by ids.")
