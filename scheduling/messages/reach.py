"""By what a person is reached: the one place that decides it.

It is asked when a message is planned, and again when its channel takes it in hand: whoever has
got, changed or lost an address in between is followed by what has not been sent yet.
"""

from collections.abc import Callable
from dataclasses import replace

from scheduling.model import NO_MAIL, Channel, Mail, MessageKind, Person, Rules
from scheduling.model.notices import FOR_CALENDARS

Reach = Callable[[Person], Channel | None]

UNREACHED = "unreached"
"""Why a message is undeliverable whose person no channel reaches any more."""


def channel_of(person: Person, mail: Mail = NO_MAIL) -> Channel | None:
    """Return the channel by which a person is reached, or None where none reaches them.

    Slack comes first: its messages have buttons, and an answer. Whoever is not in it and has an
    address is written to where `mail` is switched on.
    """
    if person.slack_user_id:
        return Channel.SLACK
    return Channel.EMAIL if mail.reaches(person.email) else None


def reach_by(rules: Rules) -> Reach:
    """Return by what people are reached in a workspace with these rules."""
    return lambda person: channel_of(person, rules.mail)


def channel_for(kind: MessageKind, person: Person, *, reach: Reach) -> Channel | None:
    """Return by what a person gets a kind of message; calendars read none but mail."""
    if kind in FOR_CALENDARS:
        return reach(replace(person, slack_user_id=None))
    return reach(person)
