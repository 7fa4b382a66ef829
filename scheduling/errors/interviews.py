"""What goes wrong when interviews are booked, moved and cancelled, or hours sought for them."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from languages.catalogue import gettext
from scheduling.errors.sentence import SchedulingError, listed
from scheduling.timespan import words_for


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
        """Add the hours around, and whose they are if the reader's differ from them."""
        times = listed([words_for(instant, zone=zone) for instant in self.around], joiner="or")
        nearest = gettext("Choose {times}.").format(times=times) if self.around else ""
        local = self.start.astimezone(zone)
        # For a reader in a half-hour zone, "on the hour" would otherwise read as a mistake of
        # ours.
        looks_right = local == local.replace(minute=0, second=0, microsecond=0)
        look_odd = any(instant.astimezone(zone).minute for instant in self.around)
        has_zone = self.time_zone and (looks_right or look_odd)
        of_zone = gettext(" in {zone}").format(zone=self.time_zone) if has_zone else ""
        facts = SchedulingError.facts(self, zone=zone)
        return {**facts, "of_zone": of_zone, "nearest": nearest}


@dataclass(eq=False, kw_only=True)
class TooSoon(SchedulingError):
    """{start} is too soon: an interview needs at least {notice} of notice. Nothing was {undone}."""

    start: datetime
    notice: str
    undone: str = "booked"


@dataclass(eq=False, kw_only=True)
class TooFarAhead(SchedulingError):
    """{start} is too far away: interviews are up to {days} days ahead. Nothing was {undone}."""

    start: datetime
    days: int
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
    """{outside} {declining} {calendars} Nothing was {undone}."""

    start: datetime
    # Those who have never given that hour; those who have declined it since; and those whose
    # calendar takes it.
    people: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    busy: tuple[str, ...] = ()
    # The last of these by id, so that whoever allows it all the same says whose it may be.
    busy_ids: tuple[int, ...] = ()
    undone: str = "booked"

    def facts(self, *, zone: tzinfo) -> dict[str, str]:
        """Add why not, as a sentence for each of the reasons."""
        start, they = words_for(self.start, zone=zone), listed(self.declined)
        outside = f"{start} is outside the hours of {listed(self.people)}." if self.people else ""
        have = "has" if len(self.declined) == 1 else "have"
        when = "then" if self.people else f"on {start}"
        declining = f"{they} {have} said that they can't make it {when}." if self.declined else ""
        calendars = self._calendars("then" if self.people or self.declined else f"on {start}")
        facts = SchedulingError.facts(self, zone=zone)
        return {**facts, "outside": outside, "declining": declining, "calendars": calendars}

    def _calendars(self, when: str) -> str:
        if not self.busy:
            return ""
        one = len(self.busy) == 1
        are, theirs = ("is", "calendar") if one else ("are", "calendars")
        return f"{listed(self.busy)} {are} busy {when}, by their {theirs}."


@dataclass(eq=False, kw_only=True)
class SlotTaken(SchedulingError):
    """Already booked at {start}: {taken}. Nothing was {undone}. {next_free_words}"""

    start: datetime
    taken: tuple[str, ...]
    next_free: tuple[datetime, ...] = ()
    people_ids: tuple[int, ...] = ()
    undone: str = "booked"

    def facts(self, *, zone: tzinfo) -> dict[str, str]:
        """Add the next free hours, as a sentence of their own."""
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
    """That interview was {state} already{whose}. Nothing was changed."""

    state: str = "cancelled"
    # By whom, where that is known.
    by: str = ""

    @property
    def is_unknown(self) -> bool:
        """Whether there is no trace of it, be it that there never was one."""
        return self.state == "removed"

    def facts(self, *, zone: tzinfo) -> dict[str, str]:
        """Add by whom, if that is known."""
        facts = SchedulingError.facts(self, zone=zone)
        return {**facts, "whose": f" by {self.by}" if self.by else ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanwhile:
    """Something that has happened to an interview: "moved" and the like, and by whom."""

    what: str
    # "you" for the reader, empty where nobody knows.
    by: str = ""

    @property
    def words(self) -> str:
        """Say it as a part of a sentence."""
        they, have = self.by or "somebody", "have" if self.by == "you" else "has"
        return {
            "moved": f"{they} {have} moved it",
            "panel_changed": f"{they} {have} changed its panel",
            "declined": f"{they} can't make it",
            "accepted": f"{they} can make it after all",
            "details_changed": f"{they} {have} changed its place or its notes",
        }.get(self.what, f"{they} {have} changed it")


@dataclass(eq=False, kw_only=True)
class InterviewChanged(SchedulingError):
    """That interview has changed in the meantime{what}. Nothing was changed now. {stands}"""

    happened: tuple[Meanwhile, ...] = ()
    # When it was to start, as far as whoever asks knew, and when it starts now.
    was: datetime | None = None
    start: datetime | None = None

    def facts(self, *, zone: tzinfo) -> dict[str, str]:
        """Add what has happened, and when it starts now."""
        happened = listed(list(dict.fromkeys(each.words for each in self.happened)))
        stands = "`/interviews` shows it as it stands."
        if self.start is not None:
            stays = "still" if self.was == self.start else "now"
            stands = f"It is {stays} on {words_for(self.start, zone=zone)}."
        what = f": {happened}" if self.happened else ""
        return {**SchedulingError.facts(self, zone=zone), "what": what, "stands": stands}


@dataclass(eq=False, kw_only=True)
class NotOnThePanel(SchedulingError):
    """{name} is not on the panel of that interview any more. Nothing was changed."""

    name: str


@dataclass(eq=False, kw_only=True)
class NoMoveAsked(SchedulingError):
    """Nobody asks for that other hour of the interview any more. Nothing was changed. \
`/interviews` shows it as it stands."""


@dataclass(eq=False, kw_only=True)
class NotByThemselves(SchedulingError):
    """You can't move that interview by yourself any more, but ask for it. Nothing was changed."""


@dataclass(eq=False, kw_only=True)
class PanelHasLeft(SchedulingError):
    """{name} has left: their Slack account is deactivated. Nothing was moved. Find somebody else
    for the panel first, or cancel the interview: `/interviews`.
    """

    name: str


@dataclass(eq=False, kw_only=True)
class LinkNotHttps(SchedulingError):
    """“{link}” can't be passed on: a link starts with https:// and a host. Nothing was {undone}."""

    link: str
    # Where it stands, such as "place".
    detail: str
    undone: str = "saved"


@dataclass(eq=False, kw_only=True)
class DetailTooLong(SchedulingError):
    """{what} has {length} letters, and {most} is the most. Nothing was {undone}."""

    what: str
    # As before.
    detail: str
    length: str
    most: str
    undone: str = "saved"
