"""Indexes of the few messages that are open, of coordinators, and of people by role and name."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

_MESSAGES = (
    ("pending", ["due_at", "id"], "state = 'pending'"),
    ("expiring", ["expires_at"], "state = 'pending'"),
    ("held", ["lease_until"], "state IN ('claimed', 'sending')"),
    ("unknown", ["due_at", "id"], "state = 'unknown'"),
    ("undelivered", ["interview_id", "due_at"], "state IN ('dead', 'expired', 'unknown')"),
)


def upgrade() -> None:
    """Make them beside those of all states, by which bots of the version before go."""
    for name, columns, where in _MESSAGES:
        some = sa.text(where)
        op.create_index(
            f"ix_message_{name}", "message", columns, sqlite_where=some, postgresql_where=some
        )
    op.create_index(op.f("ix_distribution_round_relevels"), "distribution_round", ["relevels"])
    op.create_index(op.f("ix_person_role_name_key_id"), "person", ["role", "name_key", "id"])
    yes = "" if op.get_bind().dialect.name == "postgresql" else " = 1"
    rights = " OR ".join(
        f"{name}{yes}" for name in ("is_coordinator", "is_in_settings", "is_admin")
    )
    op.create_index(
        "ix_person_coordinates",
        "person",
        ["name_key", "id"],
        sqlite_where=sa.text(rights),
        postgresql_where=sa.text(rights),
    )
    held = f"departure_is_held{yes}"
    op.create_index(
        "ix_person_departing",
        "person",
        ["name_key", "id"],
        sqlite_where=sa.text(held),
        postgresql_where=sa.text(held),
    )
