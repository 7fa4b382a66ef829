"""`python -m bot check`: says in words what is right and what is wrong with the set-up."""

import asyncio
import stat
from datetime import UTC, datetime
from pathlib import Path

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cli.calendars import company_findings, sign_in_findings
from bot.cli.finding import Finding
from bot.process.clock import Clock, machine_now
from bot.process.config import Settings
from bot.process.setting_hints import settings_worth_a_word
from bot.process.settings.local import LocalSettings
from bot.slack.client import OUT_OF_REACH, out_of_reach_words, status_and_word, web_client
from bot.slack.directory.user_groups import SCOPE as USER_GROUPS
from scheduling.availability.tzdata import tzdata_version, use_pinned_time_zones
from scheduling.errors import SchedulingError
from scheduling.model import Invites
from scheduling.store import Store

SCOPES = (
    "app_mentions:read",
    "commands",
    "chat:write",
    "im:history",
    "im:write",
    "users:read",
)
OPTIONAL_SCOPES = (USER_GROUPS,)
ADDRESSES = "users:read.email"
"""Needed only where members are written to: the manifest leaves it out, as it shows addresses."""

_OTHERS_MAY_READ = stat.S_IRGRP | stat.S_IROTH
_OF_TABLES = {
    "NONE": "it has no tables yet. `python -m bot run` makes them, and `migrate` does alone.",
    "OLDER": "its tables are of an older version. `python -m bot run` brings them up to date.",
    "CURRENT": "opens, is writable and up to date.",
}


def check(settings: Settings, *, env_file: Path = Path(".env"), clock: Clock = machine_now) -> int:
    """Print a line for each thing looked at; 0 when all of them are well. Nothing is changed."""
    findings = [
        Finding(well=True, sentence=_settings_in_words(settings)),
        _time_zones(),
        *(Finding(well=False, sentence=words) for words in settings_worth_a_word(settings)),
        _mail(settings),
        *_files(env_file),
        *asyncio.run(_slack(settings)),
        *asyncio.run(company_findings(settings, now=clock())),
        *asyncio.run(sign_in_findings(settings)),
        _database(settings, now=clock()),
    ]
    return _said(findings)


def check_database(settings: LocalSettings, *, clock: Clock = machine_now) -> int:
    """Print a line about the database alone; 0 when it is well."""
    return _said([_database(settings, now=clock())])


def _said(findings: list[Finding]) -> int:
    # Without Slack, several say the same.
    for finding in dict.fromkeys(findings):
        print(f"{'ok   ' if finding.well else 'WRONG'} {finding.sentence}")  # noqa: T201
    return 0 if all(finding.well for finding in findings) else 1


def _settings_in_words(settings: Settings) -> str:
    who = f"{len(settings.coordinators)} named" if settings.coordinators else "none named"
    return (
        f"Settings: interviews start on the hour of {settings.time_zone}; coordinators: {who}, "
        "and the workspace's admins."
    )


def _mail(settings: Settings) -> Finding:
    server = settings.mail_server
    if server is None:
        words = "off: whom Slack does not reach, coordinators are asked to tell."
    else:
        words = (
            f"by {server.host}:{server.port}, from {settings.mail_from}. `check --mail "
            "you@company.example` sends one."
        )
    return Finding(well=True, sentence=f"Mail: {words}")


def _time_zones() -> Finding:
    try:
        use_pinned_time_zones()
    except SchedulingError as error:
        return Finding(well=False, sentence=f"Time zones: {error.sentence(zone=UTC)}")
    return Finding(
        well=True,
        sentence=f"Time zones: tzdata {tzdata_version()}, whatever the operating system has.",
    )


async def _slack(settings: Settings) -> list[Finding]:
    client = web_client(settings)
    findings = [await _bot_token(client)]
    if findings[0].well:
        findings.append(await _scopes(client, settings))
    findings.append(await _way_in(settings))
    return findings


async def _bot_token(client: AsyncWebClient) -> Finding:
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        return _refused(
            "SLACK_BOT_TOKEN",
            error,
            "Copy it again from OAuth & Permissions, or reinstall the app.",
        )
    except OUT_OF_REACH as error:
        return _unreachable(client, error)
    return Finding(
        well=True, sentence=f"SLACK_BOT_TOKEN: {answer['user']} in workspace {answer['team']}."
    )


async def _scopes(client: AsyncWebClient, settings: Settings) -> Finding:
    answer = await client.auth_test()
    listed = answer.headers.get("X-OAuth-Scopes")
    if listed is None:
        return Finding(well=True, sentence="Scopes: Slack does not say which the token has.")
    granted = {scope.strip() for scope in listed.split(",")}
    missing = [scope for scope in SCOPES if scope not in granted]
    if missing:
        return Finding(
            well=False,
            sentence=f"Scopes: {', '.join(missing)} missing. Add them under OAuth & Permissions "
            "(manifest.json has them all) and reinstall the app.",
        )
    if settings.rules.mail.invites is Invites.EVERYBODY and ADDRESSES not in granted:
        return Finding(
            well=False,
            sentence=f"Scopes: {ADDRESSES} missing, which CALENDAR_INVITES=everybody needs: "
            "without it nobody knows where to write to members. Add it under OAuth & Permissions "
            "and reinstall the app.",
        )
    if settings.company_calendars and ADDRESSES not in granted:
        return Finding(
            well=False,
            sentence=f"Scopes: {ADDRESSES} missing, by which a company's calendars are read: "
            "without it nobody knows whose is whose. Add it under OAuth & Permissions and "
            "reinstall the app.",
        )
    if _is_signed_in_for(settings) and ADDRESSES not in granted:
        return Finding(
            well=True,
            sentence=f"Scopes: all there that are needed. {ADDRESSES} is not: whoever signs in "
            "for their calendar is asked in Slack whether it is theirs, as nobody knows whose "
            "address it is.",
        )
    if USER_GROUPS not in granted:
        return Finding(
            well=True,
            sentence=f"Scopes: all there that are needed. {USER_GROUPS} is not: people can't be "
            "named by their user group.",
        )
    return Finding(well=True, sentence="Scopes: all there.")


def _is_signed_in_for(settings: Settings) -> bool:
    return settings.google_sign_in is not None or settings.microsoft_sign_in is not None


async def _way_in(settings: Settings) -> Finding:
    token = settings.slack_app_token
    if token is None:
        where = "/slack/events of this bot's public address"
        return Finding(well=True, sentence=f"SLACK_SIGNING_SECRET: Slack is to call {where}.")
    client = AsyncWebClient(base_url=settings.slack_api_url)
    try:
        await client.apps_connections_open(app_token=token.get_secret_value())
    except SlackApiError as error:
        return _refused(
            "SLACK_APP_TOKEN",
            error,
            "Make one with connections:write under Basic Information, App-Level Tokens, and turn "
            "Socket Mode on.",
        )
    except OUT_OF_REACH as error:
        return _unreachable(client, error)
    return Finding(well=True, sentence="SLACK_APP_TOKEN: Socket Mode answers.")


def _refused(name: str, error: SlackApiError, hint: str) -> Finding:
    _, word = status_and_word(error)
    if not word:
        return Finding(well=False, sentence=f"{name}: that was not Slack. Check SLACK_API_URL.")
    return Finding(well=False, sentence=f"{name}: Slack says {word}. {hint}")


def _unreachable(client: AsyncWebClient, error: Exception) -> Finding:
    return Finding(well=False, sentence=out_of_reach_words(client, error))


def _files(env_file: Path) -> list[Finding]:
    """A word about a file of secrets that others on the machine can read."""
    if not env_file.is_file():
        return []
    mode = stat.S_IMODE(env_file.stat().st_mode)
    if mode & _OTHERS_MAY_READ:
        words = f"others on this machine may read it (mode {mode:o}). Run: chmod 600 {env_file}"
        return [Finding(well=False, sentence=f"{env_file}: {words}")]
    return [Finding(well=True, sentence=f"{env_file}: its owner alone may read it.")]


def _database(settings: LocalSettings, *, now: datetime) -> Finding:
    try:
        state = Store.look_over(settings.database_url, now=now)
    except SchedulingError as error:
        return Finding(well=False, sentence=f"Database: {error.sentence(zone=settings.zone)}")
    return Finding(well=True, sentence=f"Database: {_OF_TABLES[state.name]}")
