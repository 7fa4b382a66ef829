"""Looking at interviews."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from scheduling.errors import InterviewGone
from scheduling.interviews.rules import check_open
from scheduling.model import Interview, Person, Profile, RequestContext, Seen, Undelivered
from scheduling.model.interviews import EVERYTHING, InterviewFilter, Need
from scheduling.model.permissions import Action, as_shown_to, require
from scheduling.results import InterviewPage, StandIns
from scheduling.slots import FoundSlots, SlotQuestion
from scheduling.steps.hours import slots_ahead, stand_ins
from scheduling.steps.interviews import waiting
from scheduling.steps.news import are_people_to_tell, owed_as_undelivered
from scheduling.steps.people import people_meant
from scheduling.steps.questions.typed_questions import read_typed_filter
from scheduling.steps.revisions import open_as_seen
from scheduling.steps.undelivered import undelivered_of
from scheduling.store import Session, Store, interviews, people


def interview_of(store: Store, context: RequestContext, *, interview_id: int) -> Interview:
    """Return an interview that can still be changed. Raises InterviewGone, HasPassed."""
    require(context.actor, Action.LOOK)
    with store.reading() as session:
        found = check_open(interviews.get(session, interview_id), now=context.now)
    return _shown(found, context)


def interview_to_change(
    store: Store, context: RequestContext, *, interview_id: int, action: Action, seen: Seen
) -> Interview:
    """Return an interview that the actor may change, and that still is as it was `seen`.

    Raises InterviewGone, HasPassed, NotAllowed and InterviewChanged.
    """
    with store.reading() as session:
        found = open_as_seen(session, interview_id, action=action, seen=seen, context=context)
    return _shown(found, context)


def any_interview_of(store: Store, context: RequestContext, *, interview_id: int) -> Interview:
    """Return an interview, be it cancelled or over. Raises InterviewGone for an unknown one."""
    require(context.actor, Action.LOOK)
    with store.reading() as session:
        found = interviews.get(session, interview_id)
    if found is None:
        raise InterviewGone(state="removed")
    return found


def slots_to_move(store: Store, context: RequestContext, *, interview_id: int) -> FoundSlots:
    """Return the hours at which everybody in an interview is free, to move it to one.

    Whoever is in it need not be known for that. Raises InterviewGone, HasPassed and NotAllowed.
    """
    with store.reading() as session:
        interview = check_open(interviews.get(session, interview_id), now=context.now)
        require(context.actor, Action.MOVE, interview)
        question = SlotQuestion(candidate=interview.candidate, interviewers=interview.interviewers)
        until = context.now + context.rules.look_ahead
        return slots_ahead(session, question, until=until, context=context)


def stand_ins_for(store: Store, context: RequestContext, *, interview_id: int) -> StandIns:
    """Return an interview that can still be changed, with who could join its panel.

    Raises InterviewGone, HasPassed and NotAllowed.
    """
    with store.reading() as session:
        interview = check_open(interviews.get(session, interview_id), now=context.now)
        require(context.actor, Action.REPLACE, interview)
        return StandIns(interview=interview, people=stand_ins(session, interview))


def upcoming_interviews(
    store: Store,
    context: RequestContext,
    *,
    skip: int,
    limit: int,
    wanted: InterviewFilter = EVERYTHING,
) -> InterviewPage:
    """Return those of the actor's interviews that have not ended and are wanted.

    Coordinators see all, and which messages about them could not be delivered; they alone can
    ask for what waits for something.
    """
    with store.reading() as session:
        return _page(session, context, wanted, skip=skip, limit=limit)


def interviews_asked_for(
    store: Store,
    context: RequestContext,
    *,
    text: str,
    profiles: Mapping[str, Profile],
    limit: int,
) -> InterviewPage:
    """Return the first page of what a text such as "open Carl next week" asks for.

    `profiles` holds the workspace's word on each mentioned member. Raises NotUnderstood,
    DaysHavePassed, DaysTooFar, UnknownPerson, AmbiguousName, NotGivenHours, SamePersonTwice.
    """
    with store.reading() as session:
        wanted, mentions = read_typed_filter(session, text, context=context)
        named = people_meant(session, mentions, profiles=profiles) if mentions else ()
        wanted = replace(wanted, person_ids=tuple(person.id for person in named))
        return _page(session, context, wanted, skip=0, limit=limit)


def _page(
    session: Session, context: RequestContext, wanted: InterviewFilter, *, skip: int, limit: int
) -> InterviewPage:
    actor, now = context.actor, context.now
    # A menu of before may name one who was merged into another since.
    wanted = replace(wanted, person_ids=people.ids_now(session, wanted.person_ids))
    named = _named(session, wanted)
    if actor.person is None and not actor.is_coordinator:
        return InterviewPage(interviews=(), skip=0, total=0, wanted=wanted, named=named)
    whose = None if actor.is_coordinator or actor.person is None else actor.person.id
    ids = _waiting_ids(session, context, wanted.need)
    found = interviews.upcoming(
        session,
        ending_after=now,
        person_id=whose,
        wanted=wanted,
        ids=ids,
        skip=skip,
        limit=limit,
    )
    total = interviews.count_upcoming(
        session, ending_after=now, person_id=whose, wanted=wanted, ids=ids
    )
    missed = _missed(session, found, now=now) if actor.is_coordinator else ()
    shown = tuple(_shown(each, context) for each in found)
    return InterviewPage(
        interviews=shown,
        skip=skip,
        total=total,
        undelivered=missed,
        has_people_to_tell=actor.is_coordinator and are_people_to_tell(session, now=now),
        wanted=wanted,
        named=named,
    )


def _missed(
    session: Session, found: tuple[Interview, ...], *, now: datetime
) -> tuple[Undelivered, ...]:
    ids = {interview.id for interview in found}
    owed = (one for one in owed_as_undelivered(session, now=now) if one.interview_id in ids)
    return (*undelivered_of(session, found), *owed)


def _shown(interview: Interview, context: RequestContext) -> Interview:
    sees_panel = context.rules.candidates_see_panel
    return as_shown_to(context.actor.person, interview, sees_panel=sees_panel)


def _named(session: Session, wanted: InterviewFilter) -> tuple[Person, ...]:
    found = people.by_ids(session, wanted.person_ids) if wanted.person_ids else {}
    return tuple(found[each] for each in wanted.person_ids if each in found)


def _waiting_ids(
    session: Session, context: RequestContext, need: Need | None
) -> frozenset[int] | None:
    if need is None or not context.actor.is_coordinator:
        return None
    return waiting(session, now=context.now).ids(need)
