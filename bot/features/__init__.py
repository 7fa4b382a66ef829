"""The features, one module each; `app` registers the listeners of all of them."""

from bot.features import (
    adjust_round,
    availability,
    booking,
    distribute,
    find_slots,
    history,
    home,
    interview_links,
    interviews,
    members,
    plain_words,
    rebalance_round,
    register,
    undo_registration,
)

FEATURES = (
    availability,
    booking,
    find_slots,
    distribute,
    adjust_round,
    rebalance_round,
    register,
    # Before the other interviews: it takes two words of their command.
    interview_links,
    interviews,
    home,
    members,
    plain_words,
    undo_registration,
    history,
)

__all__ = [
    "FEATURES",
    "adjust_round",
    "availability",
    "booking",
    "distribute",
    "find_slots",
    "history",
    "home",
    "interview_links",
    "interviews",
    "members",
    "plain_words",
    "rebalance_round",
    "register",
    "undo_registration",
]
