"""What goes wrong with whom somebody names, and with what people are called."""

from dataclasses import dataclass
from datetime import tzinfo

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
class SamePersonTwice(SchedulingError):
    """{name} is named twice. Name everyone once."""

    name: str


@dataclass(eq=False, kw_only=True)
class TooFewNamed(SchedulingError):
    """Named: {named}. To be there: {seats}. Name more, or nobody for all interviewers."""

    named: int
    seats: int


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
class NameTaken(SchedulingError):
    """Registered already: {names}. Add a surname or an initial, so that people can tell them apart.
    Nothing was saved.
    """

    names: tuple[str, ...]
    """Of all who have it, told apart where they are several."""
    candidate_id: int | None = None
    """Of the one who has it, where that is a candidate from outside the workspace."""


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
