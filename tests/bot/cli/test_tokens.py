"""`python -m bot token`: letting programs in, and out again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bot_settings import settings

from bot.cli.tokens import tokens
from bot.process.config import Settings
from scheduling.errors import NameNotUsable, TokenNameTaken, TokenUnknown
from scheduling.store import Store
from scheduling.usecases.api_access import token_name


@pytest.fixture(name="ours")
def _settings(tmp_path: Path) -> Settings:
    return settings(database_url=f"sqlite:///{tmp_path / 'bot.db'}")


@pytest.fixture(name="store")
def _bot_that_runs(ours: Settings) -> Iterator[Store]:
    """The database, held as by a bot that runs on it."""
    store = Store.open(ours.database_url)
    store.migrate()
    yield store
    store.close()


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_token_is_shown_once_and_known_by_its_name_alone(
    ours: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tokens(ours, verb="add", name="ats") == 0
    secret = said(capsys)[1]

    tokens(ours, verb="list", name="")
    listed = said(capsys)

    assert secret.startswith("oth_")
    assert len(secret) > 40
    assert [line.split()[0] for line in listed] == ["ats"]
    assert secret not in "".join(listed)


def test_the_secret_itself_is_not_kept(
    ours: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tokens(ours, verb="add", name="ats")
    secret = said(capsys)[1]

    kept = b"".join(path.read_bytes() for path in tmp_path.glob("bot.db*"))

    assert b"ats" in kept
    assert secret.encode() not in kept


def test_a_bot_that_runs_knows_a_new_token_at_once_and_forgets_a_revoked_one(
    ours: Settings, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    tokens(ours, verb="add", name="ats")
    secret = said(capsys)[1]
    assert token_name(store, secret=secret) == "ats"

    tokens(ours, verb="revoke", name="ats")

    assert token_name(store, secret=secret) is None


def test_a_revoked_name_can_be_given_again_with_another_secret(
    ours: Settings, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    for verb in ("add", "revoke", "add"):
        tokens(ours, verb=verb, name="ats")

    _, first, *_, second, _ = said(capsys)

    assert token_name(store, secret=first) is None
    assert token_name(store, secret=second) == "ats"


def test_without_any_token_the_list_says_how_to_make_one(
    ours: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    tokens(ours, verb="list", name="")

    assert "token add" in said(capsys)[0]


def test_what_can_not_be_done_is_refused(ours: Settings) -> None:
    tokens(ours, verb="add", name="ats")

    with pytest.raises(TokenNameTaken):
        tokens(ours, verb="add", name="ats")
    with pytest.raises(TokenUnknown):
        tokens(ours, verb="revoke", name="nobody")
    with pytest.raises(NameNotUsable):
        tokens(ours, verb="add", name=" ")
