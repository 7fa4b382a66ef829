"""What every request brings along."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from languages.locales import style_of
from languages.style import ENGLISH
from scheduling.model.availability import Weekday
from scheduling.model.calendars import CompanyCalendars
from scheduling.model.details import Details
from scheduling.model.limits import MONDAY_TO_FRIDAY
from scheduling.model.people import Person
from scheduling.timespan import TimeStyle


class Guests(StrEnum):
    """What guests of the workspace may be."""

    CANDIDATES = "candidates"
    EVERYBODY = "everybody"
    NOBODY = "nobody"


class Invites(StrEnum):
    """Who gets interviews as entries for their calendar, by mail."""

    CANDIDATES = "candidates"
    EVERYBODY = "everybody"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Whether mail goes out, and to whom."""

    is_on: bool = False
    # The addresses and domains that alone are written to, in small letters; empty: all are.
    only_to: frozenset[str] = frozenset()
    invites: Invites = Invites.CANDIDATES

    def reaches(self, address: str | None) -> bool:
        """Tell whether somebody with that address can be written to."""
        if not self.is_on or address is None:
            return False
        whole = address.casefold()
        return not self.only_to or whole in self.only_to or whole.partition("@")[2] in self.only_to


NO_MAIL = Mail()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a workspace has set for all its interviews."""

    # Interviews start on the hour of this clock (IANA),
    time_zone: str = "UTC"
    # at least this long from now.
    minimum_notice: timedelta = timedelta(hours=1)
    # How long before the start people are reminded, longest first.
    reminder_leads: tuple[timedelta, ...] = (timedelta(hours=24), timedelta(hours=1))
    # How far a question without dates looks.
    look_ahead: timedelta = timedelta(days=14)
    # Slack user ids of those who are coordinators by the settings.
    coordinators: frozenset[str] = frozenset()
    guests: Guests = Guests.CANDIDATES
    # The most interviews that a distribution gives somebody in their local day; None: no limit,
    daily_cap: int | None = 3
    # and in their ISO week.
    weekly_cap: int | None = None
    # How many working days a distribution leaves for telling somebody by hand; None: none,
    hand_notice: int | None = 3
    # and which days those are; at least one.
    working_days: frozenset[Weekday] = MONDAY_TO_FRIDAY
    # How many working days a link to a candidate's page is good for, after today.
    link_lifetime: int = 5
    # How often candidates may move an interview by themselves,
    candidate_moves: int = 2
    # and until how long before it begins; later they can ask for it.
    candidate_moves_until: timedelta = timedelta(hours=24)
    # Whether candidates are shown who interviews them.
    candidates_see_panel: bool = False
    # In which language, and how, candidates are written to of whom nothing is known: "de-AT".
    candidate_locale: str = ENGLISH
    # How far before and after now interviews count when a distribution evens the load.
    load_span: timedelta = timedelta(weeks=4)
    # How long a distribution may search.
    distribution_time: timedelta = timedelta(seconds=20)
    # Whether those are written to who are not in Slack.
    mail: Mail = NO_MAIL
    # Where interviews are of which nobody says where, with `details.ROOM` in it for a word of its
    # own; empty: nothing is said.
    place: str = ""
    # How often the calendars that people have connected are read.
    calendar_interval: timedelta = timedelta(minutes=10)
    # Calendars that are read for everybody with an address at some domains.
    company_calendars: tuple[CompanyCalendars, ...] = ()

    @property
    def usual_details(self) -> Details:
        """What is said of an interview of which nobody has said anything yet."""
        return Details(place=self.place)

    @property
    def zone(self) -> ZoneInfo:
        """The workspace's time zone, ready for arithmetic."""
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever asks for something: as Slack names them, and as registered, if they are."""

    name: str
    # An IANA name; every time is shown in it.
    time_zone: str
    # The language and the region that they use Slack in, such as "de-DE".
    locale: str | None = None
    # None for a program.
    slack_user_id: str | None = None
    # None for somebody who is not registered.
    person: Person | None = None
    # By registration, by the settings, or as an admin of the workspace.
    is_coordinator: bool = False
    # Whether the workspace shows them some of its channels alone.
    is_guest: bool = False
    # As the workspace knows it, to be kept with whoever this registers.
    email: str | None = None

    @property
    def style(self) -> TimeStyle:
        """How times and dates are written for this reader."""
        return self.person.style if self.person else style_of(self.locale)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which this reader is shown every time."""
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody whom a notice speaks of: by id, where they are registered."""

    # None for somebody who is not registered. Of those only a name is known:
    person_id: int | None = None
    # a member of the workspace has a Slack id beside it, a program has none.
    slack_user_id: str | None = None
    name: str = ""
    # All that rows of version 1 have: it may be the name of several people, or names joined by
    # commas.
    called: str = ""

    @classmethod
    def acting(cls, actor: Actor) -> "Who":
        """Return whoever asks for something, as a notice keeps them."""
        if actor.person is not None:
            return cls.of(actor.person)
        return cls(slack_user_id=actor.slack_user_id, name=actor.name)

    @classmethod
    def of(cls, person: Person) -> "Who":
        """Return somebody registered."""
        return cls(person_id=person.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestContext:
    """What every request brings along: who asks, when, and the rules of the workspace."""

    actor: Actor
    now: datetime
    rules: Rules
