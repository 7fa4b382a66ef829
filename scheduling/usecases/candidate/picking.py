"""Picking an hour for one's interview: whoever has interviewed least lately is booked for it."""

from datetime import datetime

from scheduling.availability.from_hours import windows_from
from scheduling.errors import LinkOver, SlotTaken
from scheduling.messages.about_candidates import of_pick
from scheduling.messages.notices import of_booking
from scheduling.messages.reach import reach_by
from scheduling.model import Interview, Person, RequestContext
from scheduling.model.api_access import CandidateLink
from scheduling.model.details import NOTHING_GIVEN
from scheduling.model.permissions import Action, require
from scheduling.steps.counted_interviews import loads_of
from scheduling.steps.hours import last_read, not_just_read
from scheduling.steps.interviews import entries_of, reminders_of
from scheduling.steps.news import tell
from scheduling.steps.people import known
from scheduling.steps.save_hours.availability import saved, with_said
from scheduling.store import Session, Store, interviews, people
from scheduling.store.people import candidate_links
from scheduling.usecases.candidate.came_of import came_of
from scheduling.usecases.candidate.offered import OfferedHours, offered_hours
from scheduling.wording.reading import ParsedAvailability

_NEXT_FREE = 3
_TRIES = 3
"""Somebody else may be booked between a look and the booking; then the next one is looked for."""


def hours_to_pick(
    store: Store, context: RequestContext, *, link: CandidateLink
) -> tuple[datetime, ...] | None:
    """Return when hours begin that a candidate may pick, earliest first.

    None where there is nothing to pick: the link is for something else, an hour was picked, or
    they are no candidate any more.
    """
    with store.reading() as session:
        if link.offer is None or came_of(session, link) is not None:
            return None
        person = known(session, link.person_id)
        return None if person.is_decided else _offered(session, link, person, context).starts()


def who_would_come(
    store: Store, context: RequestContext, *, link: CandidateLink, start: datetime
) -> tuple[int, ...]:
    """Return who would be booked for an hour if it were picked now, by id; nobody where none can.

    Their calendars can be read before it is.
    """
    with store.reading() as session:
        if link.offer is None or came_of(session, link) is not None:
            return ()
        person = known(session, link.person_id)
        offered = _offered(session, link, person, context)
        if start not in offered.starts():
            return ()
        panel = _panel(session, offered, start, seats=link.offer.seats, context=context)
        return (person.id, *(each.id for each in panel))


def pick_hour(
    store: Store, context: RequestContext, *, link: CandidateLink, start: datetime
) -> Interview:
    """Book the hour from `start` for a candidate and as many interviewers as the link says.

    Those who have interviewed least lately are booked. Once an hour was picked, or an interview
    booked in its place, that one is returned, whatever is picked then. Raises LinkOver, and
    SlotTaken with the next hours where that one is offered no more; then nothing has changed.
    """
    with store.writing() as session:
        stands = candidate_links.locked(session, link.word)
        if stands is None or stands.offer is None or not stands.is_good(context.now):
            raise LinkOver
        before = came_of(session, stands)
        if before is not None:
            return before
        person = known(session, stands.person_id)
        require(context.actor, Action.CHANGE_AVAILABILITY, person)
        if person.is_decided:
            # Their links stay as long as an interview does.
            raise LinkOver
        interview = _booked(session, stands, person, start=start, context=context)
        candidate_links.note_pick(session, stands, interview)
        _give(session, person, start, context=context)
        _tell(session, stands, interview, context=context)
        return interview


def _booked(
    session: Session,
    link: CandidateLink,
    person: Person,
    *,
    start: datetime,
    context: RequestContext,
) -> Interview:
    assert link.offer is not None  # or nothing could be picked
    maker = None if link.made_by is None else people.get(session, link.made_by)
    for _ in range(_TRIES):
        offered = _offered(session, link, person, context)
        if start not in offered.starts():
            break
        panel = _panel(session, offered, start, seats=link.offer.seats, context=context)
        try:
            return interviews.book(
                session,
                candidate=person,
                interviewers=panel,
                start=start,
                outside_availability=False,
                booked_by=(maker and maker.slack_user_id) or person.name,
                details=NOTHING_GIVEN.over(context.rules.usual_details),
                now=context.now,
            )
        except SlotTaken:
            continue
    free = _offered(session, link, person, context).starts()
    raise SlotTaken(start=start, taken=(), next_free=free[:_NEXT_FREE])


def _panel(
    session: Session,
    offered: OfferedHours,
    start: datetime,
    *,
    seats: int,
    context: RequestContext,
) -> list[Person]:
    """Those of whom can come who have interviewed least lately."""
    takers = offered.takers(start)
    loads = loads_of(session, takers, until=start, context=context, but=())
    return sorted(takers, key=lambda each: (loads[each.id], each.id))[:seats]


def _offered(
    session: Session, link: CandidateLink, person: Person, context: RequestContext
) -> OfferedHours:
    assert link.offer is not None  # asked before
    ids = set(people.ids_now(session, link.offer.interviewer_ids))
    everybody = people.interviewers(session)
    panel = tuple(each for each in everybody if not ids or each.id in ids)
    return offered_hours(
        session, candidate=person, interviewers=panel, seats=link.offer.seats, context=context
    )


def _give(session: Session, person: Person, start: datetime, *, context: RequestContext) -> None:
    """Whoever picks an hour has it."""
    said = ParsedAvailability(windows=windows_from([start], time_zone=person.time_zone))
    saved(
        session,
        person,
        lambda stood, today: with_said(stood, said, today=today),
        context=context,
    )


def _tell(
    session: Session, link: CandidateLink, interview: Interview, *, context: RequestContext
) -> None:
    maker = None if link.made_by is None else people.get(session, link.made_by)
    told = (maker,) if maker and maker.is_coordinator else people.told_of_changes(session)
    reach = reach_by(context.rules)
    news = of_booking(interview, actor=context.actor, reach=reach, now=context.now)
    until = interview.span.end
    stale = not_just_read(session, interview.people, until=until, context=context)
    news += of_pick(interview, coordinators=told, last_read=last_read(stale), now=context.now)
    more = (*reminders_of(interview, context), *entries_of(None, interview, context))
    tell(session, news, more, context=context)
