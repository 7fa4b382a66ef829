"""A round of the distribution as a coordinator handles it: asked, drafted, adjusted, booked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from scheduling.model.availability import AskedHours
from scheduling.model.limits import Limit
from scheduling.timespan import as_instant

Kept = Mapping[str, Any]
"""Something in plain JSON values, as the core has written it and will read it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAsked:
    """What a coordinator asks to be distributed, from `start` up to, not including, `end`."""

    start: datetime
    end: datetime
    # None named: everybody who waits.
    candidate_ids: tuple[int, ...] = ()
    # None named: everybody with free hours.
    interviewer_ids: tuple[int, ...] = ()
    # Interviewers on a panel, at least,
    min_panel: int = 1
    # and at most; None: no limit.
    max_panel: int | None = None
    # Whether those who have met before may be put together.
    may_meet_again: bool = False
    # Which hours of that time count; None: all of them.
    within: AskedHours | None = None
    # Interviews of one person on one of their days, at most; None: as the workspace has it.
    daily_cap: Limit | None = None
    # Working days for telling somebody by hand; None: as the workspace has it.
    hand_notice: Limit | None = None

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
    """What a coordinator wants otherwise."""

    # Interviewers, by id, who are taken off.
    off: frozenset[int] = frozenset()
    # Candidates, by id, who are to wait.
    left_out: frozenset[int] = frozenset()
    # Sorted.
    pins: tuple[PinnedHour, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "pins", tuple(sorted(self.pins)))


class RoundState(StrEnum):
    """What has become of a round."""

    DRAFT = "draft"
    BOOKED = "booked"
    DROPPED = "dropped"


class EarlierState(StrEnum):
    """What is known of plans as good as a draft's, but with earlier hours."""

    LOOKING = "looking"
    """Nothing yet: a bot looks for one."""
    FOUND = "found"
    """There is one."""
    NONE = "none"
    """There is none, and that is proven."""
    OPEN = "open"
    """None was found in the time allowed."""
    STOPPED = "stopped"
    """The bot ended before the search did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierHours:
    """The search for a plan with earlier hours, that goes on after a draft is shown."""

    state: EarlierState
    # No bot looks for longer; one that has crashed has not said that it ended.
    until: datetime
    # Lines of the draft that are left out where it is shown, as somebody has turned the page.
    page: int = 0
    # What was found.
    outcome: Kept | None = None

    def as_of(self, now: datetime) -> EarlierState:
        """Return the state; a search that should be over by now has stopped."""
        was_cut_off = self.state is EarlierState.LOOKING and now > self.until
        return EarlierState.STOPPED if was_cut_off else self.state


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRound:
    """A round as it rests in the store."""

    id: int
    # Grows with every change, so that who comes second is told so.
    version: int
    state: RoundState
    # A member's Slack id, or the name of a program.
    drafted_by: str
    asked: RoundAsked
    adjustments: Adjustments
    # What the coordinator has been shown.
    outcome: Kept
    # The booked round whose interviews this one is to change.
    rebalances: int | None = None
    # Another outcome, to be taken or left,
    proposal: Kept | None = None
    # and the adjustments that lead to it.
    proposed: Adjustments | None = None
    # What is known of earlier hours, where it was looked for them after this version was shown.
    earlier: EarlierHours | None = None
