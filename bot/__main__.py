"""The command line: python -m bot [run | check | migrate | token … | copy-to … | backup …]."""

import argparse
import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.app import SlackUnreachable, TokenRefused, running
from bot.cli.check import check
from bot.cli.database import BotRuns, backup, copy_to
from bot.cli.tokens import tokens
from bot.process.config import (
    Settings,
    SettingsWrong,
    read_settings,
    settings_worth_a_word,
)
from bot.process.logs import set_up_logging
from bot.slack.socket import SocketDead
from bot.web.server import PortTaken
from scheduling.errors import SchedulingError
from scheduling.store import Store

_READY = "On the Hour is running. Ctrl-C ends it."


def main(
    arguments: Sequence[str] | None = None, *, read: Callable[[], Settings] = read_settings
) -> int:
    """Run one command and return the exit status: 0 when all is well.

    `read` gives the settings, or raises SettingsWrong.
    """
    told = _parser().parse_args(arguments)
    try:
        settings = read()
    except SettingsWrong as wrong:
        return _refuse("The settings can't be used:", *wrong.problems, _WHERE_SETTINGS)
    set_up_logging(settings)
    for words in settings_worth_a_word(settings):
        logging.getLogger("bot").warning("%s", words)
    commands = {"run": _run, "check": check, "migrate": _migrate}
    try:
        match told.command:
            case "token":
                return tokens(settings, verb=told.verb, name=getattr(told, "name", ""))
            case "copy-to":
                return copy_to(settings, url=_address(told.url))
            case "backup":
                return backup(settings, file=told.file)
        return commands[told.command or "run"](settings)
    except (TokenRefused, SlackUnreachable, PortTaken, BotRuns) as refused:
        return _refuse(str(refused))
    except SchedulingError as error:
        return _refuse(error.sentence(zone=settings.rules.zone))
    except SocketDead as dead:
        return _refuse(" ".join((dead.__doc__ or "").split()))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("run", help="run the bot (this is what happens without a command)")
    commands.add_parser("check", help="say what is right and what is wrong with the set-up")
    commands.add_parser("migrate", help="bring the database up to date")
    copying = commands.add_parser(
        "copy-to", help="copy the database into an empty one, to go on there"
    )
    copying.add_argument(
        "url",
        metavar="URL",
        help="postgresql://… or sqlite:///path; - reads it from standard input, where no list of "
        "processes shows its password",
    )
    saving = commands.add_parser("backup", help="save an SQLite database, also while the bot runs")
    saving.add_argument("file", metavar="FILE", type=Path, help="where to; must not be there yet")
    token = commands.add_parser("token", help="let programs into the JSON API")
    verbs = token.add_subparsers(dest="verb", required=True)
    for verb, words in (
        ("add", "make a token and show it, once"),
        ("revoke", "let nobody in with a token any more"),
    ):
        verbs.add_parser(verb, help=words).add_argument("name")
    verbs.add_parser("list", help="show the names of all tokens")
    return parser


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
        _spare_what_stays()
        logging.getLogger("bot").info(_READY)
        watching = asyncio.ensure_future(watchdog.watch())
        stopping = asyncio.ensure_future(told.wait())
        await asyncio.wait({watching, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if watching.done():
            watching.result()
        watching.cancel()


def _spare_what_stays() -> None:
    """Takes what is loaded out of the garbage collector's rounds: it is there to stay, and a walk
    through all of it holds every thread up for fifty milliseconds and more.
    """
    gc.collect()
    gc.freeze()


def _migrate(settings: Settings) -> int:
    store = Store.open(settings.database_url)
    try:
        store.migrate()
    finally:
        store.close()
    print("The database is up to date.")  # noqa: T201
    return 0


def _refuse(*lines: str) -> int:
    print("\n".join(lines), file=sys.stderr)  # noqa: T201
    return 1


if __name__ == "__main__":
    sys.exit(main())
