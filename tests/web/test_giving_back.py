"""What was allowed by signing in is given back once no calendar is read by it any more."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from web.in_process import Api, Crash, crashing
from web.pages import registers
from web.sign_in_world import ANA, BEN, BUSY, GOOGLE, MICROSOFT, MINUTE, Kind, World, world_of

from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.sources.source import CalendarAccount
from bot.process.signing.secret_keys import keys_in
from scheduling.model import Actor, RequestContext, Role, Rules
from scheduling.model.calendars import SourceKind
from scheduling.model.people import WithAhead
from scheduling.store.schema import tables
from scheduling.timespan import HOUR
from scheduling.usecases.audit import acting_at_command_line
from scheduling.usecases.availability.grants import claim_grants, keep_grant
from scheduling.usecases.people.merging import merge_people
from scheduling.usecases.people.removal import remove_person
from scheduling.usecases.upkeep.erase_candidates import erase_candidates


@pytest.fixture(name="kind")
def _kind() -> Kind:
    return GOOGLE


@pytest.fixture(name="world")
def _world(kind: Kind, tmp_path: Path) -> Iterator[World]:
    with world_of(kind, tmp_path) as world:
        yield world


def context(world: World) -> RequestContext:
    actor = Actor(name="The command line", time_zone="UTC", is_coordinator=True)
    return RequestContext(actor=actor, now=world.now, rules=Rules())


def owner(world: World, api: Api, at: int = 0) -> int:
    return world.shown(api)[at].calendar.person_id


def disconnected(world: World, api: Api, at: int = 0) -> None:
    calendar = world.shown(api)[at].calendar
    assert api.post("/api/disconnect_calendar/", {"id": calendar.id}).status == 200


def taken_out_by_a_program(world: World, api: Api) -> None:
    assert api.post("/api/remove_user/", {"id": owner(world, api)}).status == 200


def taken_out_at_the_command_line(world: World, api: Api) -> None:
    with acting_at_command_line(now=world.now):
        remove_person(
            api.store,
            context(world),
            person_id=owner(world, api),
            with_ahead=WithAhead.CANCEL,
        )


def kept(api: Api) -> int:
    """How many permissions are there by which no calendar is read."""
    return rows(api, tables.calendar_grant)


def rows(api: Api, table: sa.Table) -> int:
    with api.store.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


@pytest.mark.both_databases
@pytest.mark.parametrize("kind", [GOOGLE, MICROSOFT], ids=["google", "microsoft"])
@pytest.mark.parametrize(
    "ends",
    [disconnected, taken_out_by_a_program, taken_out_at_the_command_line],
    ids=["disconnected", "program", "command-line"],
)
def test_however_a_calendar_ends_what_was_allowed_is_given_back_where_that_can_be(
    world: World, ends: Callable[[World, Api], None]
) -> None:
    with world.bot() as api:
        world.signs_in(api)
        ends(world, api)
        assert world.provider.sign_ins.revoked == []

        world.round(api)

        gives_back = world.kind is GOOGLE
        assert (len(world.provider.sign_ins.revoked) == 1) is gives_back
        assert (rows(api, tables.calendar), kept(api)) == (0, 0)


@pytest.mark.both_databases
def test_a_candidate_who_is_erased_gives_it_back(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        _is_candidate(api)
        assert api.post("/api/erase_user/", {"id": owner(world, api)}).status == 200

        world.round(api)

        assert (len(world.provider.sign_ins.revoked), kept(api)) == (1, 0)


def test_so_does_a_candidate_who_is_erased_after_long(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        _is_candidate(api)
        list(erase_candidates(api.store, kept_for=HOUR, now=world.now + 366 * 24 * HOUR))

        world.round(api)

        assert (len(world.provider.sign_ins.revoked), kept(api)) == (1, 0)


def _is_candidate(api: Api) -> None:
    with api.store.writing() as session:
        session.execute(sa.update(tables.person).values(role=Role.CANDIDATE.value))


def test_all_accounts_of_one_person_are_given_back(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        world.provider.sign_ins.account = f"other-{BEN}"
        world.provider.calendars[f"other-{BEN}"] = []
        world.connects(api)

        taken_out_by_a_program(world, api)
        world.round(api)

        assert len(world.provider.sign_ins.revoked) == 2


def test_two_who_are_made_one_keep_the_calendars_of_both_until_that_one_goes(
    world: World,
) -> None:
    world.tells("Carla", is_admin=True)
    with world.bot() as api:
        world.signs_in(api, "Ines")
        ivan = registers(api, "Ivan Ilic", Role.INTERVIEWER, email=f"other-{BEN}")
        world.provider.sign_ins.account = f"other-{BEN}"
        world.provider.calendars[f"other-{BEN}"] = []
        world.comes_back(api, world.decides(world.leaves(api, "Carla", ivan.id)))
        with acting_at_command_line(now=world.now):
            ines = owner(world, api)
            merge_people(api.store, context(world), double_id=ivan.id, into_id=ines)
        assert rows(api, tables.calendar) == 2
        world.round(api, HOUR)
        assert world.provider.sign_ins.revoked == []

        taken_out_at_the_command_line(world, api)
        world.round(api)

        assert len(world.provider.sign_ins.revoked) == 2


def test_two_who_are_made_one_and_have_signed_in_with_one_account_have_it_once(
    world: World,
) -> None:
    world.tells("Carla", is_admin=True)
    # Slack has another address of hers, or none.
    world.tells("Ines")
    with world.bot() as api:
        world.connects(api, "Ines")
        ivan = registers(api, "Ivan Ilic", Role.INTERVIEWER, email=ANA)
        world.comes_back(api, world.decides(world.leaves(api, "Carla", ivan.id)))
        with acting_at_command_line(now=world.now):
            ines = owner(world, api)
            merge_people(api.store, context(world), double_id=ivan.id, into_id=ines)
        assert rows(api, tables.calendar) == 2

        world.round(api, HOUR)

        assert rows(api, tables.calendar) == 1
        left, *_ = world.shown(api)
        assert (left.calendar.failure, left.busy) == ("", (BUSY,))
        assert (world.provider.sign_ins.revoked, kept(api)) == ([], 0)
        disconnected(world, api)
        world.round(api)
        assert len(world.provider.sign_ins.revoked) == 1


# -- one account of two people ---------------------------------------------------------------------


@pytest.mark.both_databases
def test_what_another_is_read_by_as_well_is_given_back_with_the_last_of_them(world: World) -> None:
    # Neither has it in Slack.
    world.tells("Ines")
    with world.bot() as api:
        for name in ("Ines", "Ivo"):
            world.connects(api, name)

        disconnected(world, api)
        world.round(api, 2 * HOUR)

        (left,) = world.shown(api)
        assert (left.calendar.failure, left.busy) == ("", (BUSY,))
        assert (world.provider.sign_ins.revoked, kept(api)) == ([], 0)
        disconnected(world, api)
        world.round(api)
        assert len(world.provider.sign_ins.revoked) == 1


def test_two_who_leave_at_once_give_it_back(world: World) -> None:
    # Neither has it in Slack.
    world.tells("Ines")
    with world.bot() as api:
        for name in ("Ines", "Ivo"):
            world.connects(api, name)

        disconnected(world, api, at=1)
        disconnected(world, api)
        world.round(api)

        assert len(world.provider.sign_ins.revoked) == 1
        assert kept(api) == 0


def test_who_has_signed_in_again_before_it_was_given_back_keeps_it(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        disconnected(world, api)
        world.signs_in(api)

        world.round(api, 2 * HOUR)

        assert [shown.calendar.failure for shown in world.shown(api)] == [""]
        assert world.provider.sign_ins.revoked == []


# -- what comes in between -------------------------------------------------------------------------


def test_who_does_not_answer_is_asked_again_in_an_hour_and_for_a_week(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        disconnected(world, api)
        world.provider.sign_ins.is_unwell = True
        world.round(api)
        world.provider.sign_ins.is_unwell = False
        world.round(api, 59 * MINUTE)
        assert (world.provider.sign_ins.revoked, kept(api)) == ([], 1)

        world.round(api, MINUTE)

        assert (len(world.provider.sign_ins.revoked), kept(api)) == (1, 0)


def test_a_provider_that_does_not_answer_is_asked_some_times_a_round_and_no_more(
    world: World,
) -> None:
    with world.bot() as api:
        world.signs_in(api)
        sealing = partial(_sealed, world)
        for _ in range(25):
            keep_grant(api.store, source=world.kind.source, sealing=sealing, now=world.now)
        world.provider.sign_ins.is_unwell = True
        asked = []

        for after in (10 * MINUTE, MINUTE, MINUTE):
            world.round(api, after)
            asked.append(_asked_to_take_back(world))

        assert asked == [20, 25, 25]
        assert kept(api) == 25
        assert [shown.calendar.failure for shown in world.shown(api)] == [""]


def _sealed(world: World, grant_id: int) -> bytes:
    account = CalendarAccount(address="primary", username="another", password="refresh/of-another")
    return SealedAccounts.with_keys(keys_in(world.keys)).sealed_grant(grant_id, account)


def _asked_to_take_back(world: World) -> int:
    assert world.provider.server is not None
    return world.provider.server.asked.count(world.provider.revoke_path)


def test_after_a_week_it_is_forgotten(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        disconnected(world, api)
        world.provider.sign_ins.is_unwell = True
        world.round(api)
        world.round(api, timedelta(days=7) - MINUTE)
        assert kept(api) == 1

        world.round(api, MINUTE)

        assert kept(api) == 0


def test_what_has_ended_already_is_done_with(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        world.provider.sign_ins.end(ANA)
        disconnected(world, api)

        world.round(api)

        assert (world.provider.sign_ins.revoked, kept(api)) == ([], 0)


@pytest.mark.both_databases
@pytest.mark.parametrize("commit", [2, 3])
def test_what_a_crash_leaves_over_while_somebody_signs_in_is_given_back(
    world: World, commit: int
) -> None:
    with world.bot() as api:
        back = world.decides(world.leaves(api))
        with crashing("before", commit), pytest.raises(Crash):
            world.comes_back(api, back)
    with world.bot() as api:
        assert world.shown(api) == []
        world.round(api, 10 * MINUTE)

        assert len(world.provider.sign_ins.revoked) == kept_before(commit)
        assert kept(api) == 0


def kept_before(commit: int) -> int:
    """Before the second, nothing of it is kept yet."""
    return int(commit > 2)


def test_what_can_not_be_connected_is_given_back_at_once(world: World) -> None:
    with world.bot() as api:
        world.provider.meets = [(404, "", {})] * 2
        page = world.signs_in(api)
        assert "Nothing was connected." in page.words

        world.round(api)

        assert (len(world.provider.sign_ins.revoked), kept(api)) == (1, 0)


def test_with_a_key_that_is_lost_it_is_let_go(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        disconnected(world, api)
    world.keys = f"3:{'z' * 40}"
    with world.bot() as api:
        world.round(api)

        assert (world.provider.sign_ins.revoked, kept(api)) == ([], 0)


def test_where_nobody_can_sign_in_any_more_it_waits_to_be_set_up_again(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        disconnected(world, api)
        keeper = world.keeper(api.store)
        keeper.sources = {}
        asyncio.run(keeper.read_due())
        assert kept(api) == 1

        world.round(api, HOUR)

        assert (len(world.provider.sign_ins.revoked), kept(api)) == (1, 0)


@pytest.mark.both_databases
def test_of_two_bots_one_gives_it_back(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        disconnected(world, api)

        first, second = (claim_grants(api.store, now=world.now) for _ in range(2))

        assert [grant.source for grant in first] == [SourceKind.GOOGLE_SIGN_IN]
        assert second == ()
        assert claim_grants(api.store, now=world.now + HOUR) == first
