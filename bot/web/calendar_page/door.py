"""Who comes to connect a calendar: by a link that they have from us in Slack, a moment ago."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from slack_sdk.errors import SlackApiError
from starlette.requests import Request

from bot.calendars.keeping.keeper import CalendarKeeper
from bot.process.signing import calendar_links
from bot.process.signing.calendar_links import (
    PATH,
    CalendarLink,
    calendar_link_in,
    calendar_seal,
)
from bot.process.signing.sealing import Seal
from bot.process.signing.secret_keys import SecretKeys
from bot.process.signing.sign_in_states import GOOD_FOR, sign_in_seal, state_in
from bot.slack.requests.who_asks import WhoAsks
from bot.web.api.shared.dependencies import Dependencies
from bot.web.calendar_page.one_use import is_used, key_of
from bot.web.candidate.looks import Looks
from bot.web.candidate.signed_door import Form, SignedDoor, form_in
from bot.web.door.rates import Rates
from languages.style import ENGLISH
from scheduling.errors import SchedulingError
from scheduling.model import RequestContext
from scheduling.model.api_access import RequestKey
from scheduling.timespan import current_style, written_in
from scheduling.usecases.availability.calendars import calendars_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarVisit:
    """Somebody of the workspace who is about to connect a calendar."""

    link: CalendarLink
    # What is signed in it, and the path of the page as the outside world has it.
    word: str
    base: str
    # Where somebody comes back to who has signed in elsewhere; but for the path, the whole of it.
    public_url: str
    # Whose calendar it is, if not theirs; nothing otherwise.
    owner: str
    context: RequestContext
    request: Request
    calendars: CalendarKeeper
    looks: Looks
    # What signs the form.
    forms: Seal
    # What goes with them when they sign in elsewhere.
    states: Seal
    # How often somebody has calendars be asked for, by whatever links.
    rates: Rates
    # By what it is on record that the link was used, and whether it was.
    key: RequestKey
    is_used: bool

    @property
    def whose(self) -> str:
        """Whose calendar it will count as, which no page leaves open: a link may be passed on."""
        return self.owner or self.context.actor.name

    @property
    def form_token(self) -> str:
        """What the form of this page carries, so that no other page can send it."""
        return self.forms.signed(self.word)

    def form(self) -> Form | None:
        """Return the fields that were sent; None where no page of ours has sent them."""
        form = form_in(self.request)
        return form if self.forms.opened(form.get("form", [""])[0]) == self.word else None


class CalendarDoor(SignedDoor[CalendarVisit]):
    """Lets in who has a link that is not over, with what they may do at this moment."""

    def __init__(self, dependencies: Dependencies) -> None:
        """Nobody comes in where there are no keys."""
        keys = dependencies.keys
        super().__init__(dependencies, seal=None if keys is None else self._seal_of(keys))
        self._links = None if keys is None else calendar_seal(keys)
        self._forms = None if keys is None else Seal(keys, purpose="calendar's form")
        self._states = None if keys is None else sign_in_seal(keys)
        self.looks = replace(
            self.looks,
            over_page="calendar_over.html",
            trouble_page="calendar_trouble.html",
            minutes=int(calendar_links.GOOD_FOR.total_seconds() // 60),
        )
        # Each may have the bot call somewhere.
        self._rates = Rates(a_minute=6, at_once=6)

    def _seal_of(self, keys: SecretKeys) -> Seal:
        return calendar_seal(keys)

    @contextmanager
    def _written_for(self, request: Request) -> Iterator[None]:
        """As in Slack, which they come from: in English."""
        usual = super()._written_for(request)
        with usual, written_in(replace(current_style(), language=ENGLISH)):
            yield

    async def _found(self, word: str, request: Request) -> CalendarVisit | None:
        link = calendar_link_in(word, now=self._parts.clock())
        return None if link is None else await self._visit(link, word, request)

    async def _visit(self, link: CalendarLink, word: str, request: Request) -> CalendarVisit | None:
        now, parts = self._parts.clock(), self._parts
        if parts.calendars is None:
            return None
        assert self._links is not None  # or nothing of ours is signed
        assert self._forms is not None
        assert self._states is not None
        try:
            who_asks = WhoAsks(store=parts.store, rules=parts.rules, profiles=parts.profiles)
            actor = await who_asks.member(link.slack_user_id, now=now)
            context = RequestContext(actor=actor, now=now, rules=parts.rules)
            theirs = await asyncio.to_thread(
                calendars_of, parts.store, context, person_id=link.person_id
            )
        except (SchedulingError, SlackApiError):
            # They have left, or may not do that any more: there is nothing else to be told.
            return None
        key = key_of(word, slack_user_id=link.slack_user_id)
        is_own = link.person_id is None or theirs.person is None
        return CalendarVisit(
            link=link,
            word=word,
            base=f"{urlsplit(parts.address).path}{PATH}/{self._links.signed(word)}",
            public_url=parts.address,
            owner="" if is_own or theirs.person is None else theirs.person.name,
            context=context,
            request=request,
            calendars=parts.calendars,
            looks=self.looks,
            forms=self._forms,
            states=self._states,
            rates=self._rates,
            key=key,
            is_used=await is_used(parts.store, context, key=key),
        )


class WayBack(CalendarDoor):
    """Lets in who comes back from signing in elsewhere, by what went there with them."""

    def _seal_of(self, keys: SecretKeys) -> Seal:
        return sign_in_seal(keys)

    def _signed_in(self, request: Request) -> str:
        return request.query_params.get("state", "")

    async def _found(self, word: str, request: Request) -> CalendarVisit | None:
        state = state_in(word)
        if state is None:
            return None
        # Their link was good when they left.
        link = calendar_link_in(state.link, now=state.ends - GOOD_FOR)
        return None if link is None else await self._visit(link, state.link, request)
