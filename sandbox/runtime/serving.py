"""A workspace served from a thread of its own, for as long as a block lasts."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sandbox.events.local_slack import LocalSlack
from sandbox.runtime.change_signal import ChangeSignal
from sandbox.runtime.loop_thread import LoopThread
from sandbox.runtime.running import Server, listening_socket, new_slack
from sandbox.state.app_tokens import Tokens
from sandbox.state.clock import Clock
from sandbox.state.manifest import App
from sandbox.state.people import Person
from sandbox.state.user_groups import UserGroup


@dataclass(frozen=True, kw_only=True, slots=True)
class ServingPlan:
    """What to serve, and where."""

    name: str
    app: App
    people: Iterable[Person]
    clock: Clock
    tokens: Tokens = field(default_factory=Tokens)
    user_groups: Iterable[UserGroup] = ()
    # 0: any that is free.
    port: int = 0
    # How long the app may take to acknowledge before people are told that it failed.
    ack_seconds: float = 3.0
    # Called on the loop before anybody is let in.
    prepare: Callable[[LocalSlack], None] = lambda slack: None


@dataclass(frozen=True, kw_only=True, slots=True)
class Served:
    """A workspace that is up, the loop that it lives on, and the signal that tells of changes."""

    slack: LocalSlack
    loop: LoopThread
    signal: ChangeSignal


@contextmanager
def served(plan: ServingPlan) -> Iterator[Served]:
    """Serve a workspace.

    Raises OSError when the port is taken.
    """
    listening = listening_socket(port=plan.port)
    loop, signal = LoopThread(name="sandbox"), ChangeSignal()

    async def start() -> Server:
        slack = new_slack(
            name=plan.name,
            app=plan.app,
            people=plan.people,
            clock=plan.clock,
            tokens=plan.tokens,
            address=f"http://127.0.0.1:{listening.getsockname()[1]}",
            ack_seconds=plan.ack_seconds,
        )
        slack.workspace.user_groups = {one.id: one for one in plan.user_groups}
        slack.workspace.changes.watch(lambda change: signal.ring())
        plan.prepare(slack)
        return await Server.start(slack, listening=listening)

    try:
        server = loop.run(start())
        try:
            yield Served(slack=server.slack, loop=loop, signal=signal)
        finally:
            loop.run(server.stop())
    finally:
        loop.stop()
        listening.close()
