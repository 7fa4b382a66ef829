"""What can go wrong for a reason that a person can act on.

The docstring of an error is the sentence that the person reads; its fields fill the gaps, and
instants among them are shown in the reader's own time zone.
"""

from dataclasses import dataclass, fields
from datetime import datetime, tzinfo

from scheduling.timespan import words_for


def listed(names: "tuple[str, ...] | list[str]", *, joiner: str = "and") -> str:
    """This will join names as people do: "Ana, Ben and Cy"; nothing gives "nobody"."""
    if not names:
        return "nobody"
    *most, last = names
    return f"{', '.join(most)} {joiner} {last}" if most else last


@dataclass(eq=False, kw_only=True)
class SchedulingError(Exception):
    """Something stood in the way."""

    def sentence(self, *, zone: tzinfo) -> str:
        """This will return what to tell a reader whose clock shows that zone."""
        facts = self.facts(zone=zone)
        empty = {f"{{{name}}}" for name, fact in facts.items() if not fact}
        words = [word for word in (type(self).__doc__ or "").split() if word not in empty]
        return " ".join(words).format(**facts).strip()

    def facts(self, *, zone: tzinfo) -> dict[str, str]:
        """This will return what fills the gaps of the sentence, in words, by name."""
        return {field.name: _shown(getattr(self, field.name), zone) for field in fields(self)}

    def __str__(self) -> str:
        facts = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self))
        return f"{type(self).__name__}({facts})"


def _shown(fact: object, zone: tzinfo) -> str:
    if isinstance(fact, datetime):
        return words_for(fact, zone=zone)
    if isinstance(fact, tuple):
        return listed([_shown(item, zone) for item in fact])
    return str(fact)


# -- who -------------------------------------------------------------------------------------


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
    """“{name}” could be {matches}. Please write the full name."""

    name: str
    matches: tuple[str, ...]

    def facts(self, *, zone: tzinfo) -> dict[str, str]:
        """This will join the matches with "or": it is one of them."""
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
class PersonGone(SchedulingError):
    """Somebody chosen there is not registered any more. Nothing was changed. `/register list`
    shows everyone.
    """


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
    """There is a {name} already. Add a surname or an initial, so that the two can be told apart.
    Nothing was saved.
    """

    name: str


@dataclass(eq=False, kw_only=True)
class RoleInUse(SchedulingError):
    """{name} has interviews ahead as {role}: move or cancel them first. Nothing was changed."""

    name: str
    role: str


@dataclass(eq=False, kw_only=True)
class CannotCoordinate(SchedulingError):
    """{name} can't be a coordinator: {reason}. Nothing was changed."""

    name: str
    reason: str


@dataclass(eq=False, kw_only=True)
class NotACoordinator(SchedulingError):
    """{name} is no coordinator. Nothing was changed."""

    name: str


@dataclass(eq=False, kw_only=True)
class CoordinatorBySetting(SchedulingError):
    """{name} is a coordinator by the bot's settings, or as an admin of the workspace, and stays
    one.
    """

    name: str


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
class LastCoordinator(SchedulingError):
    """{name} is the only coordinator. Make somebody else a coordinator first."""

    name: str


# -- availability ----------------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class NotUnderstood(SchedulingError):
    """{question}"""

    question: str


@dataclass(eq=False, kw_only=True)
class EndNotAfterStart(SchedulingError):
    """The end, {end}, is not after the start, {start}. {hint} Nothing was saved."""

    start: str
    end: str
    hint: str = ""


@dataclass(eq=False, kw_only=True)
class WindowHasPassed(SchedulingError):
    """{window} has already passed ({time_zone}). Nothing was saved."""

    window: str
    time_zone: str


@dataclass(eq=False, kw_only=True)
class WindowInTheGap(SchedulingError):
    """{window} does not exist: the clocks in {time_zone} skip it that day. Nothing was saved."""

    window: str
    time_zone: str


@dataclass(eq=False, kw_only=True)
class WindowTooFar(SchedulingError):
    """{window} is too far away: I keep hours up to {days} days ahead. Nothing was saved."""

    window: str
    days: int


@dataclass(eq=False, kw_only=True)
class AvailabilityGone(SchedulingError):
    """That entry is gone already. Nothing was changed."""


@dataclass(eq=False, kw_only=True)
class AvailabilityChanged(SchedulingError):
    """The availability has changed since then, so it was left as it is. Nothing was undone."""


# -- interviews ------------------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class NoCandidate(SchedulingError):
    """An interview needs a candidate. Nothing was booked."""


@dataclass(eq=False, kw_only=True)
class NoInterviewer(SchedulingError):
    """An interview needs at least one interviewer. Nothing was booked."""


@dataclass(eq=False, kw_only=True)
class NotOnTheHour(SchedulingError):
    """Interviews start on the hour{of_zone}, and {start} is not. Nothing was {undone}. {nearest}"""

    start: datetime
    time_zone: str = ""
    around: tuple[datetime, ...] = ()
    undone: str = "booked"

    def facts(self, *, zone: tzinfo) -> dict[str, str]:
        """This will add the hours around, and whose they are if the reader's differ from them."""
        times = listed([words_for(instant, zone=zone) for instant in self.around], joiner="or")
        nearest = f"Choose {times}." if self.around else ""
        looks_right = not self.start.astimezone(zone).minute
        look_odd = any(instant.astimezone(zone).minute for instant in self.around)
        of_zone = f" in {self.time_zone}" if self.time_zone and (looks_right or look_odd) else ""
        facts = SchedulingError.facts(self, zone=zone)
        return {**facts, "of_zone": of_zone, "nearest": nearest}


@dataclass(eq=False, kw_only=True)
class TooSoon(SchedulingError):
    """{start} is too soon: an interview needs at least {notice} of notice. Nothing was {undone}."""

    start: datetime
    notice: str
    undone: str = "booked"


@dataclass(eq=False, kw_only=True)
class SameHour(SchedulingError):
    """The interview is on {start} already. Nothing was changed."""

    start: datetime


@dataclass(eq=False, kw_only=True)
class HasPassed(SchedulingError):
    """{start} has already passed. Nothing was changed."""

    start: datetime


@dataclass(eq=False, kw_only=True)
class OutsideAvailability(SchedulingError):
    """{start} is outside the hours of {people}. Nothing was {undone}."""

    start: datetime
    people: tuple[str, ...]
    undone: str = "booked"


@dataclass(eq=False, kw_only=True)
class SlotTaken(SchedulingError):
    """Already booked at {start}: {taken}. Nothing was {undone}. {next_free_words}"""

    start: datetime
    taken: tuple[str, ...]
    next_free: tuple[datetime, ...] = ()
    people_ids: tuple[int, ...] = ()
    undone: str = "booked"

    def facts(self, *, zone: tzinfo) -> dict[str, str]:
        """This will add the next free hours, as a sentence of their own."""
        times = "; ".join(words_for(instant, zone=zone) for instant in self.next_free)
        words = f"Next free: {times}." if times else "No other hour is free soon."
        return {**SchedulingError.facts(self, zone=zone), "next_free_words": words}


@dataclass(eq=False, kw_only=True)
class StandInTaken(SchedulingError):
    """{name} is not free any more at {start}. Nothing was changed. Free then: {others}."""

    name: str
    start: datetime
    others: tuple[str, ...] = ()


@dataclass(eq=False, kw_only=True)
class DaysBackToFront(SchedulingError):
    """The last day, {last}, comes before the first, {first}."""

    first: str
    last: str


@dataclass(eq=False, kw_only=True)
class DaysHavePassed(SchedulingError):
    """{last} is over. Choose days from today on."""

    last: str


@dataclass(eq=False, kw_only=True)
class DaysTooFar(SchedulingError):
    """{last} is too far away: I look up to {days} days ahead."""

    last: str
    days: int


@dataclass(eq=False, kw_only=True)
class InterviewGone(SchedulingError):
    """That interview was {state} already. Nothing was changed."""

    state: str = "cancelled"


@dataclass(eq=False, kw_only=True)
class InterviewChanged(SchedulingError):
    """That interview has been changed in the meantime. Nothing was changed now. `/interviews`
    shows it as it stands.
    """


@dataclass(eq=False, kw_only=True)
class NotOnThePanel(SchedulingError):
    """{name} is not on the panel of that interview any more. Nothing was changed."""

    name: str


# -- programs --------------------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class NobodyWithId(SchedulingError):
    """There is nobody with the id {id}."""

    id: int


@dataclass(eq=False, kw_only=True)
class TokenNameTaken(SchedulingError):
    """There is a token called {name} already. Revoke it first, or choose another name."""

    name: str


@dataclass(eq=False, kw_only=True)
class TokenUnknown(SchedulingError):
    """There is no token called {name}. `python -m bot token list` shows all of them."""

    name: str


@dataclass(eq=False, kw_only=True)
class RequestUnderWay(SchedulingError):
    """The first request with this key is still under way. Ask again in a moment."""


@dataclass(eq=False, kw_only=True)
class RequestDiffers(SchedulingError):
    """This key came with another request before. Use a new key for each new request."""


# -- distribution ----------------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class NobodyWaits(SchedulingError):
    """Nobody waits: every candidate who has given hours has an interview ahead. {without}
    `/register` adds a candidate with their hours; or name candidates yourself.
    """

    without: str = ""


@dataclass(eq=False, kw_only=True)
class NoInterviewerFree(SchedulingError):
    """No interviewer has a free hour {days}. Ask them for hours (`/availability` takes a minute),
    or choose other days.
    """

    days: str


@dataclass(eq=False, kw_only=True)
class PanelLimits(SchedulingError):
    """A panel can't have at least {least} and at most {most} interviewers."""

    least: int
    most: int


@dataclass(eq=False, kw_only=True)
class NothingAhead(SchedulingError):
    """No interview of that round is far enough ahead to be changed, and nobody of it waits."""


@dataclass(eq=False, kw_only=True)
class RoundTooLarge(SchedulingError):
    """One round has at most {most} people, and these are {people}. Name those who are to take
    part.
    """

    people: int
    most: int


@dataclass(eq=False, kw_only=True)
class RoundChanged(SchedulingError):
    """That plan has changed since then, so nothing was done. Look at it as it is now, and press
    again.
    """


@dataclass(eq=False, kw_only=True)
class RoundGone(SchedulingError):
    """That plan was {state} already. Nothing was changed. `/distribute` makes a new one."""

    state: str


# -- the database ----------------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class DatabaseReadOnly(SchedulingError):
    """The database can't be written to ({detail}). Nothing was saved."""

    detail: str


@dataclass(eq=False, kw_only=True)
class DatabaseFull(SchedulingError):
    """The disk that holds the database is full. Nothing was saved. Please tell whoever runs this
    bot.
    """


@dataclass(eq=False, kw_only=True)
class DatabaseBusy(SchedulingError):
    """The database is too busy just now. Nothing was saved. Please try again in a minute."""


@dataclass(eq=False, kw_only=True)
class DatabaseNewer(SchedulingError):
    """The database ({revision}) was made by a newer version of this bot. Start that version, or
    restore a backup from before the update.
    """

    revision: str


@dataclass(eq=False, kw_only=True)
class DatabaseInUse(SchedulingError):
    """Another process is using {path}. SQLite serves one bot at a time; to run several, set
    DATABASE_URL to a PostgreSQL database.
    """

    path: str


@dataclass(eq=False, kw_only=True)
class DatabaseUnreachable(SchedulingError):
    """The database can't be opened: {detail}. Check DATABASE_URL."""

    detail: str


@dataclass(eq=False, kw_only=True)
class TimeZonesMissing(SchedulingError):
    """The package {package} is not installed, and the operating system's time zones may be years
    old. Install all that requirements.txt lists.
    """

    package: str
