"""What became of candidates: it takes them out of lists, slots and distributions."""

from scheduling.errors import NotACandidate
from scheduling.model import Outcome, Person, RequestContext, Role
from scheduling.model.people import WithAhead
from scheduling.model.permissions import Action, require
from scheduling.results.endings import InterviewsAhead, OutcomeChange, OutcomePreview
from scheduling.steps.people import known, registered_person
from scheduling.steps.people.ahead import ahead_of, check_ahead, end_ahead
from scheduling.store import Session, Store
from scheduling.store.messages import outbox
from scheduling.store.people import candidate_links, outcomes
from scheduling.wording.reading import Mention

_NOTHING_AHEAD = InterviewsAhead()


def outcome_of(store: Store, context: RequestContext, *, whom: int | Mention) -> OutcomePreview:
    """Return a candidate with what became of them, and their interviews ahead.

    `whom` is meant by id, by mention or by name. Raises NotAllowed, NobodyWithId, UnknownPerson,
    AmbiguousName and NotACandidate.
    """
    require(context.actor, Action.SET_OUTCOME)
    with store.reading() as session:
        person = _candidate(registered_person(session, whom))
        return OutcomePreview(person=person, ahead=ahead_of(session, person, context=context))


def set_outcome(
    store: Store,
    context: RequestContext,
    *,
    person_id: int,
    outcome: Outcome | None,
    with_ahead: WithAhead,
    shown: str | None = None,
) -> OutcomeChange:
    """Note what became of a candidate, or that nothing has yet: they hear nothing of it.

    Their interviews ahead are cancelled, and everybody told, or stay; where some stay, so do the
    links to their page. To take an outcome back brings no interview back. `shown` says what the
    actor has seen of them, where they have. Raises NotAllowed, NobodyWithId, NotACandidate,
    StillInInterviews and InterviewsAheadChanged.
    """
    require(context.actor, Action.SET_OUTCOME)
    with store.writing() as session:
        before = _candidate(registered_person(session, person_id))
        if outcome is before.outcome:
            return OutcomeChange(person=before, before=outcome)
        ahead = _NOTHING_AHEAD
        if outcome is not None:
            ahead = ahead_of(session, before, context=context)
            check_ahead(ahead, before, wanted=with_ahead, shown=shown)
        outcomes.note(session, before.id, outcome, before=before.outcome, now=context.now)
        after = known(session, before.id)
        if outcome is None or (ahead.count and with_ahead is WithAhead.KEEP):
            return OutcomeChange(person=after, before=before.outcome, kept=ahead.cancelled)
        return _ended(session, before, after, ahead, context=context)


def _ended(
    session: Session,
    before: Person,
    after: Person,
    ahead: InterviewsAhead,
    *,
    context: RequestContext,
) -> OutcomeChange:
    outbox.cancel_all_to(session, before.id, now=context.now)
    untold = end_ahead(session, ahead, before, context=context)
    candidate_links.revoke(session, before, now=context.now)
    return OutcomeChange(
        person=after, before=before.outcome, cancelled=ahead.cancelled, untold=untold
    )


def _candidate(person: Person) -> Person:
    if person.role is Role.INTERVIEWER or (person.role is None and person.is_coordinator):
        raise NotACandidate(name=person.name)
    return person
