"""Booking, moving, cancelling and keeping, and finding somebody else for who can't come."""

from scheduling.steps.interviews import AllowedHours
from scheduling.usecases.interviews.book import book_interview, move_interview
from scheduling.usecases.interviews.cancel import (
    cancel_interview,
    decline_interview,
    replace_interviewer,
    undo_decline,
)
from scheduling.usecases.interviews.describe import describe_interview
from scheduling.usecases.interviews.export import downloaded, exported, is_open, open_export
from scheduling.usecases.interviews.keep import keep_interview
from scheduling.usecases.interviews.untold import mark_told, tell_by_mail, untold_people
from scheduling.usecases.interviews.upcoming import (
    any_interview_of,
    interview_of,
    interview_to_change,
    interviews_asked_for,
    slots_to_move,
    stand_ins_for,
    upcoming_interviews,
)

__all__ = [
    "AllowedHours",
    "any_interview_of",
    "book_interview",
    "cancel_interview",
    "decline_interview",
    "describe_interview",
    "downloaded",
    "exported",
    "interview_of",
    "interview_to_change",
    "interviews_asked_for",
    "is_open",
    "keep_interview",
    "mark_told",
    "move_interview",
    "open_export",
    "replace_interviewer",
    "slots_to_move",
    "stand_ins_for",
    "tell_by_mail",
    "undo_decline",
    "untold_people",
    "upcoming_interviews",
]
