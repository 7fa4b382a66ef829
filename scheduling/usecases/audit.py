"""The audit: who comes in by which door, what they were refused, and reading it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from scheduling.errors import NotAllowed, NotLetIn
from scheduling.model import Actor, RequestContext
from scheduling.model.audit import Acting, AuditEntry, Subject, Through
from scheduling.model.permissions import Action, require
from scheduling.results import History
from scheduling.store import Session, Store, audit, interviews, people

_AT_ONCE = 100
"""Entries that end in one transaction."""
_OF_PEOPLE = (Subject.PERSON, Subject.HOURS, Subject.FEED, Subject.EXPORT)


@contextmanager
def acting_in_slack(actor: Actor, *, now: datetime) -> Iterator[None]:
    """Put what is done within the block on record as done by somebody in Slack."""
    person_id = None if actor.person is None else actor.person.id
    slack_user_id = actor.slack_user_id if actor.person is None else None
    who = Acting(through=Through.SLACK, person_id=person_id, slack_user_id=slack_user_id, at=now)
    with audit.acting(who):
        yield


@contextmanager
def acting_by_token(name: str, *, now: datetime) -> Iterator[None]:
    """Put what is done within the block on record as done by the program with that token."""
    with audit.acting(Acting(through=Through.TOKEN, token=name, at=now)):
        yield


@contextmanager
def acting_on_page(person_id: int, *, now: datetime) -> Iterator[None]:
    """Put what is done within the block on record as done by a candidate on their page."""
    with audit.acting(Acting(through=Through.PAGE, person_id=person_id, at=now)):
        yield


@contextmanager
def acting_at_command_line(*, now: datetime) -> Iterator[None]:
    """Put what is done within the block on record as done by whoever runs the bot."""
    with audit.acting(Acting(through=Through.COMMAND_LINE, at=now)):
        yield


def note_refusal(
    store: Store, *, error: NotAllowed | NotLetIn, slack_user_id: str, now: datetime
) -> None:
    """Put on record that somebody in Slack was refused what they may not do."""
    what = {"what": error.action} if isinstance(error, NotAllowed) else {"what": "come in"}
    with store.writing() as session:
        person = people.by_slack_id(session, slack_user_id)
        who = Acting(
            through=Through.SLACK,
            person_id=None if person is None else person.id,
            slack_user_id=slack_user_id if person is None else None,
            at=now,
        )
        with audit.acting(who):
            audit.note(session, "refused", Subject.ACCESS, None, after=what)


def note_wrong_tokens(store: Store, *, count: int, now: datetime) -> None:
    """Put on record that so many requests came with a token of nobody's."""
    with store.writing() as session, audit.acting(Acting(through=Through.TOKEN, at=now)):
        audit.note(session, "wrong token", Subject.ACCESS, None, after={"requests": count})


def note_call_refused(store: Store, *, token: str, call: str, count: int, now: datetime) -> None:
    """Put on record that a program asked so often for a call that its token is not for."""
    acting = Acting(through=Through.TOKEN, token=token, at=now)
    with store.writing() as session, audit.acting(acting):
        after = {"what": call, "requests": count}
        audit.note(session, "refused", Subject.ACCESS, None, after=after)


def history(
    store: Store,
    context: RequestContext,
    *,
    interview_id: int | None = None,
    before_id: int | None = None,
    limit: int,
) -> History:
    """Return what is on record, newest first: of an interview, or of everything."""
    require(context.actor, Action.READ_AUDIT)
    with store.reading() as session:
        entries = audit.entries(
            session,
            subject=None if interview_id is None else Subject.INTERVIEW,
            subject_id=interview_id,
            before_id=before_id,
            limit=limit,
        )
        return _with_names(session, entries)


def end_old_entries(store: Store, *, kept_for: timedelta, now: datetime) -> int:
    """End what is on record for longer than that, and return how many entries there were."""
    oldest, ended = now - kept_for, 0
    while _has_older(store, oldest):
        # A few at a time: a turn at writing makes others wait.
        with store.writing() as session:
            ended += audit.forget_older(session, than=oldest, limit=_AT_ONCE)
    return ended


def _has_older(store: Store, oldest: datetime) -> bool:
    with store.reading() as session:
        return audit.has_older(session, than=oldest)


def _with_names(session: Session, entries: tuple[AuditEntry, ...]) -> History:
    """The entries with the people and interviews that are still known."""
    entries = _by_whom(session, entries)
    ids = set[int]()
    of_interviews = set[int]()
    for entry in entries:
        ids |= {entry.by.person_id or 0}
        ids |= {entry.subject_id or 0} if entry.subject in _OF_PEOPLE else set()
        for facts in (entry.before, entry.after):
            ids |= {facts.get("candidate", 0), *facts.get("panel", ()), *facts.get("declined", ())}
        if entry.subject is Subject.INTERVIEW and entry.subject_id is not None:
            of_interviews.add(entry.subject_id)
    found = {each: interviews.get(session, each) for each in sorted(of_interviews)}
    known = {each: interview for each, interview in found.items() if interview}
    ids |= {interview.candidate.id for interview in known.values()}
    return History(entries=entries, people=people.by_ids(session, sorted(ids)), interviews=known)


def _by_whom(session: Session, entries: tuple[AuditEntry, ...]) -> tuple[AuditEntry, ...]:
    """The entries, those of whoever was not registered yet as done by who they are now."""
    slack_ids = {entry.by.slack_user_id for entry in entries} - {None}
    members = people.known_as(session, slack_user_ids=filter(None, slack_ids))
    ids = {person.slack_user_id: person.id for person in members}
    return tuple(
        replace(entry, by=replace(entry.by, person_id=ids[entry.by.slack_user_id]))
        if entry.by.slack_user_id in ids
        else entry
        for entry in entries
    )
