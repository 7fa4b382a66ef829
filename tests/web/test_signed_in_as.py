"""A link may be passed on: nobody connects what is known to be theirs as another's calendar."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from journeys.conftest import MONDAY
from web.in_process import Api
from web.pages import registers
from web.sign_in_world import ANA, GOOGLE, MICROSOFT, World, world_of

from scheduling.model import Role
from scheduling.steps.registration import add_by_name
from scheduling.store.schema import tables


@pytest.fixture(name="world", params=[GOOGLE, MICROSOFT], ids=["google", "microsoft"])
def _world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with world_of(request.param, tmp_path) as world:
        yield world


at_google = pytest.mark.parametrize("world", [GOOGLE], indirect=True, ids=["google"])


def ana_is_registered(api: Api) -> int:
    """Somebody else, who has the address with which is signed in here."""
    with api.store.writing() as session:
        facts = {"name": "Ana Alba", "role": Role.INTERVIEWER, "time_zone": "UTC"}
        return add_by_name(session, **facts, email=ANA.title(), now=MONDAY).id


@pytest.mark.both_databases
def test_a_colleague_who_opens_the_link_of_another_connects_nothing_and_is_told_why(
    world: World,
) -> None:
    with world.bot() as api:
        ana_is_registered(api)

        page = world.signs_in(api, "Ivo")

        assert f"You signed in as {ANA}, which is the address of Ana Alba" in page.words
        assert "Nothing was connected." in page.words
        assert (page.answer.status, world.shown(api)) == (422, [])
        world.round(api)
        assert len(world.provider.sign_ins.revoked) == (1 if world.kind is GOOGLE else 0)


@at_google
def test_what_ana_is_read_by_herself_stays_when_she_opens_the_link_of_another(
    world: World,
) -> None:
    world.tells("Carla", is_admin=True)
    with world.bot() as api:
        ana = ana_is_registered(api)
        back = world.decides(world.leaves(api, "Carla", ana))
        assert "Connected for Ana Alba" in world.comes_back(api, back).words

        assert "Nothing was connected." in world.signs_in(api, "Ivo").words
        world.round(api)

        assert world.provider.sign_ins.revoked == []
        assert [shown.calendar.person_id for shown in world.shown(api)] == [ana]


@at_google
def test_a_coordinator_who_signs_in_as_themself_for_another_is_told_so(world: World) -> None:
    world.tells("Carla", is_admin=True)
    with world.bot() as api:
        ana_is_registered(api)
        ivan = registers(api, "Ivan Ilic", Role.INTERVIEWER)

        back = world.decides(world.leaves(api, "Carla", ivan.id))

        assert "counts as that of Ivan Ilic" in world.comes_back(api, back).words
        assert world.shown(api) == []


def test_whoever_has_that_address_in_slack_connects_it_although_not_registered_yet(
    world: World,
) -> None:
    world.tells("Ivo", profile={"email": ANA.title()})
    with world.bot() as api:
        assert "is connected" in world.signs_in(api, "Ivo").words
        assert "is connected" in world.signs_in(api, "Ivo").words


def test_what_was_connected_before_anybody_was_asked_is_not_asked_about_when_it_is_renewed(
    world: World,
) -> None:
    world.tells("Ivo", profile={"email": ANA})
    with world.bot() as api:
        world.signs_in(api, "Ivo")
        # He has another address in Slack by now.
        world.tells("Ivo", profile={"email": "ivo@acme.example"})
        with api.store.writing() as session:
            session.execute(sa.update(tables.person).values(email=None, email_key=None))

        assert "is connected" in world.signs_in(api, "Ivo").words

        assert len(world.shown(api)) == 1
