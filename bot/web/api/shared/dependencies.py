"""What every answer over HTTP is made from."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network

from fastapi import Request

from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.keeping.reads_calendars import ReadsCalendars
from bot.process.clock import Clock
from bot.process.liveness import Liveness
from bot.process.settings.page import Company
from bot.process.signing.candidate_links import CandidateLinks
from bot.process.signing.secret_keys import SecretKeys
from bot.slack.directory.profiles import Profiles
from bot.slack.searches import Searches
from bot.web.api.shared.write_probe import WriteProbe
from scheduling.model import Actor, Person, RequestContext, Rules
from scheduling.model.api_access import ALL_SCOPES, SETTINGS_TOKEN, Caller
from scheduling.store import Store
from scheduling.usecases.delivery.status import Tally

SETTINGS_CALLER = Caller(name=SETTINGS_TOKEN, key=SETTINGS_TOKEN, scopes=ALL_SCOPES)
"""Whoever comes in with the token of the settings."""
_PLANS_AT_ONCE = 2
_TALLY_KEPT_FOR = timedelta(hours=1)


class KeptTally:
    """The last count of what is over, and the next one when an hour has passed.

    To count it for every look at the figures would read all that is kept.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._turn = threading.Lock()
        self._last: Tally | None = None

    def as_of(self, now: datetime, *, count: Callable[..., Tally]) -> Tally:
        """Return a tally of at most an hour ago; `count` makes one as of `now`."""
        with self._turn:
            last = self._last
            if last is None or not timedelta(0) <= now - last.at < _TALLY_KEPT_FOR:
                last = self._last = count(now=now)
            return last


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependencies(ReadsCalendars):
    """The store, the clock and the like; `address` is where programs find us, without a "/".

    Whoever distributes holds `planning`, so that some threads are always left for everybody else.
    """

    store: Store
    rules: Rules
    clock: Clock
    profiles: Profiles
    liveness: Liveness
    address: str
    api_token: str | None = None
    api_rate: int = 600
    keys: SecretKeys | None = None
    """What links are signed with; None where nobody has given any."""
    calendars: CalendarKeeper | None = None
    company: Company = field(default_factory=Company)
    # Whose pages may show those of candidates in a frame, as origins.
    framed_by: tuple[str, ...] = ()
    requires_revision: bool = False
    operators_port: int | None = None
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    probe: WriteProbe = field(default_factory=WriteProbe)
    tally: KeptTally = field(default_factory=KeptTally)
    searches: Searches = field(default_factory=Searches)
    planning: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_PLANS_AT_ONCE))

    @property
    def links(self) -> CandidateLinks:
        """What makes links to our own pages."""
        return CandidateLinks(public_url=self.address, keys=self.keys)


def dependencies_of(request: Request) -> Dependencies:
    """Return what the answer to a request is made from."""
    dependencies = request.state.dependencies
    assert isinstance(dependencies, Dependencies)
    return dependencies


def caller_in(request: Request) -> Caller:
    """Return who has been let in."""
    caller = request.state.caller
    assert isinstance(caller, Caller)
    return caller


# What a call depends on is asynchronous, even where nothing is waited for: FastAPI would give each
# of the others a thread, which takes longer than all of them together.


async def used_dependencies(request: Request) -> Dependencies:
    """Return what the answer to a request is made from, for whoever depends on it."""
    return dependencies_of(request)


async def context_of(request: Request) -> RequestContext:
    """Return who asks: the program that the token belongs to, as a coordinator."""
    dependencies = dependencies_of(request)
    actor = Actor(
        name=caller_in(request).name, time_zone=dependencies.rules.time_zone, is_coordinator=True
    )
    return RequestContext(actor=actor, now=dependencies.clock(), rules=dependencies.rules)


def acting_as(person: Person, context: RequestContext) -> RequestContext:
    """Return a request as if somebody had made it themselves."""
    actor = Actor(name=person.name, time_zone=person.time_zone, person=person)
    return replace(context, actor=actor)
