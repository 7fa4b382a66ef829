"""A newer key takes over what an older one has sealed, so that the older one can go."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from calendars.diaries import Diaries
from databases import new_database
from journeys.conftest import MONDAY

from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.sources.source import CalendarAccount
from bot.process.signing.secret_keys import SecretKeys, keys_in
from scheduling.model import Actor, Profile, RequestContext, Rules
from scheduling.model.calendars import SourceKind
from scheduling.store import Store
from scheduling.store.schema import tables
from scheduling.usecases.availability.resealing import reseal_accounts

OLD, NEW = f"1:{'k' * 40}", f"2:{'n' * 40}"
ADDRESS = "https://calendar.example.com/{}.ics"
CORA = RequestContext(
    actor=Actor(name="Cora", time_zone="UTC", is_coordinator=True), now=MONDAY, rules=Rules()
)

pytestmark = pytest.mark.both_databases


@pytest.fixture(name="store")
def _store(tmp_path: Path):
    store = Store.open(new_database(tmp_path))
    yield store
    store.close()


def keeper_of(store: Store, keys: SecretKeys) -> CalendarKeeper:
    diaries = Diaries(by_address={ADDRESS.format(name): [] for name in ("ines", "ivo")})
    return CalendarKeeper(
        store=store,
        clock=lambda: MONDAY,
        sources=dict.fromkeys(SourceKind, diaries),
        accounts=SealedAccounts.with_keys(keys),
    )


def connects(store: Store, keys: str, name: str) -> None:
    member = Profile(slack_user_id=f"U{name.upper()}", name=name, time_zone="UTC")
    account = CalendarAccount(address=ADDRESS.format(name), username="", password="")
    keeper = keeper_of(store, keys_in(keys))
    asyncio.run(keeper.connect(CORA, account, person_id=None, member=member))


def reads(store: Store, keys: str) -> None:
    asyncio.run(keeper_of(store, keys_in(keys)).read_due())


def addresses(store: Store, keys: str) -> list[str]:
    """What those keys open of all calendars. Raises CalendarKeyLost."""
    accounts = SealedAccounts.with_keys(keys_in(keys))
    with store.reading() as session:
        rows = session.execute(sa.select(tables.calendar.c.id, tables.calendar.c.account)).all()
    return sorted(accounts.opened(row.id, row.account).address for row in rows)


def sealed(store: Store) -> list[bytes]:
    with store.reading() as session:
        return list(session.scalars(sa.select(tables.calendar.c.account)))


def test_after_the_first_round_with_a_new_key_the_old_one_is_needed_no_more(store: Store) -> None:
    connects(store, OLD, "ines")
    connects(store, f"{OLD},{NEW}", "ivo")

    reads(store, f"{NEW},{OLD}")

    assert addresses(store, NEW) == [ADDRESS.format("ines"), ADDRESS.format("ivo")]


def test_what_the_newest_key_has_sealed_is_left_as_it_is(store: Store) -> None:
    connects(store, NEW, "ines")
    before = sealed(store)

    reads(store, f"{NEW},{OLD}")

    assert sealed(store) == before


def test_what_no_key_opens_is_left_for_the_day_on_which_its_key_is_back(store: Store) -> None:
    connects(store, OLD, "ines")
    before = sealed(store)

    reads(store, NEW)

    assert sealed(store) == before
    reads(store, f"{NEW},{OLD}")
    assert addresses(store, NEW) == [ADDRESS.format("ines")]


def test_an_account_that_is_replaced_meanwhile_stays_as_it_was_replaced(store: Store) -> None:
    connects(store, OLD, "ines")
    accounts = SealedAccounts.with_keys(keys_in(f"{NEW},{OLD}"))

    class ReplacedMeanwhile:
        def resealed(self, calendar_id: int, account: bytes) -> bytes | None:
            connects(store, OLD, "ines")
            return accounts.resealed(calendar_id, account)

    assert reseal_accounts(store, ReplacedMeanwhile()) == 0
    assert addresses(store, OLD) == [ADDRESS.format("ines")]
    assert reseal_accounts(store, accounts) == 1
    assert reseal_accounts(store, accounts) == 0
