"""The tables, a module for each subject; all of them hang on `metadata`."""

from scheduling.store.schema.tables.audit import audit
from scheduling.store.schema.tables.availability import (
    availability_change,
    availability_window,
    compiled,
    time_off,
    weekly_hours,
)
from scheduling.store.schema.tables.calendars import (
    accepted_block,
    calendar,
    calendar_busy,
    calendar_grant,
    calendar_refusal,
    unconfirmed_calendar,
)
from scheduling.store.schema.tables.changes import last_change
from scheduling.store.schema.tables.columns import SORTABLE, Instant, metadata
from scheduling.store.schema.tables.health import heartbeat, settings_in_force
from scheduling.store.schema.tables.interviews import (
    busy,
    conflict,
    decline,
    interview,
    interview_revision,
    move_request,
    panel,
)
from scheduling.store.schema.tables.messages import (
    ended_messages,
    message,
    sending_pace,
    sending_pause,
    untold,
)
from scheduling.store.schema.tables.people import candidate_link, home_tab, person
from scheduling.store.schema.tables.programs import (
    api_request,
    api_token,
    export_link,
    feed_token,
)
from scheduling.store.schema.tables.rounds import distribution_round, round_interview

__all__ = [
    "SORTABLE",
    "Instant",
    "accepted_block",
    "api_request",
    "api_token",
    "audit",
    "availability_change",
    "availability_window",
    "busy",
    "calendar",
    "calendar_busy",
    "calendar_grant",
    "calendar_refusal",
    "candidate_link",
    "compiled",
    "conflict",
    "decline",
    "distribution_round",
    "ended_messages",
    "export_link",
    "feed_token",
    "heartbeat",
    "home_tab",
    "interview",
    "interview_revision",
    "last_change",
    "message",
    "metadata",
    "move_request",
    "panel",
    "person",
    "round_interview",
    "sending_pace",
    "sending_pause",
    "settings_in_force",
    "time_off",
    "unconfirmed_calendar",
    "untold",
    "weekly_hours",
]
