"""What goes wrong when programs ask, and with their tokens."""

from dataclasses import dataclass

from scheduling.errors.sentence import SchedulingError


@dataclass(eq=False, kw_only=True)
class TokenNameTaken(SchedulingError):
    """There is a token called {name} already. Revoke it first, or choose another name."""

    name: str


@dataclass(eq=False, kw_only=True)
class TokenUnknown(SchedulingError):
    """There is no token called {name}. `python -m bot token list` shows all of them."""

    name: str


@dataclass(eq=False, kw_only=True)
class RequestDiffers(SchedulingError):
    """This key came with another request before. Use a new key for each new request."""
