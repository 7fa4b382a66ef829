"""What a candidate finds on their page, and what a coordinator gets who sends a link to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from languages.style import ENGLISH
from scheduling.model import Actor, Availability, Interview, Person, RequestContext, Rules
from scheduling.model.api_access import CandidateLink
from scheduling.model.interviews import MoveRequest
from scheduling.timespan import Horizon


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedLink:
    """A link to somebody's page."""

    person: Person
    link: CandidateLink
    # Whether it was good before, and only lasts longer now.
    was_there: bool = False
    # Whether a message is on its way to them; else somebody has to send it.
    is_told: bool = False
    # The locale of those of whom nothing is known.
    usual_locale: str = ENGLISH


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What erasing somebody does, or has done."""

    # As they are: once it is done, without a name.
    person: Person
    # Interviews that stay, without a name.
    interviews: int
    # Messages to them that have not been sent, and will not be.
    unsent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageVersion:
    """What a candidate's page is made of, in short: of one version there is one page."""

    link: CandidateLink
    # The last change of whoever it is of, in the words of the database.
    last_change: str
    # The quarter of an hour: what ends within it is shown until it is over.
    tick: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatePage:
    """All that a candidate is shown."""

    version: PageVersion
    person: Person
    now: datetime
    hours: Availability
    # The hours that they have given, as the bits of the horizon.
    horizon: Horizon
    given: int
    # Their own ahead, by time.
    interviews: tuple[Interview, ...]
    # What they have asked for and nobody has answered, by the interview's id.
    requests: Mapping[int, MoveRequest]

    @property
    def link(self) -> CandidateLink:
        """By which link it was opened."""
        return self.version.link

    def context(self, rules: Rules) -> RequestContext:
        """Return the candidate as whoever asks for something."""
        return RequestContext(actor=actor_of(self.person), now=self.now, rules=rules)


def actor_of(person: Person) -> Actor:
    """Return a candidate as somebody who acts for themselves alone."""
    return Actor(
        name=person.name,
        time_zone=person.time_zone,
        locale=person.locale,
        slack_user_id=person.slack_user_id,
        person=person,
    )
