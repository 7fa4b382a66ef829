"""Rounds of the distribution: drafted, adjusted, and booked at most once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.errors import RoundChanged, RoundGone
from scheduling.model.audit import Subject
from scheduling.model.rounds import (
    Adjustments,
    EarlierHours,
    EarlierState,
    Kept,
    RoundAsked,
    RoundState,
    StoredRound,
)
from scheduling.store import audit
from scheduling.store.databases.among import among
from scheduling.store.rounds.kept import (
    adjustments_as_json,
    adjustments_from_json,
    asked_as_json,
    asked_from_json,
    earlier_as_json,
    earlier_from_json,
)
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
    earlier: EarlierHours | None = None,
    now: datetime,
) -> StoredRound:
    """Keep a new round with what came out of it, as a draft."""
    adjustments = Adjustments()
    row = {
        "version": 1,
        "state": _DRAFT,
        "drafted_by": drafted_by,
        "asked": asked_as_json(asked),
        "adjustments": adjustments_as_json(adjustments),
        "outcome": outcome,
        "relevels": rebalances,
        "earlier": sa.null() if earlier is None else earlier_as_json(earlier, version=1),
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
        earlier=earlier,
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
    earlier: EarlierHours | None = None,
    now: datetime,
) -> StoredRound:
    """Put another outcome in the place of the draft's; a proposal ends with that.

    `earlier` is what is known of hours earlier than its.
    """
    return _changed(
        session,
        draft,
        outcome=outcome,
        adjustments=adjustments_as_json(adjustments),
        # SQL's NULL: None in a JSON column would be written as JSON's own null.
        proposal=sa.null(),
        proposed=sa.null(),
        earlier=sa.null()
        if earlier is None
        else earlier_as_json(earlier, version=draft.version + 1),
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
    """Keep another outcome beside the draft's, to be taken or left; None ends it.

    What is known of earlier hours stays so, as the draft's outcome does; nobody looks for more.
    """
    earlier = draft.earlier
    kept_earlier: object = sa.null()
    if earlier is not None and earlier.state is not EarlierState.LOOKING:
        kept_earlier = earlier_as_json(earlier, version=draft.version + 1)
    return _changed(
        session,
        draft,
        proposal=sa.null() if proposal is None else proposal,
        proposed=sa.null() if proposed is None else adjustments_as_json(proposed),
        earlier=kept_earlier,
        changed_at=now,
    )


def end(session: Session, draft: StoredRound, *, state: RoundState, now: datetime) -> StoredRound:
    """Put on record that the draft was booked or dropped."""
    _change(session, draft, state=state.value, changed_at=now)
    return replace(draft, state=state, version=draft.version + 1)


def is_current(session: Session, draft: StoredRound) -> bool:
    """Tell whether the round is a draft still, in the same version."""
    asked = sa.select(table.c.id).where(*_same(draft))
    return session.scalar(asked) is not None


def note_earlier(
    session: Session, draft: StoredRound, earlier: EarlierHours, *, outcome: Kept | None = None
) -> StoredRound | None:
    """Keep what is known of hours earlier than the draft's, which stays the same version.

    `outcome` is the draft's own, of which more is proven now. Returns the draft with that, None
    where it is another by now, or none any more.
    """
    values: dict[str, object] = {"earlier": earlier_as_json(earlier, version=draft.version)}
    if outcome is not None:
        values["outcome"] = outcome
    noted = sa.update(table).where(*_same(draft)).values(values).returning(table.c.id)
    if session.scalars(noted).one_or_none() is None:
        return None
    return replace(draft, earlier=earlier, outcome=draft.outcome if outcome is None else outcome)


def turn_page(session: Session, draft: StoredRound, *, skip: int) -> None:
    """Keep that the draft is shown without so many lines, while it is looked for earlier hours.

    It may be another by now: then there is nothing to keep.
    """
    current = get(session, draft.id)
    if current is None or current.version != draft.version or current.earlier is None:
        return
    note_earlier(session, current, replace(current.earlier, page=skip))


def drafts(session: Session) -> tuple[StoredRound, ...]:
    """Return all rounds that are neither booked nor dropped."""
    rows = session.execute(sa.select(table).where(table.c.state == _DRAFT).order_by(table.c.id))
    return tuple(map(_round, rows))


def may_hold(session: Session, person_id: int) -> bool:
    """Tell whether any round was drafted or changed since somebody was registered."""
    since = sa.select(person.c.created_at).where(person.c.id == person_id).scalar_subquery()
    later = sa.select(sa.literal(1)).where(table.c.changed_at >= since).limit(1)
    return session.scalar(later) is not None


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
        .where(*_same(before))
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


def _same(draft: StoredRound) -> tuple[sa.ColumnElement[bool], ...]:
    same_version = table.c.version == draft.version
    return table.c.id == draft.id, table.c.state == _DRAFT, same_version


def _round(row: sa.Row[*tuple[Any, ...]]) -> StoredRound:
    return StoredRound(
        id=row.id,
        version=row.version,
        state=RoundState(row.state),
        drafted_by=row.drafted_by,
        asked=asked_from_json(row.asked),
        adjustments=adjustments_from_json(row.adjustments),
        outcome=row.outcome,
        rebalances=row.relevels,
        proposal=row.proposal,
        proposed=None if row.proposed is None else adjustments_from_json(row.proposed),
        earlier=earlier_from_json(row.earlier, version=row.version),
    )
