"""Keeping the hours of all interviewers in memory, as the weeks pass."""

from datetime import datetime

from scheduling.steps.hours import kept_horizon
from scheduling.steps.questions.everybodys_hours import keep_hours
from scheduling.store import Store


def keep_everybodys_hours(store: Store, *, time_zone: str, now: datetime) -> None:
    """Have a candidate alone answered from memory, on the hour of the workspace's time zone.

    For the weeks that are worked out ahead. Until it has been done once, and beyond these weeks,
    everybody's hours are read for each question: the answers are the same.
    """
    keep_hours(store, kept_horizon(now), time_zone=time_zone)
