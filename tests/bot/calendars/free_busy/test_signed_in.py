"""What it means to one person that a server refuses to say when they are busy."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import google_fake
import microsoft_fake
import pytest
from bot_settings import settings
from free_busy_asked import ANA, DAY, asked, at, busy, span
from free_busy_fake import FreeBusyFake, running
from google_fake import Google
from hosts import fetching
from microsoft_fake import Microsoft
from sign_in_fake import Grant

from bot.calendars.keeping.setup import signed_in_sources
from bot.calendars.sources.signed_in import SignedInSource
from bot.calendars.sources.source import CalendarAccount, Found
from scheduling.errors import (
    CalendarBusy,
    CalendarFailing,
    CalendarNotInCompany,
    CalendarNotRead,
    CalendarSignInClosed,
    CalendarSignInEnded,
    SignInFailed,
)

FIRST = "refresh/first"
GOOGLES = CalendarAccount(address="primary", username="17", password=FIRST)
MICROSOFTS = CalendarAccount(address=ANA, password=FIRST)
READER = asked(length=7 * DAY).reader


def beside(
    new: Callable[[], FreeBusyFake],
    test: Callable[[FreeBusyFake, SignedInSource, CalendarAccount], Awaitable[None]],
) -> None:
    """Have a test be run beside a provider with whom Ana has signed in."""

    async def run() -> None:
        fake = new()
        fake.host = "127.0.0.1"
        fake.calendars = {ANA: [at(1, 9)]}
        async with running(fake), fetching("127.0.0.1") as fetcher:
            if isinstance(fake, Google):
                account, chosen = GOOGLES, google_fake.sign_in_settings(fake)
            else:
                assert isinstance(fake, Microsoft)
                account, chosen = MICROSOFTS, microsoft_fake.sign_in_settings(fake)
            ((_, source),) = signed_in_sources(settings(**chosen), fetcher=fetcher).items()
            scopes = (source.provider.needed,)
            fake.sign_ins.grants = {FIRST: Grant(account=ANA, scopes=scopes)}
            await test(fake, source, account)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("new", "status", "said", "raised"),
    [
        (Google, 401, google_fake.refusal(401, "authError", "No."), CalendarSignInEnded),
        (Google, 403, google_fake.refusal(403, "insufficientPermissions"), CalendarSignInEnded),
        (Google, 403, google_fake.refusal(403, "accessNotConfigured"), CalendarSignInClosed),
        (Google, 403, google_fake.refusal(403, "userRateLimitExceeded"), CalendarBusy),
        (Google, 404, "", CalendarNotInCompany),
        (Google, 503, "", CalendarBusy),
        (Microsoft, 401, microsoft_fake.refusal("InvalidToken"), CalendarSignInEnded),
        (Microsoft, 403, microsoft_fake.refusal("ErrorAccessDenied"), CalendarSignInEnded),
        (Microsoft, 403, microsoft_fake.refusal("Authorization_Other"), CalendarSignInClosed),
        (Microsoft, 404, microsoft_fake.refusal("MailboxNotEnabled"), CalendarNotInCompany),
        (Microsoft, 429, microsoft_fake.refusal("TooManyRequests"), CalendarBusy),
        (Microsoft, 500, "", CalendarFailing),
    ],
)
def test_a_refusal_is_theirs_to_mend_or_the_operators_or_passes(
    new: Callable[[], FreeBusyFake], status: int, said: object, raised: type[CalendarNotRead]
) -> None:
    async def test(fake: FreeBusyFake, source: SignedInSource, account: CalendarAccount) -> None:
        # What comes with 401 is asked for once more by another token.
        fake.meets = [(status, said, {})] * 2

        with pytest.raises(CalendarNotRead) as refused:
            await source.read(account, READER, None)

        assert type(refused.value) is raised

    beside(new, test)


@pytest.mark.parametrize("new", [Google, Microsoft])
def test_a_newer_permission_outlives_a_reading_that_fails(new: Callable[[], FreeBusyFake]) -> None:
    async def test(fake: FreeBusyFake, source: SignedInSource, account: CalendarAccount) -> None:
        fake.sign_ins.rotates = True
        fake.meets = [(503, "", {})]
        with pytest.raises(CalendarBusy):
            await source.read(account, READER, None)
        del fake.sign_ins.grants[FIRST]

        found = await source.read(account, READER, None)

        assert isinstance(found, Found)
        assert busy(found) == [span(1, 9)]
        assert found.account is not None
        assert found.account.password != FIRST
        assert len(fake.tokens) == 1

    beside(new, test)


@pytest.mark.parametrize("new", [Google, Microsoft])
def test_one_token_serves_for_as_long_as_it_is_good_and_all_who_ask_at_once(
    new: Callable[[], FreeBusyFake],
) -> None:
    async def test(fake: FreeBusyFake, source: SignedInSource, account: CalendarAccount) -> None:
        each = [source.read(account, READER, None) for _ in range(3)]
        await asyncio.gather(*each)

        assert len(fake.tokens) == 1

    beside(new, test)


@pytest.mark.parametrize(
    "seconds", [10**12, 10**400, -(10**40), 0, "3599", 3599.0, None, "nan", "soon", [3599]]
)
def test_however_long_a_token_is_said_to_be_good_it_is_read_by(seconds: object) -> None:
    async def test(fake: FreeBusyFake, source: SignedInSource, account: CalendarAccount) -> None:
        token = await source.fetcher.fetch(
            source.provider.refresh_request(FIRST, private=source.fetcher.private), lambda _: None
        )
        assert token.status == 200
        fake.refuses_tokens = 200, {"access_token": next(iter(fake.tokens)), "expires_in": seconds}

        found = await source.read(account, READER, None)

        assert isinstance(found, Found)
        assert busy(found) == [span(1, 9)]

    beside(Google, test)


def test_what_another_bot_has_gone_on_with_is_forgotten_a_day_after_its_token_has_ended() -> None:
    async def test(fake: FreeBusyFake, source: SignedInSource, account: CalendarAccount) -> None:
        now, grant = datetime(2026, 11, 9, tzinfo=UTC), fake.sign_ins.grants[FIRST]
        source = replace(source, clock=lambda: now)
        most = 0
        for count in range(40):
            # Each time, another bot has had a newer one come.
            newer = f"{FIRST}-{count}"
            fake.sign_ins.grants = {newer: grant}
            await source.read(replace(account, password=newer), READER, None)
            now += timedelta(hours=2)
            most = max(most, len(source._held))

        assert most == 13
        fake.sign_ins.rotates = True
        fake.meets = [(503, "", {})]
        with pytest.raises(CalendarBusy):
            await source.read(replace(account, password=newer), READER, None)
        del fake.sign_ins.grants[newer]
        now += timedelta(days=1)
        fake.sign_ins.grants["another"] = grant
        await source.read(replace(account, password="another"), READER, None)
        assert busy(await source.read(replace(account, password=newer), READER, None))

    beside(Microsoft, test)


@pytest.mark.parametrize("new", [Google, Microsoft])
def test_what_is_wrong_with_the_client_is_said_to_the_operator_until_a_token_comes(
    new: Callable[[], FreeBusyFake],
) -> None:
    async def test(fake: FreeBusyFake, source: SignedInSource, account: CalendarAccount) -> None:
        # There is a token yet, so that reading comes off.
        await source.read(account, READER, None)
        said = {"error": "invalid_client", "error_description": "AADSTS7000222: It has expired."}
        fake.refuses_tokens = 401, said
        with pytest.raises(CalendarSignInClosed):
            await source.account_for("code", verifier="v", redirect="r")
        await source.read(account, READER, None)
        assert source.trouble == (
            f"{source.host} does not let me read calendars by sign-in: invalid_client "
            "(AADSTS7000222: It has expired.)"
        )

        fake.refuses_tokens = None
        await replace_tokens(source)
        await source.read(account, READER, None)

        assert source.trouble == ""

    async def replace_tokens(source: SignedInSource) -> None:
        for held in source._held.values():
            held.tokens._good_until = None

    beside(new, test)


@pytest.mark.parametrize("error", ["invalid_grant", "access_denied", "no reason was given"])
def test_what_only_one_person_has_met_is_no_trouble_of_the_operators(error: str) -> None:
    async def test(_: FreeBusyFake, source: SignedInSource, __: CalendarAccount) -> None:
        failed = SignInFailed(provider="Google", why=error)

        assert source.refusal_of(failed) is failed
        assert source.trouble == ""

    beside(Google, test)
