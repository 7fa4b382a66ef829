"""`python -m bot copy-to` and `backup`: a team takes its database elsewhere."""

import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bot_settings import settings
from databases import Kind, new_database, running_on

from bot.cli.database import BotRuns, backup, copy_to
from bot.process.config import Settings
from scheduling.errors import DatabaseUnreachable, TargetNotEmpty
from scheduling.store import Store
from scheduling.usecases.api_access import add_token, list_tokens

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)


@pytest.fixture(name="ours")
def _a_team_has_used_its_bot(tmp_path: Path) -> Settings:
    ours = settings(database_url=f"sqlite:///{tmp_path / 'bot.db'}")
    with closing(Store.open(ours.database_url)) as store:
        store.migrate()
        add_token(store, name="ats", now=NOW)
    return ours


def tokens_in(url: str) -> list[str]:
    with closing(Store.open(url)) as store:
        return [token.name for token in list_tokens(store)]


def test_a_team_goes_on_with_postgresql(ours: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with running_on(Kind.POSTGRESQL):
        url = new_database()

    assert copy_to(ours, url=url) == 0

    assert tokens_in(url) == tokens_in(ours.database_url) == ["ats"]
    said = capsys.readouterr().out
    assert "Copied 1 api_token." in said
    assert "Set DATABASE_URL to the new one" in said


def test_an_empty_database_is_given_its_tables(ours: Settings, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"

    copy_to(ours, url=url)

    assert tokens_in(url) == ["ats"]


def test_the_database_and_all_beside_it_are_for_their_owners_eyes(
    ours: Settings, tmp_path: Path
) -> None:
    with closing(Store.open(ours.database_url)) as store, store.writing():
        modes = {
            file.name: stat.S_IMODE(file.stat().st_mode)
            for file in tmp_path.glob("bot.db*")
            if not file.name.endswith(".lock")  # there is nothing in it
        }

    assert modes == dict.fromkeys(["bot.db", "bot.db-wal", "bot.db-shm"], 0o600)


def test_while_the_bot_runs_nothing_is_copied(ours: Settings, tmp_path: Path) -> None:
    bot = Store.open(ours.database_url)

    with closing(bot), pytest.raises(BotRuns, match="Stop the bot first"):
        copy_to(ours, url=f"sqlite:///{tmp_path / 'new.db'}")

    assert not (tmp_path / "new.db").exists()


def test_copied_a_second_time_the_first_copy_stays(ours: Settings, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    copy_to(ours, url=url)

    with pytest.raises(TargetNotEmpty):
        copy_to(ours, url=url)

    assert tokens_in(url) == ["ats"]


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://somewhere/bot", "?"])
def test_where_nothing_would_stay_nothing_is_copied(ours: Settings, url: str) -> None:
    with pytest.raises(DatabaseUnreachable):
        copy_to(ours, url=url)


def test_a_backup_is_taken_while_the_bot_runs(
    ours: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "saved.db"

    with closing(Store.open(ours.database_url)):
        assert backup(ours, file=saved) == 0

    assert tokens_in(f"sqlite:///{saved}") == ["ats"]
    assert f"Saved to {saved}" in capsys.readouterr().out
