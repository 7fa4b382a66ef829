"""What is known of interviews with somebody: it stays, without a word of theirs or about them."""

import re
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import MessageState
from scheduling.model.api_access import SETTINGS_TOKEN
from scheduling.model.audit import Subject
from scheduling.store.databases.among import among
from scheduling.store.messages.rows import NOT_HELD
from scheduling.store.messages.states import is_in
from scheduling.store.people.erasing.traces import Traces
from scheduling.store.schema.tables import (
    api_token,
    audit,
    interview,
    interview_revision,
    message,
    move_request,
    panel,
    untold,
)

_SLACK_ID = re.compile(r"[UW][A-Z0-9]{4,}")
_WITH_FACTS = (message, untold)
_NOT_SAID = ("state", "uid", "booked_by")
_NOTHING_SAID = {
    column.name: None if column.nullable else ""
    for column in interview.columns
    if isinstance(column.type, sa.String) and column.name not in _NOT_SAID
}
"""Title, place, notes and whatever else people write of an interview, also in a later version."""


def interviews_with(session: Session, person_id: int) -> tuple[int, ...]:
    """Return the ids of all interviews that somebody was to have, in whatever part, by id."""
    as_candidate = sa.select(interview.c.id).where(interview.c.candidate_id == person_id)
    on_panel = sa.select(panel.c.interview_id).where(panel.c.person_id == person_id)
    return tuple(sorted(session.scalars(as_candidate.union(on_panel))))


def strip(session: Session, traces: Traces, *, interview_ids: Collection[int]) -> None:
    """Take out who booked and changed them under their name, and what was said about them."""
    session.execute(
        sa.delete(move_request).where(among(move_request.c.interview_id, interview_ids))
    )
    programs = _programs(session, interview_ids)
    for column in (interview.c.booked_by, interview_revision.c.changed_by):
        _rename(session, column, traces, interview_ids=interview_ids, programs=programs)
    these = among(interview.c.id, interview_ids)
    session.execute(sa.update(interview).where(these).values(_NOTHING_SAID))
    for table in _WITH_FACTS:
        _strip_facts(session, table, traces, interview_ids=interview_ids)
    _write_anew(session, interview_ids)


def _rename(
    session: Session,
    column: sa.Column[str],
    traces: Traces,
    *,
    interview_ids: Collection[int],
    programs: Collection[str],
) -> None:
    """Who has done something is a Slack id, a program, or the candidate as they were called then,
    which may be another name than today's.
    """
    table = column.table
    theirs = among(_interview_of(table), interview_ids)
    for by in session.scalars(sa.select(column).where(theirs).distinct()).all():
        is_other = by in programs or (_SLACK_ID.fullmatch(by) and by not in traces.slack_user_ids)
        if not is_other:
            same = sa.update(table).where(theirs, column == by)
            session.execute(same.values({column.name: traces.instead}))


def _interview_of(table: sa.FromClause) -> sa.ColumnElement[int]:
    return table.c.id if table is interview else table.c.interview_id


def _programs(session: Session, interview_ids: Collection[int]) -> frozenset[str]:
    """Programs that there are, and those of which it is on record that they changed these."""
    there = session.scalars(sa.select(api_token.c.name))
    about_these = (
        audit.c.subject == Subject.INTERVIEW.value,
        among(audit.c.subject_id, interview_ids),
    )
    were = session.scalars(sa.select(audit.c.token).where(*about_these).distinct())
    return frozenset(filter(None, (*there, *were))) | {SETTINGS_TOKEN}


def _strip_facts(
    session: Session, table: sa.Table, traces: Traces, *, interview_ids: Collection[int]
) -> None:
    keys = tuple(table.primary_key)
    asked = sa.select(*keys, table.c.facts).where(among(table.c.interview_id, interview_ids))
    for row in session.execute(asked).all():
        facts: Any = traces.without_in_notice(row.facts)
        if facts != row.facts:
            this = [key == getattr(row, key.name) for key in keys]
            session.execute(sa.update(table).where(*this).values(facts=facts))


def _write_anew(session: Session, interview_ids: Collection[int]) -> None:
    """Have what is still to be sent be written anew, without the name that it has.

    A mail that is written out can't be searched for it: a second copy differs from the first one
    then, and says less. Whoever has just read what they are about to send has lost it.
    """
    # A mail about several interviews is about none by its row.
    about = sa.or_(among(message.c.interview_id, interview_ids), message.c.interview_id.is_(None))
    # First, so that nobody begins, or claims, one of them before the name is gone: on PostgreSQL
    # they do so beside this transaction, and wait for its rows.
    unsent = is_in(message, MessageState.PENDING, MessageState.CLAIMED)
    anew = {"state": MessageState.PENDING.value, "epoch": message.c.epoch + 1, **NOT_HELD}
    session.execute(sa.update(message).where(about, unsent).values(anew))
    written = sa.update(message).where(about, message.c.content.is_not(None))
    session.execute(written.values(content=sa.null()))
