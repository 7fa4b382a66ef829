"""What an app gets to answer with, for a while: triggers and response addresses."""

import secrets
from dataclasses import dataclass

from sandbox.state.clock import Clock
from sandbox.state.errors import SlackError
from sandbox.state.ids import fresh_id

TRIGGER_SECONDS = 3.0
REPLY_SECONDS = 30 * 60.0
REPLIES = 5


@dataclass(kw_only=True, slots=True)
class Trigger:
    """Lets an app open one view for `person`, shortly after they did something."""

    person: str
    until: float
    used: bool = False


@dataclass(kw_only=True, slots=True)
class ReplyAddress:
    """Lets an app answer a person in a conversation."""

    person: str
    channel: str
    # The message that was acted on, if any.
    ts: str | None
    # In seconds since the epoch.
    until: float
    # How many answers it takes still.
    left: int = REPLIES


class Tickets:
    """All triggers and response addresses that were handed out."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}
        self._replies: dict[str, ReplyAddress] = {}

    def new_trigger(self, *, person: str) -> str:
        """Hand out a trigger that opens one view for this person within three seconds."""
        key = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**11)}.{secrets.token_hex(16)}"
        self._triggers[key] = Trigger(person=person, until=self._clock.time() + TRIGGER_SECONDS)
        return key

    def person_to_show(self, key: str) -> str:
        """Return the person before whom a trigger opens a view; it is not burnt by this.

        Raises SlackError: `invalid_trigger_id`, `exchanged_trigger_id`, `expired_trigger_id`.
        """
        trigger = self._triggers.get(key)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._clock.time() > trigger.until:
            raise SlackError("expired_trigger_id")
        return trigger.person

    def burn_trigger(self, key: str) -> None:
        """Make a trigger that has opened its view useless."""
        self._triggers[key].used = True

    def new_reply_address(self, *, person: str, channel: str, ts: str | None = None) -> str:
        """Hand out the last part of an address for five answers within 30 minutes."""
        key = f"{fresh_id('')}/{secrets.token_urlsafe(18)}"
        until = self._clock.time() + REPLY_SECONDS
        self._replies[key] = ReplyAddress(person=person, channel=channel, ts=ts, until=until)
        return key

    def newest_reply_address(self, *, person: str) -> str | None:
        """Return the key of the address that was handed out last for what this person did."""
        newest_first = reversed(self._replies.items())
        return next((key for key, one in newest_first if one.person == person), None)

    def use_reply_address(self, key: str) -> ReplyAddress:
        """Use an address once and give what it answers to.

        Raises SlackError: `invalid_url`, `expired_url`, `used_url`.
        """
        address = self._replies.get(key)
        if address is None:
            raise SlackError("invalid_url")
        if self._clock.time() > address.until:
            raise SlackError("expired_url")
        if address.left == 0:
            raise SlackError("used_url")
        address.left -= 1
        return address
