"""Every direct message, dressed: what happened, when it is, the buttons."""

from datetime import datetime, timedelta

from slack_sdk.models.blocks import ButtonElement

from bot.views.block_kit.blocks import Blocks, actions, button, context_line, other_clocks, section
from bot.views.block_kit.marked import mrkdwn, notification
from bot.views.calendars.unconfirmed import confirm_buttons
from bot.views.candidates.answering import answer_buttons
from bot.views.distribution.action_ids import REBALANCE
from bot.views.distribution.notice import round_message
from bot.views.hours.calendars import calendars_button, sign_in_again_button
from bot.views.hours.changed import UNDO
from bot.views.hours.words import OPEN as OPEN_HOURS
from bot.views.hours.words import ListPlace, place_value
from bot.views.interviews.conflict import my_ways_out, open_button
from bot.views.interviews.shown.buttons import REPLACE, cancel_button, decline_button, move_button
from bot.views.interviews.shown.pressed import pressed_value
from bot.views.interviews.stand_ins import going_on_button
from bot.views.interviews.untold import pass_on_blocks
from bot.views.slots.none_found import ASK_BESIDE
from bot.views.slots.question import encode
from scheduling.errors import CalendarFault
from scheduling.model import Channel, Interview, MessageKind, News, Person, Untold
from scheduling.model.notices import (
    CannotMakeIt,
    Conflict,
    MoveRequested,
    Reminder,
    RemindThem,
    RoundBooked,
)
from scheduling.model.notices_about_people import (
    WITHOUT_INTERVIEW,
    CalendarSilent,
    CalendarUnconfirmed,
    HoursChanged,
    HoursGiven,
    LinkSent,
    Registered,
)
from scheduling.model.permissions import as_shown_to
from scheduling.model.request import Who
from scheduling.results import MessageContext, SlotsAsked
from scheduling.slots import Match
from scheduling.wording.saying.marked import plain
from scheduling.wording.saying.naming import Names
from scheduling.wording.saying.notices.sentences import (
    is_late,
    late_words,
    notice_details,
    notice_words,
)
from scheduling.wording.saying.reader import Reader

_MOST_BUTTONS = 3
_LOOKS_AHEAD = timedelta(days=14)
"""For another hour in the place of one that is off."""

_MY_HOUR = {
    MessageKind.BOOKED,
    MessageKind.MOVED,
    MessageKind.ADDED,
    MessageKind.REMINDER,
    MessageKind.DETAILS_CHANGED,
}
"""Messages that tell somebody when they have an interview."""
_SIGNS = {
    MessageKind.REMINDER: ":alarm_clock:",
    MessageKind.CANNOT_MAKE_IT: ":warning:",
    MessageKind.CONFLICT: ":warning:",
    MessageKind.UNDELIVERED: ":warning:",
    MessageKind.MANY_LEFT: ":warning:",
    MessageKind.CALENDAR_SILENT: ":warning:",
    MessageKind.CALENDAR_UNCONFIRMED: ":warning:",
}
_USUAL_SIGN = ":calendar:"


def message(letter: MessageContext, *, now: datetime) -> tuple[str, Blocks]:
    """Return the message as plain text that stands alone, and as blocks.

    It must not be gone. Raises CannotBeSaid.
    """
    news, reader = letter.news, _reading(letter)
    if news.notice.kind in WITHOUT_INTERVIEW:
        return _about_people(news, reader=reader, now=now)
    if isinstance(news.notice, RoundBooked):
        return round_message(news, reader=reader, now=now)
    kind, (interview,) = news.notice.kind, news.interviews
    sentence = notice_words(news, reader=reader, now=now)
    sorry = f"{notification(late_words(reader))} " if is_late(news, now=now) else ""
    first = f"{sorry}{_SIGNS.get(kind, _USUAL_SIGN)}"
    details = notice_details(news, reader=reader)
    blocks: Blocks = [
        section(f"{first} {mrkdwn(sentence)}"),
        *(section(mrkdwn(line)) for line in details),
        *_context(interview, letter.recipient, kind),
    ]
    if isinstance(news.notice, RemindThem):
        blocks += _words_for(news.notice.who, letter, now=now)
    buttons = [] if sorry else _buttons(letter, interview, now=now)
    words = "\n".join([notification(sentence), *map(notification, details)])
    return f"{first} {words}", [*blocks, *buttons]


def _about_people(news: News, *, reader: Reader, now: datetime) -> tuple[str, Blocks]:
    """What is about no interview: of the reader's own, with a way to see it and to put it back."""
    sentence = notice_words(news, reader=reader, now=now)
    sign = _SIGNS.get(news.notice.kind, _USUAL_SIGN)
    blocks: Blocks = [section(f"{sign} {mrkdwn(sentence)}")]
    if isinstance(news.notice, HoursChanged):
        mine = place_value(ListPlace(person_id=None))
        see = button("See all hours", action_id=OPEN_HOURS, value=mine)
        blocks.append(actions(button("Undo", action_id=UNDO, value=news.notice.undo), see))
    if isinstance(news.notice, CalendarSilent):
        has_ended = news.notice.fault == CalendarFault.SIGN_IN_ENDED
        again = sign_in_again_button(None, which=news.notice.host)
        blocks.append(actions(again if has_ended else calendars_button()))
    if isinstance(news.notice, CalendarUnconfirmed):
        blocks.append(confirm_buttons(news.notice.unconfirmed, which=news.notice.host))
    if isinstance(news.notice, Registered):
        mine = place_value(ListPlace(person_id=None))
        blocks.append(actions(button("Give hours", action_id=OPEN_HOURS, value=mine)))
    if isinstance(news.notice, LinkSent):
        own = place_value(ListPlace(person_id=None))
        blocks.append(actions(button("Give my hours", action_id=OPEN_HOURS, value=own)))
    if isinstance(news.notice, HoursGiven):
        theirs = place_value(ListPlace(person_id=news.notice.who.person_id))
        blocks.append(actions(button("See their hours", action_id=OPEN_HOURS, value=theirs)))
    return f"{sign} {notification(sentence)}", blocks


_NOT_FREE = "It was booked although somebody is not free then, by their hours or their calendar."


def _context(interview: Interview, reader: Person, kind: MessageKind) -> Blocks:
    if kind not in _MY_HOUR:
        return []
    lines = [other_clocks(interview, zone=reader.zone)]
    if interview.outside_availability and kind is not MessageKind.REMINDER:
        lines.append(_NOT_FREE)
    if reader.id == interview.candidate.id:
        lines.append("`/interviews` moves or cancels it.")
    return [context_line(line) for line in lines if line]


def _buttons(letter: MessageContext, interview: Interview, *, now: datetime) -> Blocks:
    reader, notice = letter.recipient, letter.claimed.message.notice
    kind = notice.kind
    on_panel = any(person.id == reader.id for person in interview.interviewers)
    if kind in _MY_HOUR and on_panel and reader.id not in interview.declined:
        return [actions(decline_button(interview, reader=_reading(letter)))]
    if isinstance(notice, CannotMakeIt):
        ways = _ways_out(letter, interview, notice.who)
        cancel = cancel_button(interview, reader=_reading(letter))
        return [actions(*ways, *_rebalance(letter), cancel)]
    if isinstance(notice, MoveRequested):
        return [actions(*answer_buttons(interview, notice, reader=_reading(letter)))]
    if isinstance(notice, Conflict):
        return [actions(*_out_of_conflict(letter, interview, notice.who))]
    if kind is MessageKind.CANCELLED and reader.is_coordinator:
        return [actions(*(_rebalance(letter) or [_another_slot(interview, now=now)]))]
    return []


def _another_slot(interview: Interview, *, now: datetime) -> ButtonElement:
    """The offer to look for another hour with the same people."""
    asked = SlotsAsked(
        candidate_id=interview.candidate.id,
        interviewer_ids=tuple(person.id for person in interview.interviewers),
        match=Match.ALL,
        start=now,
        end=now + _LOOKS_AHEAD,
    )
    return button("Find another slot", action_id=ASK_BESIDE, value=encode(asked))


def _words_for(who: Who, letter: MessageContext, *, now: datetime) -> Blocks:
    """What somebody is to be told, without the panel's names: not every candidate sees them."""
    person, interview = _names(letter).person(who), letter.news.interviews[0]
    if person is None:
        return []
    shown = as_shown_to(person, interview, sees_panel=False)
    news = News(notice=Reminder(), interviews=(shown,), people={person.id: person})
    return pass_on_blocks(Untold(person=person, news=news, at=now))


def _rebalance(letter: MessageContext) -> list[ButtonElement]:
    """The offer to look for the fewest moves, where the interview came out of a round."""
    if letter.round_id is None:
        return []
    label = "Plan again with the fewest moves"
    return [button(label, action_id=REBALANCE, value=str(letter.round_id))]


def _out_of_conflict(letter: MessageContext, interview: Interview, who: Who) -> list[ButtonElement]:
    # Of an older row only a name may be known.
    person = _names(letter).person(who)
    if person is not None and person.id == letter.recipient.id:
        return my_ways_out(interview, reader=_reading(letter))
    if person is None:
        return [open_button(interview, reader=_reading(letter))]
    if person.id == interview.candidate.id:
        move = move_button(interview, reader=_reading(letter))
        return [move, open_button(interview, reader=_reading(letter))]
    ways = _ways_out(letter, interview, Who.of(person))
    return [*ways, open_button(interview, reader=_reading(letter))]


def _ways_out(letter: MessageContext, interview: Interview, who: Who) -> list[ButtonElement]:
    """The offers to go on with somebody else on the panel, without the one who can't come, or at
    another hour where nobody else is free.
    """
    names, leaving = _names(letter), who.person_id
    assert leaving is not None  # only those who are registered have a seat to leave
    buttons = [
        button(
            f"Replace with {plain(names.of_person(stand_in))}",
            action_id=f"{REPLACE}_{place}",
            value=pressed_value(interview, leaving, stand_in.id),
        )
        for place, stand_in in enumerate(letter.stand_ins[:_MOST_BUTTONS])
    ]
    if len(interview.interviewers) > 1:
        buttons.append(
            going_on_button(plain(names.of(who)), value=pressed_value(interview, leaving))
        )
    if not letter.stand_ins:
        # The words say "move or cancel it" then.
        buttons.append(move_button(interview, reader=_reading(letter)))
    return buttons


def _reading(letter: MessageContext) -> Reader:
    return Reader.of(letter.recipient, channel=Channel.SLACK)


def _names(letter: MessageContext) -> Names:
    """How people are called on buttons, which show plain text alone."""
    news = letter.news
    involved = (*news.people.values(), *news.interviews[0].people, *news.stand_ins)
    return Names.among(involved, reader=Reader.of(letter.recipient, channel=None))
