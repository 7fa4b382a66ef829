"""The keys behind whatever is secret, and the texts that are signed with them."""

import random
import stat
import string
import threading
from pathlib import Path

import pytest
from bot_settings import settings

from bot.process.config import SettingsWrong
from bot.process.signing.sealing import Seal
from bot.process.signing.secret_keys import KeysUnusable, SecretKeys, file_of_keys, keys_in, keys_of

OLD, NEW = "o" * 32, "n" * 32
KEYS = keys_in(f"2:{NEW},1:{OLD}")
FORGED = 4_000
"""A sample; `bench/candidate_page.py` tries fifty times as many."""


def beside(folder: Path) -> str:
    return f"sqlite:///{folder}/bot.db"


def kept(folder: Path) -> SecretKeys:
    keys = keys_of(None, database_url=beside(folder))
    assert keys is not None
    return keys


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (OLD, "should be a number, a colon"),
        ("1:short", "should be a number, a colon"),
        (f"1:{OLD},1:{NEW}", "one key of the number 1, and has two"),
        (f"1:{OLD},", "should be a number, a colon"),
    ],
)
def test_keys_that_are_none_are_refused_and_never_repeated(text: str, complaint: str) -> None:
    with pytest.raises(SettingsWrong) as wrong:
        settings(secret_keys=text)

    assert complaint in wrong.value.problems[0]
    assert wrong.value.problems[0].startswith("SECRET_KEYS: ")
    assert OLD not in str(wrong.value)


def test_a_database_file_has_keys_made_once_beside_it_for_its_owners_eyes_alone(
    tmp_path: Path,
) -> None:
    first = kept(tmp_path)

    again = kept(tmp_path)

    file = file_of_keys(tmp_path / "bot.db")
    assert file.name == "bot.db.keys"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert again.numbered == first.numbered
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


def test_two_that_start_at_once_have_the_same_keys(tmp_path: Path) -> None:
    found: list[SecretKeys] = []
    starting = [threading.Thread(target=lambda: found.append(kept(tmp_path))) for _ in range(8)]

    for each in starting:
        each.start()
    for each in starting:
        each.join()

    assert len({tuple(keys.numbered.items()) for keys in found}) == 1
    assert len(found) == 8


def test_a_file_that_holds_no_keys_is_said_and_left_alone(tmp_path: Path) -> None:
    file = file_of_keys(tmp_path / "bot.db")
    file.write_text("")

    with pytest.raises(KeysUnusable, match="holds no keys"):
        kept(tmp_path)

    assert file.read_text() == ""


def test_without_the_setting_postgresql_has_none_and_memory_has_new_ones() -> None:
    one = keys_of(None, database_url="sqlite://")
    other = keys_of(None, database_url="sqlite:///:memory:")

    assert keys_of(None, database_url="postgresql://bot@there/bot") is None
    assert one is not None
    assert other is not None
    assert one.numbered != other.numbered


def test_the_first_key_seals_and_all_of_them_open() -> None:
    before = Seal(keys_in(f"1:{OLD}"), purpose="link").signed("abc")
    now = Seal(KEYS, purpose="link")

    assert now.opened(before) == "abc"
    assert now.signed("abc") != before
    assert Seal(keys_in(f"1:{OLD}"), purpose="link").opened(now.signed("abc")) is None
    assert Seal(keys_in(f"2:{NEW}"), purpose="link").opened(now.signed("abc")) == "abc"


def test_what_is_sealed_for_one_purpose_or_elsewhere_is_nothing_for_another() -> None:
    signed = Seal(KEYS, purpose="link").signed("abc")

    assert Seal(KEYS, purpose="form").opened(signed) is None
    assert Seal(keys_in(f"2:{'e' * 32},1:{'f' * 32}"), purpose="link").opened(signed) is None
    assert KEYS.for_purpose("link")[0] != KEYS.for_purpose("form")[0]
    assert len({len(key) for key in KEYS.for_purpose("link")} | {48}) == 1


def test_no_forged_or_altered_text_is_opened() -> None:
    seal, luck = Seal(KEYS, purpose="link"), random.Random(15)
    signed = seal.signed("dGhpcyBpcyBh")
    letters = string.ascii_letters + string.digits + "-_./=é \n\0"

    opened = [
        forged
        for forged in (altered(signed, luck, letters) for _ in range(FORGED))
        if forged != signed and seal.opened(forged) is not None
    ]

    assert seal.opened(signed) == "dGhpcyBpcyBh"
    assert opened == []


def altered(text: str, luck: random.Random, letters: str) -> str:
    """The text with one to three letters changed, added, dropped or swapped."""
    forged = list(text)
    for _ in range(luck.randint(1, 3)):
        place = luck.randrange(len(forged))
        match luck.randrange(4):
            case 0:
                forged[place] = luck.choice(letters)
            case 1:
                forged.insert(place, luck.choice(letters))
            case 2:
                del forged[place]
            case _:
                # The last letter, where spare bits would be.
                forged[-1] = luck.choice(letters)
    return "".join(forged)
