"""Rounds of the distribution: drafted, adjusted, and booked at most once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.errors import RoundChanged, RoundGone
from scheduling.model import NO_LIMIT, AskedHours, WallHours, Weekday
from scheduling.model.audit import Subject
from scheduling.model.rounds import (
    Adjustments,
    Kept,
    PinnedHour,
    RoundAsked,
    RoundState,
    StoredRound,
)
from scheduling.store import audit
from scheduling.store.databases.among import among
from scheduling.store.databases.upsert import insert
from scheduling.store.schema.tables import distribution_round as table
from scheduling.store.schema.tables import interview, person, round_interview

_DRAFT = RoundState.DRAFT.value


def add(
    session: Session,
    *,
    drafted_by: str,
    asked: RoundAsked,
    outcome: Kept,
    rebalances: int | None = None,
    now: datetime,
) -> StoredRound:
    """Keep a new round with what came out of it, as a draft."""
    adjustments = Adjustments()
    row = {
        "version": 1,
        "state": _DRAFT,
        "drafted_by": drafted_by,
        "asked": _asked_as_json(asked),
        "adjustments": _adjustments_as_json(adjustments),
        "outcome": outcome,
        "relevels": rebalances,
        "created_at": now,
        "changed_at": now,
    }
    added = session.scalars(sa.insert(table).values(row).returning(table.c.id)).one()
    audit.note(session, "drafted", Subject.ROUND, added, after={"version": 1, "state": _DRAFT})
    return StoredRound(
        id=added,
        version=1,
        state=RoundState.DRAFT,
        drafted_by=drafted_by,
        asked=asked,
        adjustments=adjustments,
        outcome=outcome,
        rebalances=rebalances,
    )


def get(session: Session, round_id: int) -> StoredRound | None:
    """Return the round with that id, whatever has become of it."""
    row = session.execute(sa.select(table).where(table.c.id == round_id)).one_or_none()
    return None if row is None else _round(row)


def draft(session: Session, round_id: int, *, version: int) -> StoredRound:
    """Return a round that is a draft still, in the version that somebody saw.

    Raises RoundGone when it is booked, dropped or unknown, RoundChanged when it has moved on.
    """
    found = get(session, round_id)
    if found is None:
        raise RoundGone(state="removed")
    if found.state is not RoundState.DRAFT:
        raise RoundGone(state=found.state.value)
    if found.version != version:
        raise RoundChanged
    return found


def replace_outcome(
    session: Session,
    draft: StoredRound,
    *,
    outcome: Kept,
    adjustments: Adjustments,
    now: datetime,
) -> StoredRound:
    """Put another outcome in the place of the draft's; a proposal ends with that."""
    return _changed(
        session,
        draft,
        outcome=outcome,
        adjustments=_adjustments_as_json(adjustments),
        # SQL's NULL: None in a JSON column would be written as JSON's own null.
        proposal=sa.null(),
        proposed=sa.null(),
        changed_at=now,
    )


def propose(
    session: Session,
    draft: StoredRound,
    *,
    proposal: Kept | None,
    proposed: Adjustments | None,
    now: datetime,
) -> StoredRound:
    """Keep another outcome beside the draft's, to be taken or left; None ends it."""
    return _changed(
        session,
        draft,
        proposal=sa.null() if proposal is None else proposal,
        proposed=sa.null() if proposed is None else _adjustments_as_json(proposed),
        changed_at=now,
    )


def end(session: Session, draft: StoredRound, *, state: RoundState, now: datetime) -> StoredRound:
    """Put on record that the draft was booked or dropped."""
    _change(session, draft, state=state.value, changed_at=now)
    return replace(draft, state=state, version=draft.version + 1)


def may_hold(session: Session, person_id: int) -> bool:
    """Tell whether any round was drafted or changed since somebody was registered."""
    since = sa.select(person.c.created_at).where(person.c.id == person_id).scalar_subquery()
    later = sa.select(sa.literal(1)).where(table.c.changed_at >= since).limit(1)
    return session.scalar(later) is not None


def link(session: Session, round_id: int, *, interview_ids: Iterable[int]) -> None:
    """Put on record that these interviews came out of the round."""
    rows = [{"interview_id": each, "round_id": round_id} for each in interview_ids]
    if rows:
        fresh = insert(session, round_interview).values(rows)
        session.execute(fresh.on_conflict_do_nothing(index_elements=["interview_id"]))


def of_interview(session: Session, interview_id: int) -> int | None:
    """Return the id of the round that an interview came out of, if it did."""
    asked = sa.select(round_interview.c.round_id)
    return session.scalar(asked.where(round_interview.c.interview_id == interview_id))


def interview_ids(session: Session, round_id: int) -> tuple[int, ...]:
    """Return the interviews that came out of a round, by id."""
    asked = sa.select(round_interview.c.interview_id)
    asked = asked.where(round_interview.c.round_id == round_id)
    return tuple(session.scalars(asked.order_by(round_interview.c.interview_id)))


def old(session: Session, *, before: datetime, limit: int) -> tuple[int, ...]:
    """Return the ids of rounds that are over: unchanged since then, with no interview later.

    Not one that another was made of: that one goes first.
    """
    of_it = sa.select(round_interview.c.round_id).join(
        interview, interview.c.id == round_interview.c.interview_id
    )
    later = of_it.where(round_interview.c.round_id == table.c.id, interview.c.start >= before)
    next_one = table.alias("next_one")
    asked = sa.select(table.c.id).where(
        table.c.changed_at < before,
        ~later.exists(),
        ~sa.exists().where(next_one.c.relevels == table.c.id),
    )
    return tuple(session.scalars(asked.order_by(table.c.changed_at).limit(limit)))


def end_old(session: Session, ids: Iterable[int]) -> None:
    """Take rounds away, drafts and booked ones; their interviews stay."""
    session.execute(sa.delete(table).where(among(table.c.id, ids)))


def _changed(session: Session, before: StoredRound, **values: object) -> StoredRound:
    _change(session, before, **values)
    found = get(session, before.id)
    assert found is not None  # this transaction has just written it
    return found


def _change(session: Session, before: StoredRound, **values: object) -> None:
    counted = session.scalars(
        sa.update(table)
        .where(table.c.id == before.id, table.c.state == _DRAFT)
        .where(table.c.version == before.version)
        .values(version=before.version + 1, **values)
        .returning(table.c.id)
    ).one_or_none()
    if counted is None:
        raise RoundChanged
    state = str(values.get("state", _DRAFT))
    audit.note(
        session,
        "changed" if state == _DRAFT else state,
        Subject.ROUND,
        before.id,
        before={"version": before.version, "state": before.state.value},
        after={"version": before.version + 1, "state": state},
    )


def _round(row: sa.Row[*tuple[Any, ...]]) -> StoredRound:
    return StoredRound(
        id=row.id,
        version=row.version,
        state=RoundState(row.state),
        drafted_by=row.drafted_by,
        asked=_asked_from_json(row.asked),
        adjustments=_adjustments_from_json(row.adjustments),
        outcome=row.outcome,
        rebalances=row.relevels,
        proposal=row.proposal,
        proposed=None if row.proposed is None else _adjustments_from_json(row.proposed),
    )


def _asked_as_json(asked: RoundAsked) -> dict[str, Any]:
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


def _asked_from_json(kept: Kept) -> RoundAsked:
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


def _adjustments_as_json(adjustments: Adjustments) -> dict[str, Any]:
    return {
        "off": sorted(adjustments.off),
        "left_out": sorted(adjustments.left_out),
        "pins": [[pin.candidate_id, pin.tick] for pin in adjustments.pins],
    }


def _adjustments_from_json(kept: Kept) -> Adjustments:
    return Adjustments(
        off=frozenset(kept["off"]),
        left_out=frozenset(kept["left_out"]),
        pins=tuple(PinnedHour(candidate_id=id, tick=tick) for id, tick in kept["pins"]),
    )
