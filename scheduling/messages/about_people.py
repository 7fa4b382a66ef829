"""News about people and no interview: their hours, their role, and who is said to have left."""

from collections.abc import Iterable
from datetime import datetime

from scheduling.messages.telling import Telling, acting_people, by_id, to_one
from scheduling.model import Actor, News, Person
from scheduling.model.calendars import UnconfirmedCalendar
from scheduling.model.notices_about_people import (
    AboutPeople,
    CalendarSilent,
    CalendarUnconfirmed,
    HoursChanged,
    ManyLeft,
    Merged,
    Registered,
    RoleChanged,
    TakenOut,
)
from scheduling.model.request import Who


def of_hours_changed(
    person: Person,
    *,
    gained: tuple[str, ...],
    lost: tuple[str, ...],
    undo: str,
    actor: Actor,
    now: datetime,
) -> Telling:
    """Return the news that somebody else has changed a person's hours; none of one's own."""
    notice = HoursChanged(by=Who.acting(actor), gained=gained, lost=lost, undo=undo)
    return _by_another(person, notice, actor=actor, apart=f":{undo}", now=now)


def of_role_changed(person: Person, *, actor: Actor, now: datetime) -> Telling:
    """Return the news that somebody else has made a person a coordinator, or no longer one."""
    notice = RoleChanged(by=Who.acting(actor), is_coordinator=person.is_coordinator)
    return _by_another(person, notice, actor=actor, apart=f":{now.isoformat()}", now=now)


def of_registering(person: Person, *, actor: Actor, now: datetime) -> Telling:
    """Return the news that somebody else has registered a member of the workspace."""
    notice = Registered(by=Who.acting(actor), role=person.role)
    return _to_member(person, notice, actor=actor, apart="", now=now)


def of_taking_out(person: Person, *, actor: Actor, now: datetime) -> Telling:
    """Return the news that somebody else has taken a member of the workspace out."""
    notice = TakenOut(by=Who.acting(actor))
    return _to_member(person, notice, actor=actor, apart=f":{now.isoformat()}", now=now)


def of_merging(person: Person, *, actor: Actor, now: datetime) -> Telling:
    """Return the news that somebody else has merged a double of a member of the workspace."""
    notice = Merged(by=Who.acting(actor))
    return _to_member(person, notice, actor=actor, apart=f":{now.isoformat()}", now=now)


def of_being_back(person: Person, *, actor: Actor, now: datetime) -> Telling:
    """Return the news that somebody else has put a member back who was taken out."""
    notice = Registered(by=Who.acting(actor), role=person.role)
    return _to_member(person, notice, actor=actor, apart=f":{now.isoformat()}", now=now)


def of_silent_calendar(
    person: Person, *, host: str, days: int, fault: str, calendar_id: int, now: datetime
) -> Telling:
    """Return the word to its owner that a calendar could not be read for so many days.

    Whoever is outside the workspace hears of interviews alone.
    """
    if person.slack_user_id is None:
        return Telling()
    notice = CalendarSilent(host=host, days=days, fault=fault)
    key = f"{notice.kind}:{calendar_id}:{now.isoformat()}"
    return to_one(person, News(notice=notice, interviews=()), dedupe_key=key, now=now)


def of_unconfirmed_calendar(
    person: Person, unconfirmed: UnconfirmedCalendar, *, now: datetime
) -> Telling:
    """Return the question to a member of the workspace whether a calendar is theirs."""
    notice = CalendarUnconfirmed(
        unconfirmed=unconfirmed.id,
        host=unconfirmed.host,
        address=unconfirmed.address,
        until=unconfirmed.until,
    )
    key = f"{notice.kind}:{unconfirmed.id}"
    return to_one(person, News(notice=notice, interviews=()), dedupe_key=key, now=now)


def of_many_left(count: int, *, coordinators: Iterable[Person], now: datetime) -> Telling:
    """Return the word to coordinators that so many accounts have ended, which they may confirm."""
    news = News(notice=ManyLeft(count=count), interviews=())
    told = Telling()
    for person in coordinators:
        key = f"{news.notice.kind}:{person.id}:{now.isoformat()}"
        told += to_one(person, news, dedupe_key=key, now=now)
    return told


def _to_member(
    person: Person, notice: AboutPeople, *, actor: Actor, apart: str, now: datetime
) -> Telling:
    """News for members of the workspace: whoever is outside of it hears of interviews alone."""
    if person.slack_user_id is None:
        return Telling()
    return _by_another(person, notice, actor=actor, apart=apart, now=now)


def _by_another(
    person: Person, notice: AboutPeople, *, actor: Actor, apart: str, now: datetime
) -> Telling:
    """News of what somebody else has done; `apart` sets its key apart from like ones."""
    if any(each.id == person.id for each in acting_people(actor)):
        return Telling()
    news = News(notice=notice, interviews=(), people=by_id(acting_people(actor)))
    return to_one(person, news, dedupe_key=f"{notice.kind}:{person.id}{apart}", now=now)
