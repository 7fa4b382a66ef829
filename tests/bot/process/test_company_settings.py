"""The settings by which a company's calendars are read: all of them, or none."""

from pathlib import Path

import pytest
from bot_settings import settings
from google_fake import SUBJECT, key_file

from bot.process.config import SettingsWrong
from scheduling.model.calendars import SourceKind

KEY = key_file("https://oauth2.googleapis.com/token")
GOOGLE = {
    "google_service_account": KEY,
    "google_subject": SUBJECT,
    "google_domains": "@Acme.example, acme.org",
}
MICROSOFT = {
    "microsoft_tenant": "acme-tenant",
    "microsoft_client_id": "client-1",
    "microsoft_client_secret": "not so secret",
    "microsoft_subject": SUBJECT,
    "microsoft_domains": "acme.example",
}


def problems(**chosen: str) -> list[str]:
    with pytest.raises(SettingsWrong) as wrong:
        settings(**chosen)
    return wrong.value.problems


def test_without_any_of_them_no_company_is_read() -> None:
    assert settings().company_calendars == ()


def test_each_company_has_its_domains_in_small_letters() -> None:
    google, microsoft = settings(**GOOGLE, **MICROSOFT).company_calendars

    assert (google.source, microsoft.source) == (SourceKind.GOOGLE, SourceKind.MICROSOFT)
    assert google.domains == {"acme.example", "acme.org"}
    assert google.include("Ana@ACME.org")
    assert not google.include("ana@acme.org.elsewhere.example")


@pytest.mark.parametrize("whose", [GOOGLE, MICROSOFT], ids=["google", "microsoft"])
def test_one_that_is_missing_is_named(whose: dict[str, str]) -> None:
    for name in whose:
        rest = {each: value for each, value in whose.items() if each != name}

        (problem,) = problems(**rest)

        assert problem.startswith(f"{name.upper()} is not set. (To read ")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("google_service_account", "/etc/google.json", "should be the key of a service account"),
        ("google_service_account", '{"type": "authorized_user"}', "should be the key of"),
        ("google_subject", "rooms", ""),
        ("google_domains", "acme example", ""),
        ("google_domains", "ana@acme.example", ""),
        ("google_api_url", "http://googleapis.example/", "should start with https://"),
        ("microsoft_graph_url", "graph.microsoft.com", "should start with https://"),
    ],
)
def test_what_is_none_of_it_is_refused_and_no_key_is_repeated(
    name: str, value: str, said: str
) -> None:
    (problem,) = problems(**{**GOOGLE, **MICROSOFT, name: value})

    assert problem.startswith(f"{name.upper()}: {said}")
    assert "private" not in problem


def test_the_key_is_in_its_file_and_in_no_repr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "google.json"
    file.write_text(KEY, encoding="utf-8")
    monkeypatch.setenv("GOOGLE_SERVICE_ACCOUNT_FILE", str(file))
    rest = {name: value for name, value in GOOGLE.items() if name != "google_service_account"}

    chosen = settings(**rest)

    assert chosen.google is not None
    assert chosen.google.key.get_secret_value() == KEY.strip()
    assert "PRIVATE KEY" not in f"{chosen!r}{chosen.google!r}"
