"""Every sentence that people outside read is there in every language, whole and with its gaps."""

import re
from collections import Counter
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from catalogues.leftovers import (
    OTHERS,
    catalogue_in,
    forms_of,
    leftovers,
    messages_in,
)

from languages.catalogue import catalogue_of, gettext, ngettext
from languages.compiling import compiled, translations_in
from languages.style import TimeStyle, written_in

ROOT = Path(__file__).parents[2]
KEYWORDS = {
    "gettext": None,
    "N_": None,
    "say": None,
    "asks": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
MAY_STAY = {"{count} minute", "{count} minutes"}
"""The same in French as in English."""

Key = tuple[str | None, str | tuple[str, ...]]


@pytest.fixture(name="said", scope="module")
def _said() -> set[Key]:
    """What stands in the code, as `make messages` finds it."""
    with (ROOT / "languages" / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS)
    return {(context, message) for _, _, message, _, context in found}


def pairs_in(language: str) -> Iterator[tuple[str, str]]:
    """Each sentence with what it is in that language, form by form."""
    for message in messages_in(catalogue_in(language)):
        yield from zip(forms_of(message.id), forms_of(message.string), strict=True)


@pytest.mark.parametrize("language", OTHERS)
def test_all_sentences_of_the_code_are_there_and_no_others(language: str, said: set[Key]) -> None:
    there = {(each.context, each.id) for each in messages_in(catalogue_in(language))}

    assert len(said) > 100
    assert said - there == set()
    assert there - said == set()


@pytest.mark.parametrize("language", OTHERS)
def test_each_is_said_and_nothing_is_left_open(language: str) -> None:
    messages = messages_in(catalogue_in(language))

    unsure = [each.id for each in messages if each.fuzzy]
    empty = [each.id for each in messages if not all(forms_of(each.string))]
    same = [
        one for one, other in pairs_in(language) if one == other and re.search(r"\w", bare(one))
    ]

    assert unsure == empty == []
    assert set(same) <= MAY_STAY


def bare(sentence: str) -> str:
    return re.sub(r"\{\w+\}", "", sentence)


@pytest.mark.parametrize("language", OTHERS)
def test_gaps_tags_and_marks_are_those_of_the_sentence(language: str) -> None:
    for one, other in pairs_in(language):
        assert shape(other) == shape(one.replace("{undone}", "")), (one, other)


def shape(sentence: str) -> tuple[set[str], Counter[str], bool, int]:
    """Its gaps, its tags, whether something stands out, and how much is to be typed."""
    gaps = {gap.casefold() for gap in re.findall(r"\{\w+\}", sentence)}
    tags = Counter(re.findall(r"<[^>]+>", sentence))
    assert sentence.count("*") % 2 == 0
    return gaps, tags, "*" in sentence, sentence.count("`")


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_is_left_in_them(language: str) -> None:
    for _, other in pairs_in(language):
        assert leftovers(other, language=language) == [], other


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("de", r"\b(du|dich|dir|dein\w*)\b"),
        ("fr", r"\b(tu|toi|ton|tes)\b"),
        ("es", r"\b(tú|tus|tu)\b"),
    ],
)
def test_nobody_is_spoken_to_like_a_friend(language: str, typed: str) -> None:
    found = [other for _, other in pairs_in(language) if re.search(typed, other, re.IGNORECASE)]

    assert found == []


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [("de", "1 Stunde", "2 Stunden"), ("fr", "1 heure", "2 heures"), ("es", "1 hora", "2 horas")],
)
@pytest.mark.parametrize("is_compiled", [True, False])
def test_numbers_take_their_form_whether_catalogues_are_compiled_or_not(
    language: str, one: str, two: str, is_compiled: bool
) -> None:
    catalogue: GNUTranslations = translations_in(file_of(language))
    if is_compiled:
        catalogue = GNUTranslations(BytesIO(compiled(file_of(language))))

    said = [catalogue.ngettext("{count} hour", "{count} hours", n).format(count=n) for n in (1, 2)]

    assert said == [one, two]


def file_of(language: str) -> Path:
    return ROOT / "languages" / "locale" / language / "LC_MESSAGES" / "messages.po"


def test_what_is_unsure_is_not_said() -> None:
    catalogue, file = catalogue_in("de"), BytesIO()
    unsure = {each.id for each in messages_in(catalogue) if each.fuzzy}

    write_mo(file, catalogue)

    assert unsure == set()
    assert compiled(file_of("de")) == file.getvalue()


def test_sentences_are_in_the_language_of_whoever_reads_and_english_for_all_others() -> None:
    with written_in(TimeStyle(language="de")):
        german = gettext("Hello {name}"), ngettext("{count} day", "{count} days", 2)
        nothing = gettext("")

    assert german == ("Guten Tag, {name}", "{count} Tage")
    assert nothing == ""
    assert gettext("Hello {name}") == catalogue_of("tlh").gettext("Hello {name}") == "Hello {name}"
