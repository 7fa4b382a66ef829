"""How long a message on its way is waited for, at each step of the way."""

from dataclasses import dataclass
from datetime import timedelta

_NO_CALL_PAST = 0.4
_LONGEST_CALL = 0.5
"""Shares of the lease: a call is begun and broken off in time for the lease to outlive it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPolicy:
    """The waits of the send path; the usual ones are for Slack, shorter ones for trials."""

    # For so long a worker holds what it has claimed. What it has not marked by then is taken
    # back.
    lease: timedelta = timedelta(seconds=60)
    # A message of which nobody knows whether Slack has accepted it is looked for once after each
    # of these, since histories lag by seconds. Together with the lease they stay below three
    # minutes: so late comes at most what a lost worker held.
    looks: tuple[timedelta, ...] = tuple(timedelta(seconds=n) for n in (5, 10, 15, 30, 40))
    # While a history can't be read, it is tried again every so often,
    unreadable: timedelta = timedelta(minutes=1)
    # until so long before it is too late for the message.
    last_chance: timedelta = timedelta(minutes=5)
    # Slack takes a message a second for one conversation, and short bursts
    # (https://docs.slack.dev/apis/web-api/rate-limits): nobody gets more than so many messages
    burst: int = 5
    # within this time.
    burst_span: timedelta = timedelta(seconds=5)
    # What surely was not sent is sent again after waits that double from here
    first_retry: timedelta = timedelta(seconds=2)
    # up to here.
    longest_retry: timedelta = timedelta(minutes=10)
    # Trouble that has nothing to do with the message makes it undeliverable only at this age.
    undeliverable_after: timedelta = timedelta(days=1)
    # How often a token is tried that Slack refuses.
    broken: timedelta = timedelta(minutes=1)
    # What has been due for so long may have come long ago, if the database is an old copy: it is
    # looked for before it is sent.
    overdue: timedelta = timedelta(minutes=3)

    # How many messages a minute go out by a channel, from all bots together; None: as they come.
    a_minute: int | None = None

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
        # Held at 2²⁰, or the doubling would overflow a timedelta before it is cut to the longest.
        doubled = self.first_retry * (1 << min(attempts - 1, 20))
        return min(doubled, self.longest_retry)


USUAL = DeliveryPolicy()
