"""What one person does all day long, by command, button, form and Home tab."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from sandbox.state.people import Person as Member
from sandbox.state.people import person as member
from sandbox.testing.driver import Sandbox
from sandbox.testing.user import User
from sandbox.testing.views import SeenMessage
from scheduling.model import (
    Availability,
    AvailabilityWindow,
    Person,
    Role,
    WallHours,
    Weekday,
    WeeklyHours,
)
from scheduling.store import Session, Store, availability, people

_WEEKS = 4
_LISTED = 150
"""So many more people are registered, so that there is something to look through."""


def coordinators(number: int) -> list[Member]:
    """Return so many members of a workspace who may do everything."""
    return [
        member(f"Cora {n:02}", name=f"cora{n:02}", tz="Europe/Berlin", is_admin=True)
        for n in range(number)
    ]


def register(store: Store, who: list[Member], *, now: datetime) -> None:
    """Register each as an interviewer, with a candidate of their own, and many others.

    All have hours on working days, for the next weeks.
    """
    with store.writing() as session:
        for n, one in enumerate(who):
            _added(session, one.real_name, Role.INTERVIEWER, now=now, slack_user_id=one.id)
            _added(session, f"Carl {n:02}", Role.CANDIDATE, now=now)
        for n in range(_LISTED):
            _added(session, f"Ines {n:03}", Role.INTERVIEWER, now=now)


def _added(
    session: Session, name: str, role: Role, *, now: datetime, slack_user_id: str | None = None
) -> Person:
    someone = people.add(
        session,
        name=name,
        role=role,
        time_zone="Europe/Berlin",
        slack_user_id=slack_user_id,
        now=now,
    )
    weekly = [
        WeeklyHours(weekday=Weekday(day), hours=WallHours(start=9 * 60, end=12 * 60))
        for day in range(5)
    ]
    windows = [
        AvailabilityWindow(
            day=now.date() + timedelta(days=1 + 7 * week),
            hours=WallHours(start=14 * 60, end=18 * 60),
        )
        for week in range(_WEEKS)
    ]
    given = Availability(person_id=someone.id, weekly=tuple(weekly), windows=tuple(windows))
    availability.save(session, given, expected_version=0)
    return someone


@dataclass(kw_only=True)
class Day:
    """One person at work; `done` counts what they have asked the bot for.

    `booking` is held by the one who books, so that the only interview ahead is theirs.
    """

    slack: Sandbox
    number: int
    booking: threading.Lock
    done: int = 0
    _chance: Random = field(init=False)
    _who: User = field(init=False)

    def __post_init__(self) -> None:
        self._chance = Random(self.number)
        self._who = self.slack.person(f"Cora {self.number:02}")

    def goes_on(self) -> None:
        """Do one thing more, and leave the screen as empty as it was before."""
        doing: list[Callable[[], object]] = [
            *(self._finds,) * 6,
            *(self._finds_for_anybody,) * 2,
            *(self._lists_hours,) * 3,
            *(self._gives_hours,) * 3,
            *(self._lists_interviews,) * 2,
            *(self._lists_people,) * 2,
            *(self._opens_home,) * 2,
            self._opens_a_form,
            self._books_and_cancels_alone,
        ]
        self._chance.choice(doing)()
        self._who.clears_away()

    def _asks(self, text: str, sees: str) -> SeenMessage:
        self.done += 1
        return self._who.asks(text, sees=sees)

    def _presses(self, label: str, in_: SeenMessage | None = None) -> None:
        self.done += 1
        self._who.presses(label, in_=in_)

    def _finds(self) -> SeenMessage:
        asked = f"/find-slots Carl {self.number:02} with @cora{self.number:02}"
        return self._asks(asked, "Times are")

    def _finds_for_anybody(self) -> None:
        self._asks(f"/find-slots Carl {self.number:02} next week", "Times are")

    def _lists_hours(self) -> None:
        self._asks("/availability list", "Weekly hours")

    def _gives_hours(self) -> None:
        day = datetime.now(UTC) + timedelta(days=self._chance.randrange(2, 90))
        start = self._chance.randrange(18, 21)
        said = self._asks(f"/availability {day:%Y-%m-%d} {start}:00-{start + 1}:30", "Saved (")
        self._presses("Undo", said)
        self._who.sees("Undone.")

    def _lists_interviews(self) -> None:
        self._asks("/interviews", "interviews ahead")

    def _lists_people(self) -> None:
        self._asks("/register list", "Cora")

    def _opens_home(self) -> None:
        homes = self.slack.workspace.views.homes
        before = homes[self._who.id].hash if self._who.id in homes else ""
        self.done += 1
        self._who.opens_home()
        self.slack.waits_until(lambda: self._who.id in homes and homes[self._who.id].hash != before)

    def _opens_a_form(self) -> None:
        self.done += 1
        self._who.types("/availability")
        self._who.sees_in_modal("Berlin")
        self._who.closes()

    def _books_and_cancels_alone(self) -> None:
        with self.booking:
            self._books_and_cancels()

    def _books_and_cancels(self) -> None:
        found = self._finds()
        label = next(
            name for spot in found.controls for name in spot.names if name.startswith("Book on ")
        )
        self._presses(label, found)
        self._who.sees_in_modal("Interviewers")
        self._who.fills({label.removeprefix("Book on "): self._first_hour()})
        self.done += 1
        self._who.submits()
        self._who.sees_in_modal("Booked:")
        self._who.closes()
        listed = self._asks("/interviews", f"Carl {self.number:02}")
        self._presses("Cancel interview", listed)
        self._who.sees("Cancelled:")

    def _first_hour(self) -> str:
        hours = next(spot for spot in self._who.modal.controls if spot.element.get("options"))
        return str(hours.element["options"][0]["text"]["text"])
