"""Trouble on demand: what the app's calls, and the envelopes that go to it, shall meet.

A rule strikes the next few calls of a method (`times`), or a share of them (`share` and `seed`):
the k-th call since the rule was made meets the same in every run with that seed. Rules with
`times` strike one after the other; those with a share alone strike beside everything else, so
that one call may meet several faults.
"""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sandbox.state.types import Json

ONLY_WITH = {
    "hash_conflict": "hash",
    "expired_trigger_id": "trigger_id",
    "exchanged_trigger_id": "trigger_id",
}
"""What Slack says of calls that carry a certain argument only."""


class Kind(StrEnum):
    """How something goes wrong; `before` and `after` mean the effect that the call would have."""

    ERROR = "error"
    RATE_LIMIT = "rate_limit"
    STATUS_500_BEFORE = "500_before"
    STATUS_500_AFTER = "500_after"
    RESET_BEFORE = "reset_before"
    RESET_AFTER = "reset_after"
    SLOW_BEFORE = "slow_before"
    SLOW_AFTER = "slow_after"
    LATE_HISTORY = "late_history"
    TWICE = "twice"
    RETRIED = "retried"


INSTEAD = {Kind.ERROR, Kind.RATE_LIMIT, Kind.STATUS_500_BEFORE, Kind.RESET_BEFORE}
"""Faults in whose presence a call has no effect."""
ENVELOPES = {"slash_commands", "interactive", "events_api"}


class SocketFault(StrEnum):
    """What a websocket meets that the app opens."""

    OPEN = "open"
    REFUSED = "refused"
    HALF_OPEN = "half_open"
    """The handshake succeeds; then nothing comes: no hello, no pong, no envelope, no end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One way to go wrong."""

    kind: Kind
    # Slack's word for it, of an error alone.
    word: str = ""
    # How late, slow or limited.
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if (self.kind is Kind.ERROR) != bool(self.word):
            raise ValueError("an error, and nothing else, has a word of Slack's")
        if self.seconds < 0:
            raise ValueError("seconds cannot be negative")

    @property
    def name(self) -> str:
        """What logs and counts call it: the kind, or Slack's word."""
        return self.word or self.kind.value

    def fits(self, arguments: Mapping[str, Any]) -> bool:
        """Tell whether Slack could answer a call with these arguments so."""
        needed = ONLY_WITH.get(self.word)
        return needed is None or bool(arguments.get(needed))


def error(word: str) -> Fault:
    """Make the refusal of a call with an error of Slack's, such as `channel_not_found`."""
    return Fault(kind=Kind.ERROR, word=word)


def rate_limit(seconds: float) -> Fault:
    """Make a status 429 that asks to come again in whole seconds."""
    return Fault(kind=Kind.RATE_LIMIT, seconds=seconds)


def slow(seconds: float) -> Fault:
    """Make an answer that takes seconds of real time; the call has its effect at once."""
    return Fault(kind=Kind.SLOW_AFTER, seconds=seconds)


def slow_to_start(seconds: float) -> Fault:
    """Make a call that waits for seconds of real time before it has its effect."""
    return Fault(kind=Kind.SLOW_BEFORE, seconds=seconds)


def late_history(seconds: float) -> Fault:
    """Make a message that `conversations.history` hides for seconds of the workspace's clock."""
    return Fault(kind=Kind.LATE_HISTORY, seconds=seconds)


STATUS_500_BEFORE = Fault(kind=Kind.STATUS_500_BEFORE)
STATUS_500_AFTER = Fault(kind=Kind.STATUS_500_AFTER)
RESET_BEFORE = Fault(kind=Kind.RESET_BEFORE)
RESET_AFTER = Fault(kind=Kind.RESET_AFTER)
TWICE = Fault(kind=Kind.TWICE)
"""An envelope comes twice at once, down two connections where there are two."""
RETRIED = Fault(kind=Kind.RETRIED)
"""An event comes again after its ack, as a retry."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """Which calls meet which faults."""

    faults: tuple[Fault, ...]
    # A method of the Web API, a type of envelope (`slash_commands`, `interactive`, `events_api`),
    # or None for all methods.
    method: str | None = None
    # Only calls that name it count; None: all.
    channel: str | None = None
    # How many calls it strikes; None: no end.
    times: int | None = None
    # Which part of the calls it strikes, drawn by the seed.
    share: float = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        if not self.faults:
            raise ValueError("a rule needs a fault")
        if self.times is not None and self.times < 1:
            raise ValueError("a rule strikes at least one call")
        if not 0 < self.share <= 1:
            raise ValueError("a share is above 0 and at most 1")
        of_envelopes = {one.kind in (Kind.TWICE, Kind.RETRIED) for one in self.faults}
        if of_envelopes != {self.method in ENVELOPES}:
            raise ValueError("envelopes come twice or are retried; calls meet everything else")

    def concerns(self, method: str, arguments: Mapping[str, Any]) -> bool:
        """Tell whether a call is among those that the rule may strike."""
        meant = method not in ENVELOPES if self.method is None else method == self.method
        there = self.channel is None or arguments.get("channel") == self.channel
        return meant and there and all(one.fits(arguments) for one in self.faults)

    def draws(self, method: str, k: int) -> bool:
        """Tell whether the rule strikes the `k`-th call of a method that it concerns."""
        if self.share == 1:
            return True
        # Drawn from what the call is, not from a running generator: other calls in between change
        # nothing.
        told = "/".join([str(self.seed), method, str(k), *(one.name for one in self.faults)])
        return random.Random(told).random() < self.share


def rule_from(told: Json) -> Rule:
    """Read a rule as `dataclasses.asdict` and JSON make it.

    Raises ValueError, TypeError and KeyError for anything else.
    """
    faults = tuple(Fault(**{**one, "kind": Kind(one["kind"])}) for one in told["faults"])
    return Rule(**{**told, "faults": faults})


class Faults:
    """The rules that hold, and how often each kind of fault was met."""

    def __init__(self) -> None:
        self._standing: list[_Standing] = []
        self._calls: Counter[str] = Counter()
        self._met: Counter[tuple[str, str]] = Counter()

    def add(self, rule: Rule) -> None:
        """Let a rule hold from now on."""
        self._standing.append(_Standing(rule))

    def clear(self, *, method: str | None = None) -> None:
        """End the rules of one method, or all rules."""
        self._standing = [
            one for one in self._standing if method is not None and one.rule.method != method
        ]

    def met_by(self, method: str, arguments: Mapping[str, Any]) -> tuple[Fault, ...]:
        """Return what the present call meets, and count it; mostly nothing."""
        self._calls[method] += 1
        met: list[Fault] = []
        waits = False
        for one in self._standing:
            # Only the first of the counted rules strikes; those behind it wait until it has run
            # out.
            if not one.rule.concerns(method, arguments) or (waits and one.left is not None):
                continue
            waits = waits or one.left is not None
            met += one.strike(method)
        self._standing = [one for one in self._standing if one.left != 0]
        self._met.update((method, one.name) for one in met)
        return tuple(met)

    def counts(self) -> dict[str, dict[str, int]]:
        """Give, by method, how many `calls` there were and how many met each fault."""
        told: dict[str, dict[str, int]] = {one: {"calls": n} for one, n in self._calls.items()}
        for (method, name), count in self._met.items():
            told[method][name] = count
        return told


class _Standing:
    """A rule, how many calls it still strikes, and how many of each method it has seen."""

    def __init__(self, rule: Rule) -> None:
        self.rule, self.left = rule, rule.times
        self._seen: Counter[str] = Counter()

    def strike(self, method: str) -> tuple[Fault, ...]:
        """Draw for the present call; return the faults that it meets."""
        self._seen[method] += 1
        if not self.rule.draws(method, self._seen[method]):
            return ()
        if self.left is not None:
            self.left -= 1
        return self.rule.faults
