"""What to tell whom about a change. People outside the workspace can't be told by us."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from scheduling.messages.reach import channel_of
from scheduling.model import Actor, Interview, MessageKind, Person, PlannedMessage

LEAVING = "leaving"
COMING = "coming"
BY = "by"
WAS = "was"
START = "start"
REASON = "reason"
INTERVIEWS = "interviews"

TOO_LATE = "too_late"
DEACTIVATED = "deactivated"
GONE = "gone"
UNWRITTEN = "unwritten"
UNCERTAIN = "uncertain"
"""Reasons of our own why a message was given up; the others are words of Slack's."""

OVERTAKEN = frozenset(MessageKind) - {
    MessageKind.CANCELLED,
    MessageKind.REMOVED,
    MessageKind.UNDELIVERED,
}
"""What need not be said any more, if it has not been, once an interview is moved or cancelled."""


def of_booking(interview: Interview, *, actor: Actor, now: datetime) -> tuple[PlannedMessage, ...]:
    """Return the news of a new interview for everybody in it."""
    return _to(interview.people, interview, kind=MessageKind.BOOKED, now=now, by=actor.name)


def of_round(
    interviews: Iterable[Interview], *, round_id: int, actor: Actor, now: datetime
) -> tuple[PlannedMessage, ...]:
    """Return the news of a round's interviews: one message to each person in them."""
    theirs: dict[int, list[int]] = {}
    for interview in interviews:
        for person in interview.people:
            if channel_of(person) is not None:
                theirs.setdefault(person.id, []).append(interview.id)
    return tuple(
        PlannedMessage(
            person_id=person_id,
            kind=MessageKind.ROUND_BOOKED,
            dedupe_key=f"{MessageKind.ROUND_BOOKED}:{round_id}:{person_id}",
            due_at=now,
            facts=((BY, actor.name), (INTERVIEWS, " ".join(map(str, ids)))),
        )
        for person_id, ids in theirs.items()
    )


def of_move(
    before: Interview,
    after: Interview,
    *,
    actor: Actor,
    coordinators: Iterable[Person],
    now: datetime,
) -> tuple[PlannedMessage, ...]:
    """Return the news of a new hour for everybody in it, and for the coordinators.

    Coordinators are told only when the actor is none of them.
    """
    people = (*after.people, *_others(coordinators, actor))
    was = before.start.isoformat()
    return _to(people, after, kind=MessageKind.MOVED, now=now, by=actor.name, was=was)


def of_cancelling(
    interview: Interview, *, actor: Actor, coordinators: Iterable[Person], now: datetime
) -> tuple[PlannedMessage, ...]:
    """Return the news that it is off, for everybody in it, and for the coordinators.

    Coordinators are told only when the actor is none of them.
    """
    people = (*interview.people, *_others(coordinators, actor))
    return _to(people, interview, kind=MessageKind.CANCELLED, now=now, by=actor.name)


def of_declining(
    interview: Interview, *, leaving: Person, coordinators: Iterable[Person], now: datetime
) -> tuple[PlannedMessage, ...]:
    """Return the call for help that coordinators get from an interviewer."""
    return _to(
        tuple(coordinators),
        interview,
        kind=MessageKind.CANNOT_MAKE_IT,
        now=now,
        leaving=str(leaving.id),
        by=leaving.name,
    )


def of_panel_change(
    before: Interview,
    after: Interview,
    *,
    actor: Actor,
    coordinators: Iterable[Person] = (),
    now: datetime,
) -> tuple[PlannedMessage, ...]:
    """Return the news for those who leave, those who come and those who stay.

    Where somebody leaves who had declined, the other coordinators were called for help as well,
    and are told that it has come.
    """
    old = {person.id for person in before.interviewers}
    new = {person.id for person in after.interviewers}
    leaving = tuple(p for p in before.interviewers if p.id not in new)
    coming = tuple(p for p in after.interviewers if p.id not in old)
    staying = tuple(p for p in after.people if p not in coming)
    if any(person.id in before.declined for person in leaving):
        told = {actor.person, *leaving, *coming}
        staying += tuple(p for p in coordinators if p not in told)
    names = {LEAVING: _names(leaving), COMING: _names(coming)}
    return (
        *_to(leaving, after, kind=MessageKind.REMOVED, now=now, by=actor.name),
        *_to(coming, after, kind=MessageKind.ADDED, now=now, by=actor.name),
        *_to(staying, after, kind=MessageKind.PANEL_CHANGED, now=now, by=actor.name, **names),
    )


def of_rearranging(
    before: Interview, after: Interview, *, actor: Actor, now: datetime
) -> tuple[PlannedMessage, ...]:
    """Return the news of an interview with another hour, another panel, or both.

    Those who leave are told of the hour that was theirs, those who come of the new one.
    """
    if before.start == after.start:
        return of_panel_change(before, after, actor=actor, now=now)
    old = {person.id for person in before.interviewers}
    new = {person.id for person in after.interviewers}
    leaving = tuple(p for p in before.interviewers if p.id not in new)
    coming = tuple(p for p in after.interviewers if p.id not in old)
    staying = tuple(p for p in after.people if p not in coming)
    was, left = before.start.isoformat(), replace(after, start=before.start)
    return (
        *_to(leaving, left, kind=MessageKind.REMOVED, now=now, by=actor.name),
        *_to(coming, after, kind=MessageKind.ADDED, now=now, by=actor.name),
        *_to(staying, after, kind=MessageKind.MOVED, now=now, by=actor.name, was=was),
    )


def of_conflict(
    interview: Interview,
    *,
    person: Person,
    reason: str,
    version: str,
    coordinators: Iterable[Person],
    now: datetime,
) -> tuple[PlannedMessage, ...]:
    """Return the warning that a booked hour is no longer among somebody's hours."""
    return _to(
        tuple(coordinators),
        interview,
        kind=MessageKind.CONFLICT,
        now=now,
        change=f":{person.id}:{version}",
        by=person.name,
        reason=reason,
    )


def of_undelivered(
    interview: Interview,
    *,
    person: Person,
    reason: str,
    coordinators: Iterable[Person],
    now: datetime,
) -> tuple[PlannedMessage, ...]:
    """Return the word to coordinators that somebody could not be reached.

    At most one for each interview, revision and person, however many messages failed.
    """
    return _to(
        tuple(c for c in coordinators if c.id != person.id),
        interview,
        kind=MessageKind.UNDELIVERED,
        now=now,
        change=f":{person.id}",
        by=person.name,
        reason=reason,
    )


def _to(
    people: tuple[Person, ...],
    interview: Interview,
    *,
    kind: MessageKind,
    now: datetime,
    change: str = "",
    **facts: str,
) -> tuple[PlannedMessage, ...]:
    facts[START] = interview.start.isoformat()
    told = {person.id: person for person in people if channel_of(person) is not None}
    change = change or (f":{facts[LEAVING]}" if kind is MessageKind.CANNOT_MAKE_IT else "")
    return tuple(
        PlannedMessage(
            person_id=person.id,
            kind=kind,
            dedupe_key=f"{kind}:{interview.id}:{interview.revision}:{person.id}{change}",
            due_at=now,
            interview_id=interview.id,
            revision=interview.revision,
            facts=tuple(sorted(facts.items())),
        )
        for person in told.values()
    )


def _others(coordinators: Iterable[Person], actor: Actor) -> tuple[Person, ...]:
    return () if actor.is_coordinator else tuple(coordinators)


def _names(people: tuple[Person, ...]) -> str:
    return ", ".join(person.name for person in people)
