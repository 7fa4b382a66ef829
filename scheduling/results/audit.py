"""What is on record."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduling.model import Interview, Person
from scheduling.model.audit import AuditEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Entries of the audit, newest first, with those of whom they speak and who are still known."""

    entries: tuple[AuditEntry, ...]
    # By id.
    people: Mapping[int, Person]
    interviews: Mapping[int, Interview]
