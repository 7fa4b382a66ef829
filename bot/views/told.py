"""Who hears of a change from us, and whom somebody has to tell."""

from bot.views.parts import names
from scheduling.model import Interview
from scheduling.timespan import words_for


def who_is_told(interview: Interview) -> str:
    """This will say that everybody is told, but for those whom we can't reach."""
    outside = [person for person in interview.people if not person.slack_user_id]
    if not outside:
        return "Everybody is told by direct message."
    time = "; ".join(words_for(interview.start, zone=person.zone) for person in outside)
    verb = "is" if len(outside) == 1 else "are"
    return (
        f"{names(outside)} {verb} not in Slack: please tell them, it is {time} for them. "
        "Everybody else is told by direct message."
    )
