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

    def takes(self, event: Mapping[str, Any]) -> bool:
        """Tell whether a message or a mention is to be answered, and take note of it.

        Slack sends an event again when its acknowledgement is late or lost.
        """
        if not is_from_a_person(event):
            return False
        message = (str(event["channel"]), str(event["ts"]))
        if message in self._heard:
            return False
        self._heard[message] = None
        if len(self._heard) > _REMEMBERED:
            self._heard.popitem(last=False)
        return self._has_time_for(str(event["user"]))

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
