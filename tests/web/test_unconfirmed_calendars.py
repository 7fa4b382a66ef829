"""A calendar counts nothing before its owner has said that it is theirs, where nobody knows."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from web.in_process import Api, Crash, crashing
from web.pages import registers
from web.sign_in_world import (
    ANA,
    BEN,
    BUSY,
    GOOGLE,
    MICROSOFT,
    MINUTE,
    NEW,
    Kind,
    World,
    world_of,
)

from scheduling.errors import (
    CalendarKeyLost,
    CalendarNotRead,
    CalendarNotWaiting,
    CalendarSignInEnded,
    NotYoursToConfirm,
)
from scheduling.model import Role
from scheduling.model.people import WithAhead
from scheduling.store.schema import tables
from scheduling.usecases.audit import acting_at_command_line
from scheduling.usecases.availability.calendars import calendars_of
from scheduling.usecases.availability.confirming import SignedInAs, ask_owner, refuse_calendar
from scheduling.usecases.availability.grants import keep_grant
from scheduling.usecases.home import home_of_person
from scheduling.usecases.people.held import held_about
from scheduling.usecases.people.merging import merge_people
from scheduling.usecases.people.removal import remove_person
from scheduling.usecases.upkeep.erase_candidates import erase_candidates

DAY = timedelta(days=1)


@pytest.fixture(name="kind")
def _kind() -> Kind:
    return GOOGLE


@pytest.fixture(name="world")
def _world(kind: Kind, tmp_path: Path) -> Iterator[World]:
    """One in which Ben signs in, whom nobody knows."""
    with world_of(kind, tmp_path) as world:
        world.provider.sign_ins.account = BEN
        world.provider.calendars = {BEN: world.provider.calendars[ANA]}
        yield world


either = pytest.mark.parametrize("kind", [GOOGLE, MICROSOFT], ids=["google", "microsoft"])


def rows(api: Api, table: sa.Table) -> int:
    with api.store.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def there(api: Api) -> tuple[int, int, int]:
    """How many calendars are connected, wait for somebody's word, and are kept without one."""
    each = (tables.calendar, tables.unconfirmed_calendar, tables.calendar_grant)
    return rows(api, each[0]), rows(api, each[1]), rows(api, each[2])


def asked(api: Api) -> list[str]:
    """To whom the question goes out."""
    table = tables.message
    with api.store.reading() as session:
        found = session.execute(
            sa.select(tables.person.c.name)
            .join(table, table.c.person_id == tables.person.c.id)
            .where(table.c.kind == "calendar_unconfirmed")
            .order_by(table.c.id)
        )
        return list(found.scalars())


@either
@pytest.mark.both_databases
def test_whoever_signs_in_with_an_address_that_nobody_knows_here_has_its_owner_be_asked(
    world: World,
) -> None:
    with world.bot() as api:
        page = world.signs_in(api)

        assert "Waiting for Ines" in page.words
        assert f"You signed in as {BEN}, which I do not know as an address of Ines." in page.words
        assert "until Mon 16 Nov." in page.words
        assert asked(api) == ["Ines"]
        world.round(api)
        assert (there(api), world.provider.counts) == ((0, 1, 1), [])
        assert world.provider.sign_ins.revoked == []

        (waiting,) = world.waiting(api)
        change = world.says_yes(api, waiting)

        assert (change.shown.busy, there(api)) == ((BUSY,), (1, 0, 0))
        world.round(api, 20 * MINUTE)
        assert [shown.calendar.failure for shown in world.shown(api)] == [""]


@either
@pytest.mark.both_databases
def test_who_says_no_has_it_be_given_back_at_once(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (waiting,) = world.waiting(api)

        refuse_calendar(api.store, world.owner(api, waiting.person_id), unconfirmed_id=waiting.id)

        assert world.waiting(api) == ()
        world.round(api)
        assert there(api) == (0, 0, 0)
        assert len(world.provider.sign_ins.revoked) == (1 if world.kind is GOOGLE else 0)
        with pytest.raises(CalendarNotWaiting):
            world.says_yes(api, waiting)


def test_nobody_else_can_say_whose_it_is_not_even_a_coordinator(world: World) -> None:
    world.tells("Carla", is_admin=True)
    world.tells("Ivo")
    with world.bot() as api:
        world.signs_in(api)
        (waiting,) = world.waiting(api)
        world.signs_in(api, "Ivo")
        ivo = world.waiting(api)[1].person_id

        for other in (world.owner(api, ivo), world.coordinator()):
            with pytest.raises(NotYoursToConfirm):
                refuse_calendar(api.store, other, unconfirmed_id=waiting.id)
        with pytest.raises(NotYoursToConfirm):
            world.says_yes(api, waiting, by=ivo)

        assert len(world.waiting(api)) == 2


def test_an_address_that_nobody_vouches_for_is_asked_about_and_said_to_be_unknown(
    world: World,
) -> None:
    world.provider.sign_ins.account, world.provider.sign_ins.is_verified = ANA, False
    with world.bot() as api:
        page = world.signs_in(api)

        assert "calendar.google.com did not tell me with which address" in page.words
        assert [each.address for each in world.waiting(api)] == [""]


@pytest.mark.both_databases
def test_what_nobody_answers_is_given_back_after_a_week_and_is_not_theirs_to_use_then(
    world: World,
) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (waiting,) = world.waiting(api)
        world.round(api, 7 * DAY - MINUTE)
        assert there(api) == (0, 1, 1)

        world.now += MINUTE
        assert world.waiting(api) == ()
        with pytest.raises(CalendarNotWaiting):
            world.says_yes(api, waiting)
        world.round(api)

        assert (there(api), len(world.provider.sign_ins.revoked)) == ((0, 0, 0), 1)


def test_what_is_read_at_the_last_moment_is_not_given_back_meanwhile(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (waiting,) = world.waiting(api)
        world.now += 7 * DAY - MINUTE
        world.provider.meets = [(503, "", {})]
        with pytest.raises(CalendarNotRead):
            world.says_yes(api, waiting)

        world.round(api, 2 * MINUTE)

        assert world.provider.sign_ins.revoked == []
        assert world.says_yes(api, waiting).is_new


def test_what_can_not_be_read_when_they_say_yes_waits_on(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (waiting,) = world.waiting(api)
        world.provider.meets = [(503, "", {})]

        with pytest.raises(CalendarNotRead) as failed:
            world.says_yes(api, waiting)

        assert "Nothing was connected." in str(failed.value.sentence(zone=BUSY.start.tzinfo))
        assert world.says_yes(api, waiting).shown.busy == (BUSY,)


def test_what_was_taken_back_before_they_say_yes_is_said_to_have_ended(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (waiting,) = world.waiting(api)
        world.provider.sign_ins.end(BEN)
        world.provider.ended = set(world.provider.tokens)

        with pytest.raises(CalendarSignInEnded):
            world.says_yes(api, waiting)

        assert there(api) == (0, 1, 1)


@pytest.mark.both_databases
def test_the_same_account_again_is_asked_about_once_more_and_waits_once(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        world.signs_in(api)
        world.round(api)

        assert there(api) == (0, 1, 1)
        assert world.provider.sign_ins.revoked == []
        (waiting,) = world.waiting(api)
        assert world.says_yes(api, waiting).shown.busy == (BUSY,)


def waits_as_well(world: World, api: Api, person_id: int, *, address: str) -> None:
    source, host = world.kind.source, world.kind.host
    grant_id = keep_grant(api.store, source=source, sealing=lambda _: b"", now=world.now)
    signed_in = SignedInAs(grant_id=grant_id, source=source, host=host, address=address)
    ask_owner(api.store, world.owner(api, person_id), person_id=None, signed_in=signed_in)


def test_more_than_ten_are_not_taken_and_what_was_allowed_is_given_back(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (waiting,) = world.waiting(api)
        for number in range(9):
            waits_as_well(world, api, waiting.person_id, address=f"{number}-{BEN}")
        world.provider.sign_ins.account = f"one-more-{BEN}"

        page = world.signs_in(api)

        assert "no room for more" in page.words
        world.round(api)
        assert there(api) == (0, 10, 10)


def test_a_link_by_which_somebody_is_asked_is_used(world: World) -> None:
    with world.bot() as api:
        there = world.leaves(api)
        back, again = world.decides(there), world.decides(there)
        world.comes_back(api, back)

        assert world.comes_back(api, again).answer.status == 410

        assert asked(api) == ["Ines"]


def test_nobody_outside_slack_can_be_asked_so_nothing_is_connected_for_them(world: World) -> None:
    world.tells("Carla", is_admin=True)
    with world.bot() as api:
        ivan = registers(api, "Ivan Ilic", Role.INTERVIEWER)

        page = world.comes_back(api, world.decides(world.leaves(api, "Carla", ivan.id)))

        assert "can't ask Ivan Ilic whether it is" in page.words
        world.round(api)
        assert (there(api), len(world.provider.sign_ins.revoked)) == ((0, 0, 0), 1)


@pytest.mark.both_databases
@pytest.mark.parametrize(("when", "commit", "questions"), [("before", 3, 0), ("after", 3, 1)])
def test_a_crash_while_somebody_is_asked_leaves_all_of_it_or_nothing(
    world: World, when: str, commit: int, questions: int
) -> None:
    with world.bot() as api:
        back = world.decides(world.leaves(api))
        # The sign-in is used, what was allowed is kept, and they are asked.
        with crashing(when, commit), pytest.raises(Crash):
            world.comes_back(api, back)
        assert (len(asked(api)), len(world.waiting(api))) == (questions, questions)

        world.round(api, 10 * MINUTE)

        assert there(api) == (0, questions, questions)
        assert len(world.provider.sign_ins.revoked) == 1 - questions


def test_with_a_newer_key_it_is_sealed_anew_and_can_be_used(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (waiting,) = world.waiting(api)
        world.keys = NEW
        world.round(api)
        world.keys = NEW.partition(",")[0]

        assert world.says_yes(api, waiting).shown.busy == (BUSY,)


def test_where_its_key_is_lost_that_is_said_and_it_waits_on(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (waiting,) = world.waiting(api)
        world.keys = NEW.partition(",")[0]

        with pytest.raises(CalendarKeyLost):
            world.says_yes(api, waiting)

        assert there(api) == (0, 1, 1)


# -- where it shows --------------------------------------------------------------------------------


def test_it_is_shown_as_waiting_at_home_in_the_list_and_to_programs(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (waiting,) = world.waiting(api)
        whose = waiting.person_id

        home = home_of_person(api.store, person_id=whose, now=world.now)
        listed = calendars_of(api.store, world.owner(api, whose), person_id=None)
        (told,) = api.get("/api/get_unconfirmed_calendars/", f"user={whose}").json

        assert home.unconfirmed == listed.unconfirmed == (waiting,)
        assert (home.calendars, listed.calendars) == ((), ())
        assert told == {
            "user": whose,
            "source": "google-sign-in",
            "host": "calendar.google.com",
            "asked_at": "2026-11-09T08:00:00Z",
            "until": "2026-11-16T08:00:00Z",
        }
        assert api.get("/api/get_unconfirmed_calendars/").json == [told]
        assert api.get("/api/get_calendars/", f"user={whose}").json == []
        assert api.get("/api/get_unconfirmed_calendars/", "user=99").status == 404


def test_it_is_among_all_that_is_held_about_somebody(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (waiting,) = world.waiting(api)

        held = held_about(api.store, world.owner(api, waiting.person_id)).held

        (shown,) = held["calendars_to_confirm"]
        assert (shown["host"], shown["address"]) == ("calendar.google.com", BEN)
        assert set(shown) == {"host", "address", "asked_at"}


# -- who goes --------------------------------------------------------------------------------------


def is_taken_out(world: World, api: Api, person_id: int) -> None:
    with acting_at_command_line(now=world.now):
        remove_person(
            api.store, world.coordinator(), person_id=person_id, with_ahead=WithAhead.CANCEL
        )


def is_erased(world: World, api: Api, person_id: int) -> None:
    with api.store.writing() as session:
        session.execute(sa.update(tables.person).values(role=Role.CANDIDATE.value))
    assert api.post("/api/erase_user/", {"id": person_id}).status == 200


def is_erased_after_long(world: World, api: Api, person_id: int) -> None:
    with api.store.writing() as session:
        session.execute(sa.update(tables.person).values(role=Role.CANDIDATE.value))
    list(erase_candidates(api.store, kept_for=DAY, now=world.now + 366 * DAY))


@pytest.mark.both_databases
@pytest.mark.parametrize("goes", [is_taken_out, is_erased, is_erased_after_long])
def test_however_its_owner_goes_it_is_given_back_at_once(
    world: World, goes: Callable[[World, Api, int], None]
) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (waiting,) = world.waiting(api)

        goes(world, api, waiting.person_id)
        world.round(api)

        assert (there(api), len(world.provider.sign_ins.revoked)) == ((0, 0, 0), 1)


@pytest.mark.both_databases
def test_whoever_is_made_one_with_its_owner_is_who_can_say_whose_it_is(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (waiting,) = world.waiting(api)
        ivan = registers(api, "Ivan Ilic", Role.INTERVIEWER)
        with acting_at_command_line(now=world.now):
            merge_people(
                api.store, world.coordinator(), double_id=waiting.person_id, into_id=ivan.id
            )

        change = world.says_yes(api, waiting, by=ivan.id)

        assert (change.person.id, change.shown.busy) == (ivan.id, (BUSY,))
