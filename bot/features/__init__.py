"""The features, one module each; `app` registers the listeners of all of them."""

from bot.features import (
    availability,
    booking,
    candidate_links,
    distribute,
    find_slots,
    home,
    interviews,
    members,
    plain_words,
    register,
    undo_registration,
)

FEATURES = (
    availability,
    booking,
    find_slots,
    distribute,
    register,
    interviews,
    home,
    members,
    plain_words,
    undo_registration,
    candidate_links,
)

__all__ = ["FEATURES"]
