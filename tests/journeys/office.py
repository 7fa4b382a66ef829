"""The workspace of the journeys: the practice people, a clock that stands still, and the bot."""

import asyncio
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from databases import new_database
from ports import free_port

from bot.app import running
from bot.process.config import Settings
from bot.slack.in_flight import InFlight
from bot.slack.searches import Searches
from journeys.sdk_models import Payloads
from sandbox.events.request_url import NotDelivered
from sandbox.state.clock import ManualClock
from sandbox.state.people import Person
from sandbox.state.types import Json
from sandbox.testing.driver import Sandbox
from sandbox.testing.user import User

OVER = os.environ.get("JOURNEYS_OVER", "socket")
KEPT_IN = os.environ.get("JOURNEYS_PAYLOADS", "")
"""A folder in which all that the bot sends to Slack is kept, for others to look at."""
ROOT = Path(__file__).resolve().parents[2]
MONDAY = datetime(2026, 11, 9, 8, tzinfo=UTC)

# Longer than in life, so that a busy machine changes no answer; what is about slowness says so.
# Bolt itself gives an acknowledgement up after 3 s, so a form's must come before.
FORM_SECONDS = 2.5
ACK_SECONDS = 15.0


@dataclass(frozen=True, kw_only=True)
class Office:
    """The workspace, the address of its database, and its people by first name."""

    slack: Sandbox
    database_url: str
    bots: list["_BotThread"] = field(default_factory=list)
    """Those that are running in it."""

    def __getattr__(self, name: str) -> User:
        return self.slack.person(name.capitalize())


@contextmanager
def office_in(folder: Path, *, now: datetime, **settings: Any) -> Iterator[Office]:
    """The practice people's workspace with the bot in it, its database in the folder."""
    with workspace_of(folder, now=now) as office, bot_in(office, **settings):
        yield office


@contextmanager
def office_with_calendars(folder: Path, *, now: datetime, **settings: Any) -> Iterator[Office]:
    """The same, where everybody has a calendar, and browsers reach the bot."""
    with workspace_of(folder, now=now) as office:
        port, here = free_port(), office.slack.url.removeprefix("http://")
        reached = {"http_port": port, "public_url": f"http://127.0.0.1:{port}"}
        with (
            office.slack.with_calendars(folder / "calendars"),
            bot_in(office, calendar_private_hosts=(here,), **reached, **settings),
        ):
            yield office


@contextmanager
def workspace_of(
    folder: Path,
    *people: Person,
    now: datetime = MONDAY,
    manifest: Path | Json = ROOT / "manifest.json",
) -> Iterator[Office]:
    """A workspace of these people, else of the practice ones; the bot is not running yet."""
    with Sandbox.running(
        manifest=manifest,
        people=people or ROOT / "practice" / "people.toml",
        clock=ManualClock(now),
        ack_seconds=ACK_SECONDS,
    ) as slack:
        sent = Payloads()
        sent.follow(slack.workspace)
        yield Office(slack=slack, database_url=new_database(folder))
        assert sent.faults() == []
        if KEPT_IN:
            sent.keep_in(Path(KEPT_IN))


def seeing_addresses() -> Json:
    """The manifest, with the scope by which the bot sees the addresses of members."""
    manifest: Json = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
    manifest["oauth_config"]["scopes"]["bot"].append("users:read.email")
    return manifest


@contextmanager
def bot_in(
    office: Office,
    *,
    over: str = OVER,
    form_seconds: float = FORM_SECONDS,
    searches: Searches | None = None,
    **settings: Any,
) -> Iterator[None]:
    """The bot, connected to the workspace for as long as the `with` block lasts.

    By its socket, or with JOURNEYS_OVER=http by requests that the workspace signs.
    """
    chosen = Settings(
        slack_bot_token=office.slack.bot_token,
        slack_api_url=office.slack.api_url,
        database_url=office.database_url,
        _env_file=None,
        # Most of the stories are about candidates who are not in Slack, and about tomorrow.
        # They tell who is met as well; those of what candidates are shown say otherwise.
        **{
            "http_port": 0,
            "hand_notice": "none",
            "candidates_see_panel": True,
            **way_in(office, over),
            **settings,
        },
    )
    bot = _BotThread(chosen, office, form_seconds=form_seconds, searches=searches)
    bot.start()
    try:
        if not chosen.is_in_socket_mode:
            called_over_http(office, port=chosen.http_port)
        office.slack.waits_for_app()
        office.bots.append(bot)
        yield
    finally:
        bot.stop()
        if bot in office.bots:
            office.bots.remove(bot)


def way_in(office: Office, over: str) -> dict[str, Any]:
    """The settings with which the bot and the workspace find each other."""
    if over == "socket":
        return {"slack_app_token": office.slack.app_token, "slack_signing_secret": None}
    secret = office.slack.signing_secret
    return {"slack_app_token": None, "slack_signing_secret": secret, "http_port": free_port()}


def called_over_http(office: Office, *, port: int) -> None:
    """Have the workspace call the bot at a port, as soon as it listens there."""

    def is_verified() -> bool:
        try:
            office.slack.delivers_to(f"http://127.0.0.1:{port}/slack/events")
        except NotDelivered:
            return False
        return True

    office.slack.waits_until(is_verified, within=60)


class _BotThread(threading.Thread):
    """The bot on an event loop of its own."""

    def __init__(
        self,
        settings: Settings,
        office: Office,
        *,
        form_seconds: float,
        searches: Searches | None,
    ) -> None:
        super().__init__(name="bot")
        self._settings, self._office, self._form_seconds = settings, office, form_seconds
        self._searches = searches
        self._loop = asyncio.new_event_loop()
        self._told_to_stop = asyncio.Event()
        self._under_way = InFlight()

    @property
    def has_answered(self) -> bool:
        """Whether nobody waits for an answer to what the bot has acknowledged so far."""
        # On its own loop, where whatever it has acknowledged has begun before this is looked at.
        return not self.is_alive() or asyncio.run_coroutine_threadsafe(
            self._has_answered(), self._loop
        ).result(timeout=60)

    def run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._live())

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._told_to_stop.set)
        self.join(timeout=60)
        assert not self.is_alive(), "the bot did not stop"

    async def _has_answered(self) -> bool:
        return self._under_way.is_empty

    async def _live(self) -> None:
        clock = self._office.slack.clock.now
        async with running(
            self._settings,
            clock=clock,
            form_seconds=self._form_seconds,
            searches=self._searches,
            under_way=self._under_way,
        ):
            await self._told_to_stop.wait()
