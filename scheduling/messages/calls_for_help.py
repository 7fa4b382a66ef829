"""Calls for help: somebody can't come, has other hours by now, or could not be told."""

from collections.abc import Iterable
from datetime import datetime

from scheduling.messages.telling import Telling, to_each
from scheduling.model import Interview, Person
from scheduling.model.notice_kinds import ChangedHours
from scheduling.model.notices import CanMakeIt, CannotMakeIt, Conflict, NotReached, RemindThem
from scheduling.model.request import Who


def of_declining(
    interview: Interview,
    *,
    leaving: Person,
    coordinators: Iterable[Person],
    has_left: bool = False,
    reason: str = "",
    now: datetime,
) -> Telling:
    """Return the call for help that coordinators get from an interviewer, or on their account.

    The `reason` is in the interviewer's own words.
    """
    notice = CannotMakeIt(
        who=Who.of(leaving), start=interview.start, has_left=has_left, words=reason
    )
    people = tuple(coordinators)
    return to_each(
        people, interview, notice, speaks_of=(leaving,), now=now, change=f":{leaving.id}"
    )


def of_accepting(
    interview: Interview,
    *,
    staying: Person,
    coordinators: Iterable[Person],
    now: datetime,
    version: str = "",
    is_by_itself: bool = False,
) -> Telling:
    """Return the news that somebody in whose place one was called can make it after all.

    The `version` tells one time from the next, where the interview's revision does not.
    """
    notice = CanMakeIt(who=Who.of(staying), start=interview.start, is_by_itself=is_by_itself)
    people, change = tuple(coordinators), f":{staying.id}{version}"
    return to_each(people, interview, notice, speaks_of=(staying,), now=now, change=change)


def of_conflict(
    interview: Interview,
    *,
    person: Person,
    changed: ChangedHours,
    version: str,
    shown_to: Person | None,
    coordinators: Iterable[Person],
    now: datetime,
) -> Telling:
    """Return the warning that a booked hour is no longer among somebody's hours.

    `shown_to` has it in the answer already, and gets no message.
    """
    notice = Conflict(who=Who.of(person), start=interview.start, changed=changed)
    change = f":{person.id}:{version}"
    knows = None if shown_to is None else shown_to.id
    people = tuple(each for each in (person, *coordinators) if each.id != knows)
    return to_each(people, interview, notice, speaks_of=(person,), now=now, change=change)


def of_undelivered(
    interview: Interview,
    *,
    person: Person,
    reason: str,
    coordinators: Iterable[Person],
    now: datetime,
) -> Telling:
    """Return the word to coordinators that somebody could not be reached.

    At most one for each interview, revision and person, however many messages failed.
    """
    notice = NotReached(who=Who.of(person), start=interview.start, reason=reason)
    people = tuple(each for each in coordinators if each.id != person.id)
    change = f":{person.id}"
    return to_each(people, interview, notice, speaks_of=(person,), now=now, change=change)


def of_unreached(
    interview: Interview, *, person: Person, coordinators: Iterable[Person], now: datetime
) -> Telling:
    """Return the request to coordinators to remind somebody of the hour: nothing else does."""
    notice = RemindThem(who=Who.of(person), start=interview.start)
    change = f":{person.id}:{interview.start.isoformat()}"
    return to_each(
        tuple(coordinators), interview, notice, speaks_of=(person,), now=now, change=change
    )
