"""Interviews, and the quarters of an hour that they take of everybody's time."""

from scheduling.store.interviews.answering import accept, decline
from scheduling.store.interviews.booking import book
from scheduling.store.interviews.changing import (
    cancel,
    describe,
    move,
    rearrange,
    replace_panel,
)
from scheduling.store.interviews.reading import (
    booked_among,
    booked_since,
    count_upcoming,
    get,
    in_conflict,
    of_person,
    starts_ahead,
    taken,
    taken_by,
    upcoming,
    with_open_seat,
    with_outsiders,
)

__all__ = [
    "accept",
    "book",
    "booked_among",
    "booked_since",
    "cancel",
    "count_upcoming",
    "decline",
    "describe",
    "get",
    "in_conflict",
    "move",
    "of_person",
    "rearrange",
    "replace_panel",
    "starts_ahead",
    "taken",
    "taken_by",
    "upcoming",
    "with_open_seat",
    "with_outsiders",
]
