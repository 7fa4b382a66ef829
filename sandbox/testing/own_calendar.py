"""One person's own calendar, from a test's point of view: what they put into it and move in it."""

from collections.abc import Callable, Coroutine
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sandbox.calendars.calendars import Calendars
from sandbox.calendars.events import Counts, Event, Shown
from sandbox.events.local_slack import LocalSlack
from sandbox.runtime.loop_thread import LoopThread
from sandbox.state.people import Person

Result = TypeVar("Result")

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_AHEAD = timedelta(weeks=20)


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnCalendar:
    """What a person has in the calendar that they use, wherever that is connected to."""

    slack: LocalSlack
    loop: LoopThread
    person_id: str

    @property
    def ways(self) -> dict[str, str]:
        """How the calendar is read, by the names of `sandbox.calendars.calendars.Ways`."""
        return asdict(self._calendars.ways_to(self._person.name))

    @property
    def events(self) -> list[Shown]:
        """What stands in it from yesterday on, in order."""
        start = self.slack.workspace.now() - timedelta(days=1)
        user = self._person.name
        return self._run(lambda: self._calendars.between(user, start, start + _AHEAD))

    def enters(
        self,
        title: str,
        *,
        day: str,
        start: str,
        end: str,
        counts: str = "busy",
        every_week: bool = False,
    ) -> None:
        """Put an event into it: on the next Tuesday ("Tue") after today, from "10:00" to "11:00"
        by their own clock.
        """
        begins, ends = (self._next(day, each) for each in (start, end))
        self.puts(title, begins, ends, counts=counts, every_week=every_week)

    def puts(
        self,
        title: str,
        start: datetime,
        end: datetime,
        *,
        counts: str = "busy",
        every_week: bool = False,
    ) -> None:
        """Put an event into it that starts and ends at instants."""
        event = Event(
            title=title, start=start.astimezone(UTC), end=end.astimezone(UTC), counts=Counts(counts)
        )
        now = self.slack.workspace.now()
        user = self._person.name
        self._run(lambda: self._calendars.add(user, event, at=now, every_week=every_week))

    def moves(self, title: str, *, to: datetime) -> None:
        """Drag an event to another hour. Raises LookupError where there is none of that title."""
        found = self._titled(title)
        assert isinstance(found.event.start, datetime), "it is a whole day"
        assert isinstance(found.event.end, datetime)
        start = to.astimezone(UTC)
        end = start + (found.event.end - found.event.start)
        event = Event(title=title, start=start, end=end, counts=found.event.counts)
        user, now = self._person.name, self.slack.workspace.now()
        self._run(lambda: self._calendars.change(user, found.name, event, at=now))

    def removes(self, title: str) -> None:
        """Take an event out of it. Raises LookupError where there is none of that title."""
        found = self._titled(title)
        self._run(lambda: self._calendars.remove(self._person.name, found.name))

    def _titled(self, title: str) -> Shown:
        found = next((one for one in self.events if one.event.title == title), None)
        if found is None:
            raise LookupError(f"nothing in the calendar is called {title}")
        return found

    def _next(self, day: str, clock: str) -> datetime:
        zone = ZoneInfo(self._person.tz or "UTC")
        today = self.slack.workspace.now().astimezone(zone).date()
        away = (_DAYS.index(day.casefold()[:3]) - today.weekday() - 1) % 7 + 1
        at = time.fromisoformat(clock)
        return datetime.combine(today + timedelta(days=away), at, zone)

    @property
    def _person(self) -> Person:
        return self.slack.person(self.person_id)

    @property
    def _calendars(self) -> Calendars:
        assert self.slack.calendars is not None, "nobody has a calendar in this workspace"
        return self.slack.calendars

    def _run(self, ask: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        return self.loop.run(ask())
