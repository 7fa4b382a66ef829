"""Plain words beside a name that is known are asked about, and never taken for a part of it."""

import pytest

from scheduling.wording.reading import words_beside_a_name

NAMES = ["Dora", "Dora Diaz", "Ivo", "Ivo Ito", "Candidate", "Candidate 7"]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Dora after", "I know Dora, but did not understand “after”"),
        ("Dora Diaz early", "I know Dora Diaz, but did not understand “early”"),
        ("Dora 2 hours", "I know Dora, but did not understand “2 hours”"),
        ("Dora from 14 on", "I know Dora, but did not understand “from 14 on”"),
        ("Dora not", "I know Dora, but did not understand “not”"),
        ("Dora without Ivo", "I can't leave somebody out, as in “without Ivo”"),
        ("not Ivo", "I can't leave somebody out, as in “not Ivo”"),
        ("but Ivo", "I can't leave somebody out, as in “but Ivo”"),
    ],
)
def test_plain_words_beside_a_known_name_are_asked_about(typed: str, asked: str) -> None:
    question = words_beside_a_name(typed, NAMES)

    assert question is not None
    assert asked in question.question


@pytest.mark.parametrize(
    "typed",
    ["Zora", "Dora Dias", "Dora von Berg", "dora dias", "Ivo Itoh", "Nota Bene", "No Kim", ""],
)
def test_what_may_be_a_name_is_left_to_be_one(typed: str) -> None:
    assert words_beside_a_name(typed, NAMES) is None
