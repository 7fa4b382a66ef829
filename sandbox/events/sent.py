"""What the app sent and the workspace accepted: the judge of what people were told, and when."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.events.faults import Fault
from sandbox.state.types import Json

SENDING = {"chat.postMessage", "chat.postEphemeral", "chat.update", "chat.delete"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """One message that was accepted, or a change of one."""

    # Counts from 1.
    n: int
    # Real time, in seconds since the epoch.
    at: float
    method: str
    channel: str
    ts: str
    text: str
    # What the metadata's payload calls so.
    uid: str | None = None
    metadata: Json | None = None
    # The names of what the call met although it was accepted.
    faults: tuple[str, ...] = ()


class Sent:
    """Everything that was accepted, in order; nothing is ever taken out or changed."""

    def __init__(self) -> None:
        self._accepted: list[Accepted] = []

    def note(
        self, method: str, told: Json, *, channel: str, ts: str, met: Iterable[Fault] = ()
    ) -> None:
        """Keep what was accepted; `told` is what the app gave with its call."""
        metadata = told.get("metadata") or None
        payload = metadata.get("event_payload", {}) if isinstance(metadata, dict) else {}
        entry = Accepted(
            n=len(self._accepted) + 1,
            at=time.time(),
            method=method,
            channel=channel,
            ts=ts,
            text=str(told.get("text") or ""),
            uid=payload.get("uid"),
            metadata=metadata,
            faults=tuple(one.name for one in met),
        )
        self._accepted.append(entry)

    def after(self, n: int) -> list[Accepted]:
        """Return the entries numbered above `n`, oldest first."""
        # Numbered from 1 without a gap, so the number is the place.
        return self._accepted[n:]
