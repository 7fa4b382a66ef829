"""The hours at which an interview can start."""

from typing import Literal

from pydantic import BaseModel, Field

from bot.web.api.schemas.fields import Moment
from bot.web.api.schemas.stale import StaleCalendars


class SlotFound(BaseModel):
    """An hour at which an interview can start, and who of those asked can take it."""

    start: Moment = Field(examples=["2026-11-10T10:00:00Z"])
    end: Moment
    interviewers: list[int] = Field(description="The first by name, as many as were asked for.")
    interviewer_count: int = Field(description="How many of those asked can take it.")


class WhyNone(BaseModel):
    """Why there is no slot."""

    code: str = Field(examples=["no_hours"])
    detail: str = Field(description="A sentence for people.")
    users: list[int] = Field(description="Of whom it is true.")


class SlotsShown(BaseModel):
    """The slots found, by day and as instants."""

    success: Literal[True]
    possible_slots: dict[str, list[tuple[str, str]]] = Field(
        examples=[{"2024-05-02T00:00:00": [["10:00 AM", "11:00 AM"]]}]
    )
    slots: list[SlotFound]
    why: WhyNone | None
    stale_calendars: StaleCalendars = []
