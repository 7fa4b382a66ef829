"""How long a message on its way is waited for, at each step of the way."""

from dataclasses import dataclass
from datetime import timedelta

_NO_CALL_PAST = 0.4
_LONGEST_CALL = 0.5
"""Shares of the lease: a call is begun and broken off in time for the lease to outlive it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPolicy:
    """The waits of the send path; the usual ones are for Slack, shorter ones for trials.

    A worker holds what it has claimed for the `lease`; whatever it has not marked by then is
    taken back.

    A message of which nobody knows whether Slack has accepted it is looked for once after each
    of `looks`, since histories lag by seconds. Together with the lease they stay below three
    minutes: so late comes at most what a lost worker held. While a history can't be read, it is
    tried again every `unreadable`, until `last_chance` before it is too late for the message.

    Slack takes a message a second for one conversation, and short bursts: nobody gets more
    than `burst` messages within `burst_span`.

    What surely was not sent is sent again after waits that double from `first_retry` up to
    `longest_retry`. Trouble that has nothing to do with the message makes it undeliverable
    only once it is `undeliverable_after` old. While Slack refuses the token, it is tried every
    `broken`.

    What has been due for `overdue` may have come long ago, if the database is an old copy: it
    is looked for before it is sent.
    """

    lease: timedelta = timedelta(seconds=60)
    looks: tuple[timedelta, ...] = tuple(timedelta(seconds=n) for n in (5, 10, 15, 30, 40))
    unreadable: timedelta = timedelta(minutes=1)
    last_chance: timedelta = timedelta(minutes=5)
    burst: int = 5
    burst_span: timedelta = timedelta(seconds=5)
    first_retry: timedelta = timedelta(seconds=2)
    longest_retry: timedelta = timedelta(minutes=10)
    undeliverable_after: timedelta = timedelta(days=1)
    broken: timedelta = timedelta(minutes=1)
    overdue: timedelta = timedelta(minutes=3)

    @property
    def call_before_end(self) -> timedelta:
        """How long before the end of its lease a call must be begun, at the latest."""
        return self.lease * (1 - _NO_CALL_PAST)

    @property
    def longest_call(self) -> timedelta:
        """After how long a call is broken off."""
        return self.lease * _LONGEST_CALL

    def retry_after(self, attempts: int) -> timedelta:
        """Return the wait after so many attempts (at least 1) that came to nothing."""
        doubled = self.first_retry * (1 << min(attempts - 1, 20))
        return min(doubled, self.longest_retry)


USUAL = DeliveryPolicy()
