"""When two names are the same: by what is read, not by how it was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.model.names import name_key, name_order, sort_key, visible


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Alves", "ANA ALVES"),
        ("Ana Alves", "Ａna Alves"),
        ("Ana Alves", "Ana\u00a0 \tAlves "),
        ("Ana Alves", "Ana\u2003Alves"),
        ("Ana Alves", "A\u200bna\u2060 Alves\ufeff"),
        ("Ana Alves", "Ana Alves\ufe0f"),
        ("Ana Alves", "A\u034fna \u202eAlves"),
        ("Ana Alves", "Ana\u3164 Alves"),
        ("Zoë", "Zoe\u0308"),
        ("Straße", "STRASSE"),
        ("Straße", "STRAẞE"),
        ("İpek", "I\u0307pek"),
        ("İpek", "i\u0307pek"),
        ("ΐ", "\u03aa\u0301"),
        ("ΣΑΣ", "σας"),
        ("ﬁona", "FIONA"),
    ],
)
def test_names_that_read_alike_are_the_same(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ana", "Anna"), ("Zoë", "Zoe"), ("İpek", "Ipek"), ("Ana Alves", "AnaAlves"), ("Ø", "O")],
)
def test_names_that_read_differently_are_not(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(name=st.text(max_size=30))
def test_neither_the_form_of_its_letters_nor_its_case_changes_a_name(name: str) -> None:
    key = name_key(name)

    assert name_key(key) == key
    assert name_key(unicodedata.normalize("NFD", name)) == key
    assert name_key(unicodedata.normalize("NFC", name)) == key
    assert name_key(name.casefold()) == key


def test_what_can_be_seen_stays_and_spaces_become_plain_ones() -> None:
    assert visible("Ca\u200brl\u2003Chen\x07") == "Carl Chen"


def test_among_signs_that_can_be_seen_those_that_can_not_are_found_as_well() -> None:
    # Unicode's first four planes: behind them there is nothing, or nothing to be seen.
    signs = [chr(code) for code in range(0x40000)]
    kinds = [unicodedata.category(sign)[0] for sign in signs]
    blank = "\u115f\u1160\u3164\uffa0\u2800"
    seen = [s for s, kind in zip(signs, kinds, strict=True) if kind not in "CZ" and s not in blank]
    spaces = [sign for sign, kind in zip(signs, kinds, strict=True) if kind == "Z"]

    assert visible("".join(seen)) == "".join(seen)
    assert visible("".join(["\x07", *seen])) == "".join(seen)
    assert visible("".join(spaces)) == " " * len(spaces)
    assert visible(f"a{blank}b") == "ab"
    assert visible("".join(signs)).replace(" ", "") == "".join(seen)


def test_names_are_sorted_as_people_would() -> None:
    wanted = ["ana", "Ana 2", "Ana 10", "Ana Alves", "Person 2", "person 10", "Person 10 B", "Zoë"]
    shuffled = wanted[::-1]

    assert sorted(shuffled, key=name_order) == wanted


@given(name=st.text(max_size=30))
def test_names_that_read_alike_have_one_place_in_a_list(name: str) -> None:
    assert name_order(name_key(name)) == name_order(name)


NAMES = st.one_of(
    st.text(max_size=12),
    st.text("aB 0123456789!\x01é\U0001f600", max_size=24),
    st.from_regex("a[0-9]+b?"),
)


@given(one=NAMES, other=NAMES)
def test_texts_that_databases_sort_are_in_the_order_of_names(one: str, other: str) -> None:
    by_order = name_order(one) < name_order(other)
    by_key = sort_key(one) < sort_key(other)

    # PostgreSQL and SQLite compare the bytes of UTF-8.
    by_bytes = sort_key(one).encode(errors="surrogatepass") < sort_key(other).encode(
        errors="surrogatepass"
    )

    assert by_key == by_bytes == by_order
    assert (sort_key(one) == sort_key(other)) == (name_order(one) == name_order(other))
