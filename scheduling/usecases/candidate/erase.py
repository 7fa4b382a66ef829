"""Erasing a candidate: said first with what it means, and then done for good."""

from scheduling.errors import CannotBeErased, HasInterviewsAhead, NobodyWithId
from scheduling.model import NO_ID, Person, RequestContext, Role
from scheduling.model.permissions import Action, require
from scheduling.results.candidates import Erasure
from scheduling.steps.people import ever_registered
from scheduling.store import Session, Store, interviews, people
from scheduling.store.people import erasing
from scheduling.wording.reading import Mention


def erasure_of(store: Store, context: RequestContext, *, whom: int | Mention) -> Erasure:
    """Return what `erase_candidate` would do; nothing is changed.

    `whom` is meant by id, by mention or by name, and may have been taken out before. Raises what
    erasing raises, UnknownPerson and AmbiguousName.
    """
    require(context.actor, Action.ERASE)
    with store.reading() as session:
        person = _checked(session, ever_registered(session, whom), context)
        count, unsent = erasing.counted(session, person.id)
        return Erasure(person=person, interviews=count, unsent=unsent)


def erase_candidate(store: Store, context: RequestContext, *, person_id: int) -> Erasure:
    """Take out of the database all that tells who a candidate is; it can't be undone.

    Interviews that were stay and are counted, under a number in the place of the name. Whoever is
    erased already stays as they are. Raises NotAllowed, NobodyWithId, CannotBeErased and
    HasInterviewsAhead.
    """
    require(context.actor, Action.ERASE)
    with store.reading() as session:
        # All that there is to be looked through: others write meanwhile.
        person = _checked(session, people.get(session, person_id), context)
        found = erasing.search(session, person)
    with store.writing() as session:
        stands = _checked(session, people.get(session, person_id), context)
        count, unsent = erasing.counted(session, stands.id)
        if not stands.is_erased:
            stands = erasing.erase(session, stands, found=found, now=context.now)
        return Erasure(person=stands, interviews=count, unsent=unsent)


def _checked(session: Session, person: Person | None, context: RequestContext) -> Person:
    """Return whoever can be erased. Raises NobodyWithId, CannotBeErased, HasInterviewsAhead."""
    if person is None:
        raise NobodyWithId(id=NO_ID)
    if person.is_coordinator:
        raise CannotBeErased(name=person.name, what="a coordinator")
    if person.role is Role.INTERVIEWER:
        raise CannotBeErased(name=person.name, what="an interviewer")
    count = interviews.count_upcoming(session, ending_after=context.now, person_id=person.id)
    if count:
        (first,) = interviews.upcoming(
            session, ending_after=context.now, person_id=person.id, limit=1
        )
        raise HasInterviewsAhead(
            name=person.name,
            count=count,
            next=first.start,
            is_under_way=first.start <= context.now,
        )
    return person
