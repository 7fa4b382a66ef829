"""Secrets in the database: sealed for one place, opened with the keys that there are."""

import pytest

from bot.process.signing.at_rest import NotOpened, Place, Vault
from bot.process.signing.secret_keys import keys_in

OLD, NEW = f"1:{'o' * 40}", f"2:{'n' * 40}"
HERE = Place("calendar", "account", 7)
SECRET = "https://calendar.example.com/private-8f3a/basic.ics"


def vault(keys: str, purpose: str = "calendars") -> Vault:
    return Vault(keys_in(keys), purpose=purpose)


def test_what_is_sealed_shows_nothing_and_opens_again() -> None:
    sealed = vault(OLD).sealed(SECRET, HERE)

    assert b"calendar.example" not in sealed
    assert len(sealed) == len(SECRET) + 33
    assert vault(OLD).opened(sealed, HERE) == SECRET


def test_the_same_secret_is_never_sealed_alike() -> None:
    assert vault(OLD).sealed(SECRET, HERE) != vault(OLD).sealed(SECRET, HERE)


def test_after_a_change_of_keys_older_secrets_open_and_new_ones_have_the_new_key() -> None:
    sealed = vault(OLD).sealed(SECRET, HERE)
    changed = vault(f"{NEW},{OLD}")

    assert changed.opened(sealed, HERE) == SECRET
    assert not changed.is_newest(sealed)
    assert changed.is_newest(changed.sealed(SECRET, HERE))


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("calendar", "account", 8),
        Place("calendar", "remembered", 7),
        Place("calendar_busy", "account", 7),
    ],
)
def test_in_another_row_or_column_it_does_not_open(elsewhere: Place) -> None:
    sealed = vault(OLD).sealed(SECRET, HERE)

    with pytest.raises(NotOpened):
        vault(OLD).opened(sealed, elsewhere)


def test_without_its_key_or_for_another_purpose_it_does_not_open() -> None:
    sealed = vault(OLD).sealed(SECRET, HERE)

    for other in (vault(NEW), vault(f"1:{'x' * 40}"), vault(OLD, "candidate's page")):
        with pytest.raises(NotOpened):
            other.opened(sealed, HERE)


def test_a_changed_or_cut_secret_does_not_open() -> None:
    sealed = vault(OLD).sealed(SECRET, HERE)

    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises(NotOpened):
            vault(OLD).opened(changed, HERE)
    for length in range(len(sealed)):
        with pytest.raises(NotOpened):
            vault(OLD).opened(sealed[:length], HERE)
