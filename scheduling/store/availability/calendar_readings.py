"""Reading calendars in turns: who has one for themselves until when, and what came of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import InterviewState
from scheduling.model.calendars import Calendar, SourceKind
from scheduling.store.availability import calendars
from scheduling.store.databases.among import among
from scheduling.store.interviews import audited
from scheduling.store.people import affected_people
from scheduling.store.schema.tables import calendar as table
from scheduling.store.schema.tables import calendar_busy, decline, interview, panel, person
from scheduling.store.schema.tables.columns import Instant
from scheduling.timespan import HOUR, Span, as_instant, hour_from


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedCalendar:
    """A calendar that somebody is to read now, and nobody else."""

    calendar: Calendar
    # Sealed, both: what it is read with, and what the last reading left for this one.
    account: bytes
    remembered: bytes | None
    # Whether it is known when its owner is busy: else nothing is the same as before.
    has_busy: bool
    failures: int
    told_after: int | None
    # What tells this claim from all others.
    epoch: int
    # The owner's: by them, events without a zone are read, and what was declined.
    time_zone: str
    email: str | None


def is_due(session: Session, *, now: datetime) -> bool:
    """Tell whether `claim` would give anything; to ask is cheaper than to try."""
    return session.scalar(sa.select(_due(now).exists())) or False


def claim(
    session: Session, *, now: datetime, until: datetime, limit: int, but_at: Collection[str] = ()
) -> tuple[ClaimedCalendar, ...]:
    """Take calendars that are due, the most overdue first, for oneself until then.

    None at the hosts `but_at`.
    """
    due = _due(now).where(table.c.host.not_in(sorted(but_at))) if but_at else _due(now)
    wanted = due.order_by(table.c.due_at, table.c.id).limit(limit)
    locked = wanted.with_for_update(skip_locked=True, of=table).cte("wanted")
    # Worked out once: PostgreSQL would ask a plain subquery anew for each row that has changed.
    once = sa.select(locked.prefix_with("MATERIALIZED", dialect="postgresql").c.id)
    return _claimed(session, table.c.id.in_(once), until=until)


def unread(
    session: Session,
    person_ids: Iterable[int],
    *,
    kinds: Iterable[SourceKind],
    since: datetime,
    now: datetime,
) -> tuple[int, ...]:
    """Return people's calendars, by id, that have not been read since then; the oldest first.

    Only those of some kinds. Those that can't be read are left out until their next try is due.
    """
    is_old = sa.or_(table.c.read_at.is_(None), table.c.read_at < since)
    is_asked = sa.or_(table.c.failures == 0, table.c.due_at <= now)
    how = sa.func.coalesce(table.c.signed_in, table.c.source)
    is_readable = how.in_([kind.value for kind in kinds])
    asked = sa.select(table.c.id).where(
        among(table.c.person_id, person_ids), is_readable, is_old, is_asked
    )
    return tuple(session.scalars(asked.order_by(table.c.read_at.nulls_first(), table.c.id)))


def claim_these(
    session: Session, calendar_ids: Iterable[int], *, until: datetime
) -> tuple[ClaimedCalendar, ...]:
    """Take calendars for oneself, due or not; whoever has one of them, has lost it."""
    return _claimed(session, among(table.c.id, calendar_ids), until=until)


def settle(session: Session, claimed: ClaimedCalendar, **facts: Any) -> bool:
    """Write what came of reading it, and leave it to others.

    False, and then nothing is written, when somebody else has taken it since, or it is gone.
    """
    return _settle(session, claimed, table.c.epoch == claimed.epoch, facts)


def settle_read(session: Session, claimed: ClaimedCalendar, **facts: Any) -> bool:
    """Do the same for what was found, also where somebody else is reading it by now.

    Of several who read it at once, as bots do before they book the same people, each keeps what
    they find as long as nobody has kept anything since they began. So it counts for whoever books
    next, however long the others take.
    """
    is_ours = sa.or_(table.c.epoch == claimed.epoch, _not_read_since(claimed))
    return _settle(session, claimed, is_ours, facts)


def settle_failed(session: Session, claimed: ClaimedCalendar, **facts: Any) -> bool:
    """Do the same for a reading that has not come off; one that has since then says more."""
    is_ours = sa.and_(table.c.epoch == claimed.epoch, _not_read_since(claimed))
    if _settle(session, claimed, is_ours, facts):
        return True
    give_back(session, claimed)
    return False


def settle_all(
    session: Session, settled: Sequence[tuple[ClaimedCalendar, Mapping[str, Any]]]
) -> None:
    """Do so for many that are as they were, all with facts of the same names.

    One that was read since it was claimed is left as it is now: it is not as it was then.
    """
    for claimed, facts in settled:
        if claimed.calendar.failure:
            _settle(session, claimed, _not_read_since(claimed), facts)
    # Of these, no Home tab changes: nobody asks which of them were still there.
    rows = [
        {
            "claimed_id": claimed.calendar.id,
            "claimed_epoch": claimed.epoch,
            "claimed_read_at": claimed.calendar.read_at,
            "claimed_person_id": claimed.calendar.person_id,
            "claimed_zone": claimed.time_zone,
            "claimed_email": claimed.email,
            **facts,
        }
        for claimed, facts in settled
        if not claimed.calendar.failure
    ]
    if rows:
        epoch = sa.bindparam("claimed_epoch", type_=sa.Integer)
        ours = sa.and_(
            table.c.id == sa.bindparam("claimed_id"),
            table.c.epoch >= epoch,
            table.c.read_at.is_not_distinct_from(sa.bindparam("claimed_read_at", type_=Instant)),
            _is_of(
                sa.bindparam("claimed_person_id", type_=sa.Integer),
                sa.bindparam("claimed_zone", type_=sa.String),
                sa.bindparam("claimed_email", type_=sa.String),
            ),
        )
        facts = {name: sa.bindparam(name) for name in rows[0] if name in table.c}
        changed = sa.update(table).where(ours).values(leased_until=_lease_after(epoch), **facts)
        session.execute(changed, rows)


def _not_read_since(claimed: ClaimedCalendar) -> sa.ColumnElement[bool]:
    """Whether nobody has kept what they read since it was claimed, be it claimed by others too.

    And whether its owner is the same, in the same zone and with the same address: else it would
    have been read otherwise.
    """
    as_then = table.c.read_at.is_not_distinct_from(claimed.calendar.read_at)
    is_theirs = _is_of(
        sa.literal(claimed.calendar.person_id, sa.Integer),
        sa.literal(claimed.time_zone, sa.String),
        sa.literal(claimed.email, sa.String),
    )
    return sa.and_(table.c.epoch >= claimed.epoch, as_then, is_theirs)


def _is_of(
    person_id: sa.ColumnElement[int],
    time_zone: sa.ColumnElement[str],
    email: sa.ColumnElement[str | None],
) -> sa.ColumnElement[bool]:
    """Whether it is still somebody's, who still has that time zone and that address."""
    is_as_then = sa.exists().where(
        person.c.id == person_id,
        person.c.time_zone == time_zone,
        person.c.email.is_not_distinct_from(email),
    )
    return sa.and_(table.c.person_id == person_id, is_as_then)


def _settle(
    session: Session,
    claimed: ClaimedCalendar,
    is_ours: sa.ColumnElement[bool],
    facts: Mapping[str, Any],
) -> bool:
    changed = session.scalar(
        sa.update(table)
        .where(table.c.id == claimed.calendar.id, is_ours)
        .values(leased_until=_lease_after(sa.literal(claimed.epoch)), **facts)
        .returning(table.c.id)
    )
    if changed is None:
        return False
    # How it goes shows on the Home tab of its owner, when it was last read does not.
    was, now_failing = claimed.calendar.failure, facts.get("failure", "")
    if was != now_failing:
        affected_people.note(session, [claimed.calendar.person_id])
    return True


def _lease_after(epoch: sa.ColumnElement[int]) -> sa.ColumnElement[Any]:
    """Until when it is taken once whoever has claimed it in an epoch has read it."""
    return sa.case((table.c.epoch == epoch, sa.null()), else_=table.c.leased_until)


def give_back(session: Session, claimed: ClaimedCalendar) -> None:
    """Leave it to others as it was, unless somebody has taken it since."""
    session.execute(
        sa.update(table)
        .where(table.c.id == claimed.calendar.id, table.c.epoch == claimed.epoch)
        .values(leased_until=None)
    )


def accounts_of(session: Session, person_id: int) -> dict[int, bytes]:
    """Return what somebody's calendars are read with, sealed, by the ids of these."""
    asked = sa.select(table.c.id, table.c.account).where(table.c.person_id == person_id)
    return {row.id: row.account for row in session.execute(asked.order_by(table.c.id))}


def accounts_after(session: Session, calendar_id: int, *, limit: int) -> dict[int, bytes]:
    """Return the same of all calendars with a higher id, at most so many, in order."""
    asked = sa.select(table.c.id, table.c.account).where(table.c.id > calendar_id)
    rows = session.execute(asked.order_by(table.c.id).limit(limit))
    return {row.id: row.account for row in rows}


def replace_account(session: Session, calendar_id: int, *, before: bytes, after: bytes) -> bool:
    """Keep the same, sealed otherwise; False where it is not what it was any more."""
    changed = session.scalar(
        sa.update(table)
        .where(table.c.id == calendar_id, table.c.account == before)
        .values(account=after)
        .returning(table.c.id)
    )
    return changed is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnInterview:
    """An interview that somebody has or had a part in, as calendars may know it."""

    id: int
    # None: calendars know it by its id alone.
    uid: str | None
    # Its hour, or the last one of an interview that is cancelled.
    span: Span
    # Whether it takes place,
    is_booked: bool
    # and the hours that it was moved from, or cancelled at, lately.
    left: tuple[Span, ...] = ()


def own_interviews(
    session: Session, person_ids: Iterable[int], *, span: Span, left_since: datetime
) -> dict[int, tuple[OwnInterview, ...]]:
    """Return the interviews in a span in which people have a part, by the id of the person.

    Those that were cancelled are among them, and those that somebody can't make: a calendar may
    not have heard of it yet. Each has the hours that it has left since then.
    """
    ids = tuple(dict.fromkeys(person_ids))
    concerned = sa.union(
        sa.select(panel.c.person_id, panel.c.interview_id).where(among(panel.c.person_id, ids)),
        sa.select(decline.c.person_id, decline.c.interview_id).where(
            among(decline.c.person_id, ids)
        ),
        sa.select(interview.c.candidate_id, interview.c.id).where(
            among(interview.c.candidate_id, ids)
        ),
    ).subquery()
    asked = (
        sa.select(
            concerned.c.person_id,
            interview.c.id,
            interview.c.uid,
            interview.c.start,
            interview.c.state,
        )
        .join(interview, interview.c.id == concerned.c.interview_id)
        .where(interview.c.start > as_instant(span.start) - HOUR)
        .where(interview.c.start < as_instant(span.end))
        .order_by(concerned.c.person_id, interview.c.id)
    )
    rows = session.execute(asked).all()
    left = audited.hours_left(session, {row.id for row in rows}, since=left_since)
    found: dict[int, list[OwnInterview]] = {person_id: [] for person_id in ids}
    for row in rows:
        own = OwnInterview(
            id=row.id,
            uid=row.uid,
            span=hour_from(row.start),
            is_booked=row.state == InterviewState.BOOKED.value,
            left=tuple(hour_from(start or row.start) for start in left.get(row.id, ())),
        )
        found[row.person_id].append(own)
    return {person_id: tuple(theirs) for person_id, theirs in found.items()}


def _due(now: datetime) -> sa.Select[tuple[int]]:
    is_free = sa.or_(table.c.leased_until.is_(None), table.c.leased_until <= now)
    # Who has left takes no part in interviews: their calendars are left alone.
    is_here = sa.exists().where(
        person.c.id == table.c.person_id,
        person.c.deactivated_at.is_(None),
        person.c.removed_at.is_(None),
    )
    return sa.select(table.c.id).where(table.c.due_at <= now, is_free, is_here)


def _claimed(
    session: Session, wanted: sa.ColumnElement[bool], *, until: datetime
) -> tuple[ClaimedCalendar, ...]:
    taken = session.execute(
        sa.update(table)
        .where(wanted)
        .values(leased_until=until, epoch=table.c.epoch + 1)
        .returning(
            table.c.id,
            table.c.account,
            table.c.remembered,
            table.c.failures,
            table.c.told_after,
            table.c.epoch,
        )
    ).all()
    by_id = {each.id: each for each in calendars.by_ids(session, [row.id for row in taken])}
    known = sa.select(calendar_busy.c.calendar_id).where(
        among(calendar_busy.c.calendar_id, by_id), calendar_busy.c.busy.is_not(None)
    )
    has_busy = set(session.scalars(known))
    owners = session.execute(
        sa.select(table.c.id, person.c.time_zone, person.c.email)
        .join(person, person.c.id == table.c.person_id)
        .where(among(table.c.id, by_id))
    )
    owner_of = {row.id: row for row in owners}
    return tuple(
        ClaimedCalendar(
            calendar=by_id[row.id],
            account=row.account,
            remembered=row.remembered,
            has_busy=row.id in has_busy,
            failures=row.failures,
            told_after=row.told_after,
            epoch=row.epoch,
            time_zone=owner_of[row.id].time_zone,
            email=owner_of[row.id].email,
        )
        for row in sorted(taken, key=lambda row: row.id)
    )
