"""Reading calendars in turns: who has one for themselves until when, and what came of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.calendars import Calendar, SourceKind
from scheduling.store.availability import calendars
from scheduling.store.databases.among import among
from scheduling.store.people import affected_people
from scheduling.store.schema.tables import calendar as table
from scheduling.store.schema.tables import calendar_busy, person
from scheduling.store.schema.tables.columns import Instant

_EPOCH = sa.bindparam("claimed_epoch", type_=sa.Integer)
_IS_OURS = table.c.epoch == _EPOCH
# Nobody has kept what they read since it was claimed, be it claimed by others too; and what is in
# it means the same as then.
_IS_UNREAD_SINCE = sa.and_(
    table.c.epoch >= _EPOCH,
    table.c.generation == sa.bindparam("claimed_generation", type_=sa.Integer),
    table.c.read_at.is_not_distinct_from(sa.bindparam("claimed_read_at", type_=Instant)),
)


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
    # Which of its readings count: those that were begun in it.
    generation: int


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

    Nor have those that were read for somebody whom their owner is no more, in another time zone.
    Only those of some kinds. Those that can't be read are left out until their next try is due.
    """
    # What was read later than now was read before somebody has put the clock back.
    is_old = sa.or_(table.c.zone.is_(None), table.c.read_at < since, table.c.read_at > now)
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
    return _settle(session, claimed, facts, where=_IS_OURS)


def settle_read(session: Session, claimed: ClaimedCalendar, **facts: Any) -> bool:
    """Do the same for what was found, also where somebody else is reading it by now.

    Of several who read it at once, as bots do before they book the same people, each keeps what
    they find as long as nobody has kept anything since they began. So it counts for whoever books
    next, however long the others take.
    """
    return _settle(session, claimed, facts, where=sa.or_(_IS_OURS, _IS_UNREAD_SINCE))


def settle_failed(session: Session, claimed: ClaimedCalendar, **facts: Any) -> bool:
    """Do the same for a reading that has not come off; one that has since then says more."""
    if _settle(session, claimed, facts, where=sa.and_(_IS_OURS, _IS_UNREAD_SINCE)):
        return True
    give_back(session, claimed)
    return False


def is_said_of_another(
    session: Session, calendar: Calendar, *, days: int, within: timedelta
) -> bool:
    """Tell whether its owner has been told the same of another calendar of theirs, word for word.

    That is one of the same server that has been silent for as many days, for the same reason and
    since the same moment, give or take `within`: what is said names the server.
    """
    since = calendar.failing_since
    assert since is not None  # it is silent
    another = sa.select(table.c.id).where(
        table.c.person_id == calendar.person_id,
        table.c.host == calendar.host,
        table.c.id != calendar.id,
        table.c.told_after == days,
        table.c.failure == calendar.failure,
        table.c.failing_since.between(since - within, since + within),
    )
    return bool(session.scalar(sa.select(another.exists())))


def settle_all(
    session: Session, settled: Sequence[tuple[ClaimedCalendar, Mapping[str, Any]]]
) -> None:
    """Do so for many that are as they were, all with facts of the same names.

    One that was read since it was claimed is left as it is now: it is not as it was then.
    """
    for claimed, facts in settled:
        if claimed.calendar.failure:
            _settle(session, claimed, facts, where=_IS_UNREAD_SINCE)
    # Of these, no Home tab changes: nobody asks which of them were still there.
    well = [each for each in settled if not each[0].calendar.failure]
    if well:
        _, names = well[0]
        changed = _settling({name: sa.bindparam(name) for name in names}, where=_IS_UNREAD_SINCE)
        session.execute(changed, [{**_as_claimed(claimed), **facts} for claimed, facts in well])


def _as_claimed(claimed: ClaimedCalendar) -> dict[str, Any]:
    """What the conditions above are asked with."""
    return {
        "claimed_id": claimed.calendar.id,
        "claimed_epoch": claimed.epoch,
        "claimed_generation": claimed.generation,
        "claimed_read_at": claimed.calendar.read_at,
    }


def _settling(facts: Mapping[str, Any], *, where: sa.ColumnElement[bool]) -> sa.Update:
    # Where somebody else has taken it since, it is theirs for as long as they have it.
    leased_until = sa.case((_IS_OURS, sa.null()), else_=table.c.leased_until)
    is_this = table.c.id == sa.bindparam("claimed_id", type_=sa.Integer)
    return sa.update(table).where(is_this, where).values(leased_until=leased_until, **facts)


def _settle(
    session: Session,
    claimed: ClaimedCalendar,
    facts: Mapping[str, Any],
    *,
    where: sa.ColumnElement[bool],
) -> bool:
    changed = _settling(facts, where=where).returning(table.c.id)
    if session.scalar(changed, _as_claimed(claimed)) is None:
        return False
    # How it goes shows on the Home tab of its owner, when it was last read does not.
    was, now_failing = claimed.calendar.failure, facts.get("failure", "")
    if was != now_failing:
        affected_people.note(session, [claimed.calendar.person_id])
    return True


def give_back(session: Session, claimed: ClaimedCalendar) -> None:
    """Leave it to others as it was, unless somebody has taken it since."""
    session.execute(
        sa.update(table)
        .where(table.c.id == claimed.calendar.id, table.c.epoch == claimed.epoch)
        .values(leased_until=None)
    )


def wait_no_more(
    session: Session, *, now: datetime, later: datetime, latest: datetime, leased: datetime
) -> int:
    """Have calendars be read now that wait by a clock that has been put back; return how many.

    Those that were read, or have begun to fail, after `later`, which is still to come, and those
    that would wait beyond `latest`. Nobody has one for themselves beyond `leased`.
    """
    cut = sa.update(table).where(table.c.leased_until > leased)
    session.execute(cut.values(leased_until=leased))
    # When it was read is true of what is known of it, and compared with now by whoever asks.
    waits = sa.or_(table.c.read_at > later, table.c.failing_since > later, table.c.due_at > latest)
    since = sa.case((table.c.failing_since > later, now), else_=table.c.failing_since)
    hurried = sa.update(table).where(waits, table.c.due_at > now)
    found = hurried.values(due_at=now, failing_since=since).returning(table.c.id)
    return len(session.scalars(found).all())


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
            table.c.generation,
        )
    ).all()
    by_id = {each.id: each for each in calendars.by_ids(session, [row.id for row in taken])}
    known = sa.select(calendar_busy.c.calendar_id).where(
        among(calendar_busy.c.calendar_id, by_id), calendar_busy.c.busy.is_not(None)
    )
    has_busy = set(session.scalars(known))
    return tuple(
        ClaimedCalendar(
            calendar=by_id[row.id],
            account=row.account,
            remembered=row.remembered,
            has_busy=row.id in has_busy,
            failures=row.failures,
            told_after=row.told_after,
            epoch=row.epoch,
            generation=row.generation,
        )
        for row in sorted(taken, key=lambda row: row.id)
    )
