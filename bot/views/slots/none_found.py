"""Why there is no slot, and the one change that would help most."""

from dataclasses import replace
from datetime import timedelta

from slack_sdk.models.blocks import ButtonElement

from bot.views.block_kit.blocks import Blocks, Shown, actions, button, context_line, names, section
from bot.views.block_kit.stale import stale_words
from bot.views.slots.question import encode, names_in, only_words, whom
from scheduling.model import Actor
from scheduling.results import SlotsAnswer, SlotsAsked
from scheduling.slots import Explanation, Match, Suggestion, SuggestionKind, WhyNone
from scheduling.timespan import day_words, words_for
from scheduling.wording.saying.people import names_apart
from scheduling.wording.saying.slots import why_words

ASK = "slots_ask"
ASK_BESIDE = "slots_ask_beside"
"""The same where the message with the button is to stay."""
BOOK_ANYWAY = "slots_book_anyway"

_ANY_HOURS = Suggestion(kind=SuggestionKind.ASK_FOR_HOURS)
_MOMENT = timedelta(microseconds=1)


def none_blocks(answer: SlotsAnswer, why: Explanation, *, reader: Actor) -> Blocks:
    """Say why there is no slot, and offer the one change that would help most."""
    asked, shown = answer.asked, names_in(answer)
    only = only_words(answer, reader=reader)
    blocks: Blocks = [
        section(f"*No slot* for {whom(answer)} {_days(asked, reader)}{only}."),
        section(why_words(why, who=names(why.people, shown))),
    ]
    if answer.declined and why.why is not WhyNone.DECLINED:
        have = "has" if len(answer.declined) == 1 else "have"
        who = names(answer.declined, shown)
        blocks.append(section(f"{who} {have} said that they can't make an hour in that time."))
    change = why.change or (_ANY_HOURS if why.why is WhyNone.NO_INTERVIEWERS else None)
    if change is not None:
        blocks.append(section(f"*What would help most:* {_change_words(change, shown, reader)}"))
    if answer.stale:
        blocks.append(context_line(stale_words(answer.stale)))
    buttons = [*_try_change(answer, why.change)]
    if reader.is_coordinator:
        buttons.append(another_hour(asked))
    return [*blocks, actions(*buttons)] if buttons else blocks


def another_hour(asked: SlotsAsked) -> ButtonElement:
    """Return the button to book an hour that is not among the slots."""
    return button("Book another hour…", action_id=BOOK_ANYWAY, value=encode(asked))


def _days(asked: SlotsAsked, reader: Actor) -> str:
    """The days asked for, both included: the end of the asked time is the start of none."""
    ends = (asked.start, asked.end - _MOMENT)
    first, last = (day_words(moment, zone=reader.zone) for moment in ends)
    return f"on {first}" if first == last else f"from {first} to {last}"


def _change_words(change: Suggestion, shown: Shown, reader: Actor) -> str:
    who = names(change.people, shown)
    gives = _gives(change, reader)
    match change.kind:
        case SuggestionKind.LOOK_LATER:
            return f"look later: {gives}."
        case SuggestionKind.LEAVE_OUT:
            return f"do without {who}: {gives}."
        case SuggestionKind.ANY_INSTEAD_OF_ALL:
            return f"take any one of the interviewers instead of all: {gives}."
        case SuggestionKind.HALF_HOUR_MORE:
            return f"ask {who} for half an hour more: {gives}."
        case SuggestionKind.ASK_FOR_HOURS:
            whom = who if change.people else "somebody who can interview"
            return f"ask {whom} for hours: `/availability` takes a minute."


def _gives(change: Suggestion, reader: Actor) -> str:
    several = change.slots != 1
    slots = f"{change.slots} slot{'s' * several}"
    if change.first is None:
        return slots
    first = words_for(change.first, zone=reader.zone)
    return f"{slots}, the first on {first}" if several else f"{slots}, on {first}"


def _try_change(answer: SlotsAnswer, change: Suggestion | None) -> list[ButtonElement]:
    asked = answer.asked
    if change is None:
        return []
    match change.kind:
        case SuggestionKind.LOOK_LATER if change.first is not None:
            later = replace(asked, start=change.first, end=change.first + (asked.end - asked.start))
            return [button("Look later", action_id=ASK, value=encode(later))]
        case SuggestionKind.LEAVE_OUT:
            gone = {person.id for person in change.people}
            fewer = replace(
                asked, interviewer_ids=tuple(i for i in asked.interviewer_ids if i not in gone)
            )
            shown = names_apart(answer.found.question.interviewers)
            label = f"Find slots without {shown[change.people[0].id]}"
            return [button(label, action_id=ASK, value=encode(fewer))]
        case SuggestionKind.ANY_INSTEAD_OF_ALL:
            any_one = replace(asked, match=Match.ANY)
            return [button("Find slots with any of them", action_id=ASK, value=encode(any_one))]
        case _:
            return []
