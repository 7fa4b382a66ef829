"""What a message says when it is sent: all that its words need, as it is then."""

from scheduling.model import Channel, ClaimedMessage, Interview, MessageKind, Person
from scheduling.model.api_access import CandidateLink
from scheduling.results import MessageContext
from scheduling.steps import hours
from scheduling.steps.news import people_in
from scheduling.steps.undelivered import about, still_theirs
from scheduling.store import Session, Store, people, rounds
from scheduling.store.people import candidate_links

_WITH_STAND_INS = frozenset({MessageKind.CANNOT_MAKE_IT, MessageKind.CONFLICT})
"""Messages that ask somebody to find somebody else."""


def message_context(
    store: Store, *, claimed: ClaimedMessage, sees_panel: bool = False
) -> MessageContext:
    """Return a message with all that its words need.

    Its candidate is named nobody of the panel, unless `sees_panel`, and never reads its note.
    """
    message = claimed.message
    with store.reading() as session:
        recipient = people.get(session, message.person_id)
        assert recipient is not None  # the database keeps whoever has messages
        several = still_theirs(session, message)
        interview = about(session, message)
        round_id = None if interview is None else rounds.of_interview(session, interview.id)
        stand_ins: tuple[Person, ...] = ()
        if message.kind in _WITH_STAND_INS and interview is not None:
            stand_ins = hours.stand_ins(session, interview)
        spoken_of = people_in(session, message.notice)
        page = _page_of(session, claimed, interview)
    context = MessageContext(
        claimed=claimed,
        recipient=recipient,
        interview=interview,
        stand_ins=stand_ins,
        interviews=several,
        round_id=round_id,
        people=spoken_of,
        page=page,
    )
    return context.as_shown(sees_panel=sees_panel)


def _page_of(
    session: Session, claimed: ClaimedMessage, interview: Interview | None
) -> CandidateLink | None:
    """The link that stands in a mail to an interview's candidate, whatever it was made for."""
    message = claimed.message
    if message.channel is not Channel.EMAIL or interview is None:
        return None
    if interview.candidate.id != message.person_id:
        return None
    good = candidate_links.open_of(session, message.person_id, now=claimed.since)
    return next(iter(good), None)
