"""A part of the matrix: some interviewers side by side, in the order in which they are shown.

An hour is a row of bits, a person a column. A block is never changed, so whoever reads one needs
no lock: a change of somebody makes another block in its place, and leaves all others as they are.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from scheduling.model import Person
from scheduling.model.names import NameOrder, name_order

MOST_PEOPLE = 256
"""In one block: few enough that it is copied in 10 µs, and that the first of those who can take an
hour are found by looking at few.
"""
_WHEN_PARTED = MOST_PEOPLE // 2

Place = tuple[NameOrder, int]
"""What sorts people as they are shown: by name, then id."""
Counts = npt.NDArray[np.intp]
Free = npt.NDArray[np.bool_]
"""Whether somebody is free at each of the hours; of several people, a row each."""


def place_of(person: Person) -> Place:
    """Return what sorts a person among others."""
    return name_order(person.name), person.id


def blocks_of(free: Mapping[Person, Free], *, size: int = MOST_PEOPLE) -> Iterator["Block"]:
    """Yield the blocks of people and their hours, so many in each but the last, in their order."""
    people = sorted(free, key=place_of)
    for first in range(0, len(people), size):
        some = people[first : first + size]
        yield Block.of(some, np.stack([free[person] for person in some]))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """Up to 256 people and their hours."""

    people: tuple[Person, ...]
    # What sorts them, in that order.
    places: tuple[Place, ...]
    # Whose each column is, by id: 0 for nobody's; and by id, which column is whose.
    ids: npt.NDArray[np.intp]
    columns: Mapping[int, int]
    # By hour, eight people in a byte, the first in the lowest bit,
    bits: npt.NDArray[np.uint8]
    # and how many of them are free then.
    counts: Counts

    @classmethod
    def of(cls, people: Sequence[Person], free: Free) -> Self:
        """Return the block of people in their order, at most 256."""
        packed = np.packbits(free, axis=0, bitorder="little").T
        bits = np.zeros((len(packed), MOST_PEOPLE // 8), dtype=np.uint8)
        bits[:, : packed.shape[1]] = packed
        ids = np.zeros(MOST_PEOPLE, dtype=np.intp)
        ids[: len(people)] = [person.id for person in people]
        return cls(
            people=tuple(people),
            ids=ids,
            places=tuple(map(place_of, people)),
            columns={person.id: column for column, person in enumerate(people)},
            bits=bits,
            counts=free.sum(axis=0, dtype=np.intp),
        )

    def with_hours(self, person: Person, free: Free) -> Self:
        """Return the block with a person as they are now, whose place has not changed."""
        column = self.columns[person.id]
        bits, bit = self.bits.copy(), np.uint8(1 << column % 8)
        byte = bits[:, column // 8]
        was = (byte & bit).astype(np.bool_)
        np.copyto(byte, np.where(free, byte | bit, byte & ~bit))
        return replace(
            self,
            people=(*self.people[:column], person, *self.people[column + 1 :]),
            bits=bits,
            counts=self.counts + free - was,
        )

    def with_people(self, gone: Collection[int], come: Mapping[Person, Free]) -> Iterator["Block"]:
        """Yield the blocks, several or none, in which some have left and others have come."""
        every = np.unpackbits(self.bits, axis=1, count=len(self.people), bitorder="little").T
        free = dict(zip(self.people, every.astype(np.bool_), strict=True))
        here = {person: theirs for person, theirs in free.items() if person.id not in gone}
        those = {**here, **come}
        # Half full, so that the next who comes does not part it again.
        return blocks_of(those, size=MOST_PEOPLE if len(those) <= MOST_PEOPLE else _WHEN_PARTED)

    def first(self, rows: npt.NDArray[np.intp], most: Sequence[int]) -> list[list[Person]]:
        """Return who is free at each of some hours, the first ones, at most so many of each."""
        free = np.unpackbits(self.bits[rows], axis=1, bitorder="little")
        hours, columns = np.nonzero(free.view(np.bool_))
        begins = np.searchsorted(hours, np.arange(len(rows) + 1)).tolist()
        return [
            [self.people[column] for column in columns[begin : min(end, begin + limit)].tolist()]
            for begin, end, limit in zip(begins, begins[1:], most, strict=False)
        ]

    def ever_free(self, rows: npt.NDArray[np.intp]) -> Iterator[Person]:
        """Yield who is free at one of some hours at least."""
        together = np.bitwise_or.reduce(self.bits[rows], axis=0)
        free = np.flatnonzero(np.unpackbits(together, bitorder="little"))
        return (self.people[column] for column in free.tolist())

    def called(self, order: NameOrder) -> Iterator[Person]:
        """Yield those whose name has that place among names."""
        first = bisect_left(self.places, (order, 0))
        for person, (theirs, _) in zip(self.people[first:], self.places[first:], strict=True):
            if theirs != order:
                return
            yield person
