"""Google and Microsoft on loopback, a bot, and the browser of somebody who signs in."""

import asyncio
import http.client
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import google_fake
import microsoft_fake
import sqlalchemy as sa
from bot_settings import settings
from databases import new_database
from free_busy_fake import FreeBusyFake, running_beside
from google_fake import Google
from journeys.conftest import MONDAY
from microsoft_fake import Microsoft
from slack_sdk.web.async_client import AsyncWebClient
from web.in_process import Api, api_on
from web.pages import Page
from web.programs import Answer

from bot.calendars.fetching.addresses import PrivateHosts
from bot.calendars.fetching.fetcher import Answer as Fetched
from bot.calendars.fetching.fetcher import Fetcher, Request
from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.keeping.setup import signed_in_sources
from bot.process.signing.calendar_links import CalendarLink, calendar_address
from bot.process.signing.candidate_links import CandidateLinks
from bot.process.signing.secret_keys import keys_in
from bot.slack.directory.profiles import Profiles
from scheduling.model import Actor, RequestContext, Rules
from scheduling.model.calendars import SourceKind, UnconfirmedCalendar
from scheduling.results import CalendarChange, CalendarShown
from scheduling.steps.people import known
from scheduling.store import Store
from scheduling.store.schema import tables
from scheduling.timespan import HOUR, Span
from scheduling.usecases.availability.calendars import calendars_of, connect_calendar
from scheduling.usecases.availability.confirming import unconfirmed_of

TEN = MONDAY.replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=1)
BUSY = Span(start=TEN, end=TEN + HOUR)
ANA, BEN = "ana@acme.example", "ben@acme.example"
MINUTE = timedelta(minutes=1)
OLD, NEW = f"1:{'k' * 40}", f"2:{'n' * 40},1:{'k' * 40}"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One provider, and what is its own."""

    name: str
    new: Callable[[], FreeBusyFake]
    settings_of: Callable[..., dict[str, str]]
    source: SourceKind
    host: str
    scope: str

    @property
    def word(self) -> str:
        return self.name.casefold()


GOOGLE = Kind(
    name="Google",
    new=Google,
    settings_of=google_fake.sign_in_settings,
    source=SourceKind.GOOGLE_SIGN_IN,
    host="calendar.google.com",
    scope="https://www.googleapis.com/auth/calendar.freebusy",
)
MICROSOFT = Kind(
    name="Microsoft",
    new=Microsoft,
    settings_of=microsoft_fake.sign_in_settings,
    source=SourceKind.MICROSOFT_SIGN_IN,
    host="outlook.office365.com",
    scope="Calendars.ReadBasic",
)


class EachByItself(Fetcher):
    """Asks each time anew, as every call of these tests has a loop of its own."""

    async def fetch(self, request: Request, take: Callable[[bytes], None]) -> Fetched:
        once = Fetcher(private=self.private)
        try:
            return await once.fetch(request, take)
        finally:
            await once.close()


async def _at_once(_: float) -> None:
    """Wait for nothing."""


@dataclass(kw_only=True)
class World:
    """A provider, a bot at a moment, and the browser of somebody of the workspace."""

    kind: Kind
    provider: FreeBusyFake
    url: str
    keys: str = OLD
    now: datetime = MONDAY
    cookies: dict[str, str] = field(default_factory=dict)
    members: Profiles = field(default_factory=lambda: Profiles(AsyncWebClient(), time_zone="UTC"))

    def __post_init__(self) -> None:
        # With that address is signed in here.
        self.tells("Ines", profile={"email": ANA})
        self.tells("Ivo")

    def tells(self, name: str, **facts: object) -> None:
        told = {"id": f"U{name.upper()}", "real_name": name, "tz": "Europe/Berlin", **facts}
        self.members.remember({"locale": "en-GB", **told})

    def keeper(self, store: Store) -> CalendarKeeper:
        chosen = settings(**self.kind.settings_of(self.provider))
        fetcher = EachByItself(private=PrivateHosts(names=chosen.calendar_private_hosts))
        sources = signed_in_sources(chosen, fetcher=fetcher)
        keeper = CalendarKeeper(
            store=store,
            clock=lambda: self.now,
            sources={k: replace(s, clock=lambda: self.now) for k, s in sources.items()},
            accounts=SealedAccounts.with_keys(keys_in(self.keys)),
        )
        # Nobody is about to keep anything here but who says so.
        keeper.turns.pause = _at_once
        return keeper

    def bot(self, **settings: str) -> AbstractContextManager[Api]:
        return api_on(
            self.url,
            now=self.now,
            keys=keys_in(self.keys),
            keeper=self.keeper,
            profiles=self.members,
            **settings,
        )

    def page(self, name: str = "Ines", person_id: int | None = None) -> str:
        """The path of the page that somebody is led to from Slack."""
        link = CalendarLink(slack_user_id=f"U{name.upper()}", person_id=person_id)
        links = CandidateLinks(public_url="", keys=keys_in(self.keys))
        address = calendar_address(links, link, now=self.now)
        assert address is not None
        return address

    def button(self, api: Api, name: str = "Ines", person_id: int | None = None) -> str:
        """The path to which the button on somebody's page leads."""
        page = Page(api.get(self.page(name, person_id)))
        (there,) = [each for each in page.links if "/sign-in/" in each]
        return there

    def leaves(self, api: Api, name: str = "Ines", person_id: int | None = None) -> str:
        """Press the button on the page, and return where that leads to."""
        answer = api.get(self.button(api, name, person_id))
        assert answer.status == 303, answer.body
        cookie = answer.headers["set-cookie"]
        kept, _, rest = cookie.partition(";")
        assert {"HttpOnly", "Max-Age=600", "SameSite=lax"} <= {p.strip() for p in rest.split(";")}
        self.cookies.update([tuple(kept.split("=", 1))])  # type: ignore[list-item]
        return answer.headers["location"]

    def decides(self, there: str) -> str:
        """Decide at the provider, and return where one is sent back to."""
        parts = urlsplit(there)
        connection = http.client.HTTPConnection("127.0.0.1", parts.port or 80)
        connection.request("GET", f"{parts.path}?{parts.query}")
        answer = connection.getresponse()
        assert answer.status == 302, answer.read()
        back = answer.headers["Location"]
        connection.close()
        return back

    def comes_back(self, api: Api, back: str, method: str = "GET") -> Page:
        """Open the address that the provider sends the browser back to."""
        parts = urlsplit(back)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"cookie": cookies} if cookies else {}
        answer: Answer = api._answer(
            method, parts.path, query=parts.query.encode(), headers=headers
        )
        return Page(answer)

    def signs_in(self, api: Api, name: str = "Ines") -> Page:
        return self.comes_back(api, self.decides(self.leaves(api, name)))

    def connects(self, api: Api, name: str = "Ines") -> Page:
        """Sign in with an account that nobody knows here, and say that it is one's own."""
        page = self.signs_in(api, name)
        for waiting in self.waiting(api):
            self.says_yes(api, waiting)
        return page

    def waiting(self, api: Api) -> tuple[UnconfirmedCalendar, ...]:
        """The calendars that wait for the word of anybody."""
        return unconfirmed_of(api.store, self.coordinator(), person_id=None)

    def says_yes(
        self, api: Api, waiting: UnconfirmedCalendar, by: int | None = None
    ) -> CalendarChange:
        """Somebody says that a calendar is theirs: whose it is to be, if nobody else is named."""
        context = self.owner(api, waiting.person_id if by is None else by)
        keeper = self.keeper(api.store)
        new = asyncio.run(keeper.look_confirmed(context, unconfirmed_id=waiting.id))
        return connect_calendar(
            api.store, context, person_id=None, new=new, interval=keeper.interval
        )

    def owner(self, api: Api, person_id: int) -> RequestContext:
        """Somebody who asks in Slack."""
        with api.store.reading() as session:
            person = known(session, person_id)
        actor = Actor(
            name=person.name,
            time_zone="UTC",
            slack_user_id=person.slack_user_id,
            person=person,
            is_coordinator=person.is_coordinator,
        )
        return RequestContext(actor=actor, now=self.now, rules=Rules())

    def coordinator(self) -> RequestContext:
        """A program that may do all."""
        actor = Actor(name="Cora", time_zone="UTC", is_coordinator=True)
        return RequestContext(actor=actor, now=self.now, rules=Rules())

    def round(self, api: Api, after: timedelta = timedelta()) -> None:
        self.now += after
        asyncio.run(self.keeper(api.store).read_due())

    def shown(self, api: Api) -> list[CalendarShown]:
        context = self.coordinator()
        with api.store.reading() as session:
            ids = list(session.scalars(sa.select(tables.person.c.id).order_by(tables.person.c.id)))
        each = (calendars_of(api.store, context, person_id=id).calendars for id in ids)
        return [shown for theirs in each for shown in theirs]


@contextmanager
def world_of(kind: Kind, folder: Path) -> Iterator[World]:
    """One in which Ana has something in her calendar at that provider, and Ben has nothing."""
    with running_beside(kind.new) as provider:
        provider.calendars = {ANA: [(TEN, TEN + HOUR)], BEN: []}
        provider.sign_ins.redirects = {f"http://127.0.0.1/calendar/signed-in/{kind.word}"}
        yield World(kind=kind, provider=provider, url=new_database(folder))
