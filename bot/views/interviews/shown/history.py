"""What is on record: who did what, as a list that coordinators read."""

from slack_sdk.models.blocks import ButtonElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import (
    Blocks,
    actions,
    button,
    context_line,
    escape,
    section,
    shown_names,
)
from bot.views.interviews.shown.pressed import spoken
from scheduling.model import Actor, Interview
from scheduling.results import History
from scheduling.wording.saying.history import entry_words
from scheduling.wording.saying.reader import Reader

OF_ONE = "history_of_interview"
MORE = "history_more"
PAGE = 20
HEAD = "Who did what"
_NOTHING = "Nothing is on record here yet: it begins with the next change."


def history_blocks(history: History, *, reader: Actor, interview_id: int | None = None) -> Blocks:
    """Return a page of entries, newest first, and the way to older ones."""
    if not history.entries:
        return [section(_NOTHING)]
    names = shown_names(history.people.values())
    lines = [
        entry_words(entry, history=history, names=names, zone=reader.zone, escape=escape)
        for entry in history.entries
    ]
    blocks: Blocks = [section(f"*{HEAD}*"), *(context_line(line) for line in lines)]
    if len(history.entries) < PAGE:
        return blocks
    oldest = history.entries[-1].id
    return [*blocks, actions(_older(oldest, interview_id=interview_id))]


def history_view(blocks: Blocks) -> View:
    """Return the entries of one interview as a modal."""
    return View(type="modal", title="History", close="Done", blocks=blocks)


def history_button(interview: Interview, *, reader: Reader) -> ButtonElement:
    """Return the button that shows what was done to an interview."""
    name = spoken("History", interview, reader=reader)
    return button("History", action_id=OF_ONE, value=str(interview.id), spoken=name)


def read_more(value: str) -> tuple[int | None, int]:
    """Return of which interview older entries are asked for, None for all, and older than which."""
    interview_id, before_id = map(int, value.split(":"))
    return interview_id or None, before_id


def _older(oldest: int, *, interview_id: int | None) -> ButtonElement:
    return button("Show older", action_id=MORE, value=f"{interview_id or 0}:{oldest}")
