"""What a person sees when they come home."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from scheduling.model import Actor, Availability, Person, Rules
from scheduling.model.interviews import InterviewFilter, Need
from scheduling.model.permissions import as_shown_to
from scheduling.results import Arranged, HomeState, StaleCalendar
from scheduling.steps.hours import silent_calendars
from scheduling.steps.interviews import waiting
from scheduling.store import Session, Store, availability, interviews, people
from scheduling.store.availability import calendars, unconfirmed_calendars
from scheduling.store.people import home_tabs

USUAL_RULES = Rules()
_SHOWN = 5
_DAYS = timedelta(days=7)
"""Today and the six days after it."""
_MOST_COMING = 60


def note_home_opened(store: Store, *, slack_user_id: str, now: datetime) -> None:
    """Note that a member has opened their Home tab: from now on it is kept as things stand."""
    with store.reading() as session:
        # Mostly they have before: a turn at writing makes others wait.
        if home_tabs.is_open(session, slack_user_id):
            return
    with store.writing() as session:
        home_tabs.note_open(session, slack_user_id, now=now)


def is_home_open(store: Store, *, slack_user_id: str) -> bool:
    """Tell whether a member has ever opened their Home tab."""
    with store.reading() as session:
        return home_tabs.is_open(session, slack_user_id)


def as_stranger(person: Person) -> Actor:
    """Return somebody as whoever asks without being registered."""
    return Actor(
        name=person.name,
        time_zone=person.time_zone,
        locale=person.locale,
        slack_user_id=person.slack_user_id,
    )


def home_readers(store: Store, *, person_ids: Iterable[int]) -> dict[int, str]:
    """Return whose Home tab shows something else once these people have changed: Slack ids by id.

    That is theirs and every coordinator's, of those who have ever opened it.
    """
    with store.reading() as session:
        return home_tabs.readers(session, person_ids)


def home_of(store: Store, *, actor: Actor, now: datetime, rules: Rules = USUAL_RULES) -> HomeState:
    """Return what the Home tab shows, also to somebody not registered yet.

    A member is read anew: they may have been registered, or taken out, since `actor` was read.
    """
    with store.reading() as session:
        return _home(session, _as_now(session, actor), now=now, rules=rules)


def home_of_person(
    store: Store, *, person_id: int, now: datetime, rules: Rules = USUAL_RULES
) -> HomeState:
    """Return the same for somebody as they are registered now, or are no more."""
    with store.reading() as session:
        person = people.get(session, person_id)
        assert person is not None  # whose tab is open is never deleted unheard
        return _home(session, _as_now(session, as_stranger(person)), now=now, rules=rules)


def _as_now(session: Session, actor: Actor) -> Actor:
    """Return a member as they are registered at this moment, if they are."""
    if actor.slack_user_id is None:
        return actor
    person = people.by_slack_id(session, actor.slack_user_id)
    if person is None:
        return as_stranger(actor.person) if actor.person else actor
    return replace(as_stranger(person), person=person, is_coordinator=person.is_coordinator)


def _home(session: Session, actor: Actor, *, now: datetime, rules: Rules) -> HomeState:
    arranged = _arranged(session, actor, now=now) if actor.is_coordinator else None
    if actor.person is None:
        nothing = Availability(person_id=0)
        return HomeState(
            actor=actor, now=now, interviews=(), total=0, availability=nothing, arranged=arranged
        )
    whose = actor.person.id
    return HomeState(
        actor=actor,
        now=now,
        interviews=tuple(
            as_shown_to(actor.person, each, sees_panel=rules.candidates_see_panel)
            for each in interviews.upcoming(
                session, ending_after=now, person_id=whose, limit=_SHOWN
            )
        ),
        total=interviews.count_upcoming(session, ending_after=now, person_id=whose),
        availability=availability.of(session, [whose])[whose],
        calendars=calendars.of(session, [whose])[whose],
        unconfirmed=unconfirmed_calendars.of(session, [whose], now=now),
        arranged=arranged,
    )


def _arranged(session: Session, actor: Actor, *, now: datetime) -> Arranged:
    """What waits, and what is ahead; the queries are as few, however many interviews there are."""
    todo = waiting(session, now=now)
    ids = todo.ids(Need.ANYTHING)
    days = InterviewFilter(end=_end_of_days(actor, now=now))
    return Arranged(
        waiting=interviews.upcoming(session, ending_after=now, ids=ids, limit=_SHOWN),
        waiting_total=len(ids),
        undelivered=todo.undelivered,
        coming=interviews.upcoming(session, ending_after=now, wanted=days, limit=_MOST_COMING),
        coming_total=interviews.count_upcoming(session, ending_after=now, wanted=days),
        total=interviews.count_upcoming(session, ending_after=now),
        silent=_silent(session, now=now),
    )


def _silent(session: Session, *, now: datetime) -> tuple[StaleCalendar, ...]:
    """Whose calendars are silent, each once, by whose is silent for longest."""
    owners = {each.person_id: None for each in silent_calendars(session, now=now)}
    found = people.by_ids(session, owners)
    stale = calendars.stale(session, owners, since=now)
    return tuple(
        StaleCalendar(person=found[id], read_at=stale[id][0], holds=stale[id][1], now=now)
        for id in owners
        if id in stale
    )


def _end_of_days(actor: Actor, *, now: datetime) -> datetime:
    """The midnight, by the reader's clock, at which the days shown are over."""
    last = now.astimezone(actor.zone).date() + _DAYS
    return datetime.combine(last, time(), actor.zone).astimezone(UTC)
