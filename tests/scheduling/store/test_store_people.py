"""People in the store."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from store_builders import NOW, candidate, coordinator, interviewer

from scheduling.errors import AlreadyRegistered
from scheduling.model import Person, Role
from scheduling.model.names import name_key
from scheduling.model.people import Rights
from scheduling.store import Session, Store, people
from scheduling.store.people import sort_keys
from scheduling.store.schema.tables import person as table
from scheduling.usecases.upkeep.keep_names_sorted import keep_names_sorted

pytestmark = pytest.mark.both_databases


def test_what_is_added_is_what_is_found(session: Session) -> None:
    added = people.add(
        session,
        name="Ines Ito",
        role=Role.INTERVIEWER,
        time_zone="Asia/Kolkata",
        is_coordinator=True,
        email="Ines@Example.com",
        slack_user_id="U1",
        now=NOW,
    )

    assert added == Person(
        id=added.id,
        name="Ines Ito",
        role=Role.INTERVIEWER,
        time_zone="Asia/Kolkata",
        is_coordinator=True,
        email="Ines@Example.com",
        slack_user_id="U1",
        rights=Rights(is_granted=True),
    )
    assert people.get(session, added.id) == added
    assert people.by_slack_id(session, "U1") == added


def test_nobody_is_found_under_unknown_ids(session: Session) -> None:
    interviewer(session, slack_user_id="U1")

    assert people.get(session, 99) is None
    assert people.by_slack_id(session, "U9") is None


def test_many_people_may_have_neither_email_nor_slack_id(session: Session) -> None:
    names = ("Ana", "Ben", "Cy")

    for name in names:
        candidate(session, name)

    assert people.count(session) == 3


@pytest.mark.parametrize(
    "same", [{"slack_user_id": "U1"}, {"email": "INES@example.com"}], ids=["slack id", "email"]
)
def test_the_same_person_is_not_registered_twice(session: Session, same: dict[str, str]) -> None:
    interviewer(session, "Ines", slack_user_id="U1", email="ines@example.com")
    candidate(session, "Somebody else", email="else@example.com")

    with pytest.raises(AlreadyRegistered) as caught:
        candidate(session, "Ines again", **same)

    assert (caught.value.name, caught.value.role) == ("Ines", "an interviewer")
    assert people.count(session) == 2


def test_a_coordinator_who_does_nothing_else_is_named_as_that(session: Session) -> None:
    coordinator(session, "Cora", slack_user_id="U1")

    with pytest.raises(AlreadyRegistered) as caught:
        candidate(session, slack_user_id="U1")

    assert (caught.value.name, caught.value.role) == ("Cora", "a coordinator")


def test_saving_writes_every_field_but_rights(session: Session) -> None:
    before = interviewer(session, "Ines")
    after = Person(
        id=before.id,
        name="Ines Ito",
        role=None,
        time_zone="America/New_York",
        email="ines@example.com",
        slack_user_id="U1",
    )

    people.save(session, after)

    assert people.get(session, before.id) == after
    assert people.named(session, "ines ito") == (after,)
    assert people.named(session, "ines") == (after,)


def test_saving_leaves_everybody_else_alone(session: Session) -> None:
    ines, ivo = interviewer(session, "Ines"), interviewer(session, "Ivo")

    people.save(session, replace(ines, time_zone="UTC"))

    assert people.get(session, ivo.id) == ivo


def test_nobody_is_saved_under_somebody_elses_slack_id(session: Session) -> None:
    interviewer(session, "Ines", slack_user_id="U1")
    ivo = interviewer(session, "Ivo", slack_user_id="U2")

    with pytest.raises(AlreadyRegistered) as caught:
        people.save(session, replace(ivo, slack_user_id="U1"))

    assert caught.value.name == "Ines"
    assert people.get(session, ivo.id) == ivo


def test_it_is_the_holder_of_the_email_who_is_named_not_whoever_asks(session: Session) -> None:
    interviewer(session, "Zoe", email="zoe@example.com")
    ana = interviewer(session, "Ana", slack_user_id="U1")

    with pytest.raises(AlreadyRegistered) as caught:
        people.save(session, replace(ana, email="zoe@example.com"))

    assert caught.value.name == "Zoe"


def test_people_come_by_id_in_the_order_asked_for(session: Session) -> None:
    ines, ivo, carl = interviewer(session, "Ines"), interviewer(session, "Ivo"), candidate(session)

    found = people.by_ids(session, [carl.id, 99, ines.id, carl.id])

    assert list(found.items()) == [(carl.id, carl), (ines.id, ines)]
    assert people.by_ids(session, []) == {}
    assert ivo.id not in found


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("carl", ["Carl"]),
        ("  CARL ", ["Carl"]),
        ("Ines", ["Ines Ito", "ines ivory"]),
        ("ines i", ["Ines Ito", "ines ivory"]),
        ("Ines  Ito", ["Ines Ito"]),
        ("Ine", ["Ines Ito", "ines ivory", "Inessa Ilves"]),
        ("strasse", ["Straße"]),
        ("100", ["100% Real"]),
        ("100_", []),
        ("%", []),
        ("Ito", []),
        ("nobody", []),
        ("", []),
        ("   ", []),
    ],
)
def test_a_name_means_the_closest_there_is(session: Session, name: str, meant: list[str]) -> None:
    for known in ("Carla", "Inessa Ilves", "Straße", "ines ivory", "Carl", "Ines Ito", "100% Real"):
        candidate(session, known)

    found = people.named(session, name)

    assert [person.name for person in found] == meant


def test_two_people_of_one_name_are_both_found_in_the_order_they_came(session: Session) -> None:
    first, second = candidate(session, "Carl"), candidate(session, "CARL")

    found = people.named(session, "carl")

    assert found == (first, second)


def test_a_menu_finds_names_that_contain_the_text(session: Session) -> None:
    for name in ("Zoe", "Ivo Zola", "Ana", "Bozena"):
        interviewer(session, name)
    candidate(session, "Cazo")

    found = people.matching(session, text="ZO", role=Role.INTERVIEWER, limit=10)

    assert [person.name for person in found] == ["Ivo Zola", "Zoe"]
    assert len(people.matching(session, text="", limit=3)) == 3
    assert people.matching(session, text="%", limit=3) == ()


def test_pages_cover_everyone_once_in_the_order_of_names(session: Session) -> None:
    for name in ("zoe", "Ana", "ben", "Ana", "Émile", "cy"):
        candidate(session, name)
    interviewer(session, "Ines")

    pages = [people.page(session, skip=skip, limit=3) for skip in (0, 3, 6, 9)]

    names = [[person.name for person in page] for page in pages]
    assert names == [["Ana", "Ana", "ben"], ["cy", "Ines", "zoe"], ["Émile"], []]
    assert people.count(session) == 7


def test_a_page_may_be_of_one_role(session: Session) -> None:
    carl, ines = candidate(session), interviewer(session)
    coordinator(session)

    page = people.page(session, role=Role.CANDIDATE, skip=0, limit=9)

    assert page == (carl,)
    assert people.interviewers(session) == (ines,)
    assert people.count(session, role=Role.INTERVIEWER) == 1


def test_coordinators_are_those_who_are_whatever_else_they_do(session: Session) -> None:
    ines = interviewer(session, "Ines", is_coordinator=True)
    cora = coordinator(session, "Cora")
    candidate(session)

    assert people.coordinators(session) == (cora, ines)


def test_pages_and_menus_are_sorted_as_people_would(session: Session) -> None:
    for name in ("Person 10", "person 2", "Person 1"):
        people.add(session, name=name, role=None, time_zone="UTC", now=NOW)

    pages = [people.page(session, skip=skip, limit=2) for skip in (0, 2)]
    menu = people.matching(session, text="person", limit=9)

    wanted = ["Person 1", "person 2", "Person 10"]
    assert [person.name for page in pages for person in page] == wanted
    assert [person.name for person in menu] == wanted


def named_by_an_older_bot(session: Session, *names: str) -> None:
    """A bot of the version before knows nothing of where names stand."""
    for name in names:
        person = people.add(session, name="Zoe", role=None, time_zone="UTC", now=NOW)
        session.execute(
            sa.update(table)
            .where(table.c.id == person.id)
            .values(name=name, name_key=name_key(name), sort_key=None)
        )


def names_on_pages(session: Session) -> list[str]:
    pages = [people.page(session, skip=skip, limit=2) for skip in (0, 2, 4)]
    return [person.name for page in pages for person in page]


def test_pages_are_the_same_while_where_a_name_stands_is_missing(session: Session) -> None:
    for name in ("Person 10", "Émile"):
        candidate(session, name)
    named_by_an_older_bot(session, "person 2", "Ana")

    assert not sort_keys.are_complete(session)
    assert names_on_pages(session) == ["Ana", "person 2", "Person 10", "Émile"]


def test_what_an_older_bot_has_written_is_put_in_its_place(store: Store) -> None:
    with store.writing() as session:
        candidate(session, "Person 10")
        named_by_an_older_bot(session, "person 2", "Ana")
        renamed = candidate(session, "Aaron")
        session.execute(
            sa.update(table).where(table.c.id == renamed.id).values(name="Zoe", name_key="zoe")
        )

    mended = keep_names_sorted(store), keep_names_sorted(store)

    with store.reading() as session:
        assert sort_keys.are_complete(session)
        assert names_on_pages(session) == ["Ana", "person 2", "Person 10", "Zoe"]
    assert mended == (3, 0)
