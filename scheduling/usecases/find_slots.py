"""Asking when interviews can take place."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from scheduling.errors import (
    AmbiguousName,
    CannotTakePart,
    NobodyNamed,
    NotGivenHours,
    PersonGone,
    SamePersonTwice,
    TwoCandidates,
    UnknownPerson,
)
from scheduling.model import Person, Profile, RequestContext, Role
from scheduling.model.permissions import Action, require
from scheduling.results import SlotsAnswer, SlotsAsked
from scheduling.slots import (
    Match,
    SlotQuestion,
    common_slots,
    explain,
)
from scheduling.steps.hours import read_hours
from scheduling.store import Session, Store, people
from scheduling.timespan import Span
from scheduling.wording.reading import Mention, closest

_QUOTES = "\"'“”„‘’«» "
_MOST_LOOKED_AT = 500
_FURTHER = timedelta(days=28)
"""How far beyond the asked time it is worth saying that there would be a slot."""


def people_named(
    store: Store,
    context: RequestContext,
    *,
    mentions: tuple[Mention, ...],
    profiles: Mapping[str, Profile],
) -> tuple[Person, ...]:
    """Return the registered people behind names and mentions, in the same order.

    `profiles` holds the workspace's word on each mentioned member. Raises UnknownPerson,
    AmbiguousName, CannotTakePart (apps and deactivated accounts), NotGivenHours or
    SamePersonTwice.
    """
    require(context.actor, Action.LOOK)
    with store.reading() as session:
        found = tuple(_person(session, mention, profiles) for mention in mentions)
    seen: set[int] = set()
    for person in found:
        if person.id in seen:
            raise SamePersonTwice(name=person.name)
        seen.add(person.id)
    return found


def find_slots(store: Store, context: RequestContext, *, asked: SlotsAsked) -> SlotsAnswer:
    """Return the slots at which the interview asked for can take place.

    Raises NobodyNamed, PersonGone, WrongRole or SamePersonTwice.
    """
    now, rules = context.now, context.rules
    start, end = min(asked.start, now), max(asked.end, now + timedelta(hours=1))
    not_before = max(asked.start, now + rules.minimum_notice)
    with store.reading() as session:
        question = _question(session, asked)
        hours = read_hours(session, people=question.people, span=Span(start=start, end=end))
        found = common_slots(
            question,
            free=hours.free,
            horizon=hours.horizon,
            workspace_zone=rules.time_zone,
            not_before=not_before,
            until=asked.end,
        )
        if found.count:
            return SlotsAnswer(asked=asked, found=found, why_none=None)
        # Only to say what would help does it matter what comes after the time asked for.
        longer = Span(start=start, end=end + _FURTHER)
        hours = read_hours(session, people=question.people, span=longer)
    why = explain(
        question,
        offered=hours.offered,
        free=hours.free,
        horizon=hours.horizon,
        workspace_zone=rules.time_zone,
        not_before=not_before,
        until=asked.end,
        asked_from=asked.start,
    )
    within = hours.horizon.from_instant(not_before) & ~hours.horizon.from_instant(asked.end)
    declined = tuple(p for p in question.interviewers if hours.declined[p.id] & within)
    return SlotsAnswer(asked=asked, found=found, why_none=why, declined=declined)


def asked_of(
    named: tuple[Person, ...], *, match: Literal["all", "any"], start: datetime, end: datetime
) -> SlotsAsked:
    """Return the question about the people named, each on the side of their role.

    Raises NobodyNamed for nobody, TwoCandidates, and CannotTakePart for a coordinator.
    """
    if not named:
        raise NobodyNamed()
    candidates = [person for person in named if person.role is Role.CANDIDATE]
    if len(candidates) > 1:
        raise TwoCandidates(names=tuple(person.name for person in candidates))
    for person in named:
        if person.role is None:
            reason = "they are registered as a coordinator only, and have given no hours"
            raise CannotTakePart(name=person.name, reason=reason)
    return SlotsAsked(
        candidate_id=candidates[0].id if candidates else None,
        interviewer_ids=tuple(p.id for p in named if p.role is Role.INTERVIEWER),
        match=Match(match),
        start=start,
        end=end,
    )


def _question(session: Session, asked: SlotsAsked) -> SlotQuestion:
    ids = [*asked.interviewer_ids]
    if asked.candidate_id is not None:
        ids.append(asked.candidate_id)
    known = people.by_ids(session, ids)
    if len(known) < len(set(ids)):
        raise PersonGone
    alone = asked.candidate_id is not None and not asked.interviewer_ids
    return SlotQuestion(
        candidate=known[asked.candidate_id] if asked.candidate_id is not None else None,
        interviewers=tuple(known[person_id] for person_id in asked.interviewer_ids),
        pool=people.interviewers(session) if alone else (),
        match=asked.match,
    )


def _person(session: Session, mention: Mention, profiles: Mapping[str, Profile]) -> Person:
    if mention.slack_user_id is not None:
        return _member(session, mention, profiles)
    name = mention.name.strip(_QUOTES)
    matches = people.named(session, name)
    if len(matches) == 1:
        return matches[0]
    if matches:
        names = tuple(person.name for person in matches)
        raise AmbiguousName(name=name, matches=names)
    raise _unknown(session, name)


def _unknown(session: Session, name: str) -> UnknownPerson:
    everybody = people.page(session, skip=0, limit=_MOST_LOOKED_AT)
    meant = {person.name.split()[0]: person.name for person in everybody}
    meant |= {person.name: person.name for person in everybody}
    near = closest(name, meant)
    if near is None:
        return UnknownPerson(name=name)
    return UnknownPerson(name=name, hint=f"Did you mean {meant[near]}?")


def _member(session: Session, mention: Mention, profiles: Mapping[str, Profile]) -> Person:
    slack_user_id = mention.slack_user_id or ""
    profile = profiles.get(slack_user_id)
    if profile is None:
        raise UnknownPerson(name=mention.name or slack_user_id)
    if profile.is_bot:
        raise CannotTakePart(name=profile.name, reason="that is an app, not a person")
    if profile.is_deactivated:
        raise CannotTakePart(name=profile.name, reason="their Slack account is deactivated")
    person = people.by_slack_id(session, slack_user_id)
    if person is None or person.role is None:
        raise NotGivenHours(name=profile.name)
    return person
