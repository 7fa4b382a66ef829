"""Why there is no slot, in words."""

from scheduling.slots import Explanation, WhyNone


def why_words(why: Explanation, *, who: str) -> str:
    """Say why there is no slot; `who` names the people of whom it is true."""
    have = "has" if len(why.people) == 1 else "have"
    match why.why:
        case WhyNone.NO_HOURS:
            return f"{who} {have} given no hours in that time."
        case WhyNone.OFF:
            return f"{who} {'is' if len(why.people) == 1 else 'are'} off in that time."
        case WhyNone.DECLINED:
            return f"{who} {have} said that they can't make it then."
        case WhyNone.BUSY:
            return f"The hours that would do are taken: {_calendars(why, who)} then."
        case WhyNone.NO_INTERVIEWERS:
            return "No interviewer has hours in that time."
        case WhyNone.OVER:
            return f"{_whose(why, who)} are over."
        case WhyNone.TOO_SOON:
            return f"{_whose(why, who)} are too soon to be booked now."
        case WhyNone.TAKEN:
            return f"The hours that would do are taken: {who} {have} interviews then."
        case WhyNone.NO_WHOLE_HOUR:
            whose = f"{who}: the time" if why.people else "The time that they share"
            return f"{whose} never makes a whole hour that starts on the hour."
        case WhyNone.APART if len(why.people) == 1:
            return f"{who} has no time in common with anybody else named."
        case WhyNone.APART:
            return f"{who} have no time in common."
        case WhyNone.NO_INTERVIEWER_THEN:
            return f"No interviewer is free when {who} is."
        case WhyNone.NEVER_ALL_AT_ONCE:
            return "Any two of them could meet, but never all at once."


def _calendars(why: Explanation, who: str) -> str:
    if len(why.people) == 1:
        return f"{who} is busy by their calendar"
    return f"{who} are busy by their calendars"


def _whose(why: Explanation, who: str) -> str:
    return f"The hours of {who}" if why.people else "The hours they share"
