"""Distributing candidates over interviewers: a plan first, then all of it or nothing."""

from scheduling.usecases.distribute.adjust import (
    adjust_round,
    leave_proposal,
    replan_round,
    take_proposal,
)
from scheduling.usecases.distribute.book import book_at_once, book_even_round, book_round
from scheduling.usecases.distribute.choices import pinnable_hours, round_people
from scheduling.usecases.distribute.draft import (
    draft_of,
    draft_round,
    drop_round,
    people_considered,
    people_planned,
    plan_round,
    round_as_it_stands,
)
from scheduling.usecases.distribute.earlier import (
    draft_first,
    draft_outcome,
    look_for_earlier,
    outcome_within,
    page_of_draft,
    search_for,
    show_earlier,
)
from scheduling.usecases.distribute.inputs import Prepared, prepare_round, prepare_round_for
from scheduling.usecases.distribute.rebalance import (
    prepare_rebalance,
    rebalance_round,
    rounds_ahead,
)

__all__ = [
    "Prepared",
    "adjust_round",
    "book_at_once",
    "book_even_round",
    "book_round",
    "draft_first",
    "draft_of",
    "draft_outcome",
    "draft_round",
    "drop_round",
    "leave_proposal",
    "look_for_earlier",
    "outcome_within",
    "page_of_draft",
    "people_considered",
    "people_planned",
    "pinnable_hours",
    "plan_round",
    "prepare_rebalance",
    "prepare_round",
    "prepare_round_for",
    "rebalance_round",
    "replan_round",
    "round_as_it_stands",
    "round_people",
    "rounds_ahead",
    "search_for",
    "show_earlier",
    "take_proposal",
]
