"""Calendars that have not been read lately, as programs are shown them."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, Field

from bot.web.api.schemas.fields import Moment, moment
from scheduling.results import StaleCalendar


class StaleShown(BaseModel):
    """Somebody whose calendar has not been read lately, so that something new in it is unknown."""

    user: int
    read_at: Moment | None = Field(description="When it was last read; null for never.")
    counts: bool = Field(
        description="Whether what it said then still counts. After 14 days of silence only the "
        "hours given do."
    )


# Left out where all are read, so that such answers are what they have always been.
StaleCalendars = Annotated[
    list[StaleShown],
    Field(
        description="Those whose calendars could not be read lately, if there are any.",
        exclude_if=lambda several: not several,
    ),
]


def stale_shown(several: Iterable[StaleCalendar]) -> list[StaleShown]:
    """Return calendars that have not been read lately as the API shows them."""
    return [
        StaleShown(
            user=each.person.id,
            read_at=moment(each.read_at) if each.read_at else None,
            counts=each.holds,
        )
        for each in several
    ]
