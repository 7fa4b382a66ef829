"""What could not be delivered, and why, in words."""

from collections.abc import Iterable

from bot.views.block_kit.blocks import escape
from bot.views.block_kit.marked import mrkdwn
from scheduling.messages.notices import UNCERTAIN
from scheduling.model import Interview, MessageKind, MessageState, Undelivered
from scheduling.wording.saying.people import names_apart
from scheduling.wording.saying.undelivered import why


def undelivered_lines(interview: Interview, undelivered: Iterable[Undelivered]) -> list[str]:
    """Return a line for each person of an interview who may have missed something."""
    names = names_apart(interview.people)
    return [
        _line(one, escape(names[one.person_id]))
        for one in undelivered
        if one.interview_id == interview.id and one.person_id in names
    ]


def _line(one: Undelivered, name: str) -> str:
    what = "reminded" if one.kind is MessageKind.REMINDER else "told"
    if one.state is MessageState.UNKNOWN:
        return f":hourglass: It is not certain yet that {name} was {what}; I'm looking."
    if one.reason == UNCERTAIN:
        return f":warning: It is not certain that {name} was {what}: {mrkdwn(why(one.reason))}."
    return f":warning: {name} was not {what}: {mrkdwn(why(one.reason))}."
