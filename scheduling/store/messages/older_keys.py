"""Reminders of an earlier version, which were told apart by the interview's revision.

Now it is its start. A row of then goes on to stand for its reminder under the key it has.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import MessageKind, PlannedMessage
from scheduling.store.databases.among import among
from scheduling.store.messages.rows import CAN_BE_REVIVED, planned_from
from scheduling.store.schema.tables import message as table

_BY_REVISION = re.compile(r"reminder:\d+:\d{1,9}:\d+:(?P<minutes>\d+)")
_BY_START = re.compile(r"reminder:\d+:\d{8}T\d{4}:\d+:(?P<minutes>\d+)")


def as_they_were_called(
    session: Session, messages: Sequence[PlannedMessage]
) -> list[PlannedMessage]:
    """Return the messages in their order, under the older key where a row has one."""
    reminders = (m for m in messages if m.kind is MessageKind.REMINDER)
    about = {m.interview_id for m in reminders if m.interview_id is not None}
    if not about:
        return list(messages)
    older: dict[tuple[object, ...], str] = {}
    # Those that have been sent, or wait, come last, so that it is they who stand for it.
    asked = (
        sa.select(table)
        .where(among(table.c.interview_id, about), table.c.kind == MessageKind.REMINDER.value)
        .order_by(table.c.state.not_in(CAN_BE_REVIVED), table.c.id)
    )
    for row in session.execute(asked):
        message = planned_from(row)
        if match := _BY_REVISION.fullmatch(message.dedupe_key):
            older[_same(message, match["minutes"])] = message.dedupe_key
    return [_under(older, message) for message in messages] if older else list(messages)


def _under(older: dict[tuple[object, ...], str], message: PlannedMessage) -> PlannedMessage:
    match = _BY_START.fullmatch(message.dedupe_key)
    key = older.get(_same(message, match["minutes"])) if match else None
    return message if key is None else replace(message, dedupe_key=key)


def _same(message: PlannedMessage, minutes: str) -> tuple[object, ...]:
    """What reminders of one start, lead, person and channel have in common."""
    return message.interview_id, message.person_id, message.due_at, minutes, message.channel
