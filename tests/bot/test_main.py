"""`python -m bot`: how it starts, refuses to start, and ends."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from bot_settings import settings

from bot.__main__ import main
from sandbox.runtime.running import listening_socket
from sandbox.testing.driver import Sandbox
from scheduling.store import Store
from scheduling.version import VERSION

ROOT = Path(__file__).parents[2]
PATIENCE = 60


@pytest.fixture(name="slack")
def _workspace() -> Iterator[Sandbox]:
    with Sandbox.running(manifest=ROOT / "manifest.json") as slack:
        yield slack


@pytest.fixture(name="_own_log")
def _put_logging_back() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers = handlers
    root.setLevel(level)


@pytest.fixture(name="facts")
def _settings_that_are_right(slack: Sandbox, tmp_path: Path) -> dict[str, str]:
    return {
        "slack_bot_token": slack.bot_token,
        "slack_app_token": slack.app_token,
        "slack_api_url": slack.api_url,
        "database_url": f"sqlite:///{tmp_path}/on-the-hour.db",
        "log_level": "ERROR",
        "http_port": "0",
    }


@contextmanager
def bot(command: str, folder: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """The command, started in a folder with nothing in its environment but what is given."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", command],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "HTTP_PORT": "0", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


# -- a process of its own --------------------------------------------------------------------


def test_without_settings_it_refuses_and_says_all_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=\nTIME_ZONE=Mars\n", encoding="utf-8")

    with bot("run", tmp_path, {}) as refusing:
        said, complained = refusing.communicate(timeout=PATIENCE)

    assert (refusing.returncode, said) == (1, "")
    assert complained.splitlines() == [
        "The settings can't be used:",
        "SLACK_BOT_TOKEN is not set.",
        "SLACK_APP_TOKEN is not set. (It is for Socket Mode; to be called over HTTP instead, set "
        "SLACK_SIGNING_SECRET.)",
        "TIME_ZONE: I don't know the time zone “Mars”. Use a name such as Europe/Berlin or "
        "America/New_York.",
        "README.md lists all settings; .env.example is a file to start from.",
    ]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_well(slack: Sandbox, tmp_path: Path, number: signal.Signals) -> None:
    environment = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
    }
    with bot("run", tmp_path, environment) as running:
        slack.waits_for_app(within=PATIENCE)

        running.send_signal(number)
        said, complained = running.communicate(timeout=PATIENCE)

    assert running.returncode == 0
    assert "Traceback" not in complained
    assert " ERROR " not in complained
    assert slack.bot_token not in said + complained
    assert slack.app_token not in said + complained
    slack.waits_until(lambda: slack.connections == 0)


# -- within this process ---------------------------------------------------------------------


def refused(command: str, facts: dict[str, str], capsys: pytest.CaptureFixture[str]) -> str:
    """The last line that a command says, which must refuse without a traceback."""
    status = main([command], read=lambda: settings(**facts))
    said = capsys.readouterr().err
    assert status == 1
    assert "Traceback" not in said
    return said.splitlines()[-1]


@pytest.mark.usefixtures("_own_log")
def test_a_revoked_token_is_refused_with_what_to_do(
    slack: Sandbox, facts: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    slack.control.revoke_token()

    assert refused("run", facts, capsys) == (
        "Slack does not accept SLACK_BOT_TOKEN (token_revoked). Copy it again from your app's "
        "settings (OAuth & Permissions), or reinstall the app to your workspace."
    )


@pytest.mark.usefixtures("_own_log")
def test_a_wrong_app_token_is_refused_with_what_to_do(
    facts: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = facts | {"slack_app_token": "xapp-1-another"}

    assert refused("run", wrong, capsys) == (
        "Slack does not accept SLACK_APP_TOKEN (invalid_auth). Copy it again from your app's "
        "settings (Basic Information, App-Level Tokens), or reinstall the app to your workspace."
    )


@pytest.mark.usefixtures("_own_log")
def test_a_slack_out_of_reach_is_refused_with_its_address(
    facts: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    # Bound, but nobody listens.
    with listening_socket(port=0) as nobody:
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}/api/"

        said = refused("run", facts | {"slack_api_url": address}, capsys)

    assert said.startswith(f"Slack can't be reached at {address}: ")


@pytest.mark.usefixtures("_own_log")
@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_database_from_a_newer_version_is_refused(
    command: str, facts: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store.open(facts["database_url"])
    store.migrate()
    with store.writing() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = 'v9999'"))
    store.close()

    assert refused(command, facts, capsys) == (
        f"The database (v9999) was made by version {VERSION} of this bot, and this is {VERSION}. "
        "Start that one, or one that is newer still, or restore the backup from before the update."
    )


@pytest.mark.usefixtures("_own_log")
@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_second_process_on_one_file_is_refused_and_postgresql_named(
    command: str, facts: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = Store.open(facts["database_url"])

    said = refused(command, facts, capsys)

    first.close()
    assert said == (
        f"Another process is using {tmp_path}/on-the-hour.db. SQLite serves one bot at a time; to "
        "run several, set DATABASE_URL to a PostgreSQL database."
    )


@pytest.mark.usefixtures("_own_log")
def test_a_database_that_can_only_be_read_is_refused(
    facts: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Store.open(facts["database_url"]).close()
    url = f"sqlite:///file:{tmp_path}/on-the-hour.db?mode=ro&uri=true"

    said = refused("run", facts | {"database_url": url}, capsys)

    assert said.startswith("The database can't be written to")


@pytest.mark.usefixtures("_own_log")
def test_migrating_makes_the_tables_and_may_be_done_again(
    facts: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    statuses = [main(["migrate"], read=lambda: settings(**facts)) for _ in range(2)]

    assert statuses == [0, 0]
    assert capsys.readouterr().out == "The database is up to date.\n" * 2
    assert (tmp_path / "on-the-hour.db").stat().st_size > 0


@pytest.mark.usefixtures("_own_log")
def test_the_check_is_a_command(facts: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["check"], read=lambda: settings(**facts))

    assert status == 0
    assert capsys.readouterr().out.count("ok    ") == 7


def test_an_unknown_command_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["fly"], read=settings)

    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert all(name in said for name in ("run", "check", "migrate"))


@pytest.mark.usefixtures("_own_log")
def test_the_address_to_copy_to_is_read_from_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = settings(database_url=f"sqlite:///{tmp_path / 'bot.db'}")
    monkeypatch.setattr("sys.stdin", StringIO(f"sqlite:///{tmp_path / 'new.db'}\n"))

    status = main(["copy-to", "-"], read=lambda: ours)

    assert status == 0
    assert (tmp_path / "new.db").exists()


def test_whoever_reads_no_further_ends_it_without_a_word(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(
        [sys.executable, "-m", "bot", "manifest"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
    )
    os.close(writing)

    assert (process.returncode, process.stderr) == (1, "")


def test_what_the_system_refuses_is_said_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()

    status = main(["practice", "--state", str(in_the_way / "folder")])

    assert status == 1
    assert (
        capsys.readouterr().err == f"{in_the_way}/folder: Not a directory. Nothing more was done.\n"
    )
