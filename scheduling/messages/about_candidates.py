"""What is sent to candidates outside of interviews, and what coordinators hear from their pages."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from scheduling.messages.reach import Reach, channel_of
from scheduling.messages.telling import Telling, acting_people, by_id, to_each, to_one
from scheduling.model import Actor, Channel, Interview, News, Person, Untold
from scheduling.model.api_access import CandidateLink, LinkPurpose
from scheduling.model.notices import HourPicked, LastRead, MoveRequested
from scheduling.model.notices_about_people import HoursGiven, LinkSent
from scheduling.model.request import Who

_A_WHILE = timedelta(minutes=5)
"""What a candidate gives within it is one piece of news."""


def of_hours_given(person: Person, *, coordinators: Iterable[Person], now: datetime) -> Telling:
    """Return the news that a candidate has given hours, once for what is given within a while."""
    news = News(notice=HoursGiven(who=Who.of(person)), interviews=(), people=by_id((person,)))
    while_of = int(now.timestamp() // _A_WHILE.total_seconds())
    told = Telling()
    for each in coordinators:
        key = f"{news.notice.kind}:{person.id}:{each.id}:{while_of}"
        told += to_one(each, news, dedupe_key=key, now=now)
    return told


def of_link(
    person: Person,
    link: CandidateLink,
    *,
    actor: Actor,
    reach: Reach = channel_of,
    now: datetime,
) -> Telling:
    """Return the link to a candidate's page, on its way to them once a day at most.

    Whoever is in Slack can give hours there, and needs no link for it.
    """
    notice = LinkSent(
        by=Who.acting(actor), purpose=link.purpose, word=link.word, until=link.expires_at
    )
    news = News(notice=notice, interviews=(), people=by_id(acting_people(actor)))
    if channel_of(person) is Channel.SLACK and link.purpose is not LinkPurpose.HOURS:
        return Telling(untold=(Untold(person=person, news=news, at=now),))
    key = f"{notice.kind}:{link.id}:{now.date()}"
    return to_one(person, news, dedupe_key=key, reach=reach, now=now)


def of_pick(
    interview: Interview,
    *,
    coordinators: Iterable[Person],
    last_read: tuple[LastRead, ...] = (),
    now: datetime,
) -> Telling:
    """Return the news for coordinators that a candidate has picked an hour.

    They hear as well whose calendars could not be read before it: the candidate is not told.
    """
    candidate = interview.candidate
    notice = HourPicked(who=Who.of(candidate), start=interview.start, last_read=last_read)
    in_it = {person.id for person in interview.people}
    people = tuple(each for each in coordinators if each.id not in in_it)
    return to_each(people, interview, notice, speaks_of=(interview.candidate,), now=now)


def of_move_request(
    interview: Interview,
    *,
    wanted: datetime,
    coordinators: Iterable[Person],
    now: datetime,
) -> Telling:
    """Return the candidate's wish for another hour, for the coordinators to answer."""
    candidate = interview.candidate
    notice = MoveRequested(who=Who.of(candidate), start=interview.start, wanted=wanted)
    people, change = tuple(coordinators), f":{wanted.isoformat()}"
    return to_each(people, interview, notice, speaks_of=(candidate,), now=now, change=change)
