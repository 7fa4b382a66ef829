"""Calendars that have not been read lately, as programs are shown them."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, Field

from bot.web.api.schemas.fields import Moment, moment
from scheduling.results import StaleCalendar


class StaleShown(BaseModel):
    """Somebody whose calendar has not been read lately, so that something new in it is unknown, or
    not as far ahead as the answer goes.
    """

    user: int
    read_at: Moment | None = Field(description="When it was last read; null for never.")
    counts: bool = Field(
        description="Whether what it said then still counts. After 14 days of silence only the "
        "hours given do."
    )
    known_until: Moment | None = Field(
        default=None,
        description="Up to when it was read, where the answer goes on beyond that: of later hours "
        "it says nothing. Left out where it was read as far ahead.",
        exclude_if=lambda moment: moment is None,
    )


# Left out where all are read, so that such answers are what they have always been.
StaleCalendars = Annotated[
    list[StaleShown],
    Field(
        description="Those whose calendars could not be read lately, or are not read as far ahead, "
        "if there are any.",
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
            known_until=moment(each.known_until) if each.known_until else None,
        )
        for each in several
    ]
