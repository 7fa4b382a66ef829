"""What candidates do on their page, and how they come there: by a link that a coordinator sends."""

from scheduling.usecases.candidate.erase import erase_candidate, erasure_of
from scheduling.usecases.candidate.hours import give_hours, say_hours
from scheduling.usecases.candidate.links import end_links, issue_link
from scheduling.usecases.candidate.moving import (
    ask_to_move,
    hours_to_move,
    move_own,
    move_wanted,
    refuse_move,
)
from scheduling.usecases.candidate.page import change_zone, keep_own_locale, open_page
from scheduling.usecases.candidate.picking import hours_to_pick, pick_hour, who_would_come

__all__ = [
    "ask_to_move",
    "change_zone",
    "end_links",
    "erase_candidate",
    "erasure_of",
    "give_hours",
    "hours_to_move",
    "hours_to_pick",
    "issue_link",
    "keep_own_locale",
    "move_own",
    "move_wanted",
    "open_page",
    "pick_hour",
    "refuse_move",
    "say_hours",
    "who_would_come",
]
