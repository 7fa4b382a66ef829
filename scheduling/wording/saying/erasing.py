"""What erasing a candidate means, said before it and after it."""

from scheduling.model import Person
from scheduling.results.candidates import Erasure

ELSEWHERE = (
    "What I can't reach: messages in Slack, mail that was sent, calendars that took it over, and "
    "backups."
)
_FOR_GOOD = "Add --for-good to do it: it can't be undone."


def erasure_words(erasure: Erasure) -> str:
    """Say who would be erased, and what that means, in plain text."""
    lines = [f"{erasure.person.name} (id {erasure.person.id}):", *erasure_lines(erasure)]
    return "\n".join([*lines, ELSEWHERE, f"Nothing was changed. {_FOR_GOOD}"])


def erasure_lines(erasure: Erasure) -> list[str]:
    """Say what goes and what stays, a sentence each."""
    lines = [
        f"Who that is: {_who(erasure.person)}.",
        "All that tells who they are is taken out of my database: name, address, hours, links, and "
        "what they have been told.",
        _stay(erasure),
    ]
    if erasure.unsent:
        are = "1 message to them has" if erasure.unsent == 1 else f"{erasure.unsent} messages have"
        lines.append(f"{are} not been sent yet, and will not be.")
    return lines


def erased_words(erasure: Erasure) -> str:
    """Say that it is done, and what is left."""
    return f"Erased, for good. {_stay(erasure)} {ELSEWHERE}"


def _who(person: Person) -> str:
    """What tells somebody from another of the same name."""
    facts = [person.email or "no email address", person.time_zone]
    facts.append("in Slack" if person.slack_user_id else "not in Slack")
    return ", ".join([*facts, *(["taken out before"] if person.is_removed else [])])


def _stay(erasure: Erasure) -> str:
    name = f"“Erased candidate {erasure.person.id}”"
    if not erasure.interviews:
        return f"They had no interviews; what is left is a number, {name}."
    if erasure.interviews == 1:
        return f"1 interview of theirs stays and counts, as {name}."
    return f"{erasure.interviews} interviews of theirs stay and count, as {name}."
