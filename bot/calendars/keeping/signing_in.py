"""Signing in for a calendar, and reading it by what that gave."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.sources.signed_in import SignedIn, SignedInSource
from bot.calendars.sources.source import CalendarAccount
from bot.calendars.tokens.sign_in import code_words
from scheduling.errors import (
    CalendarNotRead,
    SchedulingError,
    SignInFailed,
    SignInNotAllowed,
)
from scheduling.model import RequestContext
from scheduling.model.calendars import SourceKind
from scheduling.results import CalendarChange, OwnerAsked
from scheduling.usecases.availability.calendars import NewCalendar
from scheduling.usecases.availability.confirming import SignedInAs
from scheduling.usecases.availability.grants import end_grant, keep_grant
from scheduling.usecases.availability.sign_in import is_theirs

_NOT_ALLOWED = "access_denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What somebody was sent back with."""

    code: str = field(repr=False)
    error: str
    verifier: str = field(repr=False)
    redirect: str


def providers_of(keeper: CalendarKeeper | None) -> Mapping[SourceKind, str]:
    """Return with whom people can sign in, by name; nobody where that is not set up."""
    if keeper is None or keeper.accounts is None:
        return {}
    return {kind: source.provider.name for kind, source in _sources(keeper).items()}


def places_to_sign_in(keeper: CalendarKeeper | None) -> frozenset[str]:
    """Return the addresses, without a query, at which people sign in."""
    sources = {} if keeper is None else _sources(keeper)
    return frozenset(source.provider.authorize_url for source in sources.values())


def provider_named(keeper: CalendarKeeper, word: str) -> SourceKind | None:
    """Return which of them is meant by a word of an address: its name in small letters."""
    named = {name.casefold(): kind for kind, name in providers_of(keeper).items()}
    return named.get(word)


def address_to_sign_in(
    keeper: CalendarKeeper, kind: SourceKind, *, state: str, challenge: str, redirect: str
) -> str:
    """Return where somebody signs in."""
    provider = _sources(keeper)[kind].provider
    return provider.address(state=state, challenge=challenge, redirect=redirect)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatFollows:
    """What becomes of a sign-in; either gives None where nothing is to be any more."""

    # A calendar that was read is connected,
    connect: Callable[[NewCalendar], Awaitable[CalendarChange | None]]
    # or whoever it is to be of is asked first whether it is.
    ask: Callable[[SignedInAs], Awaitable[OwnerAsked | None]]


async def connect_signed_in(
    keeper: CalendarKeeper,
    context: RequestContext,
    kind: SourceKind,
    returned: Returned,
    *,
    person_id: int | None,
    follows: WhatFollows,
) -> CalendarChange | OwnerAsked | None:
    """Read the calendar of whoever was sent back, and connect it, or ask its owner first.

    What can't be connected is given back.

    Raises SignInNotAllowed, SignInFailed, SignInIncomplete, SignedInAsAnother and what connecting
    a calendar and asking its owner do.
    """
    source = _sources(keeper)[kind]
    if returned.error == _NOT_ALLOWED:
        raise SignInNotAllowed(provider=source.provider.name)
    if returned.error or not returned.code:
        failed = SignInFailed(provider=source.provider.name, why=code_words(returned.error))
        raise _before_any(source.refusal_of(failed))
    signed_in = await _signed_in(source, returned)
    grant_id = await _kept(keeper, context, kind, signed_in.account)
    done: CalendarChange | OwnerAsked | None = None
    try:
        if await _is_theirs(keeper, context, signed_in, person_id=person_id):
            new = await keeper.look(context, signed_in.account, person_id=person_id, kind=kind)
            done = await follows.connect(replace(new, grant_id=grant_id))
        else:
            unknown = SignedInAs(
                grant_id=grant_id, source=kind, host=source.host, address=signed_in.address
            )
            done = await follows.ask(unknown)
        return done
    finally:
        if done is None:
            await asyncio.to_thread(end_grant, keeper.store, grant_id=grant_id, now=context.now)


async def _is_theirs(
    keeper: CalendarKeeper, context: RequestContext, signed_in: SignedIn, *, person_id: int | None
) -> bool:
    assert keeper.accounts is not None  # or nobody is offered to sign in
    account = keeper.accounts.new(signed_in.account, mark="")
    return await asyncio.to_thread(
        is_theirs,
        keeper.store,
        context,
        person_id=person_id,
        address=signed_in.address,
        is_same=account.is_same if signed_in.is_told_apart else None,
    )


async def _signed_in(source: SignedInSource, returned: Returned) -> SignedIn:
    try:
        return await source.account_for(
            returned.code, verifier=returned.verifier, redirect=returned.redirect
        )
    except CalendarNotRead as error:
        raise _before_any(error) from None


async def _kept(
    keeper: CalendarKeeper, context: RequestContext, kind: SourceKind, account: CalendarAccount
) -> int:
    """Keep what was allowed until a calendar is connected by it, and return by which id."""
    assert keeper.accounts is not None  # or nobody is offered to sign in
    return await asyncio.to_thread(
        keep_grant,
        keeper.store,
        source=kind,
        sealing=partial(keeper.accounts.sealed_grant, account=account),
        now=context.now,
    )


def _before_any(error: SchedulingError) -> SchedulingError:
    """Return it so that it says that nothing was connected."""
    if isinstance(error, CalendarNotRead):
        error.was_to_be_connected = True
    return error


def _sources(keeper: CalendarKeeper) -> Mapping[SourceKind, SignedInSource]:
    return {kind: s for kind, s in keeper.sources.items() if isinstance(s, SignedInSource)}
