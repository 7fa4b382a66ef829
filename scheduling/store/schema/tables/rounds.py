"""Rounds of the distribution, and what came out of them."""

import sqlalchemy as sa

from scheduling.model.rounds import RoundState
from scheduling.store.schema.tables.columns import Instant, id_column, metadata, one_of

distribution_round = sa.Table(
    "distribution_round",
    metadata,
    id_column(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("drafted_by", sa.String, nullable=False),
    sa.Column("asked", sa.JSON, nullable=False),
    sa.Column("adjustments", sa.JSON, nullable=False),
    sa.Column("outcome", sa.JSON, nullable=False),
    sa.Column("relevels", sa.ForeignKey("distribution_round.id"), index=True),
    sa.Column("proposal", sa.JSON),
    sa.Column("proposed", sa.JSON),
    sa.Column("earlier", sa.JSON),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("changed_at", Instant, nullable=False, index=True),
    one_of("state", RoundState),
    sqlite_autoincrement=True,
)

# Which interviews came out of a round: whoever drops out of one can be replaced with few moves.
round_interview = sa.Table(
    "round_interview",
    metadata,
    sa.Column("interview_id", sa.ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True),
    sa.Column(
        "round_id",
        sa.ForeignKey("distribution_round.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
)
