"""Signing in for a calendar, and parting with what that gave."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.sources.signed_in import SignedInSource
from bot.calendars.sources.source import CalendarAccount
from bot.calendars.tokens.sign_in import code_words
from scheduling.errors import (
    CalendarKeyLost,
    CalendarNotRead,
    SchedulingError,
    SignInFailed,
    SignInNotAllowed,
)
from scheduling.model import RequestContext
from scheduling.model.calendars import SourceKind
from scheduling.results import CalendarChange
from scheduling.usecases.availability.calendars import NewCalendar, calendars_of
from scheduling.usecases.availability.sign_in import (
    calendars_kept_of,
    candidates_signed_in,
    sealed_account_of,
)

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


Connecting = Callable[[NewCalendar], Awaitable[CalendarChange | None]]
"""Connects a calendar that was read; None where that is not to be any more."""


async def connect_signed_in(
    keeper: CalendarKeeper,
    context: RequestContext,
    kind: SourceKind,
    returned: Returned,
    *,
    person_id: int | None,
    connect: Connecting,
) -> CalendarChange | None:
    """Read the calendar of whoever was sent back, and connect it.

    What can't be connected is given back, unless a calendar of theirs is read by it already: with
    Google, all that somebody has given to one client ends together.

    Raises SignInNotAllowed, SignInFailed, SignInIncomplete and what connecting a calendar does.
    """
    source = _sources(keeper)[kind]
    if returned.error == _NOT_ALLOWED:
        raise SignInNotAllowed(provider=source.provider.name)
    if returned.error or not returned.code:
        failed = SignInFailed(provider=source.provider.name, why=code_words(returned.error))
        raise _before_any(source.refusal_of(failed))
    account = await _account_for(source, returned)
    change = None
    try:
        new = await keeper.look(context, account, person_id=person_id, kind=kind)
        change = await connect(new)
        return change
    finally:
        if change is None and not await _has_one(keeper, context, kind, person_id=person_id):
            await source.give_back(account)


@asynccontextmanager
async def parting_with(keeper: CalendarKeeper | None, *calendar_ids: int) -> AsyncIterator[None]:
    """Give back what calendars are read with, once what is done meanwhile has disconnected them."""
    before = await _all_signed_in(keeper, calendar_ids)
    yield
    still = await _all_signed_in(keeper, before)
    ended = (permission for id, permission in before.items() if id not in still)
    await asyncio.gather(*(source.give_back(account) for source, account in ended))


@asynccontextmanager
async def parting_with_all_of(keeper: CalendarKeeper | None, person_id: int) -> AsyncIterator[None]:
    """Do the same for all calendars that somebody has, who may be taken out meanwhile."""
    theirs: tuple[int, ...] = ()
    if keeper is not None:
        theirs = await asyncio.to_thread(calendars_kept_of, keeper.store, person_id=person_id)
    async with parting_with(keeper, *theirs):
        yield


@asynccontextmanager
async def parting_with_candidates(keeper: CalendarKeeper | None) -> AsyncIterator[None]:
    """Do the same for those of all candidates, of whom some may be erased meanwhile."""
    theirs: tuple[int, ...] = ()
    if keeper is not None:
        theirs = await asyncio.to_thread(candidates_signed_in, keeper.store)
    async with parting_with(keeper, *theirs):
        yield


async def _account_for(source: SignedInSource, returned: Returned) -> CalendarAccount:
    try:
        return await source.account_for(
            returned.code, verifier=returned.verifier, redirect=returned.redirect
        )
    except CalendarNotRead as error:
        raise _before_any(error) from None


def _before_any(error: SchedulingError) -> SchedulingError:
    """Return it so that it says that nothing was connected."""
    if isinstance(error, CalendarNotRead):
        error.was_to_be_connected = True
    return error


async def _has_one(
    keeper: CalendarKeeper, context: RequestContext, kind: SourceKind, *, person_id: int | None
) -> bool:
    try:
        theirs = await asyncio.to_thread(calendars_of, keeper.store, context, person_id=person_id)
    except SchedulingError:
        return False  # they have left meanwhile
    return any(shown.calendar.source is kind for shown in theirs.calendars)


_Given = tuple[SignedInSource, CalendarAccount]


async def _all_signed_in(
    keeper: CalendarKeeper | None, calendar_ids: Iterable[int]
) -> dict[int, _Given]:
    if keeper is None:
        return {}
    found = {id: await _signed_in(keeper, id) for id in calendar_ids}
    return {id: given for id, given in found.items() if given is not None}


async def _signed_in(keeper: CalendarKeeper, calendar_id: int) -> _Given | None:
    found = await asyncio.to_thread(sealed_account_of, keeper.store, calendar_id=calendar_id)
    if found is None or keeper.accounts is None:
        return None
    kind, sealed = found
    source = _sources(keeper).get(kind)
    if source is None:
        return None
    try:
        return source, keeper.accounts.opened(calendar_id, sealed)
    except CalendarKeyLost:
        return None


def _sources(keeper: CalendarKeeper) -> Mapping[SourceKind, SignedInSource]:
    return {kind: s for kind, s in keeper.sources.items() if isinstance(s, SignedInSource)}
