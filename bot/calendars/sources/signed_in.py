"""Calendars for which their owners have signed in: read by what they allowed, until it ends."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any

from bot.calendars.fetching.addresses import checked_address
from bot.calendars.fetching.fetcher import Fetcher, Request
from bot.calendars.fetching.json_answers import JsonAnswer
from bot.calendars.fetching.statuses import failure_of
from bot.calendars.free_busy.calls import FreeBusyCalls, FreeBusyServer
from bot.calendars.sources.colleagues import ColleagueAsked, colleague_outcome
from bot.calendars.sources.source import CalendarAccount, Found, Unchanged
from bot.calendars.tokens.sign_in import SignInProvider, give_back, permission_for
from bot.calendars.tokens.tokens import Tokens
from scheduling.availability.calendars import Reader
from scheduling.errors import (
    CalendarFailing,
    CalendarNotInCompany,
    CalendarNotRead,
    CalendarSignInClosed,
    CalendarSignInEnded,
    CompanyCalendarsClosed,
    SignInFailed,
)

_SECONDS_TO_GIVE_BACK = 5.0
"""The rounds of calendars wait for it."""
_UNUSED = timedelta(days=1)
"""How long after its end a token is let go: calendars that fail are read again within it, and until
they are, a newer permission may be in no other place.
"""
_LOOKED_AT = 4
"""Of the longest unused, at each that is new: more than come, so that their number is bounded."""
_ENDED = ("invalid_grant", "interaction_required", "consent_required", "login_required")
"""What is said of a permission that is none any more, or not enough."""
_OURS_TO_MEND = (
    "invalid_client",
    "unauthorized_client",
    "redirect_uri_mismatch",
    "invalid_scope",
    "invalid_request",
    "unsupported_grant_type",
    "unsupported_response_type",
)
"""What is said of a client that is not set up as it should be, whoever signs in by it."""
_TOO_LITTLE = ("insufficientPermissions", "insufficientScope", "AccessDenied")
"""What is said of a call for which somebody has not allowed enough."""

log = logging.getLogger(__name__)


Keep = Callable[[CalendarAccount], Awaitable[None]]
"""Keeps with what a calendar is to be read from now on; it fails at nothing."""


async def kept_nowhere(_: CalendarAccount) -> None:
    """Keep nothing, as for a calendar that is not there yet."""


@dataclass(kw_only=True)
class _Held:
    """A permission, and the tokens that it gives, which are in no place but here."""

    refresh_token: str = field(repr=False)
    tokens: Tokens = field(init=False, repr=False)
    # Where a newer one is kept, which may be the end of the older one.
    keep: Callable[[str], Awaitable[None]] | None = field(default=None, repr=False)

    async def hear(self, facts: Mapping[str, Any]) -> bool:
        """Go on with the newer permission that may come with a token, and tell whether one has."""
        newer = facts.get("refresh_token")
        if not isinstance(newer, str) or newer in ("", self.refresh_token):
            return False
        self.refresh_token = newer
        if self.keep is not None:
            await self.keep(newer)
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Somebody has signed in: with what their calendar is read, and as whom."""

    account: CalendarAccount
    # The account's own address, where the provider vouches for it; else empty.
    address: str = field(repr=False)
    # Whether what the calendar is read with tells the account from all others.
    is_told_apart: bool


@dataclass(kw_only=True)
class SignedInSource:
    """Reads calendars at one provider, each by the permission of its owner."""

    provider: SignInProvider
    server: FreeBusyServer
    fetcher: Fetcher
    clock: Callable[[], datetime]
    # By which name whoever is signed in has their own calendar; else where it is said.
    own: str = ""
    own_url: str = ""
    # What whoever runs the bot has to mend: of the client, and of what is asked by its tokens.
    _client_trouble: str = field(default="", init=False, repr=False)
    _reading_trouble: str = field(default="", init=False, repr=False)
    _held: dict[str, _Held] = field(default_factory=dict, init=False, repr=False)

    @property
    def host(self) -> str:
        """Where the calendars are, as everybody may know it."""
        return self.server.host

    @property
    def trouble(self) -> str:
        """Why nobody can sign in, or be read, in words for whoever runs the bot; else empty."""
        return self._client_trouble or self._reading_trouble

    async def account_for(self, code: str, *, verifier: str, redirect: str) -> SignedIn:
        """Return what a calendar is read with whose owner was sent back with a code, and as whom.

        Raises SignInFailed, SignInIncomplete and CalendarNotRead.
        """
        try:
            permission = await permission_for(
                self.provider, code, verifier=verifier, redirect=redirect, fetcher=self.fetcher
            )
        except SignInFailed as failed:
            raise self.refusal_of(failed) from None
        self._client_trouble = ""
        held = self._of(permission.refresh_token)
        address = self.own or await self._own_address(held)
        self._go_on_with(held, before=permission.refresh_token)
        account = CalendarAccount(
            address=address, username=permission.subject, password=held.refresh_token
        )
        # Where a calendar is asked for by its owner's address, the provider has just said that.
        return SignedIn(
            account=account,
            address=permission.address if self.own else address,
            is_told_apart=bool(permission.subject or not self.own),
        )

    def refusal_of(self, failed: SignInFailed) -> SignInFailed | CalendarSignInClosed:
        """Return what somebody is told with whom it did not come off.

        What is wrong with the client is nothing that they could mend: it is a trouble.
        """
        if failed.why not in _OURS_TO_MEND:
            return failed
        self._client_trouble = self._noted(failed.said or failed.why, before=self._client_trouble)
        return CalendarSignInClosed(host=self.host, why=failed.said or failed.why)

    async def read(
        self,
        account: CalendarAccount,
        reader: Reader,
        previous: str | None,
        *,
        keep: Keep = kept_nowhere,
    ) -> Found | Unchanged:
        """Read the calendar of whoever has given the permission. Raises CalendarNotRead.

        A newer permission is kept before anything is asked by it, whatever comes of the reading.
        """
        held = self._of(account.password)
        held.keep = lambda newer: keep(replace(account, password=newer))
        try:
            outcome = await self._read(held, account, reader, previous)
        except CalendarSignInEnded:
            self._held.pop(account.password, None)
            self._held.pop(held.refresh_token, None)
            raise
        self._reading_trouble = ""
        if held.refresh_token == account.password:
            return outcome
        # Where it was not read, it is known by the older one, which is what is kept of it.
        self._go_on_with(held, before=account.password)
        return replace(outcome, account=replace(account, password=held.refresh_token))

    async def give_back(self, account: CalendarAccount) -> bool:
        """Give a permission back, and tell whether that is done with.

        It is as well where its provider takes none, or where it has ended already.
        """
        self._held.pop(account.password, None)
        try:
            async with asyncio.timeout(_SECONDS_TO_GIVE_BACK):
                return await give_back(self.provider, account.password, fetcher=self.fetcher)
        except (CalendarNotRead, TimeoutError) as error:
            log.warning("%s has not taken a permission back: %s", self.host, type(error).__name__)
            return False

    async def close(self) -> None:
        """Close connections; they are opened again when needed."""
        await self.fetcher.close()

    async def _read(
        self, held: _Held, account: CalendarAccount, reader: Reader, previous: str | None
    ) -> Found | Unchanged:
        calls = FreeBusyCalls(
            server=self.server,
            tokens=held.tokens,
            fetcher=self.fetcher,
            refusal_in=self._refusal_in,
        )
        found = await calls.busy([account.address], reader.window)
        busy = found[account.address]
        if isinstance(busy, CalendarNotRead):
            raise busy
        asked = ColleagueAsked(reader=reader, previous=previous)
        return colleague_outcome(self.server.blocks_of(busy, reader), asked)

    async def _own_address(self, held: _Held) -> str:
        """Return under which address whoever is signed in has their calendar."""
        answer = await held.tokens.asked(partial(_get, self.own_url, self.fetcher))
        owner = answer.facts.get("owner")
        if answer.status == 200 and isinstance(owner, dict) and owner.get("address"):
            return str(owner["address"])
        raise self._without_address(answer)

    def _without_address(self, answer: JsonAnswer) -> CalendarNotRead:
        if answer.status in (401, 403, 404):
            # They may sign in, and have no mailbox.
            return CalendarNotInCompany(host=self.host)
        return failure_of(answer.answer) or CalendarFailing(host=self.host)

    def _of(self, refresh_token: str) -> _Held:
        held = self._held.pop(refresh_token, None)
        if held is None:
            self._forget_unused()
            held = self._newly_held(refresh_token)
        # Those that are used come last.
        self._held[refresh_token] = held
        return held

    def _newly_held(self, refresh_token: str) -> _Held:
        held = _Held(refresh_token=refresh_token)
        held.tokens = Tokens(
            request=lambda _: self.provider.refresh_request(
                held.refresh_token, private=self.fetcher.private
            ),
            fetcher=self.fetcher,
            clock=self.clock,
            refusal=self._token_refusal,
            heard=partial(self._hear, held),
        )
        return held

    async def _hear(self, held: _Held, facts: Mapping[str, Any]) -> None:
        # Who gives a token takes us for who we are.
        self._client_trouble = ""
        if await held.hear(facts):
            # By the older one as well, until it was read: where that is what is kept.
            self._held[held.refresh_token] = held

    def _forget_unused(self) -> None:
        """Let go of what another bot has gone on with, or somebody has parted with there."""
        now = self.clock()
        for refresh_token, held in tuple(islice(self._held.items(), _LOOKED_AT)):
            if held.tokens.have_ended(now - _UNUSED):
                del self._held[refresh_token]

    def _go_on_with(self, held: _Held, *, before: str) -> None:
        self._held.pop(before, None)
        self._held[held.refresh_token] = held

    def _refusal_in(self, answer: JsonAnswer) -> CalendarNotRead | None:
        """Return what a refused call means to the one person by whose permission it was made."""
        if answer.status == 401:
            return CalendarSignInEnded(host=self.host)
        if answer.status == 404:
            return CalendarNotInCompany(host=self.host)
        refusal = self.server.refusal_in(answer)
        if not isinstance(refusal, CompanyCalendarsClosed):
            return refusal
        if any(word in refusal.why for word in _TOO_LITTLE):
            return CalendarSignInEnded(host=self.host)
        self._reading_trouble = self._noted(refusal.why, before=self._reading_trouble)
        return CalendarSignInClosed(host=self.host, why=refusal.why)

    def _token_refusal(self, _: str, code: str, words: str) -> CalendarNotRead:
        if code in _ENDED:
            return CalendarSignInEnded(host=self.host)
        self._client_trouble = self._noted(words, before=self._client_trouble)
        return CalendarSignInClosed(host=self.host, why=words)

    def _noted(self, why: str, *, before: str) -> str:
        """Return the trouble that it is, logged where it is another than before."""
        trouble = f"{self.host} does not let me read calendars by sign-in: {why}"
        if trouble != before:
            log.error("%s", trouble)
        return trouble


def _get(url: str, fetcher: Fetcher, token: str) -> Request:
    return Request(
        address=checked_address(url, private=fetcher.private),
        headers={"Accept": "application/json"},
        bearer=token,
        hears_failures=True,
    )
