"""Who has not got a message about an interview, or may not have, and why."""

from collections.abc import Collection

from scheduling.messages.notices import INTERVIEWS, TOO_LATE
from scheduling.model import Interview, MessageState, PlannedMessage, Undelivered
from scheduling.store import Session
from scheduling.store.messages import undelivered


def undelivered_of(session: Session, interviews: Collection[Interview]) -> tuple[Undelivered, ...]:
    """This will return what the people of these interviews have not got; each person once.

    A reminder that lapsed because the next one followed is none of it.
    """
    by_id = {interview.id: interview for interview in interviews}
    person_ids = {person.id for interview in interviews for person in interview.people}
    found = undelivered.messages(session, interview_ids=by_id.keys(), person_ids=person_ids)
    latest = {
        (interview.id, message.person_id): Undelivered(
            interview_id=interview.id,
            person_id=message.person_id,
            kind=message.kind,
            state=state,
            reason=TOO_LATE if state is MessageState.EXPIRED else reason,
        )
        for message, state, reason in found
        for interview in _about(message, by_id)
        if _matters(message, state, interview)
    }
    return tuple(latest.values())


def _about(message: PlannedMessage, by_id: dict[int, Interview]) -> list[Interview]:
    listed = dict(message.facts).get(INTERVIEWS, "").split()
    ids = listed if message.interview_id is None else [message.interview_id]
    return [by_id[int(one)] for one in ids if int(one) in by_id]


def _matters(message: PlannedMessage, state: MessageState, interview: Interview) -> bool:
    is_theirs = message.person_id in {person.id for person in interview.people}
    was_followed = message.expires_at is not None and message.expires_at < interview.start
    return is_theirs and not (state is MessageState.EXPIRED and was_followed)
