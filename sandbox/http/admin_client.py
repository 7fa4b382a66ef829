"""Control over a workspace: its trouble, and its log of what was sent.

In the process of the workspace it is `Sandbox.control`; from any other one, `AdminClient.at(url)`
with the address of the workspace does the same over HTTP:

    control = AdminClient.at("http://127.0.0.1:3000")
    control.meets("chat.postMessage", STATUS_500_AFTER, late_history(20), share=0.02, seed=7)
    control.meets("views.open", error("expired_trigger_id"), times=1)
    control.door(SocketFault.REFUSED)
    twice = Counter(one.uid for one in control.log())

Every call waits until the workspace has done it.
"""

import json
import urllib.request
from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from urllib.error import HTTPError

from sandbox.events.faults import Fault, Rule, SocketFault
from sandbox.events.sent import Accepted
from sandbox.state.types import Json

PATH = "/sandbox/control"
SECONDS = 30.0

Carrier = Callable[[Json], Any]


class NotObeyed(Exception):
    """The workspace did not understand an order; the text says why."""


class AdminClient:
    """Gives orders to a workspace, by whichever way carries them there."""

    def __init__(self, carry: Carrier) -> None:
        self._carry = carry

    @classmethod
    def at(cls, url: str) -> "AdminClient":
        """Control the workspace at this address, from any process of this machine."""

        def carry(order: Json) -> Any:
            return _posted(f"{url.rstrip('/')}{PATH}", order)

        return cls(carry)

    def meets(
        self,
        method: str | None,
        *faults: Fault,
        times: int | None = None,
        share: float = 1.0,
        seed: int = 0,
        channel: str | None = None,
    ) -> None:
        """Let calls of a method, of all for None, meet all these faults at once; see `Rule`."""
        rule = Rule(
            method=method, faults=faults, times=times, share=share, seed=seed, channel=channel
        )
        self._carry({"do": "meet", "rule": asdict(rule)})

    def clear(self, method: str | None = None) -> None:
        """End the faults of one method, or all of them; sockets and token stay as they are."""
        self._carry({"do": "clear", "method": method})

    def counts(self) -> dict[str, dict[str, int]]:
        """Give, by method, how many `calls` there were and how many met each fault."""
        told: dict[str, dict[str, int]] = self._carry({"do": "counts"})
        return told

    def met(self, method: str, name: str) -> int:
        """Count how often calls of a method met a fault, by its kind or by Slack's word."""
        return self.counts().get(method, {}).get(name, 0)

    def log(self, *, after: int = 0) -> list[Accepted]:
        """Return every accepted message numbered above `after`, oldest first."""
        told = self._carry({"do": "log", "after": after})
        return [Accepted(**{**one, "faults": tuple(one["faults"])}) for one in told]

    def revoke_token(self) -> None:
        """Answer every call with the bot's token with `token_revoked`."""
        self._carry({"do": "revoke_token"})

    def restore_token(self) -> None:
        """Take the bot's token as good again."""
        self._carry({"do": "restore_token"})

    def change_person(self, person_id: str, *, is_told: bool = True, **facts: object) -> None:
        """Change what Slack knows of somebody, by the fields of `Person`.

        The app hears of it in a `user_change`, or must find out by itself where `is_told` is False.
        """
        self._carry({"do": "change_person", "id": person_id, "facts": facts, "is_told": is_told})

    def uninstall(self) -> None:
        """Tell the app that it is taken off the workspace, whose token is good no more."""
        self.send_event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0"]}})
        self.send_event({"type": "app_uninstalled"})
        self.revoke_token()

    def send_event(self, event: Json) -> None:
        """Send the app an event of the Events API, if it has subscribed to it."""
        self._carry({"do": "send_event", "event": event})

    def door(self, door: SocketFault) -> None:
        """Say what websockets meet that the app opens from now on."""
        self._carry({"do": "door", "door": door.value})

    def half_open(self) -> None:
        """Let every open websocket stay open, but neither bring nor take anything any more."""
        self._carry({"do": "half_open"})

    def drop(self) -> None:
        """Break every websocket without a word."""
        self._carry({"do": "drop"})

    def refresh(self) -> None:
        """Ask the app to reconnect, as Slack does every few hours."""
        self._carry({"do": "disconnect", "reason": "refresh_requested"})

    def warn(self) -> None:
        """Tell the app that its websockets will end soon."""
        self._carry({"do": "disconnect", "reason": "warning"})

    def deliver_again(self, type: str) -> None:
        """Send the last envelope of a type once more, and wait for its ack; no one sees it."""
        self._carry({"do": "deliver_again", "type": type})

    def ack_within(self, seconds: float) -> None:
        """Wait this long, in seconds of real time, for an ack of what is sent from now on."""
        self._carry({"do": "ack_within", "seconds": seconds})

    def connections(self) -> int:
        """Count the app's open websockets, the half-open ones included."""
        return int(self._carry({"do": "connections"}))


def _posted(url: str, order: Json) -> Any:
    body, headers = json.dumps(order).encode(), {"Content-Type": "application/json"}
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return json.load(answer)["told"]
    except HTTPError as refused:
        # An HTTPError holds the connection, and is to be closed like an answer.
        with refused:
            raise NotObeyed(refused.read().decode()) from None
