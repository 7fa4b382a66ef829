"""What a notice says, in sentences: once, for every channel."""

from datetime import datetime

from scheduling.model import Interview, MessageKind, News
from scheduling.model.details import Detail
from scheduling.model.notice_kinds import ChangedHours
from scheduling.model.notices import (
    Added,
    Booked,
    CalendarEntry,
    CalendarEntryEnded,
    Cancelled,
    CanMakeIt,
    CannotMakeIt,
    Conflict,
    DetailsChanged,
    HourPicked,
    Moved,
    MoveRequested,
    NotReached,
    PanelChanged,
    Reminder,
    RemindThem,
    Removed,
    RoundBooked,
    Unreadable,
)
from scheduling.model.notices_about_people import (
    CalendarSilent,
    CalendarUnconfirmed,
    HoursChanged,
    HoursGiven,
    LinkSent,
    ManyLeft,
    Merged,
    Registered,
    RoleChanged,
    TakenOut,
)
from scheduling.wording.saying.details import detail_lines, place_line
from scheduling.wording.saying.marked import Marked, joined
from scheduling.wording.saying.notices.about_people import AboutPeople
from scheduling.wording.saying.notices.calls_for_help import CallsForHelp
from scheduling.wording.saying.notices.changes import Changes
from scheduling.wording.saying.notices.last_read import CalendarMarks
from scheduling.wording.saying.notices.of_candidates import OfCandidates
from scheduling.wording.saying.notices.phrases import Phrases
from scheduling.wording.saying.reader import Reader

MOST_LINES = 20
"""The interviews of a round that are listed."""

_TELLS_OF_AN_HOUR_AHEAD = {
    MessageKind.BOOKED,
    MessageKind.MOVED,
    MessageKind.ADDED,
    MessageKind.REMINDER,
    MessageKind.PANEL_CHANGED,
    MessageKind.DETAILS_CHANGED,
    MessageKind.CANNOT_MAKE_IT,
    MessageKind.CAN_MAKE_IT,
    MessageKind.CONFLICT,
    MessageKind.HOUR_PICKED,
    MessageKind.MOVE_REQUESTED,
    MessageKind.REMIND_THEM,
}
"""Kinds that come late when the interview has begun."""


_WITH_DETAILS = {
    MessageKind.BOOKED,
    MessageKind.MOVED,
    MessageKind.ADDED,
    MessageKind.REMINDER,
    MessageKind.PANEL_CHANGED,
    MessageKind.DETAILS_CHANGED,
    MessageKind.CALENDAR_ENTRY,
}
"""Kinds whose reader goes to the interview, and has to know where."""


class CannotBeSaid(ValueError):
    """Nobody can tell what a notice was to say: it is not of this version."""


def is_late(news: News, *, now: datetime) -> bool:
    """Tell whether the interview has begun before its news could be told."""
    return news.notice.kind in _TELLS_OF_AN_HOUR_AHEAD and news.interviews[0].start <= now


def late_words(reader: Reader) -> Marked:
    """Say sorry for what comes late; it stands before the sentence."""
    return reader.gettext("Sorry, this comes late.")


def notice_words(news: News, *, reader: Reader, now: datetime) -> Marked:
    """Return what a notice says to its reader; of a round, what stands above its interviews.

    The news must have an interview. Raises CannotBeSaid.
    """
    changes = Changes(news=news, reader=reader)
    match news.notice:
        case Reminder():
            return changes.reminder(changes.interview.start - now)
        case Booked(by=by):
            return changes.booked(by)
        case RoundBooked(by=by):
            return changes.round_booked(by, len(news.interviews))
        case Moved(by=by, was=was, last_read=last_read):
            marks = CalendarMarks(news=news, reader=reader)
            return marks.beside(changes.moved(by, reader.time_words(was)), last_read)
        case Cancelled(by=by, words=words):
            return changes.with_reason(changes.cancelled(by), words, by=by)
        case Added(by=by):
            return changes.added(by)
        case Removed(by=by):
            return changes.removed(by)
        case PanelChanged() as changed:
            return changes.panel_changed(changed)
        case CalendarEntry():
            return changes.calendar_entry()
        case CalendarEntryEnded():
            return changes.calendar_entry_ended()
        case DetailsChanged(by=by, said=said):
            return changes.details_changed(by, said)
        case CalendarSilent(host=host, days=days, fault=fault):
            return AboutPeople(news=news, reader=reader).calendar_silent(host, days, fault)
        case CalendarUnconfirmed() as asked:
            return AboutPeople(news=news, reader=reader).calendar_unconfirmed(asked)
        case (
            HoursChanged()
            | RoleChanged()
            | Registered()
            | ManyLeft()
            | Merged()
            | TakenOut() as own
        ):
            return _about_people(own, AboutPeople(news=news, reader=reader))
        case HoursGiven() | HourPicked() | LinkSent() | MoveRequested() as told:
            return _of_candidate(told, OfCandidates(news=news, reader=reader))
        case Unreadable() as unreadable:
            raise CannotBeSaid(f"{unreadable.kind} is not kept as this version keeps it")
        case call:
            return _call_for_help(call, CallsForHelp(news=news, reader=reader))


def notice_details(news: News, *, reader: Reader) -> tuple[Marked, ...]:
    """Return the lines below a notice of one interview: where it is, and what else is said of it.

    Nothing for whoever does not go there.
    """
    if news.notice.kind not in _WITH_DETAILS:
        return ()
    (interview,) = news.interviews
    lines = detail_lines(interview, reader=reader)
    said = news.notice.said if isinstance(news.notice, DetailsChanged) else ()
    if Detail.PLACE in said and not interview.details.place:
        return (reader.gettext("Where it will be is not settled any more."), *lines)
    return lines


def interview_words(interview: Interview, *, reader: Reader) -> Marked:
    """Say when one of a round's interviews is, whom the reader meets there, and where."""
    news = News(notice=Reminder(), interviews=(interview,))
    whom = Phrases(news=news, reader=reader).with_whom()
    when = reader.time_words(interview.start)
    words = reader.gettext("*{when}*, {whom}", when=when, whom=whom)
    place = place_line(interview, reader=reader)
    return joined([words, place], separator="\n") if place else words


def whole_words(news: News, *, reader: Reader, now: datetime) -> Marked:
    """Return all that a notice says, with what is said of its interview in lines below.

    The first MOST_LINES of a round, in one paragraph where nobody has said where they are.
    """
    sentence = notice_words(news, reader=reader, now=now)
    if not isinstance(news.notice, RoundBooked):
        return joined([sentence, *notice_details(news, reader=reader)], separator="\n")
    lines = [interview_words(each, reader=reader) for each in news.interviews[:MOST_LINES]]
    if any(each.details.place for each in news.interviews[:MOST_LINES]):
        return joined([sentence, *lines], separator="\n")
    listed = joined(lines, separator="; ")
    return reader.gettext("{head} {interviews}.", head=sentence, interviews=listed)


def _call_for_help(
    notice: CannotMakeIt | CanMakeIt | Conflict | NotReached | RemindThem, calls: CallsForHelp
) -> Marked:
    match notice:
        case CannotMakeIt(who=who, has_left=True):
            return calls.has_left(who)
        case CannotMakeIt(who=who, words=words):
            return calls.cannot_make_it(who, words)
        case CanMakeIt(who=who, is_by_itself=True):
            return calls.is_free_again(who)
        case CanMakeIt(who=who):
            return calls.can_make_it(who)
        case Conflict(who=who, changed=ChangedHours.AVAILABILITY):
            return calls.availability_changed(who)
        case Conflict(who=who, changed=ChangedHours.CALENDAR):
            return calls.calendar_changed(who)
        case Conflict(who=who):
            return calls.time_zone_changed(who)
        case RemindThem(who=who):
            return calls.remind_them(who)
        case NotReached(who=who, reason=reason):
            return calls.not_reached(calls.names.of(who), reason)


def _of_candidate(
    told: HoursGiven | HourPicked | LinkSent | MoveRequested, those: OfCandidates
) -> Marked:
    match told:
        case HourPicked(who=who, last_read=last_read):
            marks = CalendarMarks(news=those.news, reader=those.reader)
            return marks.beside(those.hour_picked(who), last_read)
        case HoursGiven(who=who):
            return those.hours_given(who)
        case LinkSent(by=by):
            return those.link_sent(by)
        case MoveRequested(who=who, wanted=wanted):
            return those.move_requested(who, wanted)


def _about_people(
    notice: HoursChanged | RoleChanged | Registered | ManyLeft | Merged | TakenOut, own: AboutPeople
) -> Marked:
    match notice:
        case HoursChanged():
            return own.hours_changed(notice)
        case RoleChanged(by=by, is_coordinator=is_one):
            return own.role_changed(by, is_coordinator=is_one)
        case Registered(by=by, role=role):
            return own.registered(by, role)
        case ManyLeft(count=count):
            return own.many_left(count)
        case Merged(by=by):
            return own.merged(by)
        case TakenOut(by=by):
            return own.taken_out(by)
