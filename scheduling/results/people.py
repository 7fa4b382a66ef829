"""The list of everybody."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scheduling.model import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of everyone registered."""

    people: tuple[Person, ...]
    # Those shown who have given no hours, by id.
    without_hours: frozenset[int]
    # Those who have made some of them coordinators, by id.
    granters: Mapping[int, Person] = field(default_factory=dict)
    # Those who are said to have left, and nobody has confirmed it yet.
    departing: tuple[Person, ...] = ()
    skip: int
    # How many there are in all.
    total: int
