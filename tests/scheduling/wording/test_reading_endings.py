"""What is written of people who end is read as what the commands would do; the rest is not."""

import pytest

from scheduling.model import Outcome
from scheduling.wording.reading import Ending, EndingMeant, Mention, read_ending

REMOVE, ERASE, MERGE, OUTCOME, EXPORT = Ending


def meant(ending: Ending, *names: str, outcome: Outcome | None = None) -> EndingMeant:
    people = tuple(Mention(name=name) for name in names)
    return EndingMeant(ending=ending, people=people, outcome=outcome)


@pytest.mark.parametrize(
    "text",
    [
        "remove Dora Diaz",
        "Please remove Dora Diaz!",
        "Hi, can you take Dora Diaz out, please?",
        "delete Dora Diaz",
        "Dora Diaz has left",
        "Dora Diaz left the company.",
    ],
)
def test_somebody_is_to_be_removed(text: str) -> None:
    assert read_ending(text) == meant(REMOVE, "Dora Diaz")


@pytest.mark.parametrize(
    "text",
    [
        "erase Carl",
        "Erase all data about Carl",
        "please delete all data about Carl for good",
        "delete everything we have on Carl",
        "Delete Carl’s data",
        "forget Carl",
        "Carl wants to be forgotten",
        "Carl asked us to be erased.",
    ],
)
def test_somebody_is_to_be_erased(text: str) -> None:
    assert read_ending(text) == meant(ERASE, "Carl")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Dora was hired", Outcome.HIRED),
        ("Dora is hired!", Outcome.HIRED),
        ("we hired Dora", Outcome.HIRED),
        ("mark Dora as hired", Outcome.HIRED),
        ("outcome Dora hired", Outcome.HIRED),
        ("Dora has been rejected", Outcome.REJECTED),
        ("We've turned down Dora", Outcome.REJECTED),
        ("reject Dora", Outcome.REJECTED),
        ("Dora has withdrawn", Outcome.WITHDRAWN),
        ("Dora withdrew her application", Outcome.WITHDRAWN),
        ("Dora dropped out", Outcome.WITHDRAWN),
        ("was Dora hired?", None),
        ("what became of Dora?", None),
        ("outcome Dora", None),
    ],
)
def test_something_became_of_somebody(text: str, outcome: Outcome | None) -> None:
    assert read_ending(text) == meant(OUTCOME, "Dora", outcome=outcome)


@pytest.mark.parametrize(
    "text",
    [
        "merge Dora D. into Dora Diaz",
        "Merge Dora D. with Dora Diaz",
        "Dora D. and Dora Diaz are the same person",
        "Dora D. is the same as Dora Diaz",
    ],
)
def test_two_are_one(text: str) -> None:
    assert read_ending(text) == meant(MERGE, "Dora D.", "Dora Diaz")


@pytest.mark.parametrize(
    "text",
    [
        "export Carl",
        "export all data about Carl",
        "give me Carl's data",
        "what do you know about Carl?",
        "Send me everything you have about Carl",
    ],
)
def test_what_is_held_about_somebody_is_asked_for(text: str) -> None:
    assert read_ending(text) == meant(EXPORT, "Carl")


@pytest.mark.parametrize("text", ["export my data", "What do you know about me?"])
def test_what_is_held_about_whoever_writes_is_asked_for(text: str) -> None:
    assert read_ending(text) == meant(EXPORT)


def test_members_are_named_by_a_mention() -> None:
    read = read_ending("remove <@UINES1>")

    assert read is not None
    assert [each.slack_user_id for each in read.people] == ["UINES1"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "remove",
        "forget it",
        "remove me",
        "Carl and Dora next week",
        "Carl can do Tuesday 9-12",
        "tomorrow 9-12",
        "merge Dora",
        "Dora was late",
        "when was she hired",
        "remove Carl and Dora",
    ],
)
def test_the_rest_is_about_something_else(text: str) -> None:
    assert read_ending(text) is None
