"""What could not be delivered, and why, in words."""

from collections.abc import Iterable

from bot.views.block_kit.blocks import escape
from scheduling.messages.notices import DEACTIVATED, GONE, TOO_LATE, UNCERTAIN, UNWRITTEN
from scheduling.model import Interview, MessageKind, MessageState, Person, Undelivered

_NOT_FOUND = "Slack does not find their account"
_OUR_SIDE = "something broke on our side"
_REASONS = {
    DEACTIVATED: "their Slack account is deactivated",
    GONE: "their Slack account is gone",
    TOO_LATE: "nothing could be sent in time",
    UNCERTAIN: "Slack broke off in the middle, and the bot may not look whether they got it",
    UNWRITTEN: _OUR_SIDE,
    "channel_not_found": _NOT_FOUND,
    "user_not_found": _NOT_FOUND,
    "user_disabled": "their Slack account is deactivated",
    "cannot_dm_bot": "apps can't be written to",
    "is_archived": "their conversation with the bot is archived",
    "messages_tab_disabled": "messages to this app are switched off",
    "restricted_action": "the workspace does not let this app write to them",
    "not_in_channel": "the bot is not in that conversation",
    "invalid_blocks": _OUR_SIDE,
    "invalid_blocks_format": _OUR_SIDE,
    "invalid_arguments": _OUR_SIDE,
    "msg_too_long": _OUR_SIDE,
    "msg_blocks_too_long": _OUR_SIDE,
    "no_text": _OUR_SIDE,
}


def why(reason: str) -> str:
    """Say why a message was not delivered, as the end of a sentence."""
    if reason in _REASONS:
        return _REASONS[reason]
    if reason.replace("_", "").isalpha() and reason.islower():
        return f"Slack does not take it (`{reason}`)"
    return "Slack could not be reached"


def undelivered_lines(interview: Interview, undelivered: Iterable[Undelivered]) -> list[str]:
    """Return a line for each person of an interview who may have missed something."""
    people = {person.id: person for person in interview.people}
    return [
        _line(one, people[one.person_id])
        for one in undelivered
        if one.interview_id == interview.id and one.person_id in people
    ]


def _line(one: Undelivered, person: Person) -> str:
    name = escape(person.name)
    what = "reminded" if one.kind is MessageKind.REMINDER else "told"
    if one.state is MessageState.UNKNOWN:
        return f":hourglass: It is not certain yet that {name} was {what}; I'm looking."
    if one.reason == UNCERTAIN:
        return f":warning: It is not certain that {name} was {what}: {why(one.reason)}."
    return f":warning: {name} was not {what}: {why(one.reason)}."
