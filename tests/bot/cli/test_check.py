"""`python -m bot check`: what it finds right and wrong, in the practice workspace."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from bot_settings import settings
from free_busy_fake import running_beside
from google_fake import (
    SUBJECT,
    UNAUTHORIZED,
    Google,
    google_beside,
    settings_of,
    sign_in_settings,
)

from bot.cli.check import SCOPES, check
from bot.process.config import Settings
from sandbox.runtime.running import listening_socket
from sandbox.testing.driver import Sandbox
from scheduling.store import Store
from scheduling.store.health import heartbeat

MANIFEST: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "manifest.json").read_text(encoding="utf-8")
)


@pytest.fixture(name="slack")
def _workspace() -> Iterator[Sandbox]:
    with Sandbox.running(manifest=MANIFEST) as slack:
        yield slack


@pytest.fixture(name="good")
def _facts_that_are_right(slack: Sandbox, tmp_path: Path) -> dict[str, str]:
    return {
        "slack_bot_token": slack.bot_token,
        "slack_app_token": slack.app_token,
        "slack_api_url": slack.api_url,
        "database_url": f"sqlite:///{tmp_path}/bot.db",
    }


class Findings:
    """The lines that a check has printed."""

    def __init__(
        self,
        chosen: Settings,
        capsys: pytest.CaptureFixture[str],
        *,
        env_file: Path = Path("no such file"),
    ) -> None:
        self.status = check(chosen, env_file=env_file)
        self.text = capsys.readouterr().out
        self.wrong = [
            line.removeprefix("WRONG ")
            for line in self.text.splitlines()
            if line.startswith("WRONG ")
        ]
        self.fine = [line for line in self.text.splitlines() if line.startswith("ok    ")]


def test_all_is_well(good: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    found = Findings(settings(**good), capsys)

    assert (found.status, found.wrong) == (0, [])
    assert found.text.splitlines() == [
        "ok    Settings: interviews start on the hour of UTC; coordinators: none named, and the "
        "workspace's admins.",
        f"ok    Time zones: tzdata {version('tzdata')}, whatever the operating system has.",
        "ok    Mail: off: whom Slack does not reach, coordinators are asked to tell.",
        "ok    SLACK_BOT_TOKEN: onthehour in workspace Test.",
        "ok    Scopes: all there.",
        "ok    SLACK_APP_TOKEN: Socket Mode answers.",
        "ok    Database: it has no tables yet. `python -m bot run` makes them, and `migrate` does "
        "alone.",
    ]


def test_the_settings_are_said_back(
    good: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = Findings(settings(**good, time_zone="Lisbon", coordinators="U1,U2"), capsys)

    assert "on the hour of Europe/Lisbon; coordinators: 2 named" in found.fine[0]


def test_a_wrong_bot_token_is_named_and_the_rest_looked_at_all_the_same(
    good: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = Findings(settings(**good | {"slack_bot_token": "xoxb-another"}), capsys)

    assert found.status == 1
    assert found.wrong == [
        "SLACK_BOT_TOKEN: Slack says invalid_auth. Copy it again from OAuth & Permissions, or "
        "reinstall the app."
    ]
    assert len(found.fine) == 5


def test_a_revoked_token_is_named(
    slack: Sandbox, good: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    slack.control.revoke_token()

    found = Findings(settings(**good), capsys)

    assert found.status == 1
    assert [line[:43] for line in found.wrong] == ["SLACK_BOT_TOKEN: Slack says token_revoked. "]


def test_a_wrong_app_token_is_named(
    good: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = Findings(settings(**good | {"slack_app_token": "xapp-1-another"}), capsys)

    assert found.status == 1
    assert found.wrong == [
        "SLACK_APP_TOKEN: Slack says invalid_auth. Make one with connections:write under Basic "
        "Information, App-Level Tokens, and turn Socket Mode on."
    ]


def test_without_an_app_token_slack_is_to_call_over_http(
    good: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    over_http = good | {"slack_app_token": None, "slack_signing_secret": "made-up"}

    found = Findings(settings(**over_http), capsys)

    assert found.status == 0
    assert found.fine[5].startswith("ok    SLACK_SIGNING_SECRET: Slack is to call /slack/events")


@pytest.mark.parametrize("missing", SCOPES)
def test_a_missing_scope_is_named(
    missing: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = [scope for scope in SCOPES if scope != missing]
    manifest = MANIFEST | {"oauth_config": {"scopes": {"bot": others}}}
    with Sandbox.running(manifest=manifest) as slack:
        chosen = settings(
            slack_bot_token=slack.bot_token,
            slack_app_token=slack.app_token,
            slack_api_url=slack.api_url,
            database_url=f"sqlite:///{tmp_path}/bot.db",
        )

        found = Findings(chosen, capsys)

    assert found.status == 1
    assert found.wrong == [
        f"Scopes: {missing} missing. Add them under OAuth & Permissions (manifest.json has them "
        "all) and reinstall the app."
    ]


def test_an_optional_scope_that_is_missing_is_no_fault_and_its_use_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = MANIFEST | {"oauth_config": {"scopes": {"bot": list(SCOPES)}}}
    with Sandbox.running(manifest=manifest) as slack:
        chosen = settings(
            slack_bot_token=slack.bot_token,
            slack_app_token=slack.app_token,
            slack_api_url=slack.api_url,
            database_url=f"sqlite:///{tmp_path}/bot.db",
        )

        found = Findings(chosen, capsys)

    assert found.status == 0
    assert any("people can't be named by their user group" in line for line in found.fine)


def test_who_invites_members_by_mail_is_told_of_the_scope_that_it_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {}
    for extra in ((), ("users:read.email",)):
        manifest = MANIFEST | {"oauth_config": {"scopes": {"bot": [*SCOPES, *extra]}}}
        with Sandbox.running(manifest=manifest) as slack:
            chosen = settings(
                slack_bot_token=slack.bot_token,
                slack_app_token=slack.app_token,
                slack_api_url=slack.api_url,
                database_url=f"sqlite:///{tmp_path}/bot.db",
                calendar_invites="everybody",
            )
            found[extra] = Findings(chosen, capsys).status

    assert found == {(): 1, ("users:read.email",): 0}


MAY_SEE_ADDRESSES = MANIFEST | {"oauth_config": {"scopes": {"bot": [*SCOPES, "users:read.email"]}}}


def test_whether_a_companys_calendars_can_be_read_is_tried_for_one_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Sandbox.running(manifest=MAY_SEE_ADDRESSES) as slack, google_beside() as google:
        chosen = settings(
            slack_bot_token=slack.bot_token,
            slack_app_token=slack.app_token,
            slack_api_url=slack.api_url,
            database_url=f"sqlite:///{tmp_path}/bot.db",
            **settings_of(google, domains="acme.example, acme.org"),
        )
        nobody = Findings(chosen, capsys)
        google.calendars[SUBJECT] = []
        well = Findings(chosen, capsys)
        google.refuses_tokens = 401, UNAUTHORIZED
        closed = Findings(chosen, capsys)

    assert nobody.wrong == [
        "Google: calendar.google.com shows no calendar of rooms@acme.example. Is that an address "
        "of the company?"
    ]
    assert well.wrong == []
    assert (
        "ok    Google: the calendar of rooms@acme.example can be read; those of everybody at "
        "acme.example and acme.org are."
    ) in well.fine
    assert [line[:60] for line in closed.wrong] == [
        "Google: 127.0.0.1 does not let me in: unauthorized_client (C"
    ]


def test_who_reads_a_companys_calendars_is_told_of_the_scope_that_it_takes(
    good: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with google_beside() as google:
        google.calendars[SUBJECT] = []
        found = Findings(settings(**good, **settings_of(google, domains="acme.example")), capsys)

    assert [line.partition(" missing")[0] for line in found.wrong] == ["Scopes: users:read.email"]


def test_who_lets_people_sign_in_is_told_what_the_scope_would_spare_them(
    good: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with running_beside(Google) as google:
        chosen = {**sign_in_settings(google), "public_url": "https://bot.example"}
        found = Findings(settings(**{**good, **chosen}), capsys)

    assert any("is asked in Slack whether it is theirs" in line for line in found.fine)


def test_a_database_that_can_only_be_read_is_named(
    good: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bot.db"
    sqlite3.connect(path).close()
    url = f"sqlite:///file:{path}?mode=ro&uri=true"

    found = Findings(settings(**good | {"database_url": url}), capsys)

    assert found.status == 1
    assert found.wrong == [
        "Database: The database can't be written to (attempt to write a readonly database). "
        "Nothing was saved."
    ]


def test_a_look_makes_no_database(
    good: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Findings(settings(**good), capsys)

    assert list(tmp_path.iterdir()) == []


def test_a_look_makes_no_tables(good: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(good["database_url"].removeprefix("sqlite:///"))
    path.touch()

    found = Findings(settings(**good), capsys)

    assert found.status == 0
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_a_database_that_a_bot_is_using_is_well(
    good: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    running = Store.open(good["database_url"])
    try:
        running.migrate()
        found = Findings(settings(**good), capsys)
        with running.reading() as session:
            beats = heartbeat.beats(session)
    finally:
        running.close()

    assert (found.status, found.wrong) == (0, [])
    assert found.fine[-1] == "ok    Database: opens, is writable and up to date."
    assert beats == 0


def test_a_damaged_database_is_named(
    good: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(good["database_url"].removeprefix("sqlite:///"))
    store = Store.open(good["database_url"])
    store.migrate()
    store.close()
    pages = bytearray(path.read_bytes())
    pages[4096 * 3 : 4096 * 6] = b"\xff" * 4096 * 3
    path.write_bytes(pages)

    found = Findings(settings(**good), capsys)

    assert found.status == 1
    assert found.wrong[0].startswith("Database: The database is damaged (")


@pytest.mark.parametrize(("mode", "is_well"), [(0o600, True), (0o640, False), (0o644, False)])
def test_secrets_that_others_can_read_are_named(
    mode: int,
    is_well: bool,
    good: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    env_file = tmp_path / ".env"
    env_file.touch()
    env_file.chmod(mode)

    found = Findings(settings(**good), capsys, env_file=env_file)

    assert (found.status == 0) is is_well
    assert any(f"chmod 600 {env_file}" in line for line in found.wrong) is not is_well


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("sqlite:////nowhere/at/all/bot.db", "there is no folder /nowhere/at/all"),
        ("postgresql://u:secret@nowhere.invalid/db", "nowhere.invalid"),
    ],
)
def test_a_database_that_is_not_there_is_named(
    good: dict[str, str], url: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = Findings(settings(**good | {"database_url": url}), capsys)

    assert found.status == 1
    assert why in found.wrong[0]
    assert "secret" not in found.text


def test_a_slack_out_of_reach_is_named_with_its_address(
    good: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    # Bound, but nobody listens.
    with listening_socket(port=0) as nobody:
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}/api/"

        found = Findings(settings(**good | {"slack_api_url": address}), capsys)

    assert found.status == 1
    assert found.wrong == [
        f"Slack can't be reached at {address}: no connection (Connection refused); look at "
        "firewalls and proxies."
    ]


def test_a_connection_that_breaks_off_is_no_crash(
    slack: Sandbox, good: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    slack.loses_reply_to("auth.test")
    slack.loses_reply_to("apps.connections.open", times=2)

    found = Findings(settings(**good), capsys)

    assert found.status == 1
    assert [line.partition(" at ")[0] for line in found.wrong] == ["Slack can't be reached"]
    assert "Errno" not in found.text


def test_an_address_that_is_not_slacks_is_no_crash(
    slack: Sandbox, good: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = Findings(settings(**good | {"slack_api_url": f"{slack.url}/elsewhere/"}), capsys)

    assert found.status == 1
    assert found.wrong == [
        "SLACK_BOT_TOKEN: that was not Slack. Check SLACK_API_URL.",
        "SLACK_APP_TOKEN: that was not Slack. Check SLACK_API_URL.",
    ]


@pytest.mark.parametrize("token", ["slack_bot_token", "slack_app_token"])
def test_no_token_is_printed(
    good: dict[str, str], token: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = Findings(settings(**good | {token: f"{good[token]}-wrong"}), capsys)

    assert found.status == 1
    assert good[token] not in found.text
