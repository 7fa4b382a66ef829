"""Calendars that people have connected, and when they make their owners busy."""

import sqlalchemy as sa

from scheduling.model.calendars import AllDayEvents, SourceKind
from scheduling.store.schema.tables.columns import Instant, id_column, metadata, one_of

# Bots of earlier versions know these alone, and may run on beside.
_SOURCES = tuple(source for source in SourceKind if not source.is_signed_in)

calendar = sa.Table(
    "calendar",
    metadata,
    id_column(),
    sa.Column(
        "person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("host", sa.String, nullable=False),
    # The address and what goes with it, and what the last reading left for the next: both sealed.
    sa.Column("account", sa.LargeBinary, nullable=False),
    sa.Column("remembered", sa.LargeBinary),
    sa.Column("created_at", Instant, nullable=False),
    # Of the last reading that came off.
    sa.Column("read_at", Instant, index=True),
    # None: not read yet, or read for an owner who has moved on to another zone or address since.
    sa.Column("zone", sa.String),
    sa.Column("free_all_day", sa.Integer, nullable=False, server_default="0"),
    sa.Column("skipped", sa.Integer, nullable=False, server_default="0"),
    # Of those since, none of which has.
    sa.Column("failing_since", Instant),
    sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
    sa.Column("failure", sa.String, nullable=False, server_default=""),
    # For how many days it had been silent when its owner was last told; none: not told.
    sa.Column("told_after", sa.Integer),
    # When it is to be read next, and until when whoever does so has it for themselves.
    sa.Column("due_at", Instant, nullable=False, index=True),
    sa.Column("leased_until", Instant),
    # Grows with each who takes it.
    sa.Column("epoch", sa.Integer, nullable=False, server_default="0"),
    # Grows whenever what is in it means something else, as for an owner in another time zone.
    sa.Column("generation", sa.Integer, nullable=False, server_default="0"),
    # How it really is read, where its owner has signed in for that; its source is an address then.
    sa.Column("signed_in", sa.String),
    one_of("source", _SOURCES),
    # Asked for beside those that were not read lately: so is the whole question by an index.
    sa.Index(
        "ix_calendar_zone",
        "zone",
        sqlite_where=sa.text("zone IS NULL"),
        postgresql_where=sa.text("zone IS NULL"),
    ),
    sqlite_autoincrement=True,
)

# What changes people's free hours, and nothing that every reading changes: the table is watched.
calendar_busy = sa.Table(
    "calendar_busy",
    metadata,
    sa.Column("calendar_id", sa.ForeignKey("calendar.id", ondelete="CASCADE"), primary_key=True),
    sa.Column(
        "person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("tentative", sa.Boolean, nullable=False),
    sa.Column("all_day", sa.String, nullable=False),
    # None before it is read, and once it has been silent for too long.
    sa.Column("busy", sa.LargeBinary),
    one_of("all_day", AllDayEvents),
)

# What of a calendar takes the hour of an interview to which its owner comes all the same: they are
# not asked about that again, whatever happens to the calendar in between.
accepted_block = sa.Table(
    "accepted_block",
    metadata,
    sa.Column("calendar_id", sa.ForeignKey("calendar.id", ondelete="CASCADE"), primary_key=True),
    sa.Column(
        "interview_id",
        sa.ForeignKey("interview.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    # When the interview was to begin then.
    sa.Column("start", Instant, primary_key=True),
    sa.Column(
        "person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    # Of its hour, as bits from the first.
    sa.Column("ticks", sa.Integer, nullable=False),
    # What of the calendar counted then.
    sa.Column("tentative", sa.Boolean, nullable=False),
    sa.Column("all_day", sa.String, nullable=False),
    one_of("all_day", AllDayEvents),
    sqlite_with_rowid=False,
)

# What people have allowed by signing in, while no calendar of ours is read by it: before there is
# one, and after, when a trigger (`schema/parting.py`) has kept it. It is given back when it is due,
# and belongs to nobody: whoever has given it may be gone.
calendar_grant = sa.Table(
    "calendar_grant",
    metadata,
    id_column(),
    sa.Column("source", sa.String, nullable=False),
    # Sealed, as with a calendar: for that which was read by it, where there was one, else for this.
    sa.Column("account", sa.LargeBinary, nullable=False),
    sa.Column("calendar_id", sa.Integer),
    # Until when a calendar may be read by it yet; none: by none any more.
    sa.Column("kept_until", Instant),
    # When it is to be given back next, none: at once; and from when on nobody tries to any more.
    sa.Column("due_at", Instant, index=True),
    sa.Column("given_up_at", Instant),
    sqlite_autoincrement=True,
)

# For whom somebody has signed in with an account that is not known to be theirs: until they have
# said that it is, no calendar is read by it. Where the row goes, what was allowed is given back at
# once, by a trigger (`schema/parting.py`).
unconfirmed_calendar = sa.Table(
    "unconfirmed_calendar",
    metadata,
    sa.Column(
        "grant_id",
        sa.ForeignKey("calendar_grant.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column(
        "person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("host", sa.String, nullable=False),
    # Of the account; empty where nobody vouches for it.
    sa.Column("address", sa.String, nullable=False),
    sa.Column("asked_at", Instant, nullable=False),
)

# Who wants their calendar not to be read by what their company has set up, though it could be.
calendar_refusal = sa.Table(
    "calendar_refusal",
    metadata,
    sa.Column(
        "person_id",
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("source", sa.String, primary_key=True),
    sa.Column("refused_at", Instant, nullable=False),
    one_of("source", _SOURCES),
)
