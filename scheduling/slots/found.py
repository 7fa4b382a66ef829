"""The slots that were found, and who can take each."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import islice
from operator import or_
from typing import Protocol

from scheduling.model import Person
from scheduling.slots.question import SlotQuestion, by_name
from scheduling.timespan import HOUR, Horizon, as_instant, instant_of, tick_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """An hour at which an interview can start, and who of those asked can take it.

    The interviewers are sorted by name, then id: the first of them, or all.
    """

    start: datetime
    interviewers: tuple[Person, ...]
    # How many more can take it, who are not named.
    others: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", as_instant(self.start))

    @property
    def count(self) -> int:
        """How many of those asked can take it."""
        return len(self.interviewers) + self.others


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotById:
    """The same, for programs: of the interviewers it has their ids."""

    start: datetime
    # As digits with commas between, and perhaps spaces: there may be thousands on a page.
    interviewer_ids: str
    # How many of those asked can take it.
    count: int


class Takers(Protocol):
    """Who of all interviewers can take which hour, where going through them takes too long."""

    @property
    def hours(self) -> int:
        """At which hours anybody can, as bits of the horizon of the question."""

    def at(
        self, ticks: Sequence[int], *, most: int | None
    ) -> Sequence[tuple[int, tuple[Person, ...]]]:
        """Return, for the tick of each of some hours, how many can, and the first by name."""

    def ids_at(self, ticks: Sequence[int], *, most: int) -> Sequence[tuple[int, str]]:
        """Return the same with the ids of those people, as digits with commas between."""

    def those_of(self, person_ids: Collection[int]) -> Sequence[Person]:
        """Return those of some people, by id, who can take any of the hours, in any order."""

    def namesakes(self, people: Iterable[Person]) -> tuple[Person, ...]:
        """Return all interviewers, free or not, who are called as one of the people is."""


class Everybody(Protocol):
    """All interviewers and their hours, kept such that a candidate alone is answered at once."""

    def among(self, starts: int, horizon: Horizon) -> Takers:
        """Return who can take which of some hours, bits of a horizon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSlots:
    """The slots that answer a question."""

    question: SlotQuestion
    horizon: Horizon
    # The bits of the ticks at which they start.
    hours: int
    # By the id of an interviewer, at which of them that interviewer is free;
    takers: Mapping[int, int]
    # or, where everybody was asked at once, who can take which.
    of_everybody: Takers | None = None

    @property
    def count(self) -> int:
        """How many slots there are."""
        return self.hours.bit_count()

    @property
    def ends(self) -> datetime | None:
        """When the last of them ends; None where there is none."""
        last = self.horizon.first_tick + self.hours.bit_length() - 1
        return instant_of(last) + HOUR if self.hours else None

    def page(self, *, skip: int = 0, limit: int, most: int | None = None) -> tuple[Slot, ...]:
        """Return at most `limit` slots after the first `skip`, earliest first.

        Each names at most so many who can take it; None: all of them.
        """
        starts = list(islice(self.horizon.starts(self.hours), skip, skip + limit))
        return self._slots(starts, most=most)

    def page_by_id(self, *, limit: int, most: int) -> tuple[SlotById, ...]:
        """Return the first slots, earliest first, each with so many at most who can take it."""
        starts = list(islice(self.horizon.starts(self.hours), limit))
        found = self._takers.ids_at([*map(tick_at, starts)], most=most)
        return tuple(
            SlotById(start=start, interviewer_ids=ids, count=count)
            for start, (count, ids) in zip(starts, found, strict=True)
        )

    def slot_at(self, start: datetime) -> Slot | None:
        """Return the slot that starts at the instant, with all who can take it, or None."""
        instant = as_instant(start)
        bit = self.horizon.bit_at(instant) & self.hours
        # The bit is that of the tick which holds the instant, and a slot starts with its tick
        # only.
        if instant not in self.horizon.starts(bit):
            return None
        (slot,) = self._slots([instant], most=None)
        return slot

    def beside(self, people: Iterable[Person]) -> tuple[Person, ...]:
        """Return those of whom the people are to be told apart: all who could have been found."""
        return self._takers.namesakes(people)

    def takers_among(self, person_ids: Collection[int]) -> tuple[Person, ...]:
        """Return those of some interviewers who can take one of the slots at least, by id."""
        if not person_ids:
            return ()
        those = self._takers.those_of(person_ids)
        return tuple(sorted(those, key=lambda person: person.id))

    def _slots(self, starts: Sequence[datetime], *, most: int | None) -> tuple[Slot, ...]:
        found = self._takers.at([*map(tick_at, starts)], most=most)
        return tuple(
            Slot(start=start, interviewers=first, others=count - len(first))
            for start, (count, first) in zip(starts, found, strict=True)
        )

    @property
    def _takers(self) -> Takers:
        return self.of_everybody or _TakersByPerson(found=self)


@dataclass(frozen=True, slots=True, kw_only=True)
class _TakersByPerson:
    """Who of those asked one by one can take which hour."""

    found: FoundSlots

    @property
    def hours(self) -> int:
        return self.found.hours

    def at(
        self, ticks: Sequence[int], *, most: int | None
    ) -> Sequence[tuple[int, tuple[Person, ...]]]:
        takers = self.found.takers
        # Of ten thousand interviewers few can take an hour of one page: the others are left out
        # once, and not for each slot again.
        bits = [1 << tick - self.found.horizon.first_tick for tick in ticks]
        together = reduce(or_, bits, 0)
        some = [person for person in by_name(self._asked) if takers.get(person.id, 0) & together]
        each = [[person for person in some if takers[person.id] & bit] for bit in bits]
        return [(len(free), tuple(free[:most])) for free in each]

    def ids_at(self, ticks: Sequence[int], *, most: int) -> Sequence[tuple[int, str]]:
        found = self.at(ticks, most=most)
        return [(count, ",".join(str(person.id) for person in first)) for count, first in found]

    def those_of(self, person_ids: Collection[int]) -> Sequence[Person]:
        return [p for p in self._asked if p.id in person_ids and self.found.takers.get(p.id)]

    def namesakes(self, _: Iterable[Person]) -> tuple[Person, ...]:
        return self.found.question.pool

    @property
    def _asked(self) -> tuple[Person, ...]:
        return self.found.question.interviewers or self.found.question.pool
