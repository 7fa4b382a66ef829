"""Which reminders an interview needs."""

from datetime import datetime, timedelta
from itertools import pairwise

from scheduling.messages.reach import Reach, channel_of
from scheduling.model import Channel, Interview, Person, PlannedMessage
from scheduling.model.notices import Reminder

SMALLEST_LEAD = timedelta(minutes=1)


def planned_reminders(
    interview: Interview,
    *,
    leads: tuple[timedelta, ...],
    now: datetime,
    reach: Reach = channel_of,
) -> tuple[PlannedMessage, ...]:
    """Return a reminder for each lead still ahead and each person whom a channel reaches.

    Earliest first. A reminder whose time has passed already is left out, not sent late. Each
    lapses when the next one is due, the last at the start: after a long silence a person gets
    one reminder with the true time left, not two. Each is the same for as long as the start, the
    lead and the channel are, whatever else changes about the interview.
    """
    ahead = sorted({lead for lead in leads if interview.start - lead > now}, reverse=True)
    return tuple(
        _reminder(
            interview, person, channel=channel, lead=lead, expires_at=interview.start - following
        )
        for lead, following in pairwise([*ahead, timedelta()])
        for person in interview.people
        if (channel := reach(person)) is not None and person.id not in interview.declined
    )


def _reminder(
    interview: Interview,
    person: Person,
    *,
    channel: Channel,
    lead: timedelta,
    expires_at: datetime,
) -> PlannedMessage:
    minutes = lead // timedelta(minutes=1)
    return PlannedMessage(
        person_id=person.id,
        notice=Reminder(),
        dedupe_key=f"reminder:{interview.id}:{interview.start:%Y%m%dT%H%M}:{person.id}:{minutes}",
        due_at=interview.start - lead,
        expires_at=expires_at,
        interview_id=interview.id,
        revision=interview.revision,
        channel=channel,
    )
