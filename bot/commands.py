"""What the commands of the command line do; `python -m bot` loads it once it knows which."""

import argparse
import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC

from bot.app import running
from bot.cli.check import check, check_database
from bot.cli.database import BotRuns, backup, copy_to, restore
from bot.cli.manifest import manifest
from bot.cli.people import people
from bot.cli.practice import practice
from bot.cli.tokens import tokens
from bot.cli.upgrade import upgrade_check
from bot.process.config import (
    Settings,
    SettingsWrong,
    read_local_settings,
    read_mail_settings,
    read_settings,
)
from bot.process.logs import set_up_logging
from bot.process.setting_hints import settings_worth_a_word
from bot.process.settings.local import LocalSettings
from bot.process.settings.mail import MailSettings
from bot.process.signing.secret_keys import KeysUnusable
from bot.slack.connection.socket import SocketDead
from bot.slack.connection.tokens import SlackUnreachable, TokenRefused
from bot.web.listening import PortTaken
from scheduling.availability import use_pinned_time_zones
from scheduling.errors import SchedulingError, TimeZonesMissing
from scheduling.store import Store

_READY = "On the Hour is running. Ctrl-C ends it."


Read = Callable[[], LocalSettings]


def carry_out(told: argparse.Namespace, *, read: Read | None = None) -> int:
    """Run one command and return the exit status: 0 when all is well.

    `read` gives the settings, or raises SettingsWrong; without it they are read from the
    environment, and no more of them than the command needs.
    """
    try:
        status = _carried_out(told, read)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read along has enough: `manifest | head`. Python would complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        if told.command in (None, "run"):
            raise  # what a running bot did not expect is for its log, whole
        return _refuse(f"{_in_words(error)} Nothing more was done.")
    return status


def _in_words(error: OSError) -> str:
    """What the system refuses, and where; its numbers are for programs."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or type(error).__name__}."


def _carried_out(told: argparse.Namespace, read: Read | None) -> int:
    match told.command:
        case "manifest":
            return manifest(http=told.http)
        case "practice":
            practice(port=told.port, state=told.state)
        case "upgrade-check":
            return upgrade_check()
    try:
        # Before the settings: a zone in them is one of those.
        use_pinned_time_zones()
        settings = (read or _reading(told))()
    except TimeZonesMissing as missing:
        return _refuse(missing.sentence(zone=UTC))
    except SettingsWrong as wrong:
        return _refuse("The settings can't be used:", *wrong.problems, _WHERE_SETTINGS)
    set_up_logging(settings)
    for words in settings_worth_a_word(settings):
        logging.getLogger("bot").warning("%s", words)
    try:
        return _carry_out(told, settings)
    except (TokenRefused, SlackUnreachable, PortTaken, KeysUnusable, BotRuns) as refused:
        return _refuse(str(refused))
    except SchedulingError as error:
        return _refuse(error.sentence(zone=settings.zone))
    except SocketDead as dead:
        return _refuse(" ".join((dead.__doc__ or "").split()))


def _reading(told: argparse.Namespace) -> Read:
    """Slack's tokens are asked for only by what calls Slack, or has others told as the bot does."""
    if told.command == "check" and told.mail:
        return read_mail_settings
    calls_slack = told.command in (None, "run", "people") or (
        told.command == "check" and not told.database
    )
    return read_settings if calls_slack else read_local_settings


def _carry_out(told: argparse.Namespace, settings: LocalSettings) -> int:
    match told.command:
        case "token":
            return tokens(settings, told=told)
        case "copy-to":
            return copy_to(settings, url=_address(told.url))
        case "backup":
            return backup(settings, file=told.file)
        case "restore":
            return restore(settings, file=told.file)
        case "migrate":
            return _migrate(settings)
        case "check" if told.mail:
            return _check_mail(settings, to=told.mail)
        case "check" if told.database:
            return check_database(settings)
    assert isinstance(settings, Settings)  # the rest goes by all of them
    if told.command == "people":
        return people(settings, told=told)
    return check(settings) if told.command == "check" else _run(settings)


def _check_mail(settings: LocalSettings, *, to: str) -> int:
    # Here and not above: a bot without mail needs none of what it stands on.
    from bot.cli.mail import check_mail

    assert isinstance(settings, MailSettings)
    return check_mail(settings, to=to)


def _address(given: str) -> str:
    return sys.stdin.readline().strip() if given == "-" else given


_WHERE_SETTINGS = "README.md lists all settings; .env.example is a file to start from."


def _run(settings: Settings) -> int:
    asyncio.run(_until_told_to_stop(settings))
    return 0


async def _until_told_to_stop(settings: Settings) -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, told.set)
    async with running(settings) as watchdog:
        logging.getLogger("bot").info(_READY)
        _spare_what_stays()
        watching = asyncio.ensure_future(watchdog.watch())
        stopping = asyncio.ensure_future(told.wait())
        await asyncio.wait({watching, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if watching.done():
            watching.result()
        watching.cancel()


def _spare_what_stays() -> None:
    """Take what is loaded out of the garbage collector's rounds: it is there to stay, and a walk
    through all of it holds every thread up for fifty milliseconds and more.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _migrate(settings: LocalSettings) -> int:
    store = Store.open(settings.database_url)
    try:
        saved = store.migrate()
    finally:
        store.close()
    if saved:
        print(f"The database as it was before is kept in {saved}.")  # noqa: T201
    print("The database is up to date.")  # noqa: T201
    return 0


def _refuse(*lines: str) -> int:
    print("\n".join(lines), file=sys.stderr)  # noqa: T201
    return 1
