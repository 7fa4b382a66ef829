"""What people have said about their time, and what was worked out from it."""

from typing import Any

import sqlalchemy as sa

from scheduling.model import MINUTES_PER_DAY
from scheduling.store.schema.tables.columns import Instant, id_column, metadata

_LAST_WEEKLY_MINUTE = 6 * MINUTES_PER_DAY


def _person_column() -> sa.Column[int]:
    return sa.Column(
        "person_id",
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    )


def _stretch_columns() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("start_minute", sa.Integer, nullable=False),
        sa.Column("end_minute", sa.Integer, nullable=False),
    )


def _stretch_checks() -> tuple[sa.CheckConstraint, sa.CheckConstraint]:
    return (
        sa.CheckConstraint(
            f"start_minute >= 0 AND start_minute < {MINUTES_PER_DAY}", name="start_within_day"
        ),
        sa.CheckConstraint("end_minute > start_minute", name="end_after_start"),
    )


def _dated_stretches(name: str, *more: sa.Column[Any]) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        id_column(),
        _person_column(),
        sa.Column("day", sa.Date, nullable=False),
        *_stretch_columns(),
        *more,
        sa.Index(None, "person_id", "day"),
        *_stretch_checks(),
        sqlite_autoincrement=True,
    )


availability_window = _dated_stretches(
    "availability_window",
    sa.Column("replaces", sa.Boolean, nullable=False, server_default=sa.false()),
)

weekly_hours = sa.Table(
    "weekly_hours",
    metadata,
    id_column(),
    _person_column(),
    sa.Column("weekday", sa.Integer, nullable=False),
    *_stretch_columns(),
    # Both included; empty where there is no such bound.
    sa.Column("first_day", sa.Date),
    sa.Column("last_day", sa.Date),
    sa.Column("every_weeks", sa.Integer, nullable=False, server_default="1"),
    *_stretch_checks(),
    sa.CheckConstraint("weekday >= 0 AND weekday <= 6", name="weekday_known"),
    sa.CheckConstraint(f"end_minute <= {_LAST_WEEKLY_MINUTE}", name="shorter_than_a_week"),
    sqlite_autoincrement=True,
)

time_off = _dated_stretches("time_off")

availability_change = sa.Table(
    "availability_change",
    metadata,
    sa.Column("token", sa.String, primary_key=True),
    _person_column(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("stood", sa.JSON, nullable=False),
    sa.Column("is_used", sa.Boolean, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
)

# What everybody has offered, worked out ahead: a copy, which the entries above can make anew.
# `free` are the bits of ticks from the tick `horizon_start` on, packed.
compiled = sa.Table(
    "compiled",
    metadata,
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("rules_version", sa.Integer, nullable=False),
    sa.Column("tzdata_version", sa.String, nullable=False),
    sa.Column("time_zone", sa.String, nullable=False),
    sa.Column("horizon_start", sa.Integer, nullable=False),
    sa.Column("free", sa.LargeBinary, nullable=False),
)
