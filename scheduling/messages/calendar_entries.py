"""What calendars of members are told by mail, beside what the members are told in Slack."""

from datetime import datetime

from scheduling.messages.reach import Reach, channel_for
from scheduling.model import Interview, InterviewState, Invites, Person, PlannedMessage, Rules
from scheduling.model.details import Details
from scheduling.model.notices import CalendarEntry, CalendarEntryEnded


def calendar_entries(
    before: Interview | None, after: Interview, *, rules: Rules, reach: Reach, now: datetime
) -> tuple[PlannedMessage, ...]:
    """Return the mails that put a change of an interview into calendars; `before` is None at first.

    To members whose address is known, where the rules want everybody invited. Everybody else is
    told of the change by mail itself, which brings the entry along.
    """
    if rules.mail.invites is not Invites.EVERYBODY:
        return ()
    stays = after.people if after.state is InterviewState.BOOKED else ()
    was = before.people if before is not None else ()
    ended = [person for person in was if person not in stays]
    new = [each for each in stays if before is None or _entry(before, each) != _entry(after, each)]
    start = after.start if before is None else before.start
    planned = (
        *(_planned(each, CalendarEntryEnded(start=start), after, reach, now) for each in ended),
        *(_planned(each, CalendarEntry(start=after.start), after, reach, now) for each in new),
    )
    return tuple(each for each in planned if each is not None)


def _entry(interview: Interview, person: Person) -> tuple[datetime, Details] | None:
    """What the calendar of somebody holds of it; None where it has none of it."""
    if person not in interview.people:
        return None
    details = interview.details
    is_candidate = person.id == interview.candidate.id
    return interview.start, details.for_candidate() if is_candidate else details


def _planned(
    person: Person,
    notice: CalendarEntry | CalendarEntryEnded,
    interview: Interview,
    reach: Reach,
    now: datetime,
) -> PlannedMessage | None:
    channel = channel_for(notice.kind, person, reach=reach)
    if channel is None or person.slack_user_id is None:
        return None
    return PlannedMessage(
        person_id=person.id,
        notice=notice,
        dedupe_key=f"{notice.kind}:{interview.id}:{interview.revision}:{person.id}",
        due_at=now,
        interview_id=interview.id,
        revision=interview.revision,
        channel=channel,
    )
