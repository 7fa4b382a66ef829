"""A round of the distribution as a coordinator handles it: asked, drafted, adjusted, booked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from scheduling.timespan import as_instant

Kept = Mapping[str, Any]
"""Something in plain JSON values, as the core has written it and will read it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAsked:
    """What a coordinator asks to be distributed, from `start` up to `end`.

    No candidates named means everybody who waits; no interviewers named means everybody with
    free hours. A panel has `min_panel` to `max_panel` interviewers (None: no limit). Those who
    have met before are kept apart unless they `may_meet_again`.
    """

    start: datetime
    end: datetime
    candidate_ids: tuple[int, ...] = ()
    interviewer_ids: tuple[int, ...] = ()
    min_panel: int = 1
    max_panel: int | None = None
    may_meet_again: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", as_instant(self.start))
        object.__setattr__(self, "end", as_instant(self.end))


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class PinnedHour:
    """A candidate who is to be interviewed at the hour that starts then, or not at all."""

    candidate_id: int
    tick: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustments:
    """What a coordinator wants otherwise: interviewers taken off, candidates left out, hours
    pinned (sorted).
    """

    off: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    pins: tuple[PinnedHour, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "pins", tuple(sorted(self.pins)))


class RoundState(StrEnum):
    """What has become of a round."""

    DRAFT = "draft"
    BOOKED = "booked"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRound:
    """A round as it rests in the store; `version` grows with every change.

    `outcome` is what the coordinator has been shown. `proposal` is another outcome, with the
    adjustments that lead to it, to be taken or left. With `relevels`, the round is to change
    the interviews that came out of that round, which is booked. `drafted_by` is a member's Slack
    id, or the name of a program.
    """

    id: int
    version: int
    state: RoundState
    drafted_by: str
    asked: RoundAsked
    adjustments: Adjustments
    outcome: Kept
    relevels: int | None = None
    proposal: Kept | None = None
    proposed: Adjustments | None = None
