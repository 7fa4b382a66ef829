"""What is on record, as the API shows it."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from scheduling.model.audit import AuditEntry, Subject, Through


class AuditShown(BaseModel):
    """One thing that somebody did, or was refused."""

    id: int = Field(examples=[17])
    at: datetime
    through: Through
    person: int | None = Field(description="Who did it, by id; null for programs and the like.")
    slack_user_id: str | None = Field(description="Of somebody who was not registered.")
    token: str | None = Field(description="The name of the program's token.")
    action: str = Field(examples=["booked"])
    subject: Subject
    subject_id: int | None
    before: dict[str, Any] = Field(description="What it changed, as it was: ids and words.")
    after: dict[str, Any] = Field(description="What it changed, as it is since.")


def audit_shown(entry: AuditEntry) -> AuditShown:
    """Return an entry as the API shows it."""
    return AuditShown(
        id=entry.id,
        at=entry.at,
        through=entry.by.through,
        person=entry.by.person_id,
        slack_user_id=entry.by.slack_user_id,
        token=entry.by.token,
        action=entry.action,
        subject=entry.subject,
        subject_id=entry.subject_id,
        before=entry.before,
        after=entry.after,
    )
