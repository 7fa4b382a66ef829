"""The slots that everyone asked for has in common, and who can take each."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import reduce
from itertools import islice
from operator import and_, or_
from typing import Protocol

from scheduling.errors import NobodyNamed, SamePersonTwice, WrongRole
from scheduling.model import Person, Role
from scheduling.model.names import name_order
from scheduling.timespan import HOUR, Horizon, as_instant, instant_of, tick_at
from scheduling.zones import on_the_hour


class Match(StrEnum):
    """Whether all the interviewers named are needed, or any one of them will do."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotQuestion:
    """Who is to meet. Where only a candidate is named, any one of the `pool` will do.

    `pool` is everyone who may interview; it counts only when no interviewer is named. Raises
    NobodyNamed, SamePersonTwice or WrongRole.
    """

    candidate: Person | None
    interviewers: tuple[Person, ...]
    pool: tuple[Person, ...] = ()
    match: Match = Match.ALL

    def __post_init__(self) -> None:
        if not self.named:
            raise NobodyNamed
        seen: set[int] = set()
        for person in self.named:
            if person.id in seen:
                raise SamePersonTwice(name=person.name)
            seen.add(person.id)
        if self.candidate is not None:
            _require_role(self.candidate, Role.CANDIDATE)
        for interviewer in self.interviewers:
            _require_role(interviewer, Role.INTERVIEWER)

    @property
    def named(self) -> tuple[Person, ...]:
        """Everybody named: the candidate, then the interviewers as they were named."""
        return (*(() if self.candidate is None else (self.candidate,)), *self.interviewers)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody whose hours count: those named, and the pool where it takes part."""
        return self.named if self.interviewers else (*self.named, *self.pool)

    @property
    def needed(self) -> tuple[Person, ...]:
        """Those without whom there is no slot."""
        if self.match is Match.ALL:
            return self.named
        return () if self.candidate is None else (self.candidate,)

    @property
    def choices(self) -> tuple[Person, ...]:
        """Those of whom one must be there; empty where everyone named is needed."""
        if not self.interviewers:
            return self.pool
        return self.interviewers if self.match is Match.ANY else ()

    @property
    def is_open(self) -> bool:
        """Whether a candidate alone is named, so that any interviewer will do."""
        return not self.interviewers

    @property
    def leaves_a_choice(self) -> bool:
        """Whether one of `choices` must be there, be there any or not."""
        return not self.interviewers or self.match is Match.ANY


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
        if self.of_everybody is not None:
            found = self.of_everybody.ids_at([*map(tick_at, starts)], most=most)
        else:
            of_each = self._of_each(starts, most=most)
            found = [(count, ",".join(str(who.id) for who in first)) for count, first in of_each]
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
        if self.of_everybody is None:
            return self.question.pool
        return self.of_everybody.namesakes(people)

    def takers_among(self, person_ids: Collection[int]) -> tuple[Person, ...]:
        """Return those of some interviewers who can take one of the slots at least, by id."""
        if not person_ids:
            return ()
        if self.of_everybody is not None:
            those = self.of_everybody.those_of(person_ids)
        else:
            asked = self.question.interviewers or self.question.pool
            those = [p for p in asked if p.id in person_ids and self.takers.get(p.id)]
        return tuple(sorted(those, key=lambda person: person.id))

    def _slots(self, starts: Sequence[datetime], *, most: int | None) -> tuple[Slot, ...]:
        if self.of_everybody is not None:
            found = self.of_everybody.at([*map(tick_at, starts)], most=most)
        else:
            found = tuple(self._of_each(starts, most=most))
        return tuple(
            Slot(start=start, interviewers=first, others=count - len(first))
            for start, (count, first) in zip(starts, found, strict=True)
        )

    def _of_each(
        self, starts: Sequence[datetime], *, most: int | None
    ) -> Iterator[tuple[int, tuple[Person, ...]]]:
        # Of ten thousand interviewers few can take an hour of one page: the others are left out
        # once, and not for each slot again.
        bits = [*map(self.horizon.bit_at, starts)]
        together = reduce(or_, bits, 0)
        asked = by_name(self.question.interviewers or self.question.pool)
        takers = [person for person in asked if self.takers.get(person.id, 0) & together]
        for bit in bits:
            free = [person for person in takers if self.takers.get(person.id, 0) & bit]
            yield len(free), tuple(free[:most])


def common_slots(
    question: SlotQuestion,
    *,
    free: Mapping[int, int],
    horizon: Horizon,
    workspace_zone: str,
    not_before: datetime,
    until: datetime | None = None,
    asked: int | None = None,
    everybody: Everybody | None = None,
) -> FoundSlots:
    """Return the hours at which those in question can meet.

    `free` holds everybody's free ticks by id; who is not in it is never free. Only hours that
    start at `not_before` or later and end by `until` count (by the end of the horizon where
    there is no `until`), wholly within the ticks `asked` (None: all of them).
    The order in which people are named changes nothing. A candidate alone can be answered by
    `everybody`, who must cover the horizon from `not_before` on; then no pool is needed.
    """
    within = starts_within(horizon, not_before=not_before, until=until, asked=asked)
    within &= on_the_hour(horizon, workspace_zone=workspace_zone)

    # As `hour_starts`, with the mask made once: the pool may be ten thousand people.
    def starts(person: Person, among: int) -> int:
        bits = free.get(person.id, 0)
        halves = bits & bits >> 1
        return halves & halves >> 2 & among

    hours = reduce(and_, (starts(person, within) for person in question.needed), within)
    if everybody is not None and question.is_open:
        found = everybody.among(hours, horizon)
        return FoundSlots(
            question=question, horizon=horizon, hours=found.hours, takers={}, of_everybody=found
        )
    if question.leaves_a_choice:
        choices = question.choices if hours else ()
        takers = {person.id: bits for person in choices if (bits := starts(person, hours))}
        hours = reduce(or_, takers.values(), 0)
    else:
        takers = {person.id: hours for person in question.interviewers if hours}
    return FoundSlots(question=question, horizon=horizon, hours=hours, takers=takers)


def starts_within(
    horizon: Horizon, *, not_before: datetime, until: datetime | None, asked: int | None = None
) -> int:
    """Return the ticks from which an hour fits between two instants, and into those asked for."""
    early_enough = horizon.everything
    if until is not None:
        last = as_instant(until) - HOUR
        # A microsecond later, so that an hour which ends just at `until` still counts.
        early_enough &= ~horizon.from_instant(last + last.resolution)
    if asked is not None:
        halves = asked & asked >> 1
        early_enough &= halves & halves >> 2
    return horizon.from_instant(not_before) & early_enough


def by_name(people: Iterable[Person]) -> tuple[Person, ...]:
    """Return the people sorted by name, as people sort names, then id."""
    return tuple(sorted(people, key=lambda person: (name_order(person.name), person.id)))


def _require_role(person: Person, role: Role) -> None:
    if not person.may_be(role):
        raise WrongRole(name=person.name, role=_a(person.role), needed=_a(role))


def _a(role: Role | None) -> str:
    match role:
        case Role.INTERVIEWER:
            return "an interviewer"
        case Role.CANDIDATE:
            return "a candidate"
        case None:
            return "a coordinator"
