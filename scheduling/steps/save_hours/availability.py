"""Writing a change of somebody's hours, and telling all that there is to say about it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from scheduling.availability import (
    covered,
    free_hours,
    holds_whole_hour,
    touches_clock_change,
    weekly_holds_whole_hour,
    with_time_off,
    with_weekly,
    with_windows,
)
from scheduling.messages.about_people import of_hours_changed
from scheduling.model import (
    EVERY_WEEK,
    NO_ID,
    Availability,
    AvailabilityWindow,
    Entry,
    Person,
    RequestContext,
    TimeOff,
    WeeklyHours,
)
from scheduling.results import AvailabilityChange
from scheduling.steps.conflicts import GivenHours, note_conflicts
from scheduling.steps.declines import end_decline
from scheduling.steps.hours import refresh_cache
from scheduling.steps.save_hours.beside_weekly import check_beside, with_weekly_said
from scheduling.store import Session, availability
from scheduling.store.interviews import declines
from scheduling.store.messages import outbox
from scheduling.timespan import Horizon, Span, hour_from, written_in
from scheduling.wording.reading import ParsedAvailability
from scheduling.wording.saying.hours import entry_words

_SomeEntry = TypeVar("_SomeEntry", AvailabilityWindow, WeeklyHours, TimeOff)
_SOON = timedelta(days=14)
"""Two weeks hold every weekly entry whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """Hours after a change, before they are saved."""

    after: Availability
    # What was asked for.
    said: tuple[Entry, ...] = ()
    # Whether something of it became one with what stood or was said with it.
    joined: bool = False
    # The dates given before that time off has shortened or taken away.
    cut: tuple[Entry, ...] = ()


Apply = Callable[[Availability, date], Applied]
"""What becomes of the hours that stood, on which day by the person's clock."""


def with_said(stood: Availability, said: ParsedAvailability, *, today: date) -> Applied:
    """Add to somebody's hours what was said; the last word wins.

    Raises SeveralReadings where it may as well be instead of hours that go on, and neither was
    said.
    """
    check_beside(stood, said, today=today)
    windows = with_windows(stood, said.windows)
    weekly = with_weekly_said(windows.after, said, today=today)
    off = with_time_off(weekly.after, said.time_off)
    return Applied(
        after=off.after,
        said=(*said.weekly, *said.windows, *said.time_off),
        joined=windows.joined or weekly.joined or off.joined,
        cut=tuple(entry for entry in off.removed if isinstance(entry, AvailabilityWindow)),
    )


def saved(
    session: Session,
    person: Person,
    apply: Apply,
    *,
    context: RequestContext,
) -> AvailabilityChange:
    """Save somebody's hours as `apply` makes them of those that stood.

    Whoever is concerned is told of interviews that this puts outside the hours. What was given
    counts from now on, also where the person had declined an hour of it. When it makes no
    difference to the hours, they are not written, so that an earlier change can still be undone.
    """
    before = availability.of(session, [person.id])[person.id]
    applied = apply(before, context.now.astimezone(person.zone).date())
    wanted = _with_known_ids(applied.after, before)
    new = {replace(e, id=NO_ID) for e in wanted.entries if e not in before.entries}
    already = tuple(e for e in applied.said if e not in new and _stood(e, before))
    accepted = _accepted(session, person, applied, context=context)
    # Nothing to write. A new version would end the undo of the change before.
    if wanted.entries == before.entries:
        return AvailabilityChange(
            person=person, availability=before, already=already, accepted=accepted
        )
    after = availability.save(session, wanted, expected_version=before.version)
    refresh_cache(session, [person], now=context.now)
    undo = availability.remember(session, before=before, version=after.version, now=context.now)
    lost = note_conflicts(
        session,
        before=GivenHours(person=person, hours=before),
        after=GivenHours(person=person, hours=after),
        context=context,
        shown_to=context.actor.person,
    )
    if person.slack_user_id != context.actor.slack_user_id:
        _tell_of_change(session, person, before, after, undo=undo, context=context)
    told = _told(person, before, after, applied, context=context)
    return replace(told, already=already, accepted=accepted, undo=undo, conflicts=lost)


def _tell_of_change(
    session: Session,
    person: Person,
    before: Availability,
    after: Availability,
    *,
    undo: str,
    context: RequestContext,
) -> None:
    """Have somebody told what another has changed of their hours, as they write times."""
    with written_in(person.style):
        gained = entry_words(tuple(e for e in after.entries if e not in before.entries))
        lost = entry_words(tuple(e for e in before.entries if e not in after.entries))
    told = of_hours_changed(
        person, gained=gained, lost=lost, undo=undo, actor=context.actor, now=context.now
    )
    outbox.plan(session, told.messages, now=context.now)


def _accepted(
    session: Session, person: Person, applied: Applied, *, context: RequestContext
) -> tuple[datetime, ...]:
    """The declined hours, by their starts, that what was said gives again; they end with that."""
    said = Availability(
        person_id=person.id,
        windows=tuple(each for each in applied.said if isinstance(each, AvailabilityWindow)),
        weekly=tuple(each for each in applied.said if isinstance(each, WeeklyHours)),
    )
    return tuple(
        start
        for start in declines.ahead(session, person_id=person.id, now=context.now)
        if all(_gives(hours, person, start) for hours in (said, applied.after))
        and end_decline(session, person, start=start, context=context).was_declined
    )


def _gives(hours: Availability, person: Person, start: datetime) -> bool:
    hour = Horizon.covering(hour_from(start))
    return free_hours(hours, time_zone=person.time_zone, horizon=hour) == hour.everything


def _told(
    person: Person,
    before: Availability,
    after: Availability,
    applied: Applied,
    *,
    context: RequestContext,
) -> AvailabilityChange:
    """What there is to say about the difference."""
    # What is left of hours that others follow may be over already.
    wall = context.now.astimezone(person.zone).replace(tzinfo=None)
    added = tuple(
        entry
        for entry in after.entries
        if entry not in before.entries
        and not (isinstance(entry, WeeklyHours) and entry.has_ended(wall))
    )
    gone = tuple(entry for entry in before.entries if entry not in after.entries)
    removed = tuple(entry for entry in gone if entry not in applied.cut)
    kept = {replace(entry, id=NO_ID) for entry in after.entries}
    lost = [entry for entry in applied.said if entry not in kept and not _stood(entry, before)]
    return AvailabilityChange(
        person=person,
        availability=after,
        added=added,
        removed=removed,
        cut=tuple(entry for entry in gone if entry in applied.cut),
        # That two parts of one sentence became one is no news to who wrote it.
        joined=applied.joined and bool(lost or removed),
        too_short=tuple(e for e in added if not _offers_a_slot(e, person, context)),
        clock_changes=_clock_changes(added, person),
    )


def _stood(entry: Entry, before: Availability) -> bool:
    """Whether the hours held all of it before, as an entry or as part of a longer one."""
    match entry:
        case AvailabilityWindow():
            return with_windows(before, [entry]).after.windows == before.windows
        case WeeklyHours():
            return with_weekly(before, [entry]).after.weekly == before.weekly
        case TimeOff():
            return with_time_off(before, [entry]).after.time_off == before.time_off


def _with_known_ids(after: Availability, before: Availability) -> Availability:
    """What says the same as before is the same entry, also when it was said anew."""
    known: dict[Entry, int] = {replace(entry, id=NO_ID): entry.id for entry in before.entries}

    def same(entry: _SomeEntry) -> _SomeEntry:
        return replace(entry, id=known.get(replace(entry, id=NO_ID), entry.id))

    return replace(
        after,
        weekly=tuple(map(same, after.weekly)),
        windows=tuple(map(same, after.windows)),
        time_off=tuple(map(same, after.time_off)),
    )


def _offers_a_slot(entry: Entry, person: Person, context: RequestContext) -> bool:
    own, ours = person.time_zone, context.rules.time_zone
    match entry:
        case AvailabilityWindow():
            return holds_whole_hour(entry, time_zone=own, workspace_zone=ours)
        case WeeklyHours():
            soon = Horizon.covering(Span(start=context.now, end=context.now + _SOON))
            # Hours that begin later, or in the week after next, are as long as if it were now.
            now = replace(entry, recurrence=EVERY_WEEK)
            return weekly_holds_whole_hour(now, time_zone=own, workspace_zone=ours, horizon=soon)
        case TimeOff():
            return True


def _clock_changes(
    added: tuple[Entry, ...], person: Person
) -> tuple[tuple[AvailabilityWindow, tuple[Span, ...]], ...]:
    zone = person.time_zone
    windows = (entry for entry in added if isinstance(entry, AvailabilityWindow))
    return tuple(
        (window, covered(window, time_zone=zone))
        for window in windows
        if touches_clock_change(window, time_zone=zone)
    )
