"""Every direct message: what happened, when it is by the reader's clock, and what one can do."""

from datetime import datetime, timedelta

from bot.views.interviews import REMOVE, REPLACE, cancel_button, decline_button
from bot.views.parts import (
    Blocks,
    actions,
    button,
    confirm,
    context,
    escape,
    names,
    other_clocks,
    section,
    when,
)
from scheduling.answers import Letter
from scheduling.model import Interview, MessageKind, Person
from scheduling.notices import BY, COMING, LEAVING, REASON, START, WAS
from scheduling.timespan import words_for
from scheduling.wording import length_words

_MOST_STAND_INS = 3


def message(letter: Letter, interview: Interview, *, now: datetime) -> tuple[str, Blocks]:
    """This will return the message as plain text that stands alone, and as blocks."""
    facts = dict(letter.claimed.message.facts)
    reader = letter.recipient
    start = datetime.fromisoformat(facts[START]) if START in facts else interview.start
    sentence = _sentence(letter, interview, facts, start=start, now=now)
    shown = sentence.format(when=f"*{when(start, zone=reader.zone)}*")
    plain = sentence.format(when=words_for(start, zone=reader.zone)).replace("*", "")
    blocks: Blocks = [section(shown)]
    clocks = other_clocks(interview, zone=reader.zone)
    if clocks and letter.claimed.message.kind in _WITH_CLOCKS:
        blocks.append(context(clocks))
    return plain, [*blocks, *_buttons(letter, interview, facts)]


_WITH_CLOCKS = {MessageKind.BOOKED, MessageKind.MOVED, MessageKind.ADDED, MessageKind.REMINDER}


def _sentence(
    letter: Letter,
    interview: Interview,
    facts: dict[str, str],
    *,
    start: datetime,
    now: datetime,
) -> str:
    """The message with a gap, {when}, for the time."""
    reader = letter.recipient
    with_whom = _braces(_with_whom(interview, reader))
    by = _braces(escape(facts.get(BY, "")))
    match letter.claimed.message.kind:
        case MessageKind.REMINDER:
            left = length_words(_whole_minutes(start - now))
            return f":alarm_clock: In {left}, {{when}}: your interview {with_whom}."
        case MessageKind.BOOKED:
            return f":calendar: You have an interview {with_whom}: {{when}}. Booked by {by}."
        case MessageKind.MOVED:
            was = words_for(datetime.fromisoformat(facts[WAS]), zone=reader.zone)
            return (
                f":calendar: Moved by {by}: the interview {with_whom} is now {{when}}, not {was}."
            )
        case MessageKind.CANCELLED:
            return (
                f"Cancelled by {by}: the interview {with_whom}, {{when}}. The hour is free again."
            )
        case MessageKind.ADDED:
            return (
                f":calendar: You are on the panel of an interview {with_whom}: {{when}}. By {by}."
            )
        case MessageKind.REMOVED:
            candidate = _braces(escape(interview.candidate.name))
            return f"{by} has taken you off the panel for {candidate}, {{when}}. The hour is yours."
        case MessageKind.PANEL_CHANGED:
            return f"{_change_of_panel(facts)} for the interview {with_whom}, {{when}}. By {by}."
        case MessageKind.CANNOT_MAKE_IT:
            help_ = _help(letter.stand_ins)
            return f":warning: {by} can't make the interview {with_whom}, {{when}}. {help_}"
        case MessageKind.CONFLICT:
            return (
                f":warning: {by} has changed their {facts[REASON]}: the interview {with_whom}, "
                "{when}, is no longer within their hours. It stays booked. `/interviews` moves it."
            )
        case MessageKind.UNDELIVERED:
            return (
                f":warning: I could not reach {by} about the interview {with_whom}, {{when}}: "
                f"{_braces(escape(facts[REASON]))}. Please tell them yourself."
            )


def _with_whom(interview: Interview, reader: Person) -> str:
    """Whom the reader meets; for a coordinator, who meets whom."""
    if reader.id == interview.candidate.id:
        return f"with {names(interview.interviewers)}"
    candidate = f"*{escape(interview.candidate.name)}*"
    others = tuple(p for p in interview.interviewers if p.id != reader.id)
    if len(others) == len(interview.interviewers):
        return f"of {candidate} with {names(others)}"
    return f"with {candidate}" + (f", together with {names(others)}" if others else "")


def _change_of_panel(facts: dict[str, str]) -> str:
    leaving = _braces(escape(facts[LEAVING]))
    coming = _braces(escape(facts[COMING]))
    if leaving and coming:
        return f"{coming} takes over from {leaving}"
    return f"{leaving} has left the panel" if leaving else f"{coming} has joined the panel"


def _help(stand_ins: tuple[Person, ...]) -> str:
    if not stand_ins:
        return "Nobody else is free at that hour: move or cancel it, or ask somebody for hours."
    verb = "is" if len(stand_ins) == 1 else "are"
    return f"{_braces(names(stand_ins))} {verb} free then."


def _buttons(letter: Letter, interview: Interview, facts: dict[str, str]) -> Blocks:
    reader, kind = letter.recipient, letter.claimed.message.kind
    on_panel = any(person.id == reader.id for person in interview.interviewers)
    if kind in _WITH_CLOCKS and on_panel and reader.id not in interview.declined:
        return [actions(decline_button(interview))]
    if kind is not MessageKind.CANNOT_MAKE_IT:
        return []
    leaving = facts[LEAVING]
    buttons = [
        button(
            f"Replace with {stand_in.name}",
            action_id=f"{REPLACE}_{place}",
            value=f"{interview.id}:{leaving}:{stand_in.id}",
        )
        for place, stand_in in enumerate(letter.stand_ins[:_MOST_STAND_INS])
    ]
    if len(interview.interviewers) > 1:
        buttons.append(
            button(
                f"Go on without {facts[BY]}",
                action_id=REMOVE,
                value=f"{interview.id}:{leaving}",
                confirm=confirm(
                    title="Go on without them?",
                    text=f"{escape(facts[BY])} leaves the panel, and everybody is told.",
                    yes="Go on without them",
                    no="Keep them for now",
                ),
            )
        )
    return [actions(*buttons, cancel_button(interview, zone=reader.zone))]


def _whole_minutes(left: timedelta) -> timedelta:
    return max(timedelta(minutes=round(left / timedelta(minutes=1))), timedelta(minutes=1))


def _braces(text: str) -> str:
    """What somebody typed must not open a gap."""
    return text.replace("{", "{{").replace("}", "}}")
