"""Taking somebody out: what that means, asked first, and what is said after it."""

import json
from datetime import datetime

from slack_sdk.models.blocks import ButtonElement

from bot.views.block_kit.blocks import (
    Blocks,
    actions,
    bold_name,
    button,
    context_line,
    section,
)
from bot.views.block_kit.carried import carried
from bot.views.interviews.untold import people_to_tell_button
from bot.views.register.ahead import count_words, interview_lines
from scheduling.model import Actor, Person, Role
from scheduling.results.endings import InterviewsAhead, Removal, RemovalPreview, RemovalUndo

REMOVE = "register_remove"
KEEP = "register_keep"
UNDO_REMOVAL = "register_undo_removal"
KEPT = "Nothing was changed."


def question_words(preview: RemovalPreview) -> str:
    """Say the question without blocks."""
    return f"Remove {bold_name(preview.person)}?"


def question_blocks(preview: RemovalPreview, *, reader: Actor) -> Blocks:
    """Say what it means to take somebody out, and ask."""
    person, ahead = preview.person, preview.ahead
    value = json.dumps({"person": person.id, "shown": ahead.as_shown})
    label = "Cancel and remove" if ahead.cancelled else "Remove"
    return [
        section(f"Remove {bold_name(person)}? {_what_ends(preview)}"),
        *ahead_blocks(ahead, reader=reader),
        context_line(_afterwards(ahead)),
        actions(
            button(label, action_id=REMOVE, value=value, style="danger"),
            button("Keep them", action_id=KEEP),
        ),
    ]


def ahead_blocks(ahead: InterviewsAhead, *, reader: Actor) -> Blocks:
    """List the interviews that end, and those that go on without somebody."""
    blocks: Blocks = []
    if ahead.cancelled:
        are = count_words(ahead.cancelled, "One interview is", "{} interviews are")
        head = f"*{are} cancelled*, and everybody concerned is told:"
        blocks.append(section(f"{head}\n{interview_lines(ahead.cancelled, reader=reader)}"))
    if ahead.left:
        go = count_words(ahead.left, "One interview goes", "{} interviews go")
        head = f"*{go} on* with the others on the panel:"
        blocks.append(section(f"{head}\n{interview_lines(ahead.left, reader=reader)}"))
    return blocks


@carried()
def read_remove(value: str) -> tuple[int, str]:
    """Return whom a button takes out, and what of their interviews was shown beside it."""
    memory = json.loads(value)
    return int(memory["person"]), str(memory["shown"])


def removed_message(removal: Removal) -> tuple[str, Blocks]:
    """Say who is out and what became of their interviews, with a way back."""
    words = f"*Removed:* {bold_name(removal.person)}. {_became(removal.ahead)}".strip()
    buttons = [_undo_button(removal)]
    if removal.untold:
        words = f"{words} No message reaches some of them: they are for you to tell."
        buttons.insert(0, people_to_tell_button())
    return words, [section(words), actions(*buttons)]


def back_words(person: Person, undo: RemovalUndo) -> str:
    """Say that somebody is here again, and what does not come back with them."""
    said = [
        f"Undone: {bold_name(person)} is registered again, with their hours. Interviews that were "
        "cancelled stay so."
    ]
    if undo.had_calendar:
        said.append(
            "Their calendar is forgotten: until they connect it again, they can be booked whatever "
            "stands in it. Please ask them to."
        )
    return " ".join(said)


@carried()
def read_undo(value: str) -> RemovalUndo:
    """Return what a button of these takes back."""
    memory = json.loads(value)
    moment = datetime.fromisoformat(memory["at"])
    if moment.tzinfo is None:
        raise ValueError(moment)
    return RemovalUndo(
        person_id=int(memory["person"]),
        removed_at=moment,
        was_granted=bool(memory["granted"]),
        # Buttons of earlier versions don't say.
        had_calendar=bool(memory.get("calendar")),
    )


def _undo_button(removal: Removal) -> ButtonElement:
    undo = removal.undo
    memory = {
        "person": undo.person_id,
        "at": undo.removed_at and undo.removed_at.isoformat(),
        "granted": undo.was_granted,
        "calendar": undo.had_calendar,
    }
    value = json.dumps(memory, separators=(",", ":"))
    spoken = f"Undo that {removal.person.name} was removed"
    return button("Undo", action_id=UNDO_REMOVAL, value=value, spoken=spoken)


def _what_ends(preview: RemovalPreview) -> str:
    person = preview.person
    said = ["Nobody can book them any more, and they are in no list."]
    if person.is_coordinator:
        said.append("They are no coordinator any more.")
    if person.role is Role.CANDIDATE:
        said.append("Links to their page end.")
    if preview.has_calendar:
        said.append("Their calendar is forgotten, and *Undo* does not bring it back.")
    return " ".join(said)


def _afterwards(ahead: InterviewsAhead) -> str:
    kept = "Past interviews stay in the history, and count."
    if not ahead.count:
        return f"{kept} *Undo* brings them back with their hours."
    return (
        f"{kept} *Undo* brings them back with their hours, and without these interviews. To hand "
        "them over first, keep them: `/interviews` changes a panel."
    )


def _became(ahead: InterviewsAhead) -> str:
    said = []
    if ahead.cancelled:
        are = count_words(ahead.cancelled, "One interview is", "{} interviews are")
        said.append(f"{are} cancelled.")
    if ahead.left:
        go = count_words(ahead.left, "One interview goes", "{} interviews go")
        said.append(f"{go} on without them.")
    return " ".join([*said, "Everybody concerned is told."]) if said else ""
