"""Whether two people can be one, what they would be, and making them one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from scheduling.availability.changes import with_weekly, with_windows
from scheduling.errors import BothInterviewed, NotTheSame, SamePersonTwice
from scheduling.messages.about_people import of_merging
from scheduling.messages.reach import reach_by
from scheduling.model import (
    NO_ID,
    Availability,
    Interview,
    InterviewState,
    Person,
    RequestContext,
    Role,
)
from scheduling.model.rounds import RoundState
from scheduling.results.endings import MergePreview, WhoseHours
from scheduling.rounds.outcome import outcome_from
from scheduling.steps.conflicts import (
    GivenHours,
    note_conflicts,
    note_taken,
    taken_by_calendars,
)
from scheduling.steps.hours import refresh_cache
from scheduling.steps.interviews import remind_from_now_on
from scheduling.store import Session, api_tokens, availability, interviews, people, rounds
from scheduling.store.messages import outbox
from scheduling.store.people import (
    affected_people,
    candidate_links,
    departures,
    merging,
    outcomes,
    rights,
)
from scheduling.timespan import HOUR
from scheduling.wording.saying.people import names_apart

_EVER = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_NAMED = 3
_MOST_AHEAD = 200


def merge_preview(session: Session, double: Person, into: Person, *, now: datetime) -> MergePreview:
    """Return what two people would be as one.

    Raises SamePersonTwice, NotTheSame where they are of two sorts, in two accounts or have hours
    in two time zones, and BothInterviewed where they are in one interview or in one hour.
    """
    if double.id == into.id:
        raise SamePersonTwice(name=into.name)
    _check_sorts(double, into)
    theirs = interviews.of_person(session, double.id, since=_EVER)
    _check_interviews(double, into, theirs, interviews.of_person(session, into.id, since=_EVER))
    hours = _whose_hours(session, double, into, now=now)
    feeds = [api_tokens.has_feed(session, person) for person in (double, into)]
    return MergePreview(
        double=double,
        into=into,
        merged=_as_one(double, into, hours),
        hours=hours,
        interviews=len(theirs),
        drafts=tuple(_drafts_with(session, (double.id, into.id))),
        ends_feed=all(feeds),
    )


def merged(session: Session, preview: MergePreview, *, context: RequestContext) -> Person:
    """Make them one, and have them told if somebody else does it; return who they are."""
    double, into = preview.double, preview.into
    given = availability.of(session, [double.id, into.id])
    for round_id in preview.drafts:
        draft = rounds.get(session, round_id)
        assert draft is not None  # of this transaction's own reading
        rounds.end(session, draft, state=RoundState.DROPPED, now=context.now)
    taken = [taken_by_calendars(session, each, now=context.now) for each in (double, into)]
    merging.free_what_is_unique(session, double.id, now=context.now)
    people.save(session, preview.merged)
    merging.move(session, double=double.id, into=into.id)
    # By another clock, with other addresses and interviews of ours, they say something else.
    people.have_calendars_read(session, into.id)
    affected_people.note(session, _met_by(session, into, now=context.now))
    _carry_rights(session, preview, context=context)
    _put_together(session, given[double.id], given[into.id], preview.hours)
    _carry_outcome(session, preview, context=context)
    person = people.by_ids(session, [into.id])[into.id]
    refresh_cache(session, [person], now=context.now)
    hours = availability.of(session, [person.id])[person.id]
    note_conflicts(
        session,
        before=GivenHours(person=into, hours=given[into.id]),
        after=GivenHours(person=person, hours=hours),
        context=context,
    )
    note_taken(session, person, taken[0] | taken[1], now=context.now)
    # What was planned for the double follows them by itself; whom nothing reached, had none.
    if reach_by(context.rules)(double) is None:
        remind_from_now_on(session, person, context=context)
    told = of_merging(person, actor=context.actor, now=context.now)
    outbox.plan(session, told.messages, now=context.now)
    return person


def _met_by(session: Session, person: Person, *, now: datetime) -> set[int]:
    """Everybody in interviews ahead of somebody, by id: they are shown another name."""
    ahead = interviews.upcoming(session, ending_after=now, person_id=person.id, limit=_MOST_AHEAD)
    return {each.id for interview in ahead for each in interview.people}


def _check_sorts(double: Person, into: Person) -> None:
    apart = names_apart((double, into))
    names = {"name": apart[double.id], "other": apart[into.id]}
    parts = {part for person in (double, into) if (part := _part(person))}
    if len(parts) > 1:
        reason = f"one is {' and the other '.join(sorted(parts))}"
        raise NotTheSame(**names, reason=reason)
    if all(person.slack_user_id and not person.is_deactivated for person in (double, into)):
        raise NotTheSame(**names, reason="each has a Slack account of their own")


def _part(person: Person) -> str | None:
    """What somebody is in interviews, as far as it can't be two things at once."""
    if person.role is Role.CANDIDATE:
        return "a candidate"
    if person.role is Role.INTERVIEWER or person.is_coordinator:
        return "an interviewer or a coordinator"
    return None


def _check_interviews(
    double: Person,
    into: Person,
    theirs: tuple[Interview, ...],
    others: tuple[Interview, ...],
) -> None:
    apart = names_apart((double, into))
    names = {"name": apart[double.id], "other": apart[into.id]}
    shared = [each for each in theirs if _holds_both(each, double, into)]
    if shared:
        starts = tuple(each.start for each in shared[:_MOST_NAMED])
        raise BothInterviewed(**names, how="they are in the same interview", starts=starts)
    booked = [each for each in others if each.state is InterviewState.BOOKED]
    same = tuple(
        each.start
        for each in theirs
        if each.state is InterviewState.BOOKED
        and any(abs(each.start - other.start) < HOUR for other in booked)
    )
    if same:
        how = "they are in two interviews at the same time"
        raise BothInterviewed(**names, how=how, starts=same[:_MOST_NAMED])


def _holds_both(interview: Interview, double: Person, into: Person) -> bool:
    ids = {person.id for person in interview.people}
    if not {double.id, into.id} <= ids:
        return False
    # Of a panel that never met nobody knows whether it was two people.
    is_off = interview.state is InterviewState.CANCELLED
    return not is_off or interview.candidate.id in (double.id, into.id)


def _whose_hours(session: Session, double: Person, into: Person, *, now: datetime) -> WhoseHours:
    given = availability.of(session, [double.id, into.id])
    has = [_has_ahead(given[each.id], each, now=now) for each in (double, into)]
    if all(has) and double.time_zone != into.time_zone:
        apart = names_apart((double, into))
        reason = (
            f"both have given hours, in {double.time_zone} and in {into.time_zone}. Remove those "
            "of one first: `/availability clear`"
        )
        raise NotTheSame(name=apart[double.id], other=apart[into.id], reason=reason)
    return {
        (False, False): WhoseHours.NOBODYS,
        (False, True): WhoseHours.THEIRS,
        (True, False): WhoseHours.DOUBLES,
        (True, True): WhoseHours.BOTH,
    }[has[0], has[1]]


def _has_ahead(given: Availability, person: Person, *, now: datetime) -> bool:
    return not given.ahead(now.astimezone(person.zone).replace(tzinfo=None)).is_empty


def _as_one(double: Person, into: Person, hours: WhoseHours) -> Person:
    """The person who stays, with what only the other has; a member's name is the workspace's."""
    is_in_use = double.slack_user_id is not None and not double.is_deactivated
    # Two that are in use are refused.
    from_account = double if is_in_use else into
    return replace(
        into,
        name=from_account.name,
        slack_user_id=from_account.slack_user_id,
        locale=from_account.locale or into.locale,
        clock=into.clock or double.clock,
        role=into.role or double.role,
        outcome=into.outcome or double.outcome,
        email=into.email or double.email,
        time_zone=double.time_zone if hours is WhoseHours.DOUBLES else into.time_zone,
    )


def _drafts_with(session: Session, ids: tuple[int, int]) -> Iterator[int]:
    """The plans that are not booked and name one of them: ids in them lead to nobody soon."""
    for draft in rounds.drafts(session):
        named = {*draft.asked.candidate_ids, *draft.asked.interviewer_ids}
        named |= outcome_from(draft.outcome).person_ids
        if named & set(ids):
            yield draft.id


def _carry_rights(session: Session, preview: MergePreview, *, context: RequestContext) -> None:
    """Whoever is a coordinator under either name is one; an account brings along what it may."""
    held, account = preview.double.rights, preview.double.slack_user_id
    if account is not None and account == preview.merged.slack_user_id:
        if preview.into.is_deactivated:
            departures.undo(session, preview.into.id)
        rights.derive(
            session,
            preview.into.id,
            is_in_settings=held.is_in_settings,
            is_admin=held.is_admin,
        )
    if held.is_granted and not preview.into.rights.is_granted:
        by, through = held.granted_by, held.granted_through
        rights.grant(session, preview.into.id, by=by, through=through, now=context.now)


def _carry_outcome(session: Session, preview: MergePreview, *, context: RequestContext) -> None:
    """Whoever is decided on under either name is; without an interview ahead their links end."""
    into, person = preview.into, preview.merged
    if person.outcome is not into.outcome:
        outcomes.note(session, into.id, person.outcome, before=into.outcome, now=context.now)
    if not person.is_decided:
        return
    now = context.now
    if not interviews.count_upcoming(session, ending_after=now, person_id=into.id):
        outbox.cancel_all_to(session, into.id, now=now)
        candidate_links.revoke(session, person, now=now)


def _put_together(
    session: Session, doubles: Availability, theirs: Availability, hours: WhoseHours
) -> None:
    """Save the hours of both for the one who stays, or those of the double alone."""
    if hours not in (WhoseHours.BOTH, WhoseHours.DOUBLES):
        return
    windows = tuple(replace(each, id=NO_ID) for each in doubles.windows)
    weekly = tuple(replace(each, id=NO_ID) for each in doubles.weekly)
    time_off = tuple(replace(each, id=NO_ID) for each in doubles.time_off)
    stands = theirs
    if hours is WhoseHours.DOUBLES:
        stands = replace(theirs, windows=(), weekly=(), time_off=())
    together = with_windows(with_weekly(stands, weekly).after, windows).after
    together = replace(together, time_off=(*together.time_off, *time_off))
    availability.save(session, together, expected_version=theirs.version)
