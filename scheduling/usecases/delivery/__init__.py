"""Getting planned messages, reminders and notices alike, to the people they are for."""

from scheduling.usecases.delivery.claiming import begin, claim_due, give_back, is_in_time
from scheduling.usecases.delivery.context import message_context
from scheduling.usecases.delivery.marking import (
    mark_dead,
    mark_paused,
    mark_sent,
    mark_unknown,
    mark_unsent,
    pause_slack,
)
from scheduling.usecases.delivery.status import next_due, now_of
from scheduling.usecases.delivery.tidying import hold_overdue, tidy

__all__ = [
    "begin",
    "claim_due",
    "give_back",
    "hold_overdue",
    "is_in_time",
    "mark_dead",
    "mark_paused",
    "mark_sent",
    "mark_unknown",
    "mark_unsent",
    "message_context",
    "next_due",
    "now_of",
    "pause_slack",
    "tidy",
]
