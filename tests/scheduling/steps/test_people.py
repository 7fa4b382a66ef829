"""Whom a name means, who it could be, and which names are free."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from databases import new_store

from scheduling.errors import (
    AmbiguousName,
    NameTaken,
    NobodyWithId,
    SamePersonTwice,
    TwoCandidates,
    UnknownPerson,
)
from scheduling.model import Actor, Person, Profile, RequestContext, Role, Rules
from scheduling.steps.people import all_known, people_meant
from scheduling.store import Store, people
from scheduling.store.schema.tables import person as table
from scheduling.usecases.find_slots import find_slots_for
from scheduling.usecases.people import enrol
from scheduling.usecases.register import change_candidate, register_candidate
from scheduling.wording.reading import Mention, ParsedAvailability

pytestmark = pytest.mark.both_databases

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
CORA = Actor(name="Cora", time_zone="UTC", slack_user_id="UCORA", is_coordinator=True)
CONTEXT = RequestContext(actor=CORA, now=NOW, rules=Rules())
ALIKE = [
    ("Ana Alves", "Ａna Alves"),
    ("Ana Alves", "ANA  ALVES"),
    ("Ana Alves", "Ana\u200b Alves"),
    ("Ana Alves", "Ana Alves\ufe0f"),
    ("Zoë Ek", "Zoe\u0308 Ek"),
    ("Straße", "STRASSE"),
    ("İpek", "i\u0307pek"),
    ("ΐ", "\u03aa\u0301"),
]


@pytest.fixture(name="store")
def _store() -> Iterator[Store]:
    store = new_store()
    yield store
    store.close()


def added(store: Store, name: str, **facts: object) -> Person:
    with store.writing() as session:
        known = {"role": Role.CANDIDATE, "time_zone": "UTC", **facts}
        return people.add(session, name=name, now=NOW, **known)


def meant(store: Store, *names: str) -> tuple[Person, ...]:
    mentions = [Mention(name=name) for name in names]
    with store.reading() as session:
        return people_meant(session, mentions, profiles={})


def registers_over_http(store: Store, name: str) -> None:
    enrol(
        store,
        context=CONTEXT,
        name=name,
        role=Role.CANDIDATE,
        time_zone=None,
        email=None,
        profile=None,
    )


def registers_from_slack(store: Store, name: str) -> None:
    register_candidate(
        store,
        context=CONTEXT,
        name=name,
        email=None,
        time_zone=None,
        said=ParsedAvailability(),
    )


def renames(store: Store, name: str) -> None:
    other = added(store, "Somebody else")
    change_candidate(
        store, context=CONTEXT, person_id=other.id, name=name, email=None, time_zone="UTC"
    )


@pytest.mark.parametrize("registers", [registers_over_http, registers_from_slack, renames])
@pytest.mark.parametrize(("taken", "name"), [*ALIKE, *(pair[::-1] for pair in ALIKE)])
def test_a_name_that_reads_like_somebody_elses_is_taken_however_it_comes(
    store: Store, registers: object, taken: str, name: str
) -> None:
    added(store, taken)

    with pytest.raises(NameTaken):
        registers(store, name)  # type: ignore[operator]


@pytest.mark.parametrize("registers", [registers_over_http, registers_from_slack])
def test_a_name_that_only_begins_like_another_is_free(store: Store, registers: object) -> None:
    added(store, "Ana Alves")

    registers(store, "Ana")  # type: ignore[operator]

    assert [person.name for person in meant(store, "Ana")] == ["Ana"]


@pytest.mark.parametrize(("known", "typed"), [*ALIKE, *(pair[::-1] for pair in ALIKE)])
def test_a_person_is_asked_for_by_any_form_of_their_name(
    store: Store, known: str, typed: str
) -> None:
    person = added(store, known)

    assert meant(store, typed) == (person,)


def test_a_row_of_an_earlier_version_is_found_and_its_name_is_taken(store: Store) -> None:
    person = added(store, "ΐ")
    with store.writing() as session:
        # As it was kept at first: folded, but not put together again.
        session.execute(sa.update(table).values(name_key="\u03b9\u0308\u0301"))

    assert meant(store, "ΐ") == (person,)
    with pytest.raises(NameTaken):
        registers_over_http(store, "ΐ")


def test_two_members_of_one_name_are_told_apart_and_a_mention_settles_it(store: Store) -> None:
    interviewer = added(store, "Ivo Ito", role=Role.INTERVIEWER, slack_user_id="U1")
    candidate = added(store, "IVO ITO", role=Role.CANDIDATE, slack_user_id="U2")

    with pytest.raises(AmbiguousName) as refused:
        meant(store, "ivo ito")

    assert refused.value.sentence(zone=UTC) == (
        "“ivo ito” could be Ivo Ito (interviewer) or IVO ITO (candidate)."
        " Use @ to say who is meant."
    )
    profiles = {
        each: Profile(slack_user_id=each, name="Ivo Ito", time_zone="UTC") for each in ("U1", "U2")
    }
    mentions = [Mention(slack_user_id="U2"), Mention(slack_user_id="U1")]
    with store.reading() as session:
        found = people_meant(session, mentions, profiles=profiles)
    assert found == (candidate, interviewer)


def test_doubles_from_before_are_told_apart_and_can_be_chosen_or_renamed(store: Store) -> None:
    added(store, "Ana Alves", email="ana@example.com")
    double = added(store, "Ａna Alves", email="alves@example.com")

    with pytest.raises(AmbiguousName) as refused:
        meant(store, "Ana Alves")

    sentence = refused.value.sentence(zone=UTC)
    assert "Ana Alves (ana@example.com) or Ａna Alves (alves@example.com)" in sentence
    assert "Choose in the form" in sentence
    assert "`/register list`" in sentence
    change_candidate(
        store, context=CONTEXT, person_id=double.id, name="Ana B", email=None, time_zone="UTC"
    )
    assert [person.id for person in meant(store, "Ana B")] == [double.id]


def test_of_a_member_and_somebody_from_outside_only_the_member_can_be_mentioned(
    store: Store,
) -> None:
    added(store, "Ana Alves")
    added(store, "Ana Alves", role=Role.INTERVIEWER, slack_user_id="U1")

    with pytest.raises(AmbiguousName) as refused:
        meant(store, "Ana Alves")

    assert "Use @ for a member of this workspace. Choose in the form" in refused.value.hint


def test_different_names_need_only_be_written_out_and_not_all_are_listed(store: Store) -> None:
    for name in ("Ann Ek", "Ann Ito", "Anna Ek", "Ann Ode", "Ann Roe", "Ann Sun", "Ann Tee"):
        added(store, name)

    with pytest.raises(AmbiguousName) as refused:
        meant(store, "Ann")

    assert refused.value.sentence(zone=UTC) == (
        "“Ann” could be Ann Ek, Ann Ito, Ann Ode, Ann Roe, Ann Sun or 1 more."
        " Please write the full name."
    )


def test_many_names_are_found_at_once_in_the_order_they_were_named(store: Store) -> None:
    everybody = [added(store, f"Person {number}x") for number in range(450)]

    found = meant(store, *(person.name for person in reversed(everybody)))

    assert found == tuple(reversed(everybody))


@pytest.mark.parametrize(
    ("names", "error"), [(("Ana", "ana alves"), SamePersonTwice), (("Ana", "Bo"), UnknownPerson)]
)
def test_nobody_is_named_twice_and_everybody_is_known(
    store: Store, names: tuple[str, ...], error: type[Exception]
) -> None:
    added(store, "Ana Alves")

    with pytest.raises(error):
        meant(store, *names)


def test_people_are_looked_up_by_id_in_the_order_of_the_ids(store: Store) -> None:
    ana, ben = added(store, "Ana Alves"), added(store, "Ben Boe")

    with store.reading() as session:
        found = all_known(session, [ben.id, ana.id, ben.id])

    assert found == (ben, ana, ben)


def test_the_first_id_that_is_nobodys_is_named(store: Store) -> None:
    ana = added(store, "Ana Alves")

    with store.reading() as session, pytest.raises(NobodyWithId) as refused:
        all_known(session, [ana.id, 4712, 4711])

    assert refused.value.id == 4712


def test_who_is_named_twice_is_told_apart_from_a_namesake_who_is_named_once(store: Store) -> None:
    added(store, "Ivo Ito", role=Role.INTERVIEWER, slack_user_id="U1")
    added(store, "Ivo Ito", role=Role.CANDIDATE, slack_user_id="U2")
    profiles = {
        each: Profile(slack_user_id=each, name="Ivo Ito", time_zone="UTC") for each in ("U1", "U2")
    }
    mentions = [Mention(slack_user_id=each) for each in ("U1", "U2", "U1")]

    with store.reading() as session, pytest.raises(SamePersonTwice) as refused:
        people_meant(session, mentions, profiles=profiles)

    assert refused.value.name == "Ivo Ito (interviewer)"


def test_a_name_that_several_members_have_is_refused_with_who_they_are(store: Store) -> None:
    added(store, "Ivo Ito", role=Role.INTERVIEWER, slack_user_id="U1")
    added(store, "Ivo Ito", role=Role.CANDIDATE, slack_user_id="U2")

    with pytest.raises(NameTaken) as refused:
        registers_over_http(store, "Ivo Ito")

    assert sorted(refused.value.names) == ["Ivo Ito (candidate)", "Ivo Ito (interviewer)"]


def test_two_candidates_of_one_name_are_told_apart(store: Store) -> None:
    added(store, "Ivo Ito", role=Role.CANDIDATE, slack_user_id="U1")
    added(store, "Ivo Ito", role=Role.CANDIDATE, slack_user_id="U2")
    profiles = {
        each: Profile(slack_user_id=each, name="Ivo Ito", time_zone="UTC") for each in ("U1", "U2")
    }

    with pytest.raises(TwoCandidates) as refused:
        find_slots_for(store, CONTEXT, text="<@U1> and <@U2>", profiles=profiles)

    assert refused.value.names == ("Ivo Ito (U1)", "Ivo Ito (U2)")
