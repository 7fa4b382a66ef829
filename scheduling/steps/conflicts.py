"""Booked interviews that a change of hours or of time zone has put outside somebody's hours.

They stay where they are: the people have promised them. The coordinators are told.
"""

from datetime import datetime

from scheduling.availability import free_hours
from scheduling.messages.notices import of_conflict
from scheduling.model import Availability, Interview, Person, PlannedMessage
from scheduling.model.notices import ChangedHours
from scheduling.store import Session, interviews, people
from scheduling.timespan import Horizon, hour_from

_MOST = 200
"""Interviews looked at for one person; far more than anybody has ahead."""


def conflict_notices(
    session: Session,
    *,
    before: tuple[Person, Availability],
    after: tuple[Person, Availability],
    now: datetime,
) -> tuple[PlannedMessage, ...]:
    """Return a warning for each interview that the hours held before, not after."""
    person, given = after
    ahead = interviews.upcoming(session, ending_after=now, person_id=person.id, limit=_MOST)
    lost = [i for i in ahead if _offers(before, i) and not _offers(after, i)]
    if not lost:
        return ()
    moved = before[0].time_zone != person.time_zone
    changed = ChangedHours.TIME_ZONE if moved else ChangedHours.AVAILABILITY
    return tuple(
        message
        for interview in lost
        for message in of_conflict(
            interview,
            person=person,
            changed=changed,
            # A move to another zone leaves the version as it is; and back and forth is two
            # warnings.
            version=f"{given.version}:{person.time_zone}:{now.isoformat()}",
            coordinators=people.told_of_changes(session),
            now=now,
        ).messages
    )


def _offers(whose: tuple[Person, Availability], interview: Interview) -> bool:
    person, given = whose
    hour = Horizon.covering(hour_from(interview.start))
    return free_hours(given, time_zone=person.time_zone, horizon=hour) == hour.everything
