"""`python -m bot token`: letting programs in, and out again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from bot_settings import settings
from databases import sqlite_in

from bot.cli.arguments import command_line
from bot.cli.tokens import tokens
from bot.process.clock import machine_now
from bot.process.config import Settings
from scheduling.errors import NameNotUsable, NotUnderstood, TokenNameTaken, TokenUnknown
from scheduling.store import Store
from scheduling.usecases.access.tokens import caller_of


@pytest.fixture(name="ours")
def _settings(tmp_path: Path) -> Settings:
    return settings(database_url=sqlite_in(tmp_path))


@pytest.fixture(name="store")
def _bot_that_runs(ours: Settings) -> Iterator[Store]:
    """The database, held as by a bot that runs on it."""
    store = Store.open(ours.database_url)
    yield store
    store.close()


def token(ours: Settings, verb: str, name: str = "", *more: str) -> int:
    """What is typed after `token`, read and carried out."""
    names = [] if verb == "list" else [name]
    return tokens(ours, told=command_line().parse_args(["token", verb, *names, *more]))


def name_of(store: Store, secret: str, *, later: timedelta = timedelta()) -> str | None:
    caller = caller_of(store, secret=secret, now=machine_now() + later)
    return None if caller is None else caller.name


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_token_is_shown_once_and_known_by_its_name_alone(
    ours: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert token(ours, "add", "ats") == 0
    secret = said(capsys)[1]

    token(ours, "list")
    listed = said(capsys)

    assert secret.startswith("oth_")
    assert len(secret) > 40
    assert [line.split()[0] for line in listed] == ["ats"]
    assert secret not in "".join(listed)


def test_the_secret_itself_is_not_kept(
    ours: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    token(ours, "add", "ats")
    secret = said(capsys)[1]

    kept = b"".join(path.read_bytes() for path in tmp_path.glob("bot.db*"))

    assert b"ats" in kept
    assert secret.encode() not in kept


def test_a_bot_that_runs_knows_a_new_token_at_once_and_forgets_a_revoked_one(
    ours: Settings, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    token(ours, "add", "ats")
    secret = said(capsys)[1]
    assert name_of(store, secret) == "ats"

    token(ours, "revoke", "ats")

    assert name_of(store, secret) is None


def test_a_revoked_name_can_be_given_again_with_another_secret(
    ours: Settings, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    for verb in ("add", "revoke", "add"):
        token(ours, verb, "ats")

    _, first, *_, second, _ = said(capsys)

    assert name_of(store, first) is None
    assert name_of(store, second) == "ats"


def test_without_any_token_the_list_says_how_to_make_one(
    ours: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    token(ours, "list")

    assert "token add" in said(capsys)[0]


def test_what_can_not_be_done_is_refused(ours: Settings) -> None:
    token(ours, "add", "ats")

    with pytest.raises(TokenNameTaken):
        token(ours, "add", "ats")
    with pytest.raises(TokenUnknown):
        token(ours, "revoke", "nobody")
    with pytest.raises(NameNotUsable):
        token(ours, "add", " ")
    with pytest.raises(TokenNameTaken):
        token(ours, "add", "Api")
    with pytest.raises(NotUnderstood, match="no scope"):
        token(ours, "add", "reader", "--scopes", "reed")


def test_a_token_may_be_for_little_and_for_a_while(
    ours: Settings, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    token(ours, "add", "board", "--scopes", "read, plan", "--expires", "90d")
    secret = said(capsys)[1]

    token(ours, "list")
    unused = said(capsys)[0]
    lets_in, ended = name_of(store, secret), name_of(store, secret, later=timedelta(days=91))
    token(ours, "list")
    used = said(capsys)[0]

    assert "for read and plan; until 20" in unused
    assert unused.endswith("; not used yet)")
    assert (lets_in, ended) == ("board", None)
    assert "; last used 20" in used
