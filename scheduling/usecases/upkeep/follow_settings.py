"""Following settings that have changed: what rests on them in the database is planned anew."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from scheduling.messages.reach import reach_by
from scheduling.messages.reminders import planned_reminders
from scheduling.model import Interview, MessageKind, Person, Rules
from scheduling.model.notices import Reminder
from scheduling.results import ChangedSetting, SettingsFollowed
from scheduling.rounds import usual_limits
from scheduling.steps.news import owe_confirmations
from scheduling.store import Session, Store, api_tokens, interviews, people, settings_in_force
from scheduling.store.messages import outbox

_AT_ONCE = 200
"""Interviews in one transaction: nobody waits long for their turn to write."""
_REMINDERS = frozenset({MessageKind.REMINDER})
_PLANNED_BY = frozenset({"REMINDERS", "SMTP_URL", "MAIL_ONLY_TO"})
"""When people are reminded, and who can be."""
_OF_MAIL = {"SMTP_URL": "not set", "MAIL_ONLY_TO": "not set"}
_CAPS = frozenset({"DAILY_CAP", "WEEKLY_CAP"})


def follow_settings(
    store: Store, *, settings: Mapping[str, str], rules: Rules, now: datetime
) -> SettingsFollowed:
    """Plan anew what rests on a setting that is another than when it was last followed.

    `settings` are those on which rows rest, by name, each as it is written; `rules` say the same.
    Followed already, by this bot or another, nothing happens; broken off, the next start does all
    of it once more. A reminder that is past, or was sent, is not sent again.
    """
    with store.reading() as session:
        before = settings_in_force.get(session)
    if before == settings:
        return SettingsFollowed()
    changed = changed_settings(before, settings)
    names = {each.name for each in changed}
    reminders = 0
    # Of the first start of all nobody knows by which leads reminders were planned before.
    if names & _PLANNED_BY or not before:
        reminders = sum(_reminded_anew(store, rules=rules, now=now))
    if "SMTP_URL" in names and rules.mail.is_on:
        _owe_confirmations(store, now=now)
    with store.writing() as session:
        settings_in_force.save(session, settings, now=now)
    with store.reading() as session:
        return SettingsFollowed(
            changed=changed,
            reminders=reminders,
            off_the_hour=_off_the_hour(session, rules, now) if "TIME_ZONE" in names else {},
            over_limit=_over_limit(session, rules, now) if names & _CAPS else 0,
            in_old_zone=(
                people.count_unreached_in(session, time_zone=before["TIME_ZONE"])
                if "TIME_ZONE" in names
                else 0
            ),
            feeds=api_tokens.count_feeds(session) if "PUBLIC_URL" in names else 0,
        )


def settings_of_others(store: Store, *, settings: Mapping[str, str]) -> tuple[ChangedSetting, ...]:
    """Return in what the settings followed last differ from these: another bot has others."""
    with store.reading() as session:
        return changed_settings(settings, settings_in_force.get(session))


def changed_settings(
    before: Mapping[str, str], settings: Mapping[str, str]
) -> tuple[ChangedSetting, ...]:
    """Return what is another than it was; of what is not known, nothing is said.

    But that a version without mail had none.
    """
    known = {**_OF_MAIL, **before} if before else before
    return tuple(
        ChangedSetting(name=name, before=known[name], now=value)
        for name, value in settings.items()
        if name in known and known[name] != value
    )


def _reminded_anew(store: Store, *, rules: Rules, now: datetime) -> Iterator[int]:
    """Call back the reminders still to come, plan those of the rules, and count them."""
    with store.reading() as session:
        ids = tuple(interviews.starts_ahead(session, after=now))
    for first in range(0, len(ids), _AT_ONCE):
        with store.writing() as session:
            ahead = interviews.booked_among(session, ids[first : first + _AT_ONCE])
            for interview in ahead:
                _call_back(session, interview, now=now)
            yield sum(_remind(session, interview, rules=rules, now=now) for interview in ahead)


def _owe_confirmations(store: Store, *, now: datetime) -> None:
    """Keep whom mail reaches from now on and nobody has written to; coordinators decide."""
    with store.reading() as session:
        ids = tuple(interviews.starts_ahead(session, after=now))
    for first in range(0, len(ids), _AT_ONCE):
        with store.writing() as session:
            ahead = interviews.booked_among(session, ids[first : first + _AT_ONCE])
            owe_confirmations(session, ahead, now=now)


def _call_back(session: Session, interview: Interview, *, now: datetime) -> None:
    # One that is due already waits for its turn, and is wanted whatever the leads are.
    to_come = [
        message
        for message, _ in outbox.of_interview(session, interview.id)
        if isinstance(message.notice, Reminder) and message.due_at > now
    ]
    outbox.cancel(session, interview_id=interview.id, kinds=_REMINDERS, only=to_come, now=now)


def _remind(session: Session, interview: Interview, *, rules: Rules, now: datetime) -> int:
    leads, reach = rules.reminder_leads, reach_by(rules)
    wanted = planned_reminders(interview, leads=leads, now=now, reach=reach)
    return outbox.plan(session, wanted, now=now)


def _off_the_hour(session: Session, rules: Rules, now: datetime) -> dict[int, datetime]:
    """The interviews ahead that begin on no hour of the workspace's clock, by id."""
    starts = interviews.starts_ahead(session, after=now)
    return {id: start for id, start in starts.items() if start.astimezone(rules.zone).minute}


def _over_limit(session: Session, rules: Rules, now: datetime) -> int:
    """How many interviewers have more interviews ahead in a day or a week than a plan may give."""
    limits = usual_limits(rules, now=now)
    ahead: dict[Person, list[datetime]] = {}
    for interview in interviews.booked_among(session, interviews.starts_ahead(session, after=now)):
        for person in interview.interviewers:
            ahead.setdefault(person, []).append(interview.start)
    return sum(
        any(max(cap.counts(starts).values()) > cap.most for cap in limits.caps_of(person))
        for person, starts in ahead.items()
    )
