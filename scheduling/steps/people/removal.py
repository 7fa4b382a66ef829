"""Taking somebody out of the people who are interviewed, interview or arrange it."""

from scheduling.errors import CoordinatorBySetting, LastCoordinator
from scheduling.messages.about_people import of_taking_out
from scheduling.model import Person, RequestContext
from scheduling.results.endings import InterviewsAhead, Removal, RemovalUndo
from scheduling.steps.people.ahead import end_ahead
from scheduling.store import Session, api_tokens, people
from scheduling.store.availability import calendars, unconfirmed_calendars
from scheduling.store.messages import outbox
from scheduling.store.people import candidate_links, removals
from scheduling.wording.saying.people import source_words


def check_may_go(session: Session, person: Person) -> None:
    """Refuse whoever has to stay. Raises CoordinatorBySetting and LastCoordinator."""
    if not person.is_coordinator:
        return
    if person.rights.is_derived:
        raise CoordinatorBySetting(name=person.name, source=source_words(person.rights))
    if len(people.coordinators(session)) == 1:
        raise LastCoordinator(name=person.name)


def taken_out(
    session: Session, person: Person, ahead: InterviewsAhead, *, context: RequestContext
) -> Removal:
    """Take somebody out: their interviews ahead, what was to be sent to them, links and feed.

    What they hear is that they are out, and of each interview that is off.
    """
    outbox.cancel_all_to(session, person.id, now=context.now)
    untold = end_ahead(session, ahead, person, context=context)
    told = of_taking_out(person, actor=context.actor, now=context.now)
    outbox.plan(session, told.messages, now=context.now)
    candidate_links.revoke(session, person, now=context.now)
    api_tokens.end_feed(session, person)
    connected = calendars.of(session, [person.id])[person.id]
    for kept in connected:
        calendars.remove(session, kept)
    for each in unconfirmed_calendars.of(session, [person.id], now=context.now):
        unconfirmed_calendars.refuse(session, each)
    removals.note(session, person.id, now=context.now)
    undo = RemovalUndo(
        person_id=person.id,
        removed_at=context.now,
        was_granted=person.rights.is_granted,
        had_calendar=bool(connected),
    )
    return Removal(person=person, ahead=ahead, undo=undo, untold=untold)
