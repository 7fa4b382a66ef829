"""Who hears of a change from us, and whom somebody has to tell."""

from bot.views.block_kit.blocks import escape, names
from scheduling.model import Interview, Person
from scheduling.timespan import words_for

IT_IS_ON = "it is on {time}"
IT_IS_OFF = "it is off; it was to be on {time}"
WHO_COMES = "who comes now; it is on {time}"

_MOST_NAMES = 4


def who_is_told(interview: Interview, *, news: str) -> str:
    """Say who is told by direct message, and what others must be told by somebody.

    `news` is what to tell those, with {time} for the hour by their own clock.
    """
    inside, outside = _sides(interview)
    sentences = [f"{_all_of(inside, outside)} by direct message."] if inside else []
    for person in outside:
        what = news.format(time=words_for(interview.start, zone=person.zone))
        sentences.append(f"*{escape(person.name)} is not in Slack*: please tell them {what}.")
    return " ".join(sentences)


def who_would_be_told(interview: Interview) -> str:
    """Say who will hear of it if it is done, and whom one has to tell oneself."""
    inside, outside = _sides(interview)
    sentences = [f"{_all_of(inside, outside)} at once."] if inside else []
    sentences += [f"{escape(p.name)} is not in Slack: that is for you to tell." for p in outside]
    return " ".join(sentences)


def _sides(interview: Interview) -> tuple[list[Person], list[Person]]:
    inside = [person for person in interview.people if person.slack_user_id]
    return inside, [person for person in interview.people if not person.slack_user_id]


def _all_of(inside: list[Person], outside: list[Person]) -> str:
    if len(inside) > _MOST_NAMES:
        return "Everybody else is told" if outside else "Everybody is told"
    return f"{names(inside)} {'is' if len(inside) == 1 else 'are'} told"
