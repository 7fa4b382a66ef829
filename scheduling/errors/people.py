"""What goes wrong when it is changed what people are, or whether they take part."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from scheduling.errors.sentence import SchedulingError


@dataclass(eq=False, kw_only=True)
class CannotBeErased(SchedulingError):
    """{name} is {what}, and only candidates can be erased: who has interviewed whom has to be
    known. Nothing was changed.
    """

    name: str
    what: str


@dataclass(eq=False, kw_only=True)
class HasInterviewsAhead(SchedulingError):
    """{name} still has {count}: the next is at {next}. {way_out} Nothing was changed."""

    name: str
    count: int
    next: datetime
    # One that has begun can't be cancelled any more.
    is_under_way: bool = False

    def facts(self, *, zone: tzinfo) -> dict[str, str]:
        """Say how many there are, and what comes before erasing."""
        count = "an interview" if self.count == 1 else f"{self.count} interviews"
        way_out = "Cancel first, so that everybody is told, and then erase."
        if self.is_under_way:
            way_out = "It is under way: erase when it is over."
        return {**SchedulingError.facts(self, zone=zone), "count": count, "way_out": way_out}


@dataclass(eq=False, kw_only=True)
class CannotTakePart(SchedulingError):
    """{name} can't take part in interviews: {reason}."""

    name: str
    reason: str


@dataclass(eq=False, kw_only=True)
class NotGivenHours(SchedulingError):
    """{name} has not given any hours yet. Ask them to type `/availability`: it takes a minute."""

    name: str


@dataclass(eq=False, kw_only=True)
class AlreadyRegistered(SchedulingError):
    """{name} is registered already, as {role}. {hint}"""

    name: str
    role: str
    hint: str = "Nothing was changed."


@dataclass(eq=False, kw_only=True)
class RoleInUse(SchedulingError):
    """{name} has interviews ahead as {role}: move or cancel them first. Nothing was changed."""

    name: str
    role: str


@dataclass(eq=False, kw_only=True)
class OwnRoleInUse(RoleInUse):
    """You have interviews ahead as {role}: move or cancel them first. Nothing was changed."""


@dataclass(eq=False, kw_only=True)
class StillInInterviews(SchedulingError):
    """{name} has {what} ahead. Say whether that is cancelled, or see to it first: `/interviews`.
    Nothing was changed.
    """

    name: str
    what: str


@dataclass(eq=False, kw_only=True)
class NotACandidate(SchedulingError):
    """{name} is no candidate, so there is nothing to decide about them. Nothing was changed."""

    name: str


@dataclass(eq=False, kw_only=True)
class NotTheSame(SchedulingError):
    """{name} and {other} can't be one person: {reason}. Nothing was changed."""

    name: str
    other: str
    reason: str


@dataclass(eq=False, kw_only=True)
class BothInterviewed(SchedulingError):
    """{name} and {other} can't be one person: {how}, {starts}. Nothing was changed."""

    name: str
    other: str
    how: str
    starts: tuple[datetime, ...]


@dataclass(eq=False, kw_only=True)
class DoubleChanged(SchedulingError):
    """What is known of {name} or {other} has changed since you looked. Nothing was changed now.
    Please look again.
    """

    name: str
    other: str


@dataclass(eq=False, kw_only=True)
class InterviewsAheadChanged(SchedulingError):
    """The interviews of {name} have changed since you looked. Nothing was changed now. Please look
    again.
    """

    name: str


@dataclass(eq=False, kw_only=True)
class RegistrationChanged(SchedulingError):
    """This has been changed again since, so there is nothing to undo. Nothing was changed now.
    `/register list` shows how everybody is registered.
    """


@dataclass(eq=False, kw_only=True)
class RegistrationInUse(SchedulingError):
    """{name} has {what} by now, so this can't be undone. Nothing was changed."""

    name: str
    what: str
