"""Everybody registered."""

import sqlalchemy as sa

from scheduling.model import Role
from scheduling.store.schema.tables.columns import SORTABLE, Instant, id_column, metadata, one_of


def _of_some(name: str, *facts: str) -> sa.Index:
    """An index, by name, of those of whom one of the facts is so."""
    return sa.Index(
        f"ix_person_{name}",
        "name_key",
        "id",
        # As each database is asked: SQLite has numbers in the place of truth.
        sqlite_where=sa.text(" OR ".join(f"{fact} = 1" for fact in facts)),
        postgresql_where=sa.text(" OR ".join(facts)),
    )


person = sa.Table(
    "person",
    metadata,
    id_column(),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("name_key", SORTABLE, nullable=False),
    # Where it stands among all names; None where a bot of the version before has written the name.
    sa.Column("sort_key", SORTABLE),
    sa.Column("role", sa.String),
    sa.Column("time_zone", sa.String, nullable=False),
    sa.Column("is_coordinator", sa.Boolean, nullable=False),
    sa.Column("email", sa.String),
    sa.Column("email_key", sa.String, unique=True),
    sa.Column("slack_user_id", sa.String, unique=True),
    sa.Column("locale", sa.String),
    sa.Column("clock", sa.String),
    sa.Column("own_locale", sa.String),
    sa.Column("availability_version", sa.Integer, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    # Of `is_coordinator`, which is what people and programs have granted.
    sa.Column("granted_by", sa.Integer),
    sa.Column("granted_through", sa.String),
    sa.Column("granted_at", Instant),
    # What the settings and the workspace said last.
    sa.Column("is_in_settings", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("is_admin", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("has_coordinated", sa.Boolean, nullable=False, server_default=sa.false()),
    # None for an account that is in use, and for people outside the workspace.
    sa.Column("deactivated_at", Instant),
    # Said to have ended together with many others, and not confirmed yet.
    sa.Column("departure_is_held", sa.Boolean, nullable=False, server_default=sa.false()),
    # Of whoever was taken out the row stays: interviews that were are about them.
    sa.Column("removed_at", Instant),
    # Of one who was registered twice, by id: all that was theirs is that person's now, and ids in
    # buttons and messages lead there. Such a row is removed as well.
    sa.Column("merged_into", sa.Integer),
    # What became of a candidate: a word of Outcome, without a check, so that others may follow.
    sa.Column("outcome", sa.String),
    sa.Column("outcome_at", Instant),
    # From then on nothing in the database tells who it was.
    sa.Column("erased_at", Instant),
    sa.Index(None, "name_key", "id"),
    sa.Index(None, "role", "name_key", "id"),
    sa.Index(None, "sort_key", "id"),
    sa.Index(
        "ix_person_unsorted",
        "id",
        sqlite_where=sa.text("sort_key IS NULL"),
        postgresql_where=sa.text("sort_key IS NULL"),
    ),
    _of_some("coordinates", "is_coordinator", "is_in_settings", "is_admin"),
    _of_some("departing", "departure_is_held"),
    one_of("role", Role),
    sa.CheckConstraint("length(name) > 0", name="name_given"),
    sqlite_autoincrement=True,
)

# Members who have ever opened their Home tab, registered or not: it is published to nobody else.
home_tab = sa.Table(
    "home_tab",
    metadata,
    sa.Column("slack_user_id", sa.String, primary_key=True),
    sa.Column("opened_at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

# How a candidate reaches their page. What is sent to them is the word and its signature.
candidate_link = sa.Table(
    "candidate_link",
    metadata,
    id_column(),
    sa.Column("word", sa.String, nullable=False, unique=True),
    sa.Column("purpose", sa.String, nullable=False),
    sa.Column(
        "person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    # A coordinator, by id; None for a program.
    sa.Column("made_by", sa.Integer),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("revoked_at", Instant),
    # Whose hours may be picked, by ids, and how many of them are to be there.
    sa.Column("offer", sa.JSON(none_as_null=True)),
    sqlite_autoincrement=True,
)
