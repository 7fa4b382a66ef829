"""Distributing candidates over interviewers: a plan first, then all of it or nothing."""

from scheduling.usecases.distribute.adjusting import (
    adjust_round,
    leave_proposal,
    replan_round,
    take_proposal,
)
from scheduling.usecases.distribute.booking import book_round
from scheduling.usecases.distribute.gathering import Prepared, prepare_round
from scheduling.usecases.distribute.planning import draft_of, draft_round, drop_round

__all__ = [
    "Prepared",
    "adjust_round",
    "book_round",
    "draft_of",
    "draft_round",
    "drop_round",
    "leave_proposal",
    "prepare_round",
    "replan_round",
    "take_proposal",
]
