"""What is refused to whoever connects a calendar, or changes one that is connected."""

from dataclasses import dataclass

from scheduling.errors.sentence import SchedulingError


@dataclass(eq=False, kw_only=True)
class NotReadByCompany(SchedulingError):
    """Whoever runs me has set up no such calendars for your address. Nothing was connected."""


@dataclass(eq=False, kw_only=True)
class CalendarTellsNoKinds(SchedulingError):
    """{host} tells me when you are busy, and not which of it is tentative or lasts whole days:
    so there is nothing to choose. Nothing was changed.
    """

    host: str


@dataclass(eq=False, kw_only=True)
class NoKeysForCalendars(SchedulingError):
    """Addresses of calendars are kept sealed, and I have no key for that. Whoever runs me sets \
SECRET_KEYS; then connect it again. Nothing was connected."""


@dataclass(eq=False, kw_only=True)
class CalendarNotConnected(SchedulingError):
    """That calendar is not connected any more. Nothing was changed."""


@dataclass(eq=False, kw_only=True)
class TooManyCalendars(SchedulingError):
    """There are {most} calendars connected already, and no room for more. Disconnect one first."""

    most: int


@dataclass(eq=False, kw_only=True)
class NoCalendarsYet(SchedulingError):
    """{name} is not registered yet, so there is no calendar of theirs to see. They press “Connect
    my calendar” on my Home tab, which registers them with it.
    """

    name: str
