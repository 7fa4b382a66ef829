"""Erasing a candidate: what that means, asked first, and what is said after it."""

from bot.views.block_kit.blocks import (
    Blocks,
    actions,
    bold_name,
    button,
    context_line,
    escape,
    section,
)
from bot.views.register.exporting import export_button
from bot.views.register.removal import KEEP
from scheduling.results.candidates import Erasure
from scheduling.wording.saying.erasing import ELSEWHERE, erased_words, erasure_lines

ERASE = "register_erase"


def question_words(erasure: Erasure) -> str:
    """Say the question without blocks."""
    return f"Erase {bold_name(erasure.person)} for good?"


def question_blocks(erasure: Erasure) -> Blocks:
    """Say what it means to erase somebody, and ask."""
    lines = "\n".join(f"• {escape(line)}" for line in erasure_lines(erasure))
    return [
        section(f"{question_words(erasure)} It can't be undone.\n{lines}"),
        context_line(ELSEWHERE),
        actions(
            button(
                "Erase for good",
                action_id=ERASE,
                value=str(erasure.person.id),
                spoken=f"Erase {erasure.person.name} for good",
                style="danger",
            ),
            export_button(erasure.person),
            button("Keep them", action_id=KEEP),
        ),
    ]


def done_words(erasure: Erasure) -> str:
    """Say that it is done, without a name: what is said is kept for a day."""
    return erased_words(erasure)
