"""Following the workspace and the settings: a grant stays, and what is derived comes and goes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from databases import new_store

from scheduling.model import Actor, Invites, Mail, Person, Profile, RequestContext, Role, Rules
from scheduling.store import Store, people
from scheduling.store.people import rights
from scheduling.store.schema.tables import person as table
from scheduling.usecases.members import follow_members, identify
from scheduling.usecases.register import register_self

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
ADMIN = Profile(slack_user_id="UADA", name="Ada Ahl", time_zone="UTC", is_admin=True)
PLAIN = replace(ADMIN, is_admin=False)


@pytest.fixture(name="store")
def _store() -> Iterator[Store]:
    store = new_store()
    yield store
    store.close()


def added(store: Store, *, slack_user_id: str = "UADA", flagged: bool = False) -> Person:
    with store.writing() as session:
        return people.add(
            session,
            name="Ada Ahl",
            role=Role.INTERVIEWER,
            time_zone="UTC",
            is_coordinator=flagged,
            slack_user_id=slack_user_id,
            now=NOW,
        )


def ada(store: Store) -> Person:
    with store.reading() as session:
        person = people.by_slack_id(session, "UADA")
    assert person is not None
    return person


def follow(store: Store, *profiles: Profile, settings: frozenset[str] = frozenset()) -> None:
    follow_members(store, profiles=profiles, rules=Rules(coordinators=settings), now=NOW)


def test_a_right_of_an_older_version_that_is_derived_is_a_grant_no_more(store: Store) -> None:
    added(store, flagged=True)

    follow(store, ADMIN)
    as_admin = ada(store)
    follow(store, PLAIN)

    assert as_admin.is_coordinator
    assert not as_admin.rights.is_granted
    assert as_admin.rights.has_coordinated  # so that who was told of changes still is
    assert not ada(store).is_coordinator


def test_a_right_of_an_older_version_that_nothing_explains_stays_to_be_confirmed(
    store: Store,
) -> None:
    added(store, flagged=True)

    follow(store, PLAIN)

    assert ada(store).rights.is_unexplained


def test_a_grant_is_taken_back_by_nothing_that_the_workspace_says(store: Store) -> None:
    person = added(store)
    with store.writing() as session:
        rights.grant(session, person.id, by=None, through="Lever", now=NOW)

    follow(store, ADMIN)
    follow(store, PLAIN)

    assert ada(store).rights.is_granted


def test_whoever_is_missing_from_a_list_is_what_they_were(store: Store) -> None:
    added(store)
    follow(store, ADMIN)

    follow(store)
    follow(store, replace(PLAIN, slack_user_id="UBEN", name="Ben"))

    assert ada(store).is_coordinator


def test_whom_the_settings_name_is_registered_before_they_ever_ask(store: Store) -> None:
    follow(store, PLAIN, settings=frozenset({"UADA", "UNOBODY"}))

    person = ada(store)
    assert person.is_coordinator
    assert person.role is None


@pytest.mark.parametrize("what", ["is_stranger", "is_guest", "is_bot", "is_deactivated"])
def test_nobody_from_elsewhere_and_no_guest_is_a_coordinator(store: Store, what: str) -> None:
    added(store)

    follow(store, replace(ADMIN, **{what: True}), settings=frozenset({"UADA"}))

    assert not ada(store).is_coordinator


def test_admins_who_have_arranged_nothing_are_told_where_nobody_else_would_be(
    store: Store,
) -> None:
    added(store)
    follow(store, ADMIN)
    with store.reading() as session:
        alone = people.told_of_changes(session)

    cora = added(store, slack_user_id="UCORA", flagged=True)
    with store.reading() as session:
        beside = people.told_of_changes(session)

    assert [person.slack_user_id for person in alone] == ["UADA"]
    assert [person.id for person in beside] == [cora.id]


def test_what_has_not_changed_is_not_written_again(store: Store) -> None:
    added(store)
    follow(store, ADMIN)
    written: list[str] = []

    def noted(*said: object) -> None:
        written.append(str(said[2]))

    sa.event.listen(sa.Engine, "before_cursor_execute", noted)
    try:
        follow(store, ADMIN)
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", noted)

    assert not [one for one in written if one.startswith(f"UPDATE {table.name}")]


def members(store: Store, count: int) -> list[Profile]:
    described = []
    for n in range(count):
        added(store, slack_user_id=f"U{n:03}")
        described.append(replace(PLAIN, slack_user_id=f"U{n:03}"))
    return described


def gone(store: Store) -> tuple[int, int]:
    """How many have left, and of how many a coordinator is asked first."""
    with store.reading() as session:
        everybody = people.page(session, skip=0, limit=1000)
    left = sum(person.is_deactivated for person in everybody)
    return left, sum(person.departure_is_held for person in everybody)


@pytest.mark.parametrize(
    ("registered", "leaving", "left"),
    [(10, 5, (5, 0)), (10, 6, (0, 6)), (200, 10, (10, 0)), (200, 11, (0, 11))],
)
def test_more_than_five_or_a_twentieth_leave_only_when_somebody_confirms_it(
    store: Store, registered: int, leaving: int, left: tuple[int, int]
) -> None:
    described = members(store, registered)

    follow(store, *(replace(each, is_deactivated=True) for each in described[:leaving]))

    assert gone(store) == left


def test_those_who_leave_one_by_one_within_an_hour_count_together(store: Store) -> None:
    described = members(store, 10)

    for each in described[:7]:
        follow(store, replace(each, is_deactivated=True))

    assert gone(store) == (5, 2)


def test_whose_account_is_in_use_again_is_here_again(store: Store) -> None:
    described = members(store, 8)
    follow(store, *(replace(each, is_deactivated=True) for each in described))
    follow(store, replace(PLAIN, slack_user_id="UADA", is_deactivated=True))

    follow(store, *described)

    assert gone(store) == (0, 0)


INVITING = Rules(mail=Mail(is_on=True, invites=Invites.EVERYBODY))
AT_ACME = replace(PLAIN, email="ada@acme.example")


def test_the_address_of_a_member_is_kept_where_their_calendar_is_written_to(store: Store) -> None:
    added(store)

    follow_members(store, profiles=[AT_ACME], rules=Rules(), now=NOW)
    unasked = ada(store).email
    follow_members(store, profiles=[AT_ACME], rules=INVITING, now=NOW)
    known = ada(store).email
    follow_members(
        store, profiles=[replace(AT_ACME, email="ahl@acme.example")], rules=INVITING, now=NOW
    )
    changed = ada(store).email
    follow_members(store, profiles=[PLAIN], rules=INVITING, now=NOW)

    assert (unasked, known, changed) == (None, "ada@acme.example", "ahl@acme.example")
    assert ada(store).email == "ahl@acme.example"


def test_an_address_that_is_somebody_elses_stays_theirs(store: Store) -> None:
    added(store)
    with store.writing() as session:
        other = people.add(
            session,
            name="Ada Ahl",
            role=Role.CANDIDATE,
            time_zone="UTC",
            email="Ada@acme.example",
            now=NOW,
        )

    follow_members(store, profiles=[AT_ACME], rules=INVITING, now=NOW)

    with store.reading() as session:
        kept = people.get(session, other.id)
    assert ada(store).email is None
    assert kept is not None
    assert kept.email == "Ada@acme.example"


def test_whoever_acts_has_their_address_kept_at_once(store: Store) -> None:
    added(store)

    actor = identify(store, profile=AT_ACME, rules=INVITING, now=NOW)

    assert actor.person is not None
    assert actor.person.email == "ada@acme.example"


def test_whoever_is_registered_by_what_they_do_has_their_address_kept_with_it(
    store: Store,
) -> None:
    actor = identify(store, profile=AT_ACME, rules=INVITING, now=NOW)

    register_self(store, asking(actor, INVITING), role=Role.INTERVIEWER, time_zone=None)

    assert ada(store).email == "ada@acme.example"


def test_whoever_is_registered_has_no_address_kept_that_nothing_is_done_by(store: Store) -> None:
    actor = identify(store, profile=AT_ACME, rules=Rules(), now=NOW)

    register_self(store, asking(actor, Rules()), role=Role.INTERVIEWER, time_zone=None)

    assert ada(store).email is None


def asking(actor: Actor, rules: Rules) -> RequestContext:
    return RequestContext(actor=actor, now=NOW, rules=rules)
