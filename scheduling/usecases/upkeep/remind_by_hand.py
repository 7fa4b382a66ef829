"""Having those reminded whom no channel reaches: by the coordinators, who are asked to in time."""

from collections.abc import Iterator
from datetime import datetime

from scheduling.messages.calls_for_help import of_unreached
from scheduling.messages.reach import reach_by
from scheduling.model import Interview, Person, PlannedMessage, Rules
from scheduling.store import Session, Store, interviews, people
from scheduling.store.messages import outbox


def remind_by_hand(store: Store, *, rules: Rules, now: datetime) -> int:
    """Ask coordinators to remind whoever nothing reaches; returns how many messages that takes.

    Once for each of them and each hour, as long before it as the first reminder comes. Whoever
    arranged it later than that has told them just then. As long as there is nobody it only reads.
    """
    with store.reading() as session:
        if not any(_known_anew(session, message) for message in _asked(session, rules, now)):
            return 0
    with store.writing() as session:
        return outbox.plan(session, list(_asked(session, rules, now)), now=now)


def _asked(session: Session, rules: Rules, now: datetime) -> Iterator[PlannedMessage]:
    if not rules.reminder_leads:
        return
    lead, reach = max(rules.reminder_leads), reach_by(rules)
    coming = interviews.with_outsiders(session, after=now, until=now + lead)
    coordinators = people.told_of_changes(session) if coming else ()
    for interview, since in coming:
        if since > interview.start - lead:
            continue
        for person in interview.people:
            if reach(person) is None and person.id not in interview.declined:
                yield from _to_each(interview, person, coordinators, now)


def _to_each(
    interview: Interview, person: Person, coordinators: tuple[Person, ...], now: datetime
) -> tuple[PlannedMessage, ...]:
    told = of_unreached(interview, person=person, coordinators=coordinators, now=now)
    return told.messages


def _known_anew(session: Session, message: PlannedMessage) -> bool:
    assert message.interview_id is not None
    about = outbox.of_interview(session, message.interview_id)
    return message.dedupe_key not in {known.dedupe_key for known, _ in about}
