"""Everybody's calendar: what stands in it, and how that changes. Radicale holds it."""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4
from xml.etree import ElementTree

from sandbox.calendars.events import Event, Shown, occurrences, rewritten, written
from sandbox.calendars.server import APP_PASSWORD, CALENDAR, PREFIX, Answer, CalendarServer
from sandbox.state.errors import NotPossible

SECRET_ADDRESSES = "/calendars"
"""Under which path of the workspace everybody's secret address is."""
_DAV, _CALDAV = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
_QUERY = (
    '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
    "<D:prop><C:calendar-data/></D:prop>"
    '<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
    '<C:time-range start="{start:%Y%m%dT%H%M%SZ}" end="{end:%Y%m%dT%H%M%SZ}"/>'
    "</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ways:
    """How a program reads one calendar: by an address that is a secret, or as its owner."""

    secret_address: str
    server: str
    user: str
    app_password: str


@dataclass(kw_only=True, slots=True)
class Calendars:
    """The calendars of everybody who can sign in; users are their handles."""

    server: CalendarServer
    # Of the workspace.
    address: str
    # On which secret addresses hang.
    secret: str
    # Called with a user when something in their calendar has changed.
    when_changed: Callable[[str], None]

    def ways_to(self, user: str) -> Ways:
        """Tell how somebody's calendar is read."""
        return Ways(
            secret_address=f"{self.address}{SECRET_ADDRESSES}/{user}/{self._word(user)}/basic.ics",
            server=f"{self.address}{PREFIX}/",
            user=user,
            app_password=APP_PASSWORD,
        )

    async def by_secret(self, user: str, word: str) -> Answer | None:
        """Return a whole calendar, by the word in its secret address; None for another word."""
        if not hmac.compare_digest(word.encode(), self._word(user).encode()):
            return None
        return await self.server.ask("GET", f"/{user}/{CALENDAR}/", user=user)

    async def between(self, user: str, start: datetime, end: datetime) -> list[Shown]:
        """Return what stands in a calendar between two instants, in order."""
        query = _QUERY.format(start=start, end=end).encode()
        answer = await self._ask(
            "REPORT", user, body=query, headers={"Depth": "1", "Content-Type": "application/xml"}
        )
        shown = [
            each
            for name, text in _entries(answer.body)
            for each in occurrences(name, text, start=start, end=end)
        ]
        return sorted(shown, key=lambda one: (str(one.event.start), one.name))

    async def add(self, user: str, event: Event, *, at: datetime, every_week: bool = False) -> None:
        """Put a new event into a calendar."""
        uid = f"{uuid4()}@practice.example"
        text = written(event, uid=uid, at=at, every_week=every_week)
        await self._put(user, f"{uid.partition('@')[0]}.ics", text)

    async def change(self, user: str, name: str, event: Event, *, at: datetime) -> None:
        """Have an event be another from now on.

        Raises NotPossible where it is not there any more, or comes back.
        """
        stands = await self._ask("GET", user, name)
        await self._put(user, name, rewritten(stands.body.decode(), event, at=at))

    async def remove(self, user: str, name: str) -> None:
        """Take an event out of a calendar. Raises NotPossible where it is not there any more."""
        await self._ask("DELETE", user, name)
        self.when_changed(user)

    async def _put(self, user: str, name: str, text: str) -> None:
        headers = {"Content-Type": "text/calendar; charset=utf-8"}
        await self._ask("PUT", user, name, body=text.encode(), headers=headers)
        self.when_changed(user)

    async def _ask(
        self,
        method: str,
        user: str,
        name: str = "",
        *,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
    ) -> Answer:
        if "/" in name:
            raise NotPossible("This is no event.")
        path = f"/{user}/{CALENDAR}/{name}"
        answer = await self.server.ask(method, path, body=body, headers=headers, user=user)
        if answer.status == 404:
            raise NotPossible("This event is not in the calendar any more.")
        if answer.status >= 300:
            raise NotPossible(f"The server of calendars has refused that ({answer.status}).")
        return answer

    def _word(self, user: str) -> str:
        # The same in every run: an address that was connected once goes on.
        return hmac.new(self.secret.encode(), user.encode(), hashlib.sha256).hexdigest()[:32]


def _entries(multistatus: bytes) -> Iterator[tuple[str, str]]:
    """Give the name and the text of each entry in an answer."""
    for response in ElementTree.fromstring(multistatus).iter(f"{_DAV}response"):
        href, data = response.findtext(f"{_DAV}href"), response.find(f".//{_CALDAV}calendar-data")
        if href and data is not None and data.text:
            yield href.rpartition("/")[2], data.text
