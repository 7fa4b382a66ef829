"""What to tell whom about a change, and whom no channel reaches, so that somebody has to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from scheduling.messages.reach import channel_of
from scheduling.model import Actor, Interview, News, Notice, Person, PlannedMessage, Untold
from scheduling.model.notices import (
    NOTICES,
    Added,
    Booked,
    Cancelled,
    CanMakeIt,
    CannotMakeIt,
    ChangedHours,
    Conflict,
    HoursChanged,
    Moved,
    NotReached,
    PanelChanged,
    Removed,
    RoleChanged,
    RoundBooked,
    Who,
)

TOO_LATE = "too_late"
DEACTIVATED = "deactivated"
GONE = "gone"
UNWRITTEN = "unwritten"
UNCERTAIN = "uncertain"
"""Reasons of our own why a message was given up; the others are words of Slack's."""

OVERTAKEN = frozenset(kind for kind, notice in NOTICES.items() if notice.is_overtaken)
"""What need not be said any more, if it has not been, once an interview is moved or cancelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a change has people told: the messages, and the people whom no channel reaches."""

    messages: tuple[PlannedMessage, ...] = ()
    untold: tuple[Untold, ...] = ()

    def __add__(self, other: "Telling") -> "Telling":
        """Return both as one."""
        return Telling(
            messages=(*self.messages, *other.messages), untold=(*self.untold, *other.untold)
        )


def of_booking(interview: Interview, *, actor: Actor, now: datetime) -> Telling:
    """Return the news of a new interview for everybody in it, but not for the actor."""
    notice = Booked(by=Who.acting(actor), start=interview.start)
    people = _but(actor, interview.people)
    return _to(people, interview, notice, speaks_of=_acting(actor), now=now)


def of_round(
    interviews: Iterable[Interview], *, round_id: int, actor: Actor, now: datetime
) -> Telling:
    """Return the news of a round's interviews: one message to each person in them."""
    people: dict[int, Person] = {}
    theirs: dict[int, list[Interview]] = {}
    for interview in sorted(interviews, key=lambda each: (each.start, each.id)):
        for person in interview.people:
            people[person.id] = person
            theirs.setdefault(person.id, []).append(interview)
    by = Who.acting(actor)
    told = Telling()
    for person_id, those in theirs.items():
        notice = RoundBooked(by=by, interview_ids=tuple(sorted(each.id for each in those)))
        key = f"{notice.kind}:{round_id}:{person_id}"
        news = News(notice=notice, interviews=tuple(those), people=_by_id(_acting(actor)))
        told += _one(people[person_id], news, dedupe_key=key, now=now)
    return told


def of_move(
    before: Interview,
    after: Interview,
    *,
    actor: Actor,
    coordinators: Iterable[Person],
    overtaken: Iterable[Person] = (),
    now: datetime,
) -> Telling:
    """Return the news of a new hour for everybody in it, and for the coordinators.

    Coordinators are told only when the actor is none of them, or when what they have arranged
    is `overtaken`; the actor has the answer, and is never told.
    """
    people = _but(actor, (*after.people, *_others(coordinators, actor), *overtaken))
    notice = Moved(by=Who.acting(actor), start=after.start, was=before.start)
    return _to(people, after, notice, speaks_of=_acting(actor), now=now)


def of_cancelling(
    interview: Interview,
    *,
    actor: Actor,
    coordinators: Iterable[Person],
    overtaken: Iterable[Person] = (),
    now: datetime,
) -> Telling:
    """Return the news that it is off, for everybody in it, and for the coordinators.

    Coordinators are told only when the actor is none of them, or when what they have arranged
    is `overtaken`; the actor has the answer, and is never told.
    """
    people = _but(actor, (*interview.people, *_others(coordinators, actor), *overtaken))
    notice = Cancelled(by=Who.acting(actor), start=interview.start)
    return _to(people, interview, notice, speaks_of=_acting(actor), now=now)


def of_declining(
    interview: Interview,
    *,
    leaving: Person,
    coordinators: Iterable[Person],
    has_left: bool = False,
    now: datetime,
) -> Telling:
    """Return the call for help that coordinators get from an interviewer, or on their account."""
    notice = CannotMakeIt(who=Who.of(leaving), start=interview.start, has_left=has_left)
    people = tuple(coordinators)
    return _to(people, interview, notice, speaks_of=(leaving,), now=now, change=f":{leaving.id}")


def of_accepting(
    interview: Interview,
    *,
    staying: Person,
    coordinators: Iterable[Person],
    now: datetime,
    version: str = "",
) -> Telling:
    """Return the news that somebody in whose place one was called can make it after all.

    The `version` tells one time from the next, where the interview's revision does not.
    """
    notice = CanMakeIt(who=Who.of(staying), start=interview.start)
    people, change = tuple(coordinators), f":{staying.id}{version}"
    return _to(people, interview, notice, speaks_of=(staying,), now=now, change=change)


def of_panel_change(
    before: Interview,
    after: Interview,
    *,
    actor: Actor,
    coordinators: Iterable[Person] = (),
    now: datetime,
) -> Telling:
    """Return the news for those who leave, those who come and those who stay.

    Where somebody leaves who had declined, the other coordinators were called for help as well,
    and are told that it has come. The actor has the answer, and is never told.
    """
    leaving, coming, staying = _panels(before, after)
    if any(person.id in before.declined for person in leaving):
        # They hear of it in another message, or have done it themselves.
        told = {person.id for person in (*_acting(actor), *leaving, *coming)}
        staying += tuple(person for person in coordinators if person.id not in told)
    by, start, speaks_of = Who.acting(actor), after.start, (*_acting(actor), *leaving, *coming)
    changed = PanelChanged(
        by=by,
        start=start,
        leaving=tuple(map(Who.of, leaving)),
        coming=tuple(map(Who.of, coming)),
    )
    return (
        _to(_but(actor, leaving), after, Removed(by=by, start=start), speaks_of=speaks_of, now=now)
        + _to(_but(actor, coming), after, Added(by=by, start=start), speaks_of=speaks_of, now=now)
        + _to(_but(actor, staying), after, changed, speaks_of=speaks_of, now=now)
    )


def of_rearranging(
    before: Interview,
    after: Interview,
    *,
    actor: Actor,
    coordinators: Iterable[Person],
    now: datetime,
) -> Telling:
    """Return the news of an interview with another hour, another panel, or both.

    Those who leave are told of the hour that was theirs, those who come of the new one. Where
    somebody had declined, the other coordinators were called for help, and hear what came of it.
    The actor has the answer, and is never told.
    """
    if before.start == after.start:
        return of_panel_change(before, after, actor=actor, coordinators=coordinators, now=now)
    leaving, coming, staying = _panels(before, after)
    if before.declined:
        told = {person.id for person in (*_acting(actor), *leaving, *coming)}
        staying += tuple(person for person in coordinators if person.id not in told)
    by, speaks_of = Who.acting(actor), _acting(actor)
    moved = Moved(by=by, start=after.start, was=before.start)
    # Of the new hour those who leave need know nothing: it was never theirs.
    left = replace(after, start=before.start)
    return (
        _to(
            _but(actor, leaving),
            left,
            Removed(by=by, start=left.start),
            speaks_of=speaks_of,
            now=now,
        )
        + _to(
            _but(actor, coming),
            after,
            Added(by=by, start=after.start),
            speaks_of=speaks_of,
            now=now,
        )
        + _to(_but(actor, staying), after, moved, speaks_of=speaks_of, now=now)
    )


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
    return _to(people, interview, notice, speaks_of=(person,), now=now, change=change)


def of_hours_changed(
    person: Person,
    *,
    gained: tuple[str, ...],
    lost: tuple[str, ...],
    undo: str,
    actor: Actor,
    now: datetime,
) -> Telling:
    """Return the news that somebody else has changed a person's hours; none of one's own."""
    if any(each.id == person.id for each in _acting(actor)):
        return Telling()
    notice = HoursChanged(by=Who.acting(actor), gained=gained, lost=lost, undo=undo)
    news = News(notice=notice, interviews=(), people=_by_id(_acting(actor)))
    return _one(person, news, dedupe_key=f"{notice.kind}:{person.id}:{undo}", now=now)


def of_role_changed(person: Person, *, actor: Actor, now: datetime) -> Telling:
    """Return the news that somebody else has made a person a coordinator, or no longer one."""
    if any(each.id == person.id for each in _acting(actor)):
        return Telling()
    notice = RoleChanged(by=Who.acting(actor), is_coordinator=person.is_coordinator)
    news = News(notice=notice, interviews=(), people=_by_id(_acting(actor)))
    key = f"{notice.kind}:{person.id}:{now.isoformat()}"
    return _one(person, news, dedupe_key=key, now=now)


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
    return _to(people, interview, notice, speaks_of=(person,), now=now, change=change)


def _to(
    people: tuple[Person, ...],
    interview: Interview,
    notice: Notice,
    *,
    speaks_of: Iterable[Person],
    now: datetime,
    change: str = "",
) -> Telling:
    """The same notice to each of them once; `change` sets its keys apart from like ones."""
    news = News(notice=notice, interviews=(interview,), people=_by_id(speaks_of))
    told = Telling()
    for person in _by_id(people).values():
        # Kept in the database: with another pattern, what was told before an upgrade would be
        # told again.
        key = f"{notice.kind}:{interview.id}:{interview.revision}:{person.id}{change}"
        told += _one(person, news, about=interview, dedupe_key=key, now=now)
    return told


def _one(
    person: Person,
    news: News,
    *,
    about: Interview | None = None,
    dedupe_key: str,
    now: datetime,
) -> Telling:
    """A message, or that nothing reaches the person."""
    channel = channel_of(person)
    if channel is None:
        return Telling(untold=(Untold(person=person, news=news, at=now),))
    message = PlannedMessage(
        person_id=person.id,
        notice=news.notice,
        dedupe_key=dedupe_key,
        due_at=now,
        interview_id=None if about is None else about.id,
        revision=0 if about is None else about.revision,
        channel=channel,
    )
    return Telling(messages=(message,))


def _panels(
    before: Interview, after: Interview
) -> tuple[tuple[Person, ...], tuple[Person, ...], tuple[Person, ...]]:
    """Those who leave the panel, those who come, and everybody who stays in the interview."""
    old = {person.id for person in before.interviewers}
    new = {person.id for person in after.interviewers}
    leaving = tuple(person for person in before.interviewers if person.id not in new)
    coming = tuple(person for person in after.interviewers if person.id not in old)
    staying = (after.candidate, *(p for p in after.interviewers if p.id in old))
    return leaving, coming, staying


def _others(coordinators: Iterable[Person], actor: Actor) -> tuple[Person, ...]:
    # Coordinators hear of what others do to the interviews that they arrange, not of each other.
    return () if actor.is_coordinator else tuple(coordinators)


def _but(actor: Actor, people: Iterable[Person]) -> tuple[Person, ...]:
    """All but the actor: they have seen what they did in the answer to it."""
    own = {person.id for person in _acting(actor)}
    return tuple(person for person in people if person.id not in own)


def _acting(actor: Actor) -> tuple[Person, ...]:
    return () if actor.person is None else (actor.person,)


def _by_id(people: Iterable[Person]) -> dict[int, Person]:
    return {person.id: person for person in people}
