"""The usual ways to do what the engine does, small and fair, to compare it with."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from scheduling.model import Availability, WallHours
from scheduling.timespan import HOUR, Span

Windows = Sequence[tuple[datetime, datetime]]
"""From an instant up to another, in UTC."""
Found = dict[datetime, list[int]]
"""The ids of those who are free, by the hour."""


def windows_by_zoneinfo(
    said: Availability, *, time_zone: str, monday: date, weeks: int
) -> list[tuple[datetime, datetime]]:
    """Turn every end of every window into an instant by asking zoneinfo.

    Weekly hours once for each week; time off is not even taken out.
    """
    zone = ZoneInfo(time_zone)
    found = [_instants(entry.day, entry.hours, zone) for entry in said.windows]
    for weekly in said.weekly:
        for week in range(weeks):
            day = monday + timedelta(weeks=week, days=weekly.weekday)
            found.append(_instants(day, weekly.hours, zone))
    return found


def find_in_hour_lists(candidate: Windows, people: Iterable[tuple[int, Windows]]) -> Found:
    """List everybody's hours and intersect each list with the candidate's."""
    wanted = set(_hours(candidate))
    found: Found = {}
    for person_id, windows in people:
        for hour in wanted.intersection(_hours(windows)):
            found.setdefault(hour, []).append(person_id)
    return found


def find_window_by_window(candidate: Windows, people: Iterable[tuple[int, Windows]]) -> Found:
    """Hold each window of everybody against each of the candidate's."""
    found: Found = {}
    for person_id, windows in people:
        for start, end in windows:
            for wanted_start, wanted_end in candidate:
                overlap = (max(start, wanted_start), min(end, wanted_end))
                if overlap[0] < overlap[1]:
                    for hour in _hours([overlap]):
                        found.setdefault(hour, []).append(person_id)
    return found


class Mapping(DeclarativeBase):
    """The tables of hours as an ORM would map them; nothing but the bench reads them so."""


class WindowRow(Mapping):
    """One one-off window."""

    __tablename__ = "availability_window"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    day: Mapped[date]
    start_minute: Mapped[int]
    end_minute: Mapped[int]


class WeeklyRow(Mapping):
    """Weekly hours."""

    __tablename__ = "weekly_hours"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    weekday: Mapped[int]
    start_minute: Mapped[int]
    end_minute: Mapped[int]


class TimeOffRow(Mapping):
    """Time off."""

    __tablename__ = "time_off"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    day: Mapped[date]
    start_minute: Mapped[int]
    end_minute: Mapped[int]


def load_by_orm(session: Session, *, up_to: int) -> int:
    """Load all rows of the people up to an id as entities; returns how many."""
    count = 0
    for row in (WindowRow, WeeklyRow, TimeOffRow):
        count += len(session.scalars(sa.select(row).where(row.person_id <= up_to)).all())
    session.expunge_all()
    return count


def _instants(day: date, hours: WallHours, zone: ZoneInfo) -> tuple[datetime, datetime]:
    midnight = datetime.combine(day, time())
    start, end = (
        (midnight + timedelta(minutes=minute)).replace(tzinfo=zone).astimezone(UTC)
        for minute in (hours.start, hours.end)
    )
    return start, end


def _hours(windows: Windows) -> Iterable[datetime]:
    """The whole hours on the hour within the windows, one by one."""
    for start, end in windows:
        hour = start.replace(minute=0)
        if hour < start:
            hour += HOUR
        while hour + HOUR <= end:
            yield hour
            hour += HOUR


def windows_of(spans: Iterable[Span]) -> list[tuple[datetime, datetime]]:
    """Return spans as pairs."""
    return [(span.start, span.end) for span in spans]
