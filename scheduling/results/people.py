"""The list of everybody."""

from dataclasses import dataclass

from scheduling.model import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of everyone registered: those shown, who of them gave no hours, the total."""

    people: tuple[Person, ...]
    without_hours: frozenset[int]
    skip: int
    total: int
