"""The features, one module each; `app` registers the listeners of all of them."""

from bot.features import availability, booking, distribute, find_slots, home, interviews, register

FEATURES = (availability, booking, find_slots, distribute, register, interviews, home)

__all__ = [
    "FEATURES",
    "availability",
    "booking",
    "distribute",
    "find_slots",
    "home",
    "interviews",
    "register",
]
