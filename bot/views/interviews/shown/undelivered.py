"""What could not be delivered, and why, in words."""

from collections.abc import Iterable

from bot.views.block_kit.blocks import Shown, shown_names
from bot.views.block_kit.marked import mrkdwn
from scheduling.messages.reasons import UNCERTAIN
from scheduling.model import Interview, MessageKind, MessageState, Undelivered
from scheduling.wording.saying.undelivered import why


def undelivered_lines(
    interview: Interview, undelivered: Iterable[Undelivered], shown: Shown | None = None
) -> list[str]:
    """Return a line for each person of an interview who may have missed something.

    `shown` are the names of all in the list, if in one.
    """
    names = shown_names(interview.people) if shown is None else shown
    people = {person.id for person in interview.people}
    return [
        _line(one, names[one.person_id])
        for one in undelivered
        if one.interview_id == interview.id and one.person_id in people
    ]


def _line(one: Undelivered, name: str) -> str:
    what = "reminded" if one.kind is MessageKind.REMINDER else "told"
    if one.state is MessageState.UNKNOWN:
        return f":hourglass: It is not certain yet that {name} was {what}; I'm seeing to it."
    if one.reason == UNCERTAIN:
        return f":warning: It is not certain that {name} was {what}: {mrkdwn(why(one.reason))}."
    return f":warning: {name} was not {what}: {mrkdwn(why(one.reason))}."
