"""What is asked: who is to meet, and whether all of them or any one will do."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from scheduling.errors import NobodyNamed, SamePersonTwice, WrongRole
from scheduling.model import Person, Role
from scheduling.model.names import name_order


class Match(StrEnum):
    """Whether all the interviewers named are needed, or any one of them will do."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotQuestion:
    """Who is to meet. Where no interviewer is named, any one of the `pool` will do.

    `pool` is everyone who may interview; it counts only when no interviewer is named. Nobody at
    all may be named where any one will do. Raises NobodyNamed, SamePersonTwice or WrongRole.
    """

    candidate: Person | None
    interviewers: tuple[Person, ...]
    pool: tuple[Person, ...] = ()
    match: Match = Match.ALL

    def __post_init__(self) -> None:
        if not self.named and self.match is Match.ALL:
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
        """Whether no interviewer is named, so that any of them will do."""
        return not self.interviewers

    @property
    def leaves_a_choice(self) -> bool:
        """Whether one of `choices` must be there, be there any or not."""
        return not self.interviewers or self.match is Match.ANY


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
