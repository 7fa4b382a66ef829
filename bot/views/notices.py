"""Every direct message: what happened, when it is by the reader's clock, and what one can do."""

from dataclasses import replace
from datetime import datetime, timedelta

from slack_sdk.models.blocks import ButtonElement

from bot.views.block_kit.blocks import (
    Blocks,
    actions,
    button,
    confirm,
    context_line,
    escape,
    names,
    other_clocks,
    section,
    when,
)
from bot.views.distribution.action_ids import REBALANCE
from bot.views.distribution.notice import round_message
from bot.views.interviews.undelivered import why
from bot.views.interviews.upcoming import REMOVE, REPLACE, cancel_button, decline_button
from scheduling.messages.notices import BY, COMING, LEAVING, REASON, START, TOO_LATE, UNCERTAIN, WAS
from scheduling.model import Interview, MessageKind, Person
from scheduling.results import MessageContext
from scheduling.timespan import words_for
from scheduling.wording.saying import length_words

_MOST_BUTTONS = 3
_MOST_NAMES = 6

_MY_HOUR = {MessageKind.BOOKED, MessageKind.MOVED, MessageKind.ADDED, MessageKind.REMINDER}
"""Messages that tell somebody when they have an interview."""
_URGENT = {*_MY_HOUR, MessageKind.PANEL_CHANGED, MessageKind.CANNOT_MAKE_IT, MessageKind.CONFLICT}
"""Messages that come late when the interview has begun."""


def message(letter: MessageContext, *, now: datetime) -> tuple[str, Blocks]:
    """Return the message as plain text that stands alone, and as blocks.

    The letter must have an interview.
    """
    assert letter.interview is not None
    reader, kind = letter.recipient, letter.claimed.message.kind
    if kind is MessageKind.ROUND_BOOKED:
        return round_message(letter)
    facts = dict(letter.claimed.message.facts)
    start = datetime.fromisoformat(facts[START]) if START in facts else letter.interview.start
    interview = replace(letter.interview, start=start)
    sentence = _sentence(letter, interview, facts, now=now)
    is_late = kind in _URGENT and start <= now
    if is_late:
        sentence = f"Sorry, this comes late. {sentence}"
    shown = sentence.format(when=f"*{when(start, zone=reader.zone)}*")
    plain = sentence.format(when=words_for(start, zone=reader.zone)).replace("*", "")
    blocks: Blocks = [section(shown), *_context(interview, reader, kind)]
    return plain, blocks if is_late else [*blocks, *_buttons(letter, interview, facts)]


def _sentence(
    letter: MessageContext, interview: Interview, facts: dict[str, str], *, now: datetime
) -> str:
    """The message with a gap, {when}, for the time."""
    reader = letter.recipient
    the_interview, with_whom = (
        _braces(words(interview, reader)) for words in (_the_interview, _with_whom)
    )
    by = _braces(escape(facts.get(BY, "")))
    has = "You have" if facts.get(BY) == reader.name else f"{by} has"
    match letter.claimed.message.kind:
        case MessageKind.REMINDER:
            left = length_words(_whole_minutes(interview.start - now))
            return f":alarm_clock: {_upper(the_interview)} starts in {left}: {{when}}."
        case MessageKind.BOOKED | MessageKind.ROUND_BOOKED:
            return f":calendar: {has} booked an interview for you: {{when}}, {with_whom}."
        case MessageKind.MOVED:
            was = words_for(datetime.fromisoformat(facts[WAS]), zone=reader.zone)
            return f":calendar: {has} moved {the_interview}. It is now {{when}}, not {was}."
        case MessageKind.CANCELLED:
            return f":calendar: {has} cancelled {the_interview}, {{when}}. That hour is free again."
        case MessageKind.ADDED:
            return f":calendar: {has} put you on the panel of an interview: {{when}}, {with_whom}."
        case MessageKind.REMOVED:
            candidate = _braces(escape(interview.candidate.name))
            return (
                f":calendar: {has} taken you off the interview with *{candidate}*, {{when}}. "
                "That hour is yours again."
            )
        case MessageKind.PANEL_CHANGED:
            stays = f"{_upper(the_interview)} stays as it is: {{when}}."
            return f":calendar: *{_change_of_panel(facts)}.* {stays}"
        case MessageKind.CANNOT_MAKE_IT:
            help_ = _braces(_help(letter.stand_ins))
            return f":warning: *{by} can't make it*: {the_interview}, {{when}}. {help_}"
        case MessageKind.CONFLICT:
            return (
                f":warning: {has} changed their {facts[REASON]}, and {the_interview}, {{when}}, "
                "now lies outside their hours. It stays booked; `/interviews` moves or cancels it."
            )
        case MessageKind.UNDELIVERED:
            return f":warning: {_not_reached(by, facts[REASON], the_interview)}"


def _the_interview(interview: Interview, reader: Person) -> str:
    if any(person.id == reader.id for person in interview.people):
        return f"your interview {_with_whom(interview, reader)}"
    candidate = escape(interview.candidate.name)
    return f"the interview of *{candidate}* with {names(interview.interviewers)}"


def _with_whom(interview: Interview, reader: Person) -> str:
    """Whom one meets; for interviewers, also beside whom."""
    if reader.id == interview.candidate.id:
        return f"with {names(interview.interviewers)}"
    others = tuple(person for person in interview.interviewers if person.id != reader.id)
    beside = f" (together with {names(others)})" if others else ""
    return f"with *{escape(interview.candidate.name)}*{beside}"


def _change_of_panel(facts: dict[str, str]) -> str:
    leaving = _braces(escape(facts[LEAVING]))
    coming = _braces(escape(facts[COMING]))
    if leaving and coming:
        return f"{coming} takes over from {leaving}"
    return f"{leaving} is not on the panel any more" if leaving else f"{coming} joins the panel"


def _help(stand_ins: tuple[Person, ...]) -> str:
    if not stand_ins:
        return "Nobody else is free at that hour: move or cancel it, or ask somebody for hours."
    if len(stand_ins) > _MOST_NAMES:
        some = ", ".join(escape(person.name) for person in stand_ins[:_MOST_NAMES])
        return f"{some} and {len(stand_ins) - _MOST_NAMES} more are free then."
    return f"{names(stand_ins)} {'is' if len(stand_ins) == 1 else 'are'} free then."


def _not_reached(whom: str, reason: str, the_interview: str) -> str:
    if reason == TOO_LATE:
        return (
            f"{whom} was not reminded of {the_interview}, {{when}}: I could send nothing until it "
            "had begun."
        )
    if reason == UNCERTAIN:
        return (
            f"I can't tell whether {whom} got my message about {the_interview}, {{when}}: "
            f"{why(reason)}. Please ask them yourself."
        )
    return (
        f"I could not reach {whom} about {the_interview}, {{when}}: {why(reason)}. "
        "Please tell them yourself."
    )


def _context(interview: Interview, reader: Person, kind: MessageKind) -> Blocks:
    if kind not in _MY_HOUR:
        return []
    lines = [other_clocks(interview, zone=reader.zone)]
    if interview.outside_availability and kind is not MessageKind.REMINDER:
        lines.append("It lies outside the hours that somebody has given.")
    if reader.id == interview.candidate.id:
        lines.append("`/interviews` moves or cancels it.")
    return [context_line(line) for line in lines if line]


def _buttons(letter: MessageContext, interview: Interview, facts: dict[str, str]) -> Blocks:
    reader, kind = letter.recipient, letter.claimed.message.kind
    on_panel = any(person.id == reader.id for person in interview.interviewers)
    if kind in _MY_HOUR and on_panel and reader.id not in interview.declined:
        return [actions(decline_button(interview))]
    if kind is MessageKind.CANNOT_MAKE_IT:
        return [actions(*_ways_out(letter, interview, facts))]
    if kind is MessageKind.CANCELLED and reader.is_coordinator and letter.round_id is not None:
        return [actions(*_rebalance(letter))]
    return []


def _rebalance(letter: MessageContext) -> list[ButtonElement]:
    """The offer to look for the fewest moves, where the interview came out of a round."""
    if letter.round_id is None:
        return []
    label = "Re-level with the fewest moves"
    return [button(label, action_id=REBALANCE, value=str(letter.round_id))]


def _ways_out(
    letter: MessageContext, interview: Interview, facts: dict[str, str]
) -> list[ButtonElement]:
    leaving, by = facts[LEAVING], facts[BY]
    buttons = [
        button(
            f"Replace with {stand_in.name}",
            action_id=f"{REPLACE}_{place}",
            value=f"{interview.id}:{leaving}:{stand_in.id}",
        )
        for place, stand_in in enumerate(letter.stand_ins[:_MOST_BUTTONS])
    ]
    if len(interview.interviewers) > 1:
        ask_first = confirm(
            title="Go on without them?",
            text=f"{escape(by)} leaves the panel, and the others are told.",
            yes="Go on without them",
            no="Keep them for now",
        )
        value = f"{interview.id}:{leaving}"
        buttons.append(
            button(f"Go on without {by}", action_id=REMOVE, value=value, confirm=ask_first)
        )
    return [*buttons, *_rebalance(letter), cancel_button(interview, zone=letter.recipient.zone)]


def _whole_minutes(left: timedelta) -> timedelta:
    return max(timedelta(minutes=round(left / timedelta(minutes=1))), timedelta(minutes=1))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _braces(text: str) -> str:
    """What somebody typed must not open a gap."""
    return text.replace("{", "{{").replace("}", "}}")
