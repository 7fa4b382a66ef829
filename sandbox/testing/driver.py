"""The workspace from a test's point of view: people who type, press and see.

    with Sandbox.running(manifest=Path("manifest.json"), people=[person("Ines Iversen")]) as slack:
        ines = slack.person("Ines")
        ines.types("/availability tomorrow 9-12")
        ines.sees("9:00 AM")

Everything here is synchronous; the server has a thread of its own, and the app connects to
`slack.api_url` over HTTP and a websocket as it would to Slack.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sandbox.calendars.calendars import Calendars
from sandbox.calendars.server import CalendarServer
from sandbox.events.faults import RESET_AFTER, error, rate_limit
from sandbox.events.try_this import TryThis
from sandbox.http.admin_client import AdminClient
from sandbox.http.admin_commands import obey
from sandbox.mailbox.server import MailServer
from sandbox.runtime.change_signal import PATIENCE
from sandbox.runtime.running import listening_socket
from sandbox.runtime.serving import Served, ServingPlan, served
from sandbox.state.clock import Clock
from sandbox.state.manifest import App, app_from, read_manifest
from sandbox.state.people import Person, named, person, read_people
from sandbox.state.types import Json
from sandbox.state.user_groups import read_user_groups
from sandbox.state.workspace import Workspace
from sandbox.testing.user import User

Found = TypeVar("Found")

USUAL_PEOPLE = (
    person("Carla Costa", tz="Europe/Lisbon", is_admin=True, is_owner=True),
    person("Ines Iversen", tz="Europe/Berlin"),
    person("Ivo Ito", tz="America/New_York"),
)


class Sandbox:
    """A workspace that is up, with one app that may connect to it."""

    def __init__(self, served: Served) -> None:
        self._slack, self._loop, self._signal = served.slack, served.loop, served.signal
        slack = served.slack
        self.url = slack.payloads.address
        self.api_url = f"{self.url}/api/"
        self.bot_token = slack.workspace.tokens.bot
        self.app_token = slack.workspace.tokens.app
        self.signing_secret = slack.workspace.tokens.signing
        self.clock = slack.workspace.clock
        self.control = AdminClient(lambda order: self._loop.run(obey(slack, order)))
        """Trouble for the app, and the log of what it sent."""
        self._someone: dict[str, User] = {}

    @classmethod
    @contextmanager
    def running(
        cls,
        *,
        manifest: Path | Json | App,
        people: Iterable[Person] | Path = USUAL_PEOPLE,
        clock: Clock | None = None,
        ack_seconds: float = 3.0,
        port: int = 0,
    ) -> Iterator["Sandbox"]:
        """Run a workspace for as long as the `with` block lasts.

        `people` may be a TOML file; `port` 0 is any free one; after `ack_seconds` of real time
        without an ack a person is shown what Slack would show.
        """
        name, everyone = ("Test", people) if not isinstance(people, Path) else read_people(people)
        plan = ServingPlan(
            name=name,
            app=_app(manifest),
            people=everyone,
            user_groups=read_user_groups(people) if isinstance(people, Path) else (),
            clock=clock or Clock(),
            port=port,
            ack_seconds=ack_seconds,
        )
        with served(plan) as up:
            yield cls(up)

    @contextmanager
    def taking_mail(self) -> Iterator[str]:
        """Take mail for people outside while the `with` block lasts; gives the server's address."""
        server, listening = MailServer(self._slack.mailbox), listening_socket(port=0)
        self._loop.run(server.start(listening=listening))
        self._slack.takes_mail = True
        try:
            yield f"smtp://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            self._loop.run(server.stop())
            listening.close()

    @contextmanager
    def with_calendars(self, folder: Path) -> Iterator[None]:
        """Let everybody have a calendar while the `with` block lasts; it is kept in a folder."""
        slack, changes = self._slack, self._slack.workspace.changes
        people = slack.workspace.people.values()
        server = CalendarServer(folder, users=[one.name for one in people if one.is_live])
        slack.calendars = Calendars(
            server=server,
            address=self.url,
            secret=self.signing_secret,
            when_changed=lambda user: changes.tell("calendar", user=user),
        )
        try:
            yield
        finally:
            slack.calendars = None
            self._loop.run(server.stop())

    def person(self, who: str) -> User:
        """Return the person with this first name, full name, handle or id."""
        found = named(who, among=self._slack.workspace.people.values())
        if found is None:
            raise LookupError(f"nobody here is called {who}")
        if found.id not in self._someone:
            # One for each person: it keeps what they have typed and not submitted yet.
            self._someone[found.id] = User(
                person_id=found.id, slack=self._slack, loop=self._loop, signal=self._signal
            )
        return self._someone[found.id]

    @property
    def workspace(self) -> Workspace:
        """The state behind it all, to be looked at with care: the server's own thread writes it."""
        return self._slack.workspace

    @property
    def tried(self) -> list[str]:
        """The texts of the things to try that were done."""
        return self._loop.ask(lambda: self._slack.try_this.done() if self._slack.try_this else [])

    @property
    def traffic(self) -> list[Json]:
        """What went to and from the app: the last 500 entries, oldest first."""
        return self._loop.ask(lambda: self._slack.workspace.traffic.after(0))

    @property
    def connections(self) -> int:
        """How many websockets the app has open."""
        return self._loop.ask(lambda: len(self._slack.link.connections))

    @property
    def hellos(self) -> int:
        """How often a websocket of the app was welcomed, as far as the traffic goes back."""
        return sum(1 for one in self.traffic if (one["kind"], one["name"]) == ("socket", "hello"))

    def calls(self, method: str) -> list[Json]:
        """Return the entries of the traffic that are calls of this Web API method."""
        return [one for one in self.traffic if one["kind"] == "web_api" and one["name"] == method]

    def waits_for_app(self, *, within: float = 60.0) -> None:
        """Wait until the app is connected."""
        self._signal.wait_until(
            lambda: self._loop.ask(lambda: self._slack.link.connected),
            otherwise=lambda: "the app did not connect",
            seconds=within,
        )

    def delivers_to(self, url: str) -> None:
        """Call the app at this address from now on, by signed requests, instead of by websocket.

        Raises NotDelivered when the app does not verify it.
        """
        self._loop.run(self._slack.link.call_at(url))

    def waits_until(self, holds: Callable[[], Found], *, within: float = PATIENCE) -> Found:
        """Wait until a condition gives something true, and give that."""
        return self._signal.wait_until(
            holds, otherwise=lambda: f"this did not come true in {within} s", seconds=within
        )

    def tries(self, things: list[Json]) -> None:
        """Propose things to try, in the form of `sandbox/events/try_this.py`."""

        def propose() -> None:
            self._slack.try_this = TryThis(things, workspace=self._slack.workspace)
            self._slack.try_this.follow()

        self._loop.ask(propose)

    def refresh_sockets(self) -> None:
        """Ask the app to reconnect, as Slack does every few hours."""
        self.control.refresh()

    def drop_sockets(self) -> None:
        """Break every connection of the app without a word."""
        self.control.drop()

    def delivers_again(self, type: str) -> None:
        """Send the last `slash_commands`, `interactive` or `events_api` once more; no one sees."""
        self.control.deliver_again(type)

    def refuses(self, method: str, word: str, *, times: int = 1, to: User | None = None) -> None:
        """Let the next calls of a method, those alone that write to somebody if they are named,
        fail with this error, changing nothing.
        """
        self.control.meets(method, error(word), times=times, channel=to.id if to else None)

    def limits(self, method: str, *, retry_after: int, times: int = 1) -> None:
        """Let the next calls of a method be one too many: status 429, try again in seconds."""
        self.control.meets(method, rate_limit(retry_after), times=times)

    def loses_reply_to(self, method: str, *, times: int = 1) -> None:
        """Let the next calls of a method have their effect, but break off before the answer."""
        self.control.meets(method, RESET_AFTER, times=times)


def _app(manifest: Path | Json | App) -> App:
    if isinstance(manifest, App):
        return manifest
    return read_manifest(manifest) if isinstance(manifest, Path) else app_from(manifest)
