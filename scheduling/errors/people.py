"""What goes wrong with people: who was named, and what is known of them."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from scheduling.errors.sentence import SchedulingError, listed


@dataclass(eq=False, kw_only=True)
class NobodyNamed(SchedulingError):
    """Name a candidate, an interviewer, or both."""


@dataclass(eq=False, kw_only=True)
class UnknownPerson(SchedulingError):
    """I don't know anyone called “{name}”. {hint}"""

    name: str
    hint: str = "`/register list` shows everyone who is registered."


@dataclass(eq=False, kw_only=True)
class AmbiguousName(SchedulingError):
    """“{name}” could be {matches}. {hint}"""

    name: str
    matches: tuple[str, ...]
    """Their names, told apart where two are the same."""
    hint: str = "Please write the full name."

    def facts(self, *, zone: tzinfo) -> dict[str, str]:
        """Join the matches with "or": it is one of them."""
        matches = listed(self.matches, joiner="or")
        return {**SchedulingError.facts(self, zone=zone), "matches": matches}


@dataclass(eq=False, kw_only=True)
class WrongRole(SchedulingError):
    """{name} is registered as {role}, and {needed} is needed here."""

    name: str
    role: str
    needed: str


@dataclass(eq=False, kw_only=True)
class TwoCandidates(SchedulingError):
    """An interview has one candidate, and you named {names}. Name one of them."""

    names: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class NobodyWithId(SchedulingError):
    """Somebody chosen there is not registered any more. Nothing was changed. `/register list`
    shows everyone.
    """

    id: int
    """For programs, which know people by it; nobody else has ever seen it."""


@dataclass(eq=False, kw_only=True)
class WasErased(NobodyWithId):
    """All that told who this candidate was has been erased. Nothing was changed. To go on with
    them, register them anew.
    """


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
class SamePersonTwice(SchedulingError):
    """{name} is named twice. Name everyone once."""

    name: str


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
class NameTaken(SchedulingError):
    """Registered already: {names}. Add a surname or an initial, so that people can tell them apart.
    Nothing was saved.
    """

    names: tuple[str, ...]
    """Of all who have it, told apart where they are several."""
    candidate_id: int | None = None
    """Of the one who has it, where that is a candidate from outside the workspace."""


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


@dataclass(eq=False, kw_only=True)
class CannotCoordinate(SchedulingError):
    """{name} can't be a coordinator: {reason}. Nothing was changed."""

    name: str
    reason: str


@dataclass(eq=False, kw_only=True)
class NotRegistered(SchedulingError):
    """You are not registered yet, so nothing was changed. `/register` opens a form."""


@dataclass(eq=False, kw_only=True)
class NotACoordinator(SchedulingError):
    """{name} is no coordinator. Nothing was changed."""

    name: str


@dataclass(eq=False, kw_only=True)
class CoordinatorBySetting(SchedulingError):
    """{name} is a coordinator {source}, and stays one for as long as that holds. Nothing was
    changed.
    """

    name: str
    source: str


@dataclass(eq=False, kw_only=True)
class NameNotUsable(SchedulingError):
    """A name needs at least one letter or digit that people can see, and at most {most}
    characters.
    """

    most: int


@dataclass(eq=False, kw_only=True)
class EmailNotUsable(SchedulingError):
    """“{email}” does not look like an email address, such as carl@example.com."""

    email: str


@dataclass(eq=False, kw_only=True)
class UnknownTimeZone(SchedulingError):
    """I don't know the time zone “{name}”. {hint}"""

    name: str
    hint: str = "Use a name such as Europe/Berlin or America/New_York."


@dataclass(eq=False, kw_only=True)
class NotAllowed(SchedulingError):
    """Only {who} may {action}. Nothing was changed. {hint}"""

    action: str
    who: str = "a coordinator"
    hint: str = ""


@dataclass(eq=False, kw_only=True)
class NotLetIn(SchedulingError):
    """{reason} Nothing was changed."""

    reason: str


@dataclass(eq=False, kw_only=True)
class LastCoordinator(SchedulingError):
    """{name} is the only coordinator. Make somebody else a coordinator first."""

    name: str


@dataclass(eq=False, kw_only=True)
class NoAddressForLinks(SchedulingError):
    """Links lead to a page of mine, and I don't know how the outside world reaches me. Whoever \
runs me sets PUBLIC_URL for that; then press again. No link was made."""


@dataclass(eq=False, kw_only=True)
class TooFewNamed(SchedulingError):
    """Named: {named}. To be there: {seats}. Name more, or nobody for all interviewers."""

    named: int
    seats: int


@dataclass(eq=False, kw_only=True)
class LinkOver(SchedulingError):
    """This link is over. Nothing was changed."""


@dataclass(eq=False, kw_only=True)
class NoKeysForLinks(SchedulingError):
    """Links are signed, and on PostgreSQL I have no key for that. Whoever runs me sets \
SECRET_KEYS; then press again. No link was made."""
