"""News of a change: told by a channel or owed to somebody, and of whom they speak."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from functools import partial

from scheduling.messages.reasons import BY_HAND
from scheduling.messages.telling import Telling
from scheduling.model import (
    Channel,
    Interview,
    MessageKind,
    News,
    Notice,
    OwedNews,
    Person,
    PlannedMessage,
    RequestContext,
    Undelivered,
    Untold,
)
from scheduling.model.api_access import LinkPurpose
from scheduling.model.messages import MessageState
from scheduling.model.notices import (
    Added,
    Booked,
    Cancelled,
    DetailsChanged,
    LastRead,
    Moved,
    Removed,
    RoundBooked,
)
from scheduling.model.permissions import as_shown_to
from scheduling.model.request import Who
from scheduling.results.messages import by_somebody
from scheduling.store import Session, interviews, people
from scheduling.store.messages import outbox, untold
from scheduling.store.people import candidate_links

_AT_ONCE = 500
"""Messages in one statement; SQLite takes no more than some 2,500 of them."""

Owing = Booked | Moved | Cancelled | Added | Removed
"""What people must hear: that they have an interview, at another hour, or none."""
_ALSO_OWED = Owing | DetailsChanged
"""The last is owed to those alone who have heard of the interview: the others hear it with that."""


def tell(
    session: Session,
    news: Telling,
    more: Iterable[PlannedMessage] = (),
    *,
    context: RequestContext,
) -> tuple[Untold, ...]:
    """Plan the messages of a change, and keep what is owed to those whom no channel reaches.

    Returns these, with what they may be told. Whom a channel tells by now is owed nothing about
    that interview any more.
    """
    planned, now = (*news.messages, *more), context.now
    for first in range(0, len(planned), _AT_ONCE):
        outbox.plan(session, planned[first : first + _AT_ONCE], now=now)
    hear = [each for each in news.messages if isinstance(each.notice, Owing)]
    _forget_owed(session, hear)
    reread = [each for each in news.messages if isinstance(each.notice, DetailsChanged)]
    _forget_owed(session, reread, kinds=frozenset({MessageKind.DETAILS_CHANGED}))
    owed = [one for each in news.untold for one in _owed(each)]
    untold.note(session, (one for one in owed if isinstance(one.notice, Owing)))
    beside = (one for one in owed if not isinstance(one.notice, Owing))
    untold.note_unless_known(session, beside)
    for message in hear:
        if message.channel is Channel.EMAIL:
            _have_page(session, message, now=now)
    return tuple(as_told(each, context=context) for each in news.untold)


def as_told(untold: Untold, *, context: RequestContext) -> Untold:
    """Return what somebody is to be told, to a candidate without names that they are not shown."""
    untold = replace(untold, usual_locale=context.rules.candidate_locale)
    sees_panel = context.rules.candidates_see_panel
    news, theirs = untold.news, partial(as_shown_to, untold.person, sees_panel=sees_panel)
    shown = tuple(map(theirs, news.interviews))
    hidden = {
        person.id
        for was, now in zip(news.interviews, shown, strict=True)
        for person in {*was.interviewers} - {*now.interviewers}
    }
    notice = by_somebody(news.notice, hidden=hidden)
    named = {id: person for id, person in news.people.items() if id not in hidden}
    return replace(untold, news=News(notice=notice, interviews=shown, people=named))


def owe_confirmations(
    session: Session, several: Iterable[Interview], *, person: Person | None = None, now: datetime
) -> None:
    """Keep that people outside Slack are to be told of interviews that were booked before.

    Those whom no mail about one has told; or that person alone, whatever was sent to the address
    that they had.
    """
    for interview in several:
        told = _told_of(session, interview) if person is None else frozenset[int]()
        outside = [each for each in interview.people if each.slack_user_id is None]
        untold.note_unless_known(
            session,
            (
                OwedNews(
                    interview_id=interview.id,
                    person_id=each.id,
                    notice=Booked(by=_booker(session, interview), start=interview.start),
                    at=now,
                )
                for each in outside
                if each.id not in told and (person is None or each.id == person.id)
            ),
        )


def owed_ahead(session: Session, *, context: RequestContext) -> tuple[Untold, ...]:
    """Return what is owed to people of interviews to come, earliest first, with its words."""
    owed = untold.ahead(session, after=context.now)
    receivers = people.by_ids(session, {each.person_id for each in owed})
    booked = interviews.booked_among(session, {each.interview_id for each in owed})
    by_id = {interview.id: interview for interview in booked}
    return tuple(
        as_told(_untold(session, each, interview, receivers[each.person_id]), context=context)
        for each in owed
        # Of those that are off there are few; what a later version has kept can't be said.
        if isinstance(each.notice, _ALSO_OWED)
        and (
            interview := by_id.get(each.interview_id) or interviews.get(session, each.interview_id)
        )
    )


def owed_as_undelivered(session: Session, *, now: datetime) -> tuple[Undelivered, ...]:
    """Return the same of interviews that take place, as what has not been delivered."""
    owed = untold.ahead(session, after=now)
    booked = interviews.booked_among(session, {each.interview_id for each in owed})
    ids = {interview.id for interview in booked}
    return tuple(
        Undelivered(
            interview_id=each.interview_id,
            person_id=each.person_id,
            kind=each.notice.kind,
            state=MessageState.DEAD,
            reason=BY_HAND,
        )
        for each in owed
        if each.interview_id in ids
    )


def are_people_to_tell(session: Session, *, now: datetime) -> bool:
    """Tell whether anybody is still to be told by hand, of what is off as well."""
    return bool(untold.ahead(session, after=now))


def _forget_owed(
    session: Session,
    told: Iterable[PlannedMessage],
    *,
    kinds: frozenset[MessageKind] | None = None,
) -> None:
    """What a channel tells people by now, or what these kinds say of it, nobody owes them."""
    several = tuple(told)
    untold.forget(
        session,
        interview_ids={each.interview_id for each in several if each.interview_id is not None},
        person_ids={each.person_id for each in several},
        kinds=kinds,
    )


def _told_of(session: Session, interview: Interview) -> frozenset[int]:
    """Who has got a message about it, or will, by id."""
    never = (MessageState.CANCELLED, MessageState.EXPIRED, MessageState.DEAD)
    about = outbox.of_interview(session, interview.id)
    return frozenset(
        message.person_id
        for message, state in about
        if isinstance(message.notice, Owing) and state not in never
    )


def _booker(session: Session, interview: Interview) -> Who:
    member = people.ever_by_slack_id(session, interview.booked_by)
    return Who.of(member) if member is not None else Who(name=interview.booked_by)


def _have_page(session: Session, message: PlannedMessage, *, now: datetime) -> None:
    """Have a candidate who is written to find their own page in the mail."""
    interview = interviews.get(session, message.interview_id or 0)
    if interview is None or interview.candidate.id != message.person_id:
        return
    if not candidate_links.open_of(session, message.person_id, now=now):
        candidate_links.add(
            session,
            interview.candidate,
            purpose=LinkPurpose.INTERVIEWS,
            made_by=None,
            expires_at=interview.span.end,
            now=now,
        )


def _owed(each: Untold) -> Iterable[OwedNews]:
    notice = each.news.notice
    for interview in each.news.interviews:
        said: Notice = notice
        if isinstance(notice, RoundBooked):
            said = Booked(by=notice.by, start=interview.start)
        if isinstance(said, _ALSO_OWED):
            yield OwedNews(
                interview_id=interview.id, person_id=each.person.id, notice=said, at=each.at
            )


def _untold(session: Session, owed: OwedNews, interview: Interview, receiver: Person) -> Untold:
    start = getattr(owed.notice, "start", interview.start)
    news = News(
        notice=owed.notice,
        interviews=(replace(interview, start=start),),
        people=people_in(session, owed.notice),
    )
    return Untold(person=receiver, news=news, at=owed.at)


def people_in(session: Session, notice: Notice) -> Mapping[int, Person]:
    """Return those of whom a notice speaks, by id, as they are called now.

    Where a row of version 1 has a name alone, everybody of that name: it is not known who is
    meant, unless there is only one.
    """
    named = tuple(_named_in(notice))
    ids = [who.person_id for who in named if who.person_id is not None]
    found = people.by_ids(session, ids) if ids else {}
    for who in named:
        if who.slack_user_id is not None:
            member = people.ever_by_slack_id(session, who.slack_user_id)
            found |= {} if member is None else {member.id: member}
        if who.called:
            alike = people.named(session, who.called)
            found |= {person.id: person for person in alike if person.name == who.called}
    return found


def _named_in(notice: Notice) -> Iterable[Who]:
    for fact in fields(notice):
        value = getattr(notice, fact.name)
        several = value if isinstance(value, tuple) else (value,)
        yield from (each for each in several if isinstance(each, Who))
        yield from (each.who for each in several if isinstance(each, LastRead))
