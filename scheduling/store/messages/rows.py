"""Messages as rows, and rows as messages."""

import secrets
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from scheduling.model import Channel, ClaimedMessage, MessageKind, MessageState, PlannedMessage
from scheduling.store.messages.kept_notices import as_json, from_json
from scheduling.store.schema.tables import message as table

CAN_BE_REVIVED = (MessageState.CANCELLED.value, MessageState.EXPIRED.value)
ON_THE_WIRE = (MessageState.SENDING.value, MessageState.UNKNOWN.value)
NOT_HELD = {"owner": None, "lease_until": None}
# What is over is sent by nobody: what was kept for sending it again goes.
ENDED = {"content": None, **NOT_HELD}
_STARTING_ANEW = ("revision", "facts", "due_at", "expires_at", "state", "attempts", "looks")
_UID_BYTES = 12


def row_of(message: PlannedMessage, *, now: datetime) -> dict[str, object]:
    """Return the columns of a message that nobody has touched yet."""
    return {
        "uid": secrets.token_hex(_UID_BYTES),
        "dedupe_key": kept_key(message),
        "person_id": message.person_id,
        "interview_id": message.interview_id,
        "kind": message.kind.value,
        "channel": message.channel.value,
        "revision": message.revision,
        "facts": as_json(message.notice),
        "due_at": message.due_at,
        "expires_at": message.expires_at,
        "state": MessageState.PENDING.value,
        "is_withdrawn": False,
        "epoch": 0,
        "attempts": 0,
        "looks": 0,
        "created_at": now,
        "changed_at": now,
    }


def starting_anew(
    asked: sqlite.Insert | postgresql.Insert, *, where: sa.ColumnElement[bool]
) -> dict[str, Any]:
    """Return the columns of a row that a message is planned for again: new `where` it may be."""
    fresh: dict[str, Any] = {name: asked.excluded[name] for name in (*_STARTING_ANEW, "changed_at")}
    fresh |= {"epoch": table.c.epoch + 1, "broken_off": 0}
    fresh |= dict.fromkeys(("retry_at", "detail", "content"), sa.null())
    return {name: sa.case((where, value), else_=table.c[name]) for name, value in fresh.items()}


def kept_key(message: PlannedMessage) -> str:
    """Return what no two rows have in common: the key, and by which channel it goes.

    Slack's is the key alone, as it was when there was no other channel: what was planned then
    counts as planned.
    """
    return f"{message.dedupe_key}{_ending(message.channel)}"


def claimed_from(row: sa.Row[*tuple[object, ...]]) -> ClaimedMessage:
    """Return a row as whoever holds it sees it."""
    return ClaimedMessage(
        id=row.id,
        uid=row.uid,
        epoch=row.epoch,
        attempts=row.attempts,
        lease_until=row.lease_until or row.changed_at,
        since=row.changed_at,
        message=planned_from(row),
        looks=row.looks,
        conversation=row.conversation,
        content=row.content,
        broken_off=row.broken_off,
    )


def planned_from(row: sa.Row[*tuple[object, ...]]) -> PlannedMessage:
    """Return a row as it was planned."""
    channel = Channel(row.channel)
    return PlannedMessage(
        person_id=row.person_id,
        notice=from_json(MessageKind(row.kind), row.facts),
        dedupe_key=row.dedupe_key.removesuffix(_ending(channel)),
        due_at=row.due_at,
        expires_at=row.expires_at,
        interview_id=row.interview_id,
        revision=row.revision,
        channel=channel,
    )


def _ending(channel: Channel) -> str:
    return "" if channel is Channel.SLACK else f":{channel}"
