"""Making one person of two: somebody was registered twice."""

from scheduling.errors import DoubleChanged
from scheduling.model import Person, RequestContext
from scheduling.model.permissions import Action, require
from scheduling.results.endings import MergePreview
from scheduling.steps.people import registered_person
from scheduling.steps.people.merging import merge_preview, merged
from scheduling.store import Store
from scheduling.wording.reading import Mention


def what_merging_means(
    store: Store, context: RequestContext, *, double: int | Mention, into: int | Mention
) -> MergePreview:
    """Return what two people would be as one: the first is the double, the second stays.

    They are meant by id, by mention or by name. Raises NotAllowed, NobodyWithId, UnknownPerson,
    AmbiguousName, SamePersonTwice, NotTheSame and BothInterviewed.
    """
    require(context.actor, Action.MERGE_PEOPLE)
    with store.reading() as session:
        two = registered_person(session, double), registered_person(session, into)
        return merge_preview(session, *two, now=context.now)


def merge_people(
    store: Store,
    context: RequestContext,
    *,
    double_id: int,
    into_id: int,
    shown: str | None = None,
) -> Person:
    """Make one person of two, whom the ids of both lead to from then on; return them.

    Interviews, hours, links, calendars and what is still to be sent go to whoever stays. `shown`
    says what the actor has seen of it, where they have. Raises what the preview raises, and
    DoubleChanged.
    """
    require(context.actor, Action.MERGE_PEOPLE)
    with store.writing() as session:
        double, into = (registered_person(session, each) for each in (double_id, into_id))
        preview = merge_preview(session, double, into, now=context.now)
        if shown is not None and shown != preview.as_shown:
            raise DoubleChanged(name=double.name, other=into.name)
        return merged(session, preview, context=context)
