"""By what a person is reached: the one place that decides it.

It is asked when a message is planned, and again when its channel takes it in hand: whoever has
got, changed or lost an address in between is followed by what has not been sent yet.
"""

from collections.abc import Callable

from scheduling.model import Channel, Person

Reach = Callable[[Person], Channel | None]

UNREACHED = "unreached"
"""Why a message is undeliverable whose person no channel reaches any more."""


def channel_of(person: Person) -> Channel | None:
    """Return the channel by which a person is reached, or None where none reaches them."""
    return Channel.SLACK if person.slack_user_id else None
