"""What was asked of a round, and what is wanted otherwise, as they rest in JSON columns."""

from datetime import datetime
from typing import Any

from scheduling.model import NO_LIMIT, AskedHours, WallHours, Weekday
from scheduling.model.rounds import (
    Adjustments,
    EarlierHours,
    EarlierState,
    Kept,
    PinnedHour,
    RoundAsked,
)


def asked_as_json(asked: RoundAsked) -> dict[str, Any]:
    """Return what was asked in plain values."""
    return {
        "start": asked.start.isoformat(),
        "end": asked.end.isoformat(),
        "candidates": list(asked.candidate_ids),
        "interviewers": list(asked.interviewer_ids),
        "least": asked.min_panel,
        "most": asked.max_panel,
        "again": asked.may_meet_again,
        "within": None if asked.within is None else _within_as_json(asked.within),
        # A number or nothing: that is all that bots of an older version can read.
        "a_day": asked.daily_cap if isinstance(asked.daily_cap, int) else None,
        "any_a_day": asked.daily_cap == NO_LIMIT,
        "hand_notice": asked.hand_notice,
    }


def asked_from_json(kept: Kept) -> RoundAsked:
    """Return what `asked_as_json` was given."""
    return RoundAsked(
        start=datetime.fromisoformat(kept["start"]),
        end=datetime.fromisoformat(kept["end"]),
        candidate_ids=tuple(kept["candidates"]),
        interviewer_ids=tuple(kept["interviewers"]),
        min_panel=kept["least"],
        max_panel=kept["most"],
        may_meet_again=kept["again"],
        # Rounds of an older version have none of these.
        within=_within_from_json(kept["within"]) if kept.get("within") else None,
        daily_cap=NO_LIMIT if kept.get("any_a_day") else kept.get("a_day"),
        hand_notice=kept.get("hand_notice"),
    )


def _within_as_json(within: AskedHours) -> dict[str, Any]:
    return {
        "zone": within.time_zone,
        "weekdays": sorted(within.weekdays),
        "hours": [[hours.start, hours.end] for hours in within.hours],
    }


def _within_from_json(kept: Kept) -> AskedHours:
    return AskedHours(
        time_zone=kept["zone"],
        weekdays=frozenset(map(Weekday, kept["weekdays"])),
        hours=tuple(WallHours(start=start, end=end) for start, end in kept["hours"]),
    )


def adjustments_as_json(adjustments: Adjustments) -> dict[str, Any]:
    """Return adjustments in plain values."""
    return {
        "off": sorted(adjustments.off),
        "left_out": sorted(adjustments.left_out),
        "pins": [[pin.candidate_id, pin.tick] for pin in adjustments.pins],
    }


def adjustments_from_json(kept: Kept) -> Adjustments:
    """Return what `adjustments_as_json` was given."""
    return Adjustments(
        off=frozenset(kept["off"]),
        left_out=frozenset(kept["left_out"]),
        pins=tuple(PinnedHour(candidate_id=id, tick=tick) for id, tick in kept["pins"]),
    )


def earlier_as_json(earlier: EarlierHours, *, version: int) -> dict[str, Any]:
    """Return what is known of earlier hours than those of a version, in plain values."""
    return {
        "version": version,
        "state": earlier.state.value,
        "until": earlier.until.isoformat(),
        "page": earlier.page,
        "outcome": earlier.outcome,
    }


def earlier_from_json(kept: Kept | None, *, version: int) -> EarlierHours | None:
    """Return what `earlier_as_json` was given, if it is about that version.

    Bots of an older version change a draft and leave what is known of another version of it.
    """
    if kept is None or kept["version"] != version:
        return None
    return EarlierHours(
        state=EarlierState(kept["state"]),
        until=datetime.fromisoformat(kept["until"]),
        page=kept["page"],
        outcome=kept["outcome"],
    )
