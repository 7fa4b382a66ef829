"""Why there is no slot, in plain words."""

from bot.web import shapes
from scheduling.errors import listed
from scheduling.slots import Explanation, WhyNone


def why_none(why: Explanation) -> shapes.WhyNone:
    """This will return the reason as a code, in a sentence, and with those it is true of."""
    return shapes.WhyNone(
        code=why.why.value, detail=_sentence(why), users=[person.id for person in why.people]
    )


def _sentence(why: Explanation) -> str:
    who = listed([person.name for person in why.people])
    alone = len(why.people) == 1
    have = "has" if alone else "have"
    match why.why:
        case WhyNone.NO_HOURS:
            return f"{who} {have} given no hours in that time."
        case WhyNone.NO_INTERVIEWERS:
            return "No interviewer has given hours in that time."
        case WhyNone.TOO_SOON:
            whose = f"The hours of {who}" if why.people else "The hours in common"
            return f"{whose} are over, or too soon to be booked now."
        case WhyNone.TAKEN:
            return f"{who} {have} interviews at the hours that would do."
        case WhyNone.NO_WHOLE_HOUR:
            whose = f"The time of {who}" if why.people else "The time in common"
            return f"{whose} never makes a whole hour that starts on the hour."
        case WhyNone.APART:
            whom = "anybody else named" if alone else "each other"
            return f"{who} {have} no time in common with {whom}."
        case WhyNone.NO_INTERVIEWER_THEN:
            return f"No interviewer is free when {who} is."
        case WhyNone.NEVER_ALL_AT_ONCE:
            return "Any two of them could meet, but never all at once."
