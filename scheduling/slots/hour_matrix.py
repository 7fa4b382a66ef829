"""At which hours of the weeks ahead each of all interviewers is free: a matrix of bits.

Asked for every candidate alone, so it is kept in memory, and is changed a person at a time.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from scheduling.model import Person
from scheduling.model.names import name_order
from scheduling.slots.hour_block import MOST_PEOPLE, Block, Counts, Free, blocks_of, place_of
from scheduling.slots.written_ids import written_ids
from scheduling.timespan import Horizon
from scheduling.zones import hour_starts, on_the_hour


def in_parts(people: Iterable[Person]) -> Iterator[Sequence[Person]]:
    """Yield people in the order of a matrix, at a time as many as stand in one of its blocks."""
    those = sorted(people, key=place_of)
    for first in range(0, len(those), MOST_PEOPLE):
        yield those[first : first + MOST_PEOPLE]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HourMatrix:
    """All interviewers and their free hours over a horizon, on the hour of a workspace."""

    horizon: Horizon
    workspace_zone: str
    # The ticks, counted from the horizon's first, at which its hours begin: a row for each.
    starts: npt.NDArray[np.intp]
    # Those of the earlier names come first; none is empty.
    blocks: tuple[Block, ...]
    # How many are free at each of the hours.
    counts: Counts

    @classmethod
    def empty(cls, horizon: Horizon, *, workspace_zone: str) -> Self:
        """Return the matrix of nobody."""
        hours = on_the_hour(horizon, workspace_zone=workspace_zone)
        starts = np.flatnonzero(_unpacked(hours, horizon))
        return cls(
            horizon=horizon,
            workspace_zone=workspace_zone,
            starts=starts,
            blocks=(),
            counts=np.zeros(len(starts), dtype=np.intp),
        )

    def followed_by(self, people: Iterable[Person], free: Mapping[int, int]) -> Self:
        """Return the matrix with some more, all of whom come after those in it by name and id.

        `free` holds their free ticks by id, as bits of the horizon.
        """
        come = {person: self.hours_of(free[person.id]) for person in people}
        return self._of_blocks((*self.blocks, *blocks_of(come)))

    def hours_of(self, free: int) -> Free:
        """Return at which of the hours an interview can take place in the free ticks."""
        starts = hour_starts(free, horizon=self.horizon, workspace_zone=self.workspace_zone)
        hours: Free = _unpacked(starts, self.horizon)[self.starts]
        return hours

    def changed(
        self, changed: Collection[int], people: Iterable[Person], free: Mapping[int, int]
    ) -> Self:
        """Return the matrix after those with the ids `changed` have changed.

        `people` are those of them who interview now, with their free ticks by id.
        """
        now = {person: self.hours_of(free[person.id]) for person in people}
        blocks = [block for each in self.blocks for block in _with(each, changed, now)]
        placed = {person_id for block in blocks for person_id in block.columns}
        come = {person: hours for person, hours in now.items() if person.id not in placed}
        return self._of_blocks(_joined(blocks, come))

    def covers(self, horizon: Horizon) -> bool:
        """Tell whether the whole horizon is within the matrix's own."""
        begins, ends = self.horizon.first_tick, self.horizon.first_tick + self.horizon.length
        return begins <= horizon.first_tick and horizon.first_tick + horizon.length <= ends

    def among(self, starts: int, horizon: Horizon) -> "HoursTaken":
        """Return who can take which of some hours: bits of a horizon that is covered.

        Each is the start of an hour, on the hour.
        """
        ticks = np.flatnonzero(_unpacked(starts, horizon))
        rows = np.searchsorted(self.starts, ticks + (horizon.first_tick - self.horizon.first_tick))
        counts = self.counts[rows]
        taken = counts > 0
        return HoursTaken(
            blocks=self.blocks,
            hours=_packed(ticks[taken], horizon),
            rows=dict(zip((ticks[taken] + horizon.first_tick).tolist(), rows[taken], strict=True)),
            counts=dict(zip(rows[taken].tolist(), counts[taken].tolist(), strict=True)),
        )

    def _of_blocks(self, blocks: Iterable[Block]) -> Self:
        those = tuple(blocks)
        counts = np.zeros(len(self.starts), dtype=np.intp)
        for block in those:
            counts += block.counts
        return replace(self, blocks=those, counts=counts)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HoursTaken:
    """At which of the hours asked about somebody is free, and who."""

    blocks: tuple[Block, ...]
    # Those at which anybody is, as bits of the horizon of the question.
    hours: int
    # By the tick at which each of them starts, its row.
    rows: Mapping[int, np.intp]
    # By row, how many are free.
    counts: Mapping[int, int]

    def at(self, ticks: Sequence[int], *, most: int | None) -> list[tuple[int, tuple[Person, ...]]]:
        """Return, for each of some hours, how many can take it, and the first of them by name.

        At most so many of these; None: all of them.
        """
        rows = np.array([self.rows[tick] for tick in ticks], dtype=np.intp)
        counts = [self.counts[row] for row in rows.tolist()]
        wanted = [count if most is None else min(count, most) for count in counts]
        found: list[list[Person]] = [[] for _ in ticks]
        for block in self.blocks:
            lacking = [place for place, who in enumerate(found) if len(who) < wanted[place]]
            if not lacking:
                break
            limits = [wanted[place] - len(found[place]) for place in lacking]
            for place, who in zip(lacking, block.first(rows[lacking], limits), strict=True):
                found[place] += who
        return [(count, tuple(who)) for count, who in zip(counts, found, strict=True)]

    def ids_at(self, ticks: Sequence[int], *, most: int) -> list[tuple[int, str]]:
        """Return the same with the ids of those people, as digits with commas between."""
        rows = np.array([self.rows[tick] for tick in ticks], dtype=np.intp)
        counts = [self.counts[row] for row in rows.tolist()]
        wanted = np.minimum(np.array(counts, dtype=np.intp), most)
        blocks = self._enough(rows, wanted)
        if not blocks:
            return [(count, "") for count in counts]
        bits = np.concatenate([block.bits[rows] for block in blocks], axis=1)
        # As one row of bits: NumPy takes eight times as long to tell rows from columns.
        free = np.flatnonzero(np.unpackbits(bits, bitorder="little").view(np.bool_))
        length = len(blocks) * MOST_PEOPLE
        begins = np.searchsorted(free, length * np.arange(len(rows) + 1))
        place_of_hour = np.arange(len(free)) - np.repeat(begins[:-1], np.diff(begins))
        first = free[place_of_hour < np.repeat(wanted, np.diff(begins))]
        ids = np.concatenate([block.ids for block in blocks])[first % length]
        return [*zip(counts, written_ids(ids, wanted.tolist()), strict=True)]

    def _enough(self, rows: Counts, wanted: Counts) -> tuple[Block, ...]:
        """The first of the blocks, which have as many as are wanted at each of the hours."""
        found = np.zeros(len(rows), dtype=np.intp)
        for number, block in enumerate(self.blocks):
            if (found >= wanted).all():
                return self.blocks[:number]
            found += block.counts[rows]
        return self.blocks

    def those_of(self, person_ids: Collection[int]) -> list[Person]:
        """Return those of some people, by id, who can take any of the hours, in any order."""
        rows = np.fromiter(self.rows.values(), dtype=np.intp)
        return [
            person
            for block in self.blocks
            for person in block.ever_free(rows)
            if person.id in person_ids
        ]

    def namesakes(self, people: Iterable[Person]) -> tuple[Person, ...]:
        """Return all interviewers, free or not, who are called as one of the people is."""
        once = {person.id: person for person in people}
        orders = {name_order(person.name) for person in once.values()}
        begins = [block.places[0][0] for block in self.blocks]
        return tuple(
            person
            for order in orders
            # They may stand at the end of one block and at the beginning of the next.
            for block in self.blocks[
                max(bisect_left(begins, order) - 1, 0) : bisect_right(begins, order)
            ]
            for person in block.called(order)
        )


def _with(block: Block, changed: Collection[int], now: Mapping[Person, Free]) -> Iterable[Block]:
    """The block without those who are not in its place any more, and with the others' hours."""
    touched = [person_id for person_id in changed if person_id in block.columns]
    if not touched:
        return (block,)
    here = {person.id: person for person in now}
    staying = [
        here[person_id]
        for person_id in touched
        if person_id in here and place_of(here[person_id]) == block.places[block.columns[person_id]]
    ]
    for person in staying:
        block = block.with_hours(person, now[person])
    gone = set(touched) - {person.id for person in staying}
    return block.with_people(gone, {}) if gone else (block,)


def _joined(blocks: Sequence[Block], come: Mapping[Person, Free]) -> Iterable[Block]:
    """The blocks, and in each of them those who come between its first and the next one's."""
    if not come:
        return blocks
    if not blocks:
        return blocks_of(come)
    joining: list[dict[Person, Free]] = [{} for _ in blocks]
    for person, hours in come.items():
        place = place_of(person)
        before = sum(block.places[0] <= place for block in blocks)
        joining[max(before - 1, 0)][person] = hours
    return (
        each
        for block, those in zip(blocks, joining, strict=True)
        for each in (block.with_people((), those) if those else (block,))
    )


def _unpacked(bits: int, horizon: Horizon) -> npt.NDArray[np.bool_]:
    packed = bits.to_bytes(-(-horizon.length // 8), "little")
    ticks = np.unpackbits(
        np.frombuffer(packed, dtype=np.uint8), count=horizon.length, bitorder="little"
    )
    return ticks.view(np.bool_)


def _packed(ticks: npt.NDArray[np.intp], horizon: Horizon) -> int:
    every = np.zeros(horizon.length, dtype=np.bool_)
    every[ticks] = True
    return int.from_bytes(np.packbits(every, bitorder="little").tobytes(), "little")
