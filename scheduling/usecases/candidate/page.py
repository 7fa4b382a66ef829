"""Opening a candidate's page, and keeping by which clock and in which language they read it."""

from dataclasses import replace
from datetime import datetime, timedelta

from scheduling.availability import free_hours
from scheduling.model import Person, RequestContext
from scheduling.model.permissions import Action, require
from scheduling.results import CandidatePage, PageVersion
from scheduling.steps.conflicts import GivenHours, note_conflicts
from scheduling.steps.hours import refresh_cache
from scheduling.steps.people import known
from scheduling.store import Session, Store, availability, interviews, people
from scheduling.store.interviews import move_requests
from scheduling.store.people import candidate_links
from scheduling.timespan import Horizon, Span, tick_at
from scheduling.wording.reading import read_zone

SHOWN = timedelta(weeks=13)
"""How far ahead hours are shown: twelve weeks after this one."""
_A_DAY = timedelta(days=1)
_MOST = 50


def open_page(
    store: Store, *, word: str, now: datetime, kept: CandidatePage | None = None
) -> CandidatePage | None:
    """Return what a link shows; None for one that is over or nobody's. Nothing is changed.

    `kept` is what it showed before. Where that still holds, it takes one question to know so.
    """
    with store.reading() as session:
        found = candidate_links.with_last_change(session, word)
        if found is None or not found[0].is_good(now):
            return None
        version = PageVersion(link=found[0], last_change=found[1], tick=tick_at(now))
        if kept is not None and kept.version == version:
            return replace(kept, now=now)
        return _made(session, version, now=now)


def change_zone(store: Store, context: RequestContext, *, person_id: int, time_zone: str) -> Person:
    """Have somebody's hours and times be by the clock of another zone from now on.

    What they have given stays as their clock says it. Raises NotAllowed and UnknownTimeZone.
    """
    zone = read_zone(time_zone)
    with store.writing() as session:
        before = known(session, person_id)
        require(context.actor, Action.CHANGE_AVAILABILITY, before)
        if before.time_zone == zone:
            return before
        after = replace(before, time_zone=zone)
        people.save(session, after)
        refresh_cache(session, [after], now=context.now)
        hours = availability.of(session, [after.id])[after.id]
        note_conflicts(
            session,
            before=GivenHours(person=before, hours=hours),
            after=GivenHours(person=after, hours=hours),
            context=context,
            shown_to=after,
        )
        return after


def keep_own_locale(
    store: Store, context: RequestContext, *, person_id: int, locale: str
) -> Person:
    """Have somebody's page and mails be as people of a locale write, such as "de-AT", from now on.

    Raises NotAllowed.
    """
    with store.writing() as session:
        before = known(session, person_id)
        require(context.actor, Action.CHANGE_AVAILABILITY, before)
        after = replace(before, own_locale=locale)
        if after != before:
            people.save(session, after)
        return after


def _made(session: Session, version: PageVersion, *, now: datetime) -> CandidatePage | None:
    person = people.get(session, version.link.person_id)
    if person is None or person.is_deactivated:
        return None
    # From the day before on: today has begun at another time in the candidate's zone.
    horizon = Horizon.covering(Span(start=now - _A_DAY, end=now + SHOWN))
    hours = availability.of(session, [person.id])[person.id]
    ahead = interviews.upcoming(session, ending_after=now, person_id=person.id, limit=_MOST)
    theirs = tuple(
        replace(each, details=each.details.for_candidate())
        for each in ahead
        if each.candidate.id == person.id
    )
    return CandidatePage(
        version=version,
        person=person,
        now=now,
        hours=hours,
        horizon=horizon,
        given=free_hours(hours, time_zone=person.time_zone, horizon=horizon),
        interviews=theirs,
        requests=move_requests.of(session, theirs),
    )
