"""Making one person of two: who else they are, what stays, asked first, and what is said after."""

import json

from slack_sdk.models.blocks import ExternalDataSelectElement

from bot.views.block_kit.blocks import (
    Blocks,
    actions,
    button,
    context_line,
    escape,
    section,
    shown_names,
)
from bot.views.block_kit.carried import carried
from bot.views.register.ahead import count_words
from bot.views.register.removal import KEEP
from scheduling.model import Person
from scheduling.results.endings import MergePreview, WhoseHours
from scheduling.wording.saying.people import outcome_words

MERGE = "register_merge"
TURN_ROUND = "register_merge_round"
WITH_WHOM = "register_merge_with"
_BLOCK = "merge"


def choice_message(person: Person) -> tuple[str, Blocks]:
    """Ask who else somebody is registered as."""
    words = f"As whom is {escape(person.name)} registered as well?"
    menu = ExternalDataSelectElement(
        action_id=WITH_WHOM, placeholder="Type a name", min_query_length=0
    )
    row = actions(menu, button("Change nothing", action_id=KEEP), block_id=f"{_BLOCK}:{person.id}")
    return words, [section(words), row]


@carried()
def read_choice(block_id: str, value: str) -> tuple[int, int]:
    """Return the ids of the double, and of whom was chosen as who they are."""
    double = block_id.removeprefix(f"{_BLOCK}:")
    return int(double), int(value)


def question_message(preview: MergePreview) -> tuple[str, Blocks]:
    """Say what two people would be as one, and ask."""
    shown = shown_names((preview.double, preview.into))
    double, into = f"*{shown[preview.double.id]}*", f"*{shown[preview.into.id]}*"
    words = f"Merge {double} into {into}?"
    ids = {"double": preview.double.id, "into": preview.into.id}
    value = json.dumps({**ids, "shown": preview.as_shown}, separators=(",", ":"))
    round_value = json.dumps({"double": ids["into"], "into": ids["double"], "shown": ""})
    follow = "\n".join(f"• {line}" for line in _what_follows(preview))
    return words, [
        section(f"{words} They are one person then: {_as_one(preview.merged)}."),
        section(follow),
        context_line("Buttons and links of both go on. A merge can't be undone."),
        actions(
            button("Merge", action_id=MERGE, value=value, style="danger"),
            button("The other way round", action_id=TURN_ROUND, value=round_value),
            button("Change nothing", action_id=KEEP),
        ),
    ]


@carried()
def read_merge(value: str) -> tuple[int, int, str]:
    """Return the ids of the double and of whoever stays, and what was shown of them."""
    memory = json.loads(value)
    return int(memory["double"]), int(memory["into"]), str(memory["shown"])


def merged_words(person: Person) -> str:
    """Say that two are one, and how they are registered."""
    return f"*Merged:* {_as_one(person)}."


def _as_one(person: Person) -> str:
    role = str(person.role) if person.role else "in no interviews by themselves"
    facts = [f"*{escape(person.name)}*", role, escape(person.time_zone)]
    facts += [escape(person.email)] if person.email else []
    facts.append("in Slack" if person.slack_user_id else "not in Slack")
    return ", ".join(facts)


def _what_follows(preview: MergePreview) -> list[str]:
    lines = [
        {
            WhoseHours.NOBODYS: "Neither has given hours.",
            WhoseHours.THEIRS: f"The hours of {escape(preview.into.name)} stay.",
            WhoseHours.DOUBLES: f"The hours of {escape(preview.double.name)} come along, in their "
            "time zone.",
            WhoseHours.BOTH: "The hours of both are put together.",
        }[preview.hours]
    ]
    if preview.interviews:
        many = [preview.interviews] * preview.interviews
        come = count_words(many, "One interview comes", "{} interviews come")
        lines.append(f"{come} along, those that are over as well.")
    if preview.merged.is_decided:
        became = outcome_words(preview.merged)
        lines.append(
            f"Noted is that they {became}: that stays, and `/register outcome` changes it."
        )
    if preview.ends_feed:
        lines.append("Both have a calendar's address: that of the first ends.")
    if preview.drafts:
        are = count_words(preview.drafts, "One plan is", "{} plans are")
        lines.append(f"{are} dropped that name them and are not booked: plan again.")
    lines.append("Messages that are still to be sent go to whoever stays.")
    return lines
