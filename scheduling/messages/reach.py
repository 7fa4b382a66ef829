"""By what a person is reached: the one place that decides it."""

from scheduling.model import Channel, Person


def channel_of(person: Person) -> Channel | None:
    """Return the channel by which a person is reached, or None where none reaches them."""
    return Channel.SLACK if person.slack_user_id else None
