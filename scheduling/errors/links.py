"""What goes wrong with the links to pages that people are sent."""

from dataclasses import dataclass

from scheduling.errors.sentence import SchedulingError


@dataclass(eq=False, kw_only=True)
class NoAddressForLinks(SchedulingError):
    """Links lead to a page of mine, and I don't know how the outside world reaches me. Whoever \
runs me sets PUBLIC_URL for that; then press again. No link was made."""


@dataclass(eq=False, kw_only=True)
class NoKeysForLinks(SchedulingError):
    """Links are signed, and on PostgreSQL I have no key for that. Whoever runs me sets \
SECRET_KEYS; then press again. No link was made."""


@dataclass(eq=False, kw_only=True)
class LinkOver(SchedulingError):
    """This link is over. Nothing was changed."""
