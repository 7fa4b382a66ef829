"""Telling those whom no channel has told: by hand, or by mail once it reaches them."""

from dataclasses import replace
from datetime import datetime

from scheduling.messages.reach import reach_by
from scheduling.messages.telling import Telling, to_each
from scheduling.model import Channel, RequestContext
from scheduling.model.audit import Subject
from scheduling.model.permissions import Action, require
from scheduling.results import UntoldPeople
from scheduling.steps.news import owed_ahead, tell
from scheduling.store import Session, Store, audit, people
from scheduling.store.messages import untold


def untold_people(store: Store, context: RequestContext) -> UntoldPeople:
    """Return whom somebody has to tell of interviews to come, earliest first; for coordinators."""
    require(context.actor, Action.TELL)
    with store.reading() as session:
        return _people(session, context)


def mark_told(
    store: Store,
    context: RequestContext,
    *,
    interview_id: int,
    person_id: int,
    at: datetime | None = None,
) -> UntoldPeople:
    """Note that the actor has told somebody of an interview; return who is left.

    `at` says since when they were to be told what the actor has seen: where it is something else
    by now, nothing is noted, and what is returned says so. Again it changes nothing.
    """
    require(context.actor, Action.TELL)
    with store.writing() as session:
        person = people.get(session, person_id)
        whose = person_id if person is None else person.id
        if untold.forget(session, interview_ids=[interview_id], person_ids=[whose], at=at):
            after = {"person": whose}
            audit.note(session, "told by hand", Subject.INTERVIEW, interview_id, after=after)
            return _people(session, context)
        left = _people(session, context)
        is_still_owed = any(
            (each.news.interviews[0].id, each.person.id) == (interview_id, whose)
            for each in left.untold
        )
        return replace(left, is_outdated=is_still_owed)


def tell_by_mail(store: Store, context: RequestContext) -> UntoldPeople:
    """Have all of them written to whom mail reaches by now; return who is left.

    What they are told is the latest of each interview; reminders are planned already.
    """
    require(context.actor, Action.TELL)
    with store.writing() as session:
        for each in _people(session, context).by_mail:
            (interview,) = each.news.interviews
            news: Telling = to_each(
                (each.person,),
                interview,
                each.news.notice,
                speaks_of=each.news.people.values(),
                reach=reach_by(context.rules),
                now=context.now,
                # What was sent before went to another address.
                change=f":{each.at.isoformat()}",
            )
            tell(session, news, context=context)
            after = {"person": each.person.id}
            audit.note(session, "told by mail", Subject.INTERVIEW, interview.id, after=after)
        return _people(session, context)


def _people(session: Session, context: RequestContext) -> UntoldPeople:
    owed, reach = owed_ahead(session, context=context), reach_by(context.rules)
    return UntoldPeople(
        untold=owed, by_mail=tuple(e for e in owed if reach(e.person) is Channel.EMAIL)
    )
