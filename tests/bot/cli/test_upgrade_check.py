"""`python -m bot upgrade-check`: what this version would do is said, and nothing is done."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.cli.upgrade import upgrade_check
from scheduling.store import Store
from scheduling.version import VERSION

RELEASED = Path(__file__).parents[2] / "scheduling" / "store" / "released"
TOKENS = "SLACK_BOT_TOKEN=xoxb-made-up\nSLACK_APP_TOKEN=xapp-made-up\n"


@pytest.fixture(name="env")
def _settings(tmp_path: Path) -> Path:
    file = tmp_path / ".env"
    file.write_text(f"{TOKENS}DATABASE_URL=sqlite:///{tmp_path}/bot.db\n", "utf-8")
    return file


def told(env: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    status = upgrade_check(env_file=env)
    return status, capsys.readouterr().out.splitlines()


def test_an_older_database_is_told_step_by_step(
    env: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(tmp_path / "bot.db")) as file:
        file.executescript((RELEASED / "0001.sql").read_text("utf-8"))
    before = (tmp_path / "bot.db").read_bytes()

    status, lines = told(env, capsys)

    assert status == 0
    assert lines[:2] == [
        f"      This is version {VERSION}.",
        "ok    Settings: this version can use them.",
    ]
    assert lines[2].startswith("ok    Database: made by an older version. ")
    assert (
        "        0003  A row to write, so that health can see whether the database takes "
        in (lines[4])
    )
    assert "Stop all bots first: older ones can't go on beside step 0002, 0004." in lines[-4]
    assert lines[-3].startswith("ok    Tried on a copy: it took ")
    assert lines[-1] == "      Nothing was changed."
    assert (tmp_path / "bot.db").read_bytes() == before


def test_where_there_is_no_database_none_is_made(
    env: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = told(env, capsys)

    assert status == 0
    assert "ok    Database: there is none yet, and this version makes it." in lines
    assert list(tmp_path.iterdir()) == [env]


def test_one_that_is_up_to_date_is_said_to_be_also_while_a_bot_runs(
    env: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Store.open(f"sqlite:///{tmp_path}/bot.db")) as bot:
        bot.migrate()

        status, lines = told(env, capsys)

    assert status == 0
    assert "ok    Database: it is up to date; nothing would be done to it." in lines


def test_all_that_stands_in_the_way_is_said_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    env = tmp_path / ".env"
    env.write_text(f"REMINDER=2h\nDATABASE_URL=sqlite:///{tmp_path}/bot.db\n", "utf-8")
    (tmp_path / "bot.db").write_bytes(b"no database" * 1000)

    status, lines = told(env, capsys)

    assert status == 1
    assert [line[:30] for line in lines if line.startswith("WRONG")] == [
        "WRONG SLACK_BOT_TOKEN is not s",
        "WRONG SLACK_APP_TOKEN is not s",
        "WRONG Database: The database i",
    ]


def test_it_is_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    status = main(["upgrade-check"])

    assert status == 1
    assert "WRONG SLACK_BOT_TOKEN is not set." in capsys.readouterr().out
