"""Booking, moving, cancelling, and finding somebody else when an interviewer can't come."""

from scheduling.steps.interviews import AllowedHours
from scheduling.usecases.interviews.book import book_interview, move_interview
from scheduling.usecases.interviews.cancel import (
    cancel_interview,
    decline_interview,
    replace_interviewer,
    undo_decline,
)
from scheduling.usecases.interviews.upcoming import interview_of, upcoming_interviews

__all__ = [
    "AllowedHours",
    "book_interview",
    "cancel_interview",
    "decline_interview",
    "interview_of",
    "move_interview",
    "replace_interviewer",
    "undo_decline",
    "upcoming_interviews",
]
