"""Changing an interview only as it was seen, moving it, and noting who has changed it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial

from scheduling.errors import (
    InterviewChanged,
    InterviewGone,
    Meanwhile,
    NotOnTheHour,
    OutsideAvailability,
    SlotTaken,
    TooFarAhead,
    TooSoon,
)
from scheduling.interviews.rules import check_open, is_as_seen
from scheduling.messages import notices
from scheduling.messages.reach import reach_by
from scheduling.messages.telling import Telling
from scheduling.model import (
    Interview,
    MessageKind,
    Person,
    RequestContext,
    Revision,
    RevisionKind,
    Seen,
)
from scheduling.model.permissions import Action, as_shown_to, hides_panel, may, require
from scheduling.results import InterviewChange
from scheduling.steps.hours import last_read, not_just_read
from scheduling.steps.interviews import (
    AllowedHours,
    CheckedHour,
    check_hours,
    entries_of,
    reminders_of,
    withdraw,
    withdraw_answered_calls,
)
from scheduling.steps.news import tell
from scheduling.store import Session, interviews, people
from scheduling.store.interviews import revisions

_OF_SOMEBODY_IN_IT = frozenset({MessageKind.REMINDER, MessageKind.CALENDAR_ENTRY})
_SLACK_ID = re.compile(r"[UW][A-Z0-9]{4,}")


def open_as_seen(
    session: Session, interview_id: int, *, action: Action, seen: Seen, context: RequestContext
) -> Interview:
    """Return an interview that the actor may change, and that still is what they have seen.

    Raises InterviewGone, HasPassed, NotAllowed, and InterviewChanged with what has happened to
    it since; those who may not change it are told of nobody.
    """
    found = interviews.get(session, interview_id)
    try:
        interview = check_open(found, now=context.now)
    except InterviewGone as gone:
        if found is None or not may(context.actor, action, found):
            raise
        if _is_hidden(found, context):
            raise
        raise replace(gone, by=_last_author(session, found, context)) from None
    require(context.actor, action, interview)
    check_seen(session, interview, seen, context=context)
    return interview


def check_seen(
    session: Session, interview: Interview, seen: Seen, *, context: RequestContext
) -> None:
    """Pass an interview that still is what the actor has seen. Raises InterviewChanged."""
    if not is_as_seen(interview, seen):
        raise _changed_since(session, interview, seen, context)


def note_revision(
    session: Session, after: Interview, kind: RevisionKind, *, context: RequestContext
) -> None:
    """Note what the actor has just done to an interview."""
    by = _name_in_rows(context)
    revision = Revision(number=after.revision, kind=kind, by=by, at=context.now)
    revisions.add(session, after, revision)


def overtaken(
    session: Session, before: Interview, *, context: RequestContext
) -> tuple[Person, ...]:
    """Return whoever has made an interview what it was before the actor changed it again.

    To say something else of it arranges nothing: whoever did that is not meant, but who changed
    it before. Nobody where that is the actor, or not known, or somebody who is not registered.
    """
    last = _last_arranged(session, before)
    if last is None or last.by == _name_in_rows(context):
        return ()
    person = people.by_slack_id(session, last.by)
    return () if person is None else (person,)


def _last_arranged(session: Session, interview: Interview) -> Revision | None:
    number = interview.revision
    for each in reversed(revisions.since(session, interview, revision=0)):
        if each.number != number:
            break
        if each.kind is not RevisionKind.DETAILS_CHANGED:
            return each
        number -= 1
    return None


def moved(
    session: Session,
    before: Interview,
    *,
    start: datetime,
    hour: CheckedHour,
    context: RequestContext,
) -> InterviewChange:
    """Move an interview to an hour, plan its reminders anew and have everybody told.

    So is whoever had moved it here. Raises SlotTaken, InterviewChanged and InterviewGone.
    """
    after = interviews.move(
        session,
        before,
        start=start,
        expected_revision=before.revision,
        outside_availability=hour.is_outside,
    )
    stale = not_just_read(session, after.people, until=after.span.end, context=context)
    news = notices.of_move(
        before,
        after,
        actor=context.actor,
        coordinators=people.told_of_changes(session),
        overtaken=overtaken(session, before, context=context),
        last_read=last_read(stale),
        reach=reach_by(context.rules),
        now=context.now,
    )
    note_revision(session, after, RevisionKind.MOVED, context=context)
    # News and reminders of the old hour that are still on their way would contradict this.
    withdraw(session, after, notices.OVERTAKEN, context=context)
    more = (*reminders_of(after, context), *entries_of(before, after, context))
    untold = tell(session, news, more, context=context)
    change = InterviewChange(
        interview=after, before=before, untold=untold, busy=hour.busy, stale=stale
    )
    return shown_change(change, context=context)


def cancelled(
    session: Session, before: Interview, *, words: str = "", context: RequestContext
) -> InterviewChange:
    """Cancel an interview and have everybody told, in the actor's own `words` as well.

    So is whoever had moved it there. Raises InterviewChanged and InterviewGone.
    """
    after = interviews.cancel(session, before, expected_revision=before.revision)
    withdraw(session, after, notices.OVERTAKEN, context=context)
    news = notices.of_cancelling(
        after,
        actor=context.actor,
        coordinators=people.told_of_changes(session),
        overtaken=overtaken(session, before, context=context),
        words=words,
        reach=reach_by(context.rules),
        now=context.now,
    )
    note_revision(session, after, RevisionKind.CANCELLED, context=context)
    untold = tell(session, news, entries_of(before, after, context), context=context)
    change = InterviewChange(interview=after, before=before, untold=untold)
    return shown_change(change, context=context)


def panel_changed(
    session: Session,
    before: Interview,
    *,
    interviewers: tuple[Person, ...],
    context: RequestContext,
) -> InterviewChange:
    """Have these interview, and everybody concerned told; those who come are reminded.

    Raises SlotTaken, InterviewChanged and InterviewGone.
    """
    # Whoever leaves takes along what lay outside their hours.
    everybody = (before.candidate, *interviewers)
    hour = check_hours(session, everybody, start=before.start, allowed=AllowedHours.ANY)
    after = interviews.replace_panel(
        session,
        before,
        interviewers=interviewers,
        expected_revision=before.revision,
        outside_availability=hour.is_outside,
    )
    note_revision(session, after, RevisionKind.PANEL_CHANGED, context=context)
    leaving = tuple(person for person in before.interviewers if person not in interviewers)
    withdraw(session, after, _OF_SOMEBODY_IN_IT, context=context, of=leaving)
    withdraw_answered_calls(session, after, context=context)
    news = notices.of_panel_change(
        before,
        after,
        actor=context.actor,
        coordinators=people.told_of_changes(session),
        reach=reach_by(context.rules),
        now=context.now,
    )
    ids = {person.id for person in interviewers if person not in before.interviewers}
    reminders = [each for each in reminders_of(after, context) if each.person_id in ids]
    more = (*reminders, *entries_of(before, after, context))
    untold = tell(session, _for_candidates(news, before, context), more, context=context)
    coming = [person for person in interviewers if person.id in ids]
    stale = not_just_read(session, coming, until=after.span.end, context=context)
    return InterviewChange(interview=after, before=before, untold=untold, stale=stale)


def _for_candidates(news: Telling, interview: Interview, context: RequestContext) -> Telling:
    """That it is others now says who it was, and is nothing to a candidate who sees no names."""
    shown = context.rules.candidates_see_panel
    return news if shown else news.without(interview.candidate)


def shown_change(change: InterviewChange, *, context: RequestContext) -> InterviewChange:
    """Return a change as the actor may see it: its candidate may be shown no names."""
    shown = partial(
        as_shown_to, context.actor.person, sees_panel=context.rules.candidates_see_panel
    )
    before = None if change.before is None else shown(change.before)
    # Whom no message reaches the coordinators know: it is not the candidate who tells them. Nor
    # whose calendar is silent.
    if _is_hidden(change.interview, context):
        change = replace(change, untold=(), busy=(), stale=())
    return replace(change, interview=shown(change.interview), before=before)


@contextmanager
def naming_nobody(interview: Interview, *, context: RequestContext) -> Iterator[None]:
    """Let refusals say "somebody in it" to a candidate who is not to see names."""
    try:
        yield
    except (SlotTaken, OutsideAvailability) as refusal:
        if not _is_hidden(interview, context):
            raise
        raise _unnamed(refusal, interview.candidate) from None


@contextmanager
def nothing_moved() -> Iterator[None]:
    """Let refusals say that nothing was moved."""
    try:
        yield
    except (NotOnTheHour, OutsideAvailability, SlotTaken, TooFarAhead, TooSoon) as refusal:
        raise replace(refusal, undone="moved") from None


def _unnamed(
    refusal: SlotTaken | OutsideAvailability, candidate: Person
) -> SlotTaken | OutsideAvailability:
    def unnamed(names: tuple[str, ...]) -> tuple[str, ...]:
        own = (name for name in names if name == candidate.name)
        others = [name for name in names if name != candidate.name]
        return (*own, *(["somebody in it"] if others else []))

    if isinstance(refusal, SlotTaken):
        return replace(refusal, taken=unnamed(refusal.taken))
    return replace(
        refusal,
        people=unnamed(refusal.people),
        declined=unnamed(refusal.declined),
        busy=unnamed(refusal.busy),
        busy_ids=(),
    )


def _is_hidden(interview: Interview, context: RequestContext) -> bool:
    sees_panel = context.rules.candidates_see_panel
    return hides_panel(context.actor.person, interview, sees_panel=sees_panel)


def _name_in_rows(context: RequestContext) -> str:
    return context.actor.slack_user_id or context.actor.name


def _changed_since(
    session: Session, interview: Interview, seen: Seen, context: RequestContext
) -> InterviewChanged:
    # Whoever knows the start alone has seen some revision before the last.
    before = interview.revision - 1 if seen.revision is None else seen.revision
    found = revisions.since(session, interview, revision=before)
    hidden = _is_hidden(interview, context)
    happened = tuple(
        Meanwhile(what=each.kind.value, by="" if hidden else _called(session, each.by, context))
        for each in found
    )
    was = seen.start
    if was is None and not any(each.kind is RevisionKind.MOVED for each in found):
        was = interview.start
    return InterviewChanged(happened=happened, was=was, start=interview.start)


def _last_author(session: Session, interview: Interview, context: RequestContext) -> str:
    last = revisions.last(session, interview)
    return "" if last is None else _called(session, last.by, context)


def _called(session: Session, by: str, context: RequestContext) -> str:
    """The name of who has changed something: "you" for the actor, "" where nobody knows it."""
    if by == _name_in_rows(context):
        return "you"
    person = people.ever_by_slack_id(session, by)
    if person is not None:
        return person.name
    return "" if _SLACK_ID.fullmatch(by) else by
