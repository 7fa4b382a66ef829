"""What happens when somebody's account in the workspace ends, or is in use again."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from scheduling.messages.about_people import of_many_left
from scheduling.messages.calls_for_help import of_declining, of_undelivered
from scheduling.messages.reasons import DEACTIVATED
from scheduling.messages.telling import Telling
from scheduling.model import Interview, MessageKind, Person
from scheduling.store import Session, api_tokens, interviews, people
from scheduling.store.messages import outbox
from scheduling.store.people import departures

AT_ONCE = 5
"""Accounts that may end together without a question: more may be a mistake of somebody's."""
_SHARE = 0.05
_TOGETHER = timedelta(hours=1)
_ALL = 1_000_000
_REMINDERS = frozenset({MessageKind.REMINDER})


def may_leave(session: Session, count: int, *, now: datetime) -> bool:
    """Tell whether so many more may leave without a coordinator's word.

    Together with those of the last hour they are 5 at most, or 5 % where that is more.
    """
    so_far = departures.count_since(session, now - _TOGETHER)
    most = max(AT_ONCE, int(_SHARE * (departures.count_members(session) + so_far)))
    return so_far + count <= most


def departed(session: Session, person: Person, *, now: datetime) -> None:
    """Note that somebody has left, and have the coordinators told of each interview ahead.

    Where they interview, the seat is open: they count as unable to come, and who could take over
    is offered. Where they are interviewed it stays, and somebody has to tell them. Their calendar
    is told nothing more.
    """
    departures.note(session, person.id, now=now)
    api_tokens.end_feed(session, person)
    coordinators = people.told_of_changes(session)
    for interview in _ahead(session, person, now=now):
        telling = _opened(session, interview, person, coordinators, now=now)
        outbox.plan(session, telling.messages, now=now)


def held(session: Session, leaving: Iterable[Person], *, now: datetime) -> None:
    """Note who is said to have left, and have the coordinators asked, once for all who wait."""
    are_asked = bool(people.departing(session))
    for person in leaving:
        departures.hold(session, person.id)
    if not are_asked and (waiting := people.departing(session)):
        telling = of_many_left(len(waiting), coordinators=people.told_of_changes(session), now=now)
        outbox.plan(session, telling.messages, now=now)


def _ahead(session: Session, person: Person, *, now: datetime) -> list[Interview]:
    found = interviews.upcoming(session, ending_after=now, person_id=person.id, limit=_ALL)
    return [interview for interview in found if interview.start > now]


def _opened(
    session: Session,
    interview: Interview,
    person: Person,
    coordinators: tuple[Person, ...],
    *,
    now: datetime,
) -> Telling:
    if person.id == interview.candidate.id:
        return of_undelivered(
            interview, person=person, reason=DEACTIVATED, coordinators=coordinators, now=now
        )
    if person.id not in interview.declined:
        interview = interviews.decline(
            session, interview, person=person, expected_revision=interview.revision
        )
    outbox.cancel(
        session, interview_id=interview.id, kinds=_REMINDERS, person_ids=[person.id], now=now
    )
    return of_declining(
        interview, leaving=person, coordinators=coordinators, has_left=True, now=now
    )
