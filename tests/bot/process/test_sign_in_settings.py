"""The settings by which people sign in for their calendars, and what is said of them."""

from pathlib import Path

import pytest
from bot_settings import settings

from bot.process.config import SettingsWrong
from bot.process.setting_hints import settings_worth_a_word

GOOGLE = {"google_sign_in_client_id": "1.apps", "google_sign_in_client_secret": "horse"}
MICROSOFT = {"microsoft_sign_in_client_id": "2-app", "microsoft_sign_in_client_secret": "battery"}

both = pytest.mark.parametrize("whose", [GOOGLE, MICROSOFT], ids=["google", "microsoft"])


def test_without_them_nobody_signs_in() -> None:
    usual = settings()

    assert (usual.google_sign_in, usual.microsoft_sign_in) == (None, None)
    assert usual.microsoft_sign_in_tenant == "organizations"


def test_the_secret_shows_in_no_repr() -> None:
    chosen = settings(**GOOGLE, **MICROSOFT)

    assert chosen.google_sign_in is not None
    assert chosen.microsoft_sign_in is not None
    said = f"{chosen!r}{chosen.google_sign_in!r}{chosen.microsoft_sign_in!r}"
    assert ("horse" in said, "battery" in said) == (False, False)
    assert chosen.google_sign_in.secret.get_secret_value() == "horse"


@both
def test_one_without_the_other_is_refused_by_the_name_of_what_is_missing(
    whose: dict[str, str],
) -> None:
    for missing in whose:
        given = {name: value for name, value in whose.items() if name != missing}

        with pytest.raises(SettingsWrong, match=f"{missing.upper()} is not set") as refused:
            settings(**given)

        assert not any(word in f"{refused.value}" for word in ("horse", "battery"))


def test_an_address_that_others_could_read_along_at_is_refused() -> None:
    with pytest.raises(SettingsWrong, match="https://"):
        settings(google_tokens_url="http://oauth2.example.com/")


@both
@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ({}, "PUBLIC_URL"),
        (
            {
                "public_url": "https://hours.acme.example",
                "operators_port": 8081,
                "database_url": "postgresql://host/db",
            },
            "SECRET_KEYS",
        ),
        ({"public_url": "https://hours.acme.example", "operators_port": 8081}, ""),
    ],
)
def test_what_is_missing_besides_is_a_hint(
    whose: dict[str, str], more: dict[str, object], missing: str, tmp_path: Path
) -> None:
    hints = settings_worth_a_word(settings(**whose, **more), env_file=tmp_path / ".env")

    name = next(iter(whose)).upper()
    said = f"{name} is set, and {missing} is not: nobody can sign in for their calendar."
    assert hints == ([said] if missing else [])
