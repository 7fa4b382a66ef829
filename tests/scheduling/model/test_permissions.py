"""Who may do what: every role, every action and every kind of subject."""

import re
from dataclasses import replace

import pytest
from time_builders import at, candidate, interviewer

from scheduling.errors import NotAllowed
from scheduling.model import Actor, Interview, Person
from scheduling.model.permissions import Action, may, require

CARL, CY = candidate("Carl", 1), candidate("Cy", 2)
INES, IVO = interviewer("Ines", 3), interviewer("Ivo", 4)
CORA = Person(id=5, name="Cora", role=None, time_zone="UTC", is_coordinator=True)
COLE = replace(interviewer("Cole", 6), is_coordinator=True)
INTERVIEW = Interview(id=7, candidate=CARL, interviewers=(INES, COLE), start=at("2026-11-10 10:00"))

ACTORS = {
    "stranger": Actor(name="Sam", time_zone="UTC"),
    "candidate": Actor(name="Carl", time_zone="UTC", person=CARL),
    "other candidate": Actor(name="Cy", time_zone="UTC", person=CY),
    "interviewer": Actor(name="Ines", time_zone="UTC", person=INES),
    "other interviewer": Actor(name="Ivo", time_zone="UTC", person=IVO),
    "coordinator": Actor(name="Cora", time_zone="UTC", person=CORA, is_coordinator=True),
    "coordinator on the panel": Actor(
        name="Cole", time_zone="UTC", person=COLE, is_coordinator=True
    ),
}
NOBODY: frozenset[str] = frozenset()
EVERYBODY = frozenset(ACTORS)
COORDINATORS = frozenset({"coordinator", "coordinator on the panel"})
PANEL = frozenset({"interviewer", "coordinator on the panel"})

TABLE: list[tuple[Action, Person | Interview | None, frozenset[str]]] = [
    (Action.LOOK, None, EVERYBODY),
    (Action.LOOK, CARL, EVERYBODY),
    (Action.LOOK, INTERVIEW, EVERYBODY),
    (Action.REGISTER_SELF, None, EVERYBODY),
    (Action.REGISTER_CANDIDATE, None, COORDINATORS),
    (Action.SEND_LINK, None, COORDINATORS),
    (Action.APPOINT_COORDINATOR, None, COORDINATORS),
    (Action.REMOVE_PERSON, None, COORDINATORS),
    (Action.REMOVE_PERSON, INES, COORDINATORS),
    (Action.TAKE_OUT, None, COORDINATORS),
    (Action.ERASE, None, COORDINATORS),
    (Action.ERASE, CARL, COORDINATORS),
    (Action.MERGE_PEOPLE, None, COORDINATORS),
    (Action.MERGE_PEOPLE, CARL, COORDINATORS),
    (Action.SET_OUTCOME, None, COORDINATORS),
    (Action.SET_OUTCOME, CARL, COORDINATORS),
    (Action.CHANGE_AVAILABILITY, CARL, COORDINATORS | {"candidate"}),
    (Action.CHANGE_AVAILABILITY, INES, COORDINATORS | {"interviewer"}),
    (Action.CHANGE_AVAILABILITY, CORA, COORDINATORS),
    (Action.CHANGE_AVAILABILITY, INTERVIEW, COORDINATORS),
    (Action.CHANGE_AVAILABILITY, None, COORDINATORS),
    (Action.BOOK, None, COORDINATORS),
    (Action.BOOK, INTERVIEW, COORDINATORS),
    (Action.MOVE, INTERVIEW, COORDINATORS | {"candidate"}),
    (Action.MOVE, CARL, COORDINATORS),
    (Action.MOVE, None, COORDINATORS),
    (Action.CANCEL, INTERVIEW, COORDINATORS | {"candidate"}),
    (Action.CANCEL, CARL, COORDINATORS),
    (Action.CANCEL, None, COORDINATORS),
    (Action.REPLACE, INTERVIEW, COORDINATORS),
    (Action.REPLACE, None, COORDINATORS),
    (Action.DESCRIBE, INTERVIEW, COORDINATORS),
    (Action.DECLINE, INTERVIEW, PANEL),
    (Action.DECLINE, INES, NOBODY),
    (Action.DECLINE, None, NOBODY),
    (Action.KEEP, INTERVIEW, PANEL | {"candidate"}),
    (Action.KEEP, INES, NOBODY),
    (Action.KEEP, None, NOBODY),
    (Action.DISTRIBUTE, None, COORDINATORS),
    (Action.TELL, None, COORDINATORS),
    (Action.EXPORT, None, COORDINATORS),
    (Action.READ_AUDIT, None, COORDINATORS),
]


def test_the_table_names_every_action() -> None:
    assert {action for action, _, _ in TABLE} == set(Action)


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize(
    ("action", "subject", "allowed"),
    TABLE,
    ids=[f"{action.name} {type(subject).__name__}" for action, subject, _ in TABLE],
)
def test_who_may_do_what(
    action: Action, subject: Person | Interview | None, allowed: frozenset[str], who: str
) -> None:
    assert may(ACTORS[who], action, subject) == (who in allowed)


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("action", Action)
def test_what_is_required_is_what_is_allowed(action: Action, who: str) -> None:
    if may(ACTORS[who], action, INTERVIEW):
        require(ACTORS[who], action, INTERVIEW)
    else:
        with pytest.raises(NotAllowed):
            require(ACTORS[who], action, INTERVIEW)


def test_a_person_is_known_by_their_id_not_by_their_name() -> None:
    namesake = Actor(name="Carl", time_zone="UTC", person=replace(CY, name="Carl"))
    renamed = Actor(name="Karl", time_zone="UTC", person=replace(CARL, name="Karl"))

    assert not may(namesake, Action.CANCEL, INTERVIEW)
    assert may(renamed, Action.CANCEL, INTERVIEW)


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        (Action.BOOK, "Only a coordinator may book interviews. Nothing was changed."),
        (
            Action.CANCEL,
            "Only a coordinator or the candidate may cancel this interview. Nothing was changed.",
        ),
        (
            Action.MOVE,
            "Only a coordinator or the candidate may move this interview. Nothing was changed.",
        ),
        (
            Action.DECLINE,
            "Only an interviewer on the panel may say that they can't make it. Nothing was "
            "changed.",
        ),
        (
            Action.CHANGE_AVAILABILITY,
            "Only a coordinator may change somebody else's availability. Nothing was changed. "
            "Your own: `/availability`.",
        ),
        (
            Action.DISTRIBUTE,
            "Only a coordinator may distribute candidates over interviewers. Nothing was changed. "
            "`/find-slots` shows anybody when an interview could take place.",
        ),
    ],
)
def test_a_refusal_says_who_may(action: Action, sentence: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        require(ACTORS["stranger"], action, INTERVIEW)

    assert refused.value.sentence(zone=INES.zone) == sentence


@pytest.mark.parametrize("action", Action)
def test_every_action_reads_well_in_a_refusal(action: Action) -> None:
    sentence = NotAllowed(action=action.value).sentence(zone=INES.zone)

    assert re.fullmatch(r"Only a coordinator may [a-z' ]+\. Nothing was changed\.", sentence)
