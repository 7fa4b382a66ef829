"""What is to be distributed: candidates, interviewers, their hours, and the rules of the round."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """At most so many interviews of this round among some hours.

    That is what is left of a person's limit for one of their local days or weeks.
    """

    # They need not be free at all of them.
    hours: frozenset[int]
    most: int

    def __post_init__(self) -> None:
        if self.most < 0:
            raise ValueError(f"a cap allows no fewer than 0 interviews: {self.most}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody to be interviewed once."""

    id: int
    # At one of these hours,
    free: frozenset[int]
    # by people who have all of these tags.
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interviewer:
    """Somebody who can be on one panel at an hour.

    Raises ValueError for `caps` of which two overlap in part.
    """

    id: int
    # The hours at which they can be.
    free: frozenset[int]
    # The interviews that they had or have outside this round.
    past_load: int = 0
    # Of any two, one lies within the other or they share no hour, as days lie within weeks.
    caps: tuple[Cap, ...] = ()
    # What they can interview about.
    tags: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.past_load < 0:
            raise ValueError(f"nobody has had fewer than 0 interviews: {self.past_load}")
        for one, other in combinations([cap.hours for cap in self.caps], 2):
            if one & other and not (one <= other or other <= one):
                raise ValueError(f"two caps of interviewer {self.id} overlap in part")

    def most_among(self, hours: Iterable[int]) -> int:
        """Return how many interviews the caps allow among some hours."""
        room = [cap.most for cap in self.caps]
        allowed = 0
        # One hour after the other counts right only since caps lie within each other: then no
        # choice of hours can be worse than another.
        for hour in hours:
            around = [n for n, cap in enumerate(self.caps) if hour in cap.hours]
            if all(room[n] > 0 for n in around):
                allowed += 1
                for n in around:
                    room[n] -= 1
        return allowed


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Pin:
    """A candidate who is to be interviewed at this hour or not at all."""

    candidate: int
    hour: int


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Promise:
    """An hour that an interviewer has for one candidate and for nobody else.

    They meet then already, and it is no hour that they would offer by now.
    """

    candidate: int
    interviewer: int
    hour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """All that is asked of one distribution. The order of people and pins does not matter.

    Every hour is a number that grows with time, such as the tick at which it starts; two
    different hours never overlap. Candidates and interviewers are numbered apart from each
    other. Raises ValueError when an id is used twice or the panel's limits are not usable.
    """

    candidates: tuple[Candidate, ...]
    interviewers: tuple[Interviewer, ...]
    # Interviewers on a panel, at least,
    min_panel: int = 1
    # and at most; None: no limit.
    max_panel: int | None = None
    # Pairs of candidate and interviewer who must not meet, as they have met before.
    apart: frozenset[tuple[int, int]] = frozenset()
    # Hours of interviewers that are for one candidate alone; they are free then.
    promised: frozenset[Promise] = frozenset()
    # Candidates who come at one hour or not at all.
    pins: tuple[Pin, ...] = ()
    # Interviewers, by id, who take no part.
    off: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        _require_unique("candidate", (candidate.id for candidate in self.candidates))
        _require_unique("interviewer", (interviewer.id for interviewer in self.interviewers))
        _require_unique("pinned candidate", (pin.candidate for pin in self.pins))
        if self.min_panel < 1:
            raise ValueError(f"a panel has at least 1 interviewer, not {self.min_panel}")
        if self.max_panel is not None and self.max_panel < self.min_panel:
            raise ValueError(f"no panel has {self.min_panel} to {self.max_panel} interviewers")

    @property
    def largest_panel(self) -> int:
        """The most interviewers that a panel can have, were everybody on it."""
        everybody = max(len(self.interviewers), self.min_panel)
        return everybody if self.max_panel is None else min(self.max_panel, everybody)

    def hours_of(self, candidate: Candidate) -> frozenset[int]:
        """Return the hours at which the candidate can come, a pin being the only."""
        pinned = {pin.hour for pin in self.pins if pin.candidate == candidate.id}
        return candidate.free & pinned if pinned else candidate.free


def in_order(round: Round) -> Round:
    """Return the same round with people by id and their caps by hours."""
    return replace(
        round,
        candidates=tuple(sorted(round.candidates, key=lambda each: each.id)),
        interviewers=tuple(
            replace(each, caps=tuple(sorted(each.caps, key=_cap_key)))
            for each in sorted(round.interviewers, key=lambda each: each.id)
        ),
        pins=tuple(sorted(round.pins)),
    )


def _cap_key(cap: Cap) -> tuple[list[int], int]:
    return sorted(cap.hours), cap.most


def _require_unique(what: str, ids: Iterable[int]) -> None:
    seen: set[int] = set()
    for each in ids:
        if each in seen:
            raise ValueError(f"{what} {each} is named twice")
        seen.add(each)
