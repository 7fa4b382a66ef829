"""Starting and ending a server for one workspace."""

import asyncio
import socket
from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web

from sandbox.events.faults import Faults
from sandbox.events.link import Link
from sandbox.events.local_slack import LocalSlack
from sandbox.events.payloads import Payloads
from sandbox.http.server import web_application
from sandbox.mailbox.mailbox import Mailbox
from sandbox.state.app_tokens import Tokens
from sandbox.state.clock import Clock
from sandbox.state.manifest import App
from sandbox.state.people import Person
from sandbox.state.workspace import Workspace


def listening_socket(*, port: int, host: str = "127.0.0.1") -> socket.socket:
    """Take a port, any free one for 0.

    Raises OSError when it is taken already.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Else the port stays taken for a minute after a server has ended (TIME_WAIT).
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    return listening


def new_slack(
    *,
    name: str,
    app: App,
    people: Iterable[Person],
    clock: Clock,
    tokens: Tokens,
    address: str,
    ack_seconds: float = 3.0,
) -> LocalSlack:
    """Make a workspace and what goes with it; to be called on the loop that serves it."""
    workspace = Workspace(name=name, app=app, people=people, clock=clock, tokens=tokens)
    loop = asyncio.get_running_loop()

    def tell_of_clock() -> None:
        workspace.changes.tell("clock", now=clock.time(), clock_offset=clock.offset)

    def from_any_thread() -> None:
        # A test moves the clock from its own thread, and the workspace is the loop's alone.
        loop.call_soon_threadsafe(tell_of_clock)

    clock.when_moved(from_any_thread)
    faults = Faults()
    return LocalSlack(
        workspace=workspace,
        link=Link(workspace=workspace, faults=faults, ack_seconds=ack_seconds),
        faults=faults,
        mailbox=Mailbox(now=clock.now),
        payloads=Payloads(workspace=workspace, address=address),
    )


@dataclass(kw_only=True, slots=True)
class Server:
    """A server that is up; the same loop must stop it."""

    slack: LocalSlack
    _runner: web.AppRunner

    @classmethod
    async def start(cls, slack: LocalSlack, *, listening: socket.socket) -> "Server":
        """Serve a workspace at a socket that is bound."""
        runner = web.AppRunner(web_application(slack), access_log=None, shutdown_timeout=2)
        await runner.setup()
        await web.SockSite(runner, listening).start()
        return cls(slack=slack, _runner=runner)

    async def stop(self) -> None:
        """End all connections and give the port back."""
        await self.slack.close()
        await self._runner.cleanup()
