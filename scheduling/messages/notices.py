"""What to tell whom about an interview that was booked, moved, cancelled or given another panel."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from scheduling.messages.reach import Reach, channel_of
from scheduling.messages.telling import (
    Telling,
    acting_people,
    all_but,
    by_id,
    to_each,
    to_one,
    unless_one_of_them,
)
from scheduling.model import Actor, Channel, Interview, News, Person
from scheduling.model.details import Detail
from scheduling.model.notices import (
    NOTICES,
    Added,
    Booked,
    Cancelled,
    DetailsChanged,
    LastRead,
    Moved,
    PanelChanged,
    Removed,
    RoundBooked,
)
from scheduling.model.request import Who

OVERTAKEN = frozenset(kind for kind, notice in NOTICES.items() if notice.is_overtaken)
"""What need not be said any more, if it has not been, once an interview is moved or cancelled."""


def of_booking(
    interview: Interview, *, actor: Actor, reach: Reach = channel_of, now: datetime
) -> Telling:
    """Return the news of a new interview for everybody in it, but not for the actor."""
    notice = Booked(by=Who.acting(actor), start=interview.start)
    people = all_but(actor, interview.people, reach)
    return to_each(people, interview, notice, speaks_of=acting_people(actor), reach=reach, now=now)


def of_round(
    interviews: Iterable[Interview],
    *,
    round_id: int,
    actor: Actor,
    reach: Reach = channel_of,
    now: datetime,
) -> Telling:
    """Return the news of a round's interviews: one message to each person in them.

    By mail it is one for each interview, as each brings an entry for a calendar.
    """
    people: dict[int, Person] = {}
    theirs: dict[int, list[Interview]] = {}
    for interview in sorted(interviews, key=lambda each: (each.start, each.id)):
        for person in interview.people:
            people[person.id] = person
            theirs.setdefault(person.id, []).append(interview)
    by = Who.acting(actor)
    told = Telling()
    for person_id, those in theirs.items():
        if reach(people[person_id]) is Channel.EMAIL:
            for each in those:
                told += to_each(
                    (people[person_id],),
                    each,
                    Booked(by=by, start=each.start),
                    speaks_of=acting_people(actor),
                    reach=reach,
                    now=now,
                )
            continue
        notice = RoundBooked(by=by, interview_ids=tuple(sorted(each.id for each in those)))
        key = f"{notice.kind}:{round_id}:{person_id}"
        news = News(notice=notice, interviews=tuple(those), people=by_id(acting_people(actor)))
        told += to_one(people[person_id], news, dedupe_key=key, reach=reach, now=now)
    return told


def of_move(
    before: Interview,
    after: Interview,
    *,
    actor: Actor,
    coordinators: Iterable[Person],
    overtaken: Iterable[Person] = (),
    last_read: tuple[LastRead, ...] = (),
    reach: Reach = channel_of,
    now: datetime,
) -> Telling:
    """Return the news of a new hour for everybody in it, and for the coordinators.

    Coordinators are told only when the actor is none of them, or when what they have arranged
    is `overtaken`; the actor has the answer, and is never told. Those who are not in it hear as
    well whose calendars could not be read before it.
    """
    arranging = unless_one_of_them(coordinators, actor)
    people = all_but(actor, (*after.people, *arranging, *overtaken), reach)
    inside = {person.id for person in after.people}
    notice = Moved(by=Who.acting(actor), start=after.start, was=before.start)
    marked = replace(notice, last_read=last_read)
    to = partial(to_each, speaks_of=acting_people(actor), reach=reach, now=now)
    return to(tuple(p for p in people if p.id in inside), after, notice) + to(
        tuple(p for p in people if p.id not in inside), after, marked
    )


def of_cancelling(
    interview: Interview,
    *,
    actor: Actor,
    coordinators: Iterable[Person],
    overtaken: Iterable[Person] = (),
    words: str = "",
    reach: Reach = channel_of,
    now: datetime,
) -> Telling:
    """Return the news that it is off, for everybody in it, and for the coordinators.

    Coordinators are told only when the actor is none of them, or when what they have arranged
    is `overtaken`; the actor has the answer, and is never told.
    """
    people = all_but(
        actor, (*interview.people, *unless_one_of_them(coordinators, actor), *overtaken), reach
    )
    notice = Cancelled(by=Who.acting(actor), start=interview.start, words=words)
    return to_each(people, interview, notice, speaks_of=acting_people(actor), reach=reach, now=now)


def of_panel_change(
    before: Interview,
    after: Interview,
    *,
    actor: Actor,
    coordinators: Iterable[Person] = (),
    reach: Reach = channel_of,
    now: datetime,
) -> Telling:
    """Return the news for those who leave, those who come and those who stay.

    Where somebody leaves who had declined, the other coordinators were called for help as well,
    and are told that it has come. The actor has the answer, and is never told.
    """
    leaving, coming, staying = _panels(before, after)
    if any(person.id in before.declined for person in leaving):
        # They hear of it in another message, or have done it themselves.
        told = {person.id for person in (*acting_people(actor), *leaving, *coming)}
        staying += tuple(person for person in coordinators if person.id not in told)
    by, start, speaks_of = (
        Who.acting(actor),
        after.start,
        (*acting_people(actor), *leaving, *coming),
    )
    changed = PanelChanged(
        by=by,
        start=start,
        leaving=tuple(map(Who.of, leaving)),
        coming=tuple(map(Who.of, coming)),
    )
    to = partial(to_each, speaks_of=speaks_of, reach=reach, now=now)
    return (
        to(all_but(actor, leaving), after, Removed(by=by, start=start))
        + to(all_but(actor, coming), after, Added(by=by, start=start))
        + to(all_but(actor, staying), after, changed)
    )


def of_details_change(
    before: Interview,
    after: Interview,
    *,
    actor: Actor,
    unsaid: Mapping[int, Collection[Detail]],
    reach: Reach = channel_of,
    now: datetime,
) -> Telling:
    """Return the news that other things are said of it, for those who may read what has changed.

    Whoever has not been told of an earlier change yet, which is in `unsaid` by their id, hears of
    both at once. The actor has the answer, and is never told.
    """
    changed = before.details.differing(after.details)
    told = Telling()
    for person in all_but(actor, after.people, reach):
        news = {*changed, *unsaid.get(person.id, ())}
        if person.id == after.candidate.id:
            news.discard(Detail.NOTE_FOR_PANEL)
        said = tuple(each for each in Detail if each in news)
        if not said or person.id in after.declined:
            continue
        notice = DetailsChanged(by=Who.acting(actor), start=after.start, said=said)
        speaks_of = acting_people(actor)
        told += to_each((person,), after, notice, speaks_of=speaks_of, reach=reach, now=now)
    return told


def of_rearranging(
    before: Interview,
    after: Interview,
    *,
    actor: Actor,
    coordinators: Iterable[Person],
    reach: Reach = channel_of,
    now: datetime,
) -> Telling:
    """Return the news of an interview with another hour, another panel, or both.

    Those who leave are told of the hour that was theirs, those who come of the new one. Where
    somebody had declined, the other coordinators were called for help, and hear what came of it.
    The actor has the answer, and is never told.
    """
    if before.start == after.start:
        return of_panel_change(
            before, after, actor=actor, coordinators=coordinators, reach=reach, now=now
        )
    leaving, coming, staying = _panels(before, after)
    if before.declined:
        told = {person.id for person in (*acting_people(actor), *leaving, *coming)}
        staying += tuple(person for person in coordinators if person.id not in told)
    by, speaks_of = Who.acting(actor), acting_people(actor)
    moved = Moved(by=by, start=after.start, was=before.start)
    # Of the new hour those who leave need know nothing: it was never theirs.
    left = replace(after, start=before.start)
    to = partial(to_each, speaks_of=speaks_of, reach=reach, now=now)
    return (
        to(all_but(actor, leaving), left, Removed(by=by, start=left.start))
        + to(all_but(actor, coming), after, Added(by=by, start=after.start))
        + to(all_but(actor, staying), after, moved)
    )


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
