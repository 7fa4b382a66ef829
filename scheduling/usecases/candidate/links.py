"""Making links to candidates' pages, having them last, and ending them."""

from datetime import datetime, time, timedelta

from scheduling.errors import TooFewNamed
from scheduling.interviews.rules import check_candidate, check_interviewer
from scheduling.messages.about_candidates import of_link
from scheduling.messages.reach import reach_by
from scheduling.model import Person, RequestContext, hand_notice
from scheduling.model.api_access import CandidateLink, LinkPurpose, Offer
from scheduling.model.permissions import Action, require
from scheduling.results import IssuedLink
from scheduling.steps.people import all_known, known
from scheduling.store import Session, Store, interviews
from scheduling.store.messages import outbox
from scheduling.store.people import candidate_links
from scheduling.timespan import as_instant
from scheduling.usecases.candidate.came_of import came_of

_ONE_DAY = timedelta(days=1)
_MOST = 50
"""Interviews looked at for one candidate; far more than anybody has ahead."""


def issue_link(
    store: Store,
    context: RequestContext,
    *,
    person_id: int,
    purpose: LinkPurpose,
    offer: Offer | None = None,
) -> IssuedLink:
    """Return a link to a candidate's page for a purpose; one that is good already lasts longer.

    It lasts for the working days that the rules say, and until the last interview is over that is
    booked by now. Raises NotAllowed, NobodyWithId, CannotTakePart, WrongRole and
    TooFewNamed.
    """
    require(context.actor, Action.SEND_LINK)
    with store.writing() as session:
        person = known(session, person_id)
        check_candidate(person)
        if offer is not None:
            _check_offer(session, offer)
        until = _lasts_until(session, person, context)
        there = _as_good(session, person, purpose, offer, context)
        link = there or candidate_links.add(
            session,
            person,
            purpose=purpose,
            made_by=context.actor.person.id if context.actor.person else None,
            expires_at=until,
            offer=offer,
            now=context.now,
        )
        link = candidate_links.prolong(session, link, expires_at=until)
        reach = reach_by(context.rules)
        told = of_link(person, link, actor=context.actor, reach=reach, now=context.now)
        outbox.plan(session, told.messages, now=context.now)
        return IssuedLink(
            person=person,
            link=link,
            was_there=there is not None,
            is_told=bool(told.messages),
            usual_locale=context.rules.candidate_locale,
        )


def end_links(store: Store, context: RequestContext, *, person_id: int) -> tuple[Person, int]:
    """End all links to a candidate's page, and return whose it is and how many were good.

    Raises NotAllowed and NobodyWithId.
    """
    require(context.actor, Action.SEND_LINK)
    with store.writing() as session:
        person = known(session, person_id)
        return person, candidate_links.revoke(session, person, now=context.now)


def _check_offer(session: Session, offer: Offer) -> None:
    """Pass interviewers who may be, and as many as are to be there."""
    named = all_known(session, offer.interviewer_ids)
    for person in named:
        check_interviewer(person)
    if named and len(named) < offer.seats:
        raise TooFewNamed(named=len(named), seats=offer.seats)


def _as_good(
    session: Session,
    person: Person,
    purpose: LinkPurpose,
    offer: Offer | None,
    context: RequestContext,
) -> CandidateLink | None:
    """One for the same that is good: whoever has it already need not be sent another."""
    there = candidate_links.open_of(session, person.id, now=context.now)
    same = (each for each in there if (each.purpose, each.offer) == (purpose, offer))
    # Of one from which an interview came there is nothing to pick any more.
    return next((each for each in same if came_of(session, each) is None), None)


def _lasts_until(session: Session, person: Person, context: RequestContext) -> datetime:
    rules, now = context.rules, context.now
    last = hand_notice(
        now, working_days=rules.link_lifetime, week=rules.working_days, zone=rules.zone
    )
    midnight = datetime.combine(last.first_day + _ONE_DAY, time(), rules.zone)
    ahead = interviews.upcoming(session, ending_after=now, person_id=person.id, limit=_MOST)
    return max([as_instant(midnight), *(each.span.end for each in ahead)])
