"""Rounds of the distribution: drafted, adjusted, and booked at most once."""

from scheduling.store.rounds.came_of import ahead, interview_ids, link, of_interview
from scheduling.store.rounds.drafts import (
    add,
    draft,
    drafts,
    end,
    end_old,
    get,
    is_current,
    may_hold,
    note_earlier,
    old,
    propose,
    replace_outcome,
    turn_page,
)

__all__ = [
    "add",
    "ahead",
    "draft",
    "drafts",
    "end",
    "end_old",
    "get",
    "interview_ids",
    "is_current",
    "link",
    "may_hold",
    "note_earlier",
    "of_interview",
    "old",
    "propose",
    "replace_outcome",
    "turn_page",
]
