"""Which messages are answered: those of people, each once, and not without end."""

from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

MOST_ANSWERS = 20
"""To one person within a minute; nobody types more, and two programs would go on for ever."""
MINUTE_SECONDS = 60.0
_REMEMBERED = 2_000


class Attention:
    """Remembers which messages came, and how many of them from whom of late."""

    def __init__(self, *, seconds: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._heard: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._of_late: OrderedDict[str, deque[float]] = OrderedDict()
        # Who has been told that it is too fast, by the message to which that is the answer.
        self._told: dict[str, tuple[str, str]] = {}

    def takes(self, event: Mapping[str, Any]) -> bool:
        """Tell whether a message or a mention is to be answered, and take note of it.

        Slack sends an event again when its acknowledgement is late or lost. The first of too
        many is answered by saying so (see `is_too_fast`), and the others are not.
        """
        if not is_from_a_person(event):
            return False
        message = _key(event)
        if message in self._heard:
            return False
        self._heard[message] = None
        if len(self._heard) > _REMEMBERED:
            self._heard.popitem(last=False)
        user = str(event["user"])
        if self._has_time_for(user):
            self._told.pop(user, None)
            return True
        return self._told.setdefault(user, message) == message

    def is_too_fast(self, event: Mapping[str, Any]) -> bool:
        """Tell whether all that is to be said to a message taken is that it came too fast."""
        return self._told.get(str(event["user"])) == _key(event)

    def _has_time_for(self, user: str) -> bool:
        now, lately = self._seconds(), self._of_late.setdefault(user, deque())
        self._of_late.move_to_end(user)
        if len(self._of_late) > _REMEMBERED:
            self._of_late.popitem(last=False)
        while lately and now - lately[0] >= MINUTE_SECONDS:
            lately.popleft()
        if len(lately) >= MOST_ANSWERS:
            return False
        lately.append(now)
        return True


def _key(event: Mapping[str, Any]) -> tuple[str, str]:
    return str(event["channel"]), str(event["ts"])


def is_from_a_person(event: Mapping[str, Any]) -> bool:
    """Tell whether somebody wrote this themselves, to the app: in a direct message or by its name.

    Edited and deleted messages, files, what is sent to the channel from a thread, and whatever
    apps write have a subtype or an app's id.
    """
    by_an_app = event.get("bot_id") or event.get("app_id") or event.get("bot_profile")
    if by_an_app or event.get("subtype") or event.get("hidden") or event.get("edited"):
        return False
    if not event.get("user") or event["user"] == "USLACKBOT":
        return False
    return event["type"] == "app_mention" or event.get("channel_type") == "im"
