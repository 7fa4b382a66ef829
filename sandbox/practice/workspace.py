"""A practice workspace: the server, its state on disk, its script and the app beside it."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox.events.local_slack import LocalSlack
from sandbox.events.request_url import NotDelivered
from sandbox.events.try_this import TryThis
from sandbox.practice.lock import held
from sandbox.practice.saved import Keeper, read_state, restore, write_atomically
from sandbox.practice.script import Script, play, read_script
from sandbox.runtime.serving import Served, ServingPlan, served
from sandbox.state.app_tokens import Tokens
from sandbox.state.changes import Change
from sandbox.state.clock import Clock
from sandbox.state.errors import NotPossible
from sandbox.state.manifest import read_manifest
from sandbox.state.people import read_people
from sandbox.state.user_groups import UserGroup, read_user_groups
from sandbox.testing.driver import USUAL_PEOPLE, Sandbox

PATIENCE_WITH_APP = 60.0
PAUSE = 0.2
NEXT_SUFFIX = ".next"
"""An app that follows the clock's file may write beside it, in seconds since the epoch, when it
has something to do next."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Files:
    """Where a practice workspace finds what it is made of; what is None is done without."""

    # A folder, kept between runs.
    state: Path
    manifest: Path
    people: Path | None = None
    script: Path | None = None
    # Told the clock's offset, for an app that goes by it.
    clock: Path | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Practice:
    """A practice workspace that is up."""

    sandbox: Sandbox
    environment: dict[str, str]
    # Set once an app is connected; to be cleared by whoever waits for the next.
    has_connected: threading.Event


@contextmanager
def practice(
    files: Files, *, port: int, say: Callable[[str], None], call_at: str | None = None
) -> Iterator[Practice]:
    """Serve a practice workspace; `say` is told what a person should know.

    The app is called at an address over HTTP, as soon as it answers there, or by its websocket.
    Raises AlreadyOpen when another process has it open; NotReadable, OSError, ValueError and
    KeyError when a file or the port is not usable.
    """
    with held(files.state) as note, _opened(files, port=port, say=say, call_at=call_at) as open_now:
        note(open_now.sandbox.url)
        yield open_now


@contextmanager
def _opened(
    files: Files, *, port: int, say: Callable[[str], None], call_at: str | None
) -> Iterator[Practice]:
    before = read_state(files.state / "state.json") or {}
    name, people, groups = "Practice", list(USUAL_PEOPLE), list[UserGroup]()
    if files.people:
        name, people = read_people(files.people)
        groups = read_user_groups(files.people)
    script = read_script(files.script) if files.script else Script(steps=[], try_this=[])
    clock = Clock(offset=before.get("clock_offset", 0.0))
    tokens = Tokens(**before["tokens"]) if before else Tokens()
    keepers: list[Keeper] = []

    def prepare(slack: LocalSlack) -> None:
        slack.next_moment = _told_beside(files.clock)
        slack.try_this = TryThis(script.try_this, workspace=slack.workspace)
        if before:
            restore(slack, before)
        path, played = files.state / "state.json", before.get("script_played", False)
        keepers.append(Keeper(slack=slack, path=path, script_played=played))
        slack.in_background(keepers[0].keep_saving())

    app = read_manifest(files.manifest)
    plan = ServingPlan(
        name=name,
        app=app,
        people=people,
        user_groups=groups,
        clock=clock,
        tokens=tokens,
        port=port,
        prepare=prepare,
    )
    with served(plan) as up:
        _follow_clock(clock, files.clock)
        has_connected = _told_of_connecting(up)
        up.loop.ask(keepers[0].save)
        if call_at is not None:
            _call_when_up(up, call_at)
        with _taking_mail(up) as mail, Sandbox(up).with_calendars(files.state / "calendars"):
            _play_once(up, script, keepers[0], say)
            environment = _environment(up, files.clock, call_at) | mail
            try:
                yield Practice(
                    sandbox=Sandbox(up), environment=environment, has_connected=has_connected
                )
            finally:
                up.loop.ask(keepers[0].save)


@contextmanager
def _taking_mail(up: Served) -> Iterator[dict[str, str]]:
    """Take mail for people outside; gives what an app needs to know of it.

    Whatever server the machine has otherwise is not that of a practice workspace: nobody is to get
    mail from it.
    """
    name = up.slack.workspace.app.name
    with Sandbox(up).taking_mail() as address:
        yield {
            "SMTP_URL": address,
            "MAIL_FROM": f"{name} <interviews@practice.example>",
            "MAIL_REPLY_TO": "people@practice.example",
            "MAIL_A_MINUTE": "600",
        }


def _told_of_connecting(up: Served) -> threading.Event:
    has_connected = threading.Event()

    def hear(change: Change) -> None:
        if change.type == "app" and change.data.get("connected"):
            has_connected.set()

    up.loop.ask(lambda: up.slack.workspace.changes.watch(hear))
    return has_connected


def _follow_clock(clock: Clock, path: Path | None) -> None:
    if path is None:
        return

    def write() -> None:
        write_atomically(path, f"{clock.offset}\n")

    clock.when_moved(write)
    write()


def _told_beside(path: Path | None) -> Callable[[], float | None]:
    """Read what the app says of what it does next, in a file beside the clock's."""

    def read() -> float | None:
        try:
            return float(path.with_suffix(NEXT_SUFFIX).read_text()) if path else None
        except (OSError, ValueError):
            return None

    return read


def _call_when_up(up: Served, url: str) -> None:
    async def call() -> None:
        while True:
            try:
                return await up.slack.link.call_at(url)
            except NotDelivered:
                await asyncio.sleep(PAUSE)

    up.loop.ask(lambda: up.slack.in_background(call()))


def _environment(up: Served, clock_file: Path | None, call_at: str | None) -> dict[str, str]:
    tokens = up.slack.workspace.tokens
    environment = {
        "SLACK_API_URL": f"{up.slack.payloads.address}/api/",
        "SLACK_BOT_TOKEN": tokens.bot,
    }
    environment |= (
        {"SLACK_SIGNING_SECRET": tokens.signing} if call_at else {"SLACK_APP_TOKEN": tokens.app}
    )
    return environment | ({"CLOCK_FILE": str(clock_file)} if clock_file else {})


def _play_once(up: Served, script: Script, keeper: Keeper, say: Callable[[str], None]) -> None:
    """Play the script, unless an earlier run did, in a thread; then follow what people try."""
    sandbox, try_this = Sandbox(up), up.slack.try_this

    def tell_of_try_this() -> None:
        if try_this is not None:
            try_this.follow()

    def played() -> None:
        keeper.script_played = True
        keeper.save()
        tell_of_try_this()

    def play_all() -> None:
        try:
            sandbox.waits_for_app(within=PATIENCE_WITH_APP)
            for step in script.steps:
                play(step, person=sandbox.person)
        except (AssertionError, LookupError, NotPossible, TimeoutError) as trouble:
            say(f"The script stopped early: {trouble}")
        # The workspace was closed while the script played: there is nothing left to say it to.
        except (asyncio.CancelledError, RuntimeError):
            return
        up.loop.ask(played)

    if keeper.script_played or not script.steps:
        up.loop.ask(tell_of_try_this)
    else:
        threading.Thread(target=play_all, name="script", daemon=True).start()
