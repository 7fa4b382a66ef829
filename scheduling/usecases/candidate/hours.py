"""Hours that candidates give on their page: marked one by one, or in their own words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduling.availability import free_hours, without_hours
from scheduling.availability.from_hours import windows_from
from scheduling.messages.about_candidates import of_hours_given
from scheduling.model import NO_ID, Availability, Person, RequestContext, TimeOff
from scheduling.model.api_access import CandidateLink
from scheduling.model.permissions import Action, require
from scheduling.results import AvailabilityChange
from scheduling.steps.people import known
from scheduling.steps.save_hours.availability import Applied, saved, with_said
from scheduling.store import Session, Store, people
from scheduling.store.messages import outbox
from scheduling.timespan import Horizon, hour_from
from scheduling.wording.reading import ParsedAvailability


def give_hours(
    store: Store,
    context: RequestContext,
    *,
    link: CandidateLink,
    gained: Collection[datetime],
    lost: Collection[datetime],
) -> AvailabilityChange:
    """Add the hours that begin at some starts to a candidate's, and take others away.

    What is taken is no hour any more, also where it was one of every week. Whoever has made the
    link is told. Raises NotAllowed.
    """
    with store.writing() as session:
        person = known(session, link.person_id)
        require(context.actor, Action.CHANGE_AVAILABILITY, person)
        change = saved(
            session,
            person,
            lambda stood, today: _marked(stood, _Marks(person, gained, lost), today=today),
            context=context,
        )
        _tell(session, change, link=link, context=context)
        return change


def say_hours(
    store: Store, context: RequestContext, *, link: CandidateLink, said: ParsedAvailability
) -> AvailabilityChange:
    """Add what a candidate has said to their hours; whoever has made the link is told.

    Raises NotAllowed, and SeveralReadings where it may as well be instead of weekly hours that
    stand.
    """
    with store.writing() as session:
        person = known(session, link.person_id)
        require(context.actor, Action.CHANGE_AVAILABILITY, person)
        change = saved(
            session,
            person,
            lambda stood, today: with_said(stood, said, today=today),
            context=context,
        )
        _tell(session, change, link=link, context=context)
        return change


@dataclass(frozen=True, slots=True)
class _Marks:
    """When hours begin that somebody gives, and takes back."""

    person: Person
    gained: Iterable[datetime]
    lost: Iterable[datetime]


def _marked(stood: Availability, marks: _Marks, *, today: date) -> Applied:
    person, zone = marks.person, marks.person.time_zone
    taken = replace(Availability(person_id=NO_ID), windows=windows_from(marks.lost, time_zone=zone))
    left = without_hours(stood, taken).after
    # Hours of every week stand still: for that once, they are off.
    standing = tuple(start for start in marks.lost if _gives(left, person, start))
    said = ParsedAvailability(
        windows=windows_from(marks.gained, time_zone=zone),
        time_off=tuple(
            TimeOff(day=each.day, hours=each.hours)
            for each in windows_from(standing, time_zone=zone)
        ),
    )
    return with_said(left, said, today=today)


def _gives(hours: Availability, person: Person, start: datetime) -> bool:
    horizon = Horizon.covering(hour_from(start))
    return bool(free_hours(hours, time_zone=person.time_zone, horizon=horizon))


def _tell(
    session: Session,
    change: AvailabilityChange,
    *,
    link: CandidateLink,
    context: RequestContext,
) -> None:
    """Have whoever made the link told, once for however much is changed in a few minutes."""
    if change.undo is None:
        return
    made_by = None if link.made_by is None else people.get(session, link.made_by)
    asking = made_by is not None and made_by.is_coordinator and not made_by.is_deactivated
    told = (made_by,) if made_by and asking else people.told_of_changes(session)
    news = of_hours_given(change.person, coordinators=told, now=context.now)
    outbox.plan(session, news.messages, now=context.now)
