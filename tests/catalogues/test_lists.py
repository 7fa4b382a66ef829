"""Names in a row, as people of each language join them."""

import pytest

from languages.style import TimeStyle, written_in
from scheduling.errors import listed


@pytest.mark.parametrize(
    ("language", "names", "said"),
    [
        ("en", ("Ana", "Ines", "Ivo"), "Ana, Ines and Ivo"),
        ("de", ("Ana", "Ines", "Ivo"), "Ana, Ines und Ivo"),
        ("fr", ("Ana", "Ines"), "Ana et Ines"),
        ("es", ("Ana", "Ben"), "Ana y Ben"),
        ("es", ("Ana", "Inés"), "Ana e Inés"),
        ("es", ("Ana", "Hilda"), "Ana e Hilda"),
        ("es", ("Ana", "Ian"), "Ana y Ian"),
        ("es", ("Ines",), "Ines"),
    ],
)
def test_names_are_joined_as_people_say_them(
    language: str, names: tuple[str, ...], said: str
) -> None:
    with written_in(TimeStyle(language=language)):
        assert listed(names) == said
