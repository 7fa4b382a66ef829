"""People of one name are told apart by the first thing that only one of them has."""

from itertools import permutations

from scheduling.model import Person, Role
from scheduling.wording.saying.people import names_apart


def _ana(
    id: int,
    *,
    name: str = "Ana Alves",
    role: Role | None = Role.INTERVIEWER,
    email: str | None = None,
    time_zone: str = "Europe/Berlin",
    slack_user_id: str | None = None,
    is_coordinator: bool = False,
) -> Person:
    return Person(
        id=id,
        name=name,
        role=role,
        email=email,
        time_zone=time_zone,
        slack_user_id=slack_user_id,
        is_coordinator=is_coordinator,
    )


def test_names_that_only_one_person_has_stay_as_they_are() -> None:
    people = [_ana(1), _ana(2, name="Ana Braga"), _ana(3, name="Ana")]

    shown = names_apart(people)

    assert shown == {1: "Ana Alves", 2: "Ana Braga", 3: "Ana"}


def test_the_role_is_enough_where_only_one_of_them_has_it() -> None:
    people = [_ana(1), _ana(2, role=Role.CANDIDATE), _ana(3, role=None, is_coordinator=True)]

    shown = names_apart(people)

    assert shown == {
        1: "Ana Alves (interviewer)",
        2: "Ana Alves (candidate)",
        3: "Ana Alves (coordinator)",
    }


def test_an_email_comes_next_and_then_the_time_zone() -> None:
    people = [
        _ana(1, role=Role.CANDIDATE, email="ana@example.com"),
        _ana(2, role=Role.CANDIDATE, email="alves@example.com"),
        _ana(3, role=Role.CANDIDATE, time_zone="Asia/Tokyo"),
    ]

    shown = names_apart(people)

    assert shown == {
        1: "Ana Alves (ana@example.com)",
        2: "Ana Alves (alves@example.com)",
        3: "Ana Alves (Asia/Tokyo)",
    }


def test_members_alike_in_all_else_are_told_apart_by_their_member_ids() -> None:
    people = [_ana(1, slack_user_id="U1"), _ana(2, slack_user_id="U2")]

    shown = names_apart(people)

    assert shown == {1: "Ana Alves (U1)", 2: "Ana Alves (U2)"}


def test_where_nothing_differs_the_number_does() -> None:
    people = [_ana(1, role=Role.CANDIDATE), _ana(2, role=Role.CANDIDATE)]

    shown = names_apart(people)

    assert shown == {1: "Ana Alves (no. 1)", 2: "Ana Alves (no. 2)"}


def test_case_width_and_spacing_make_no_other_name() -> None:
    people = [_ana(1), _ana(2, name="Ａna  ALVES", role=Role.CANDIDATE)]

    shown = names_apart(people)

    assert shown == {1: "Ana Alves (interviewer)", 2: "Ａna  ALVES (candidate)"}


def test_somebody_named_twice_is_one_person() -> None:
    shown = names_apart([_ana(1), _ana(1)])

    assert shown == {1: "Ana Alves"}


def test_any_order_of_the_people_gives_the_same_names_and_never_two_alike() -> None:
    people = [
        _ana(1, slack_user_id="U1"),
        _ana(2, slack_user_id="U2", time_zone="Asia/Tokyo"),
        _ana(3, role=Role.CANDIDATE),
        _ana(4, role=Role.CANDIDATE),
    ]

    answers = [names_apart(order) for order in permutations(people)]

    assert all(answer == answers[0] for answer in answers)
    assert len(set(answers[0].values())) == len(people)


def test_of_a_long_name_what_tells_it_apart_is_left() -> None:
    long = "Ana Maria de Souza Alves e Silva"
    people = [_ana(1, name=long), _ana(2, name=long, role=Role.CANDIDATE), _ana(3, name="B" * 40)]

    shown = names_apart(people, longest=30)

    assert shown == {
        1: "Ana Maria de So… (interviewer)",
        2: "Ana Maria de Souz… (candidate)",
        3: "B" * 29 + "…",
    }
