"""Plain text with marks, dressed as Slack's mrkdwn."""

from itertools import groupby

from bot.views.block_kit.blocks import escape, without_tags
from scheduling.wording.saying.marked import Marked, Piece


def mrkdwn(marked: Marked) -> str:
    """Return the text for a block."""
    return "".join(
        _run(run, is_strong=is_strong, is_typed=is_typed)
        for (is_strong, is_typed), run in _runs(marked)
    )


def notification(marked: Marked) -> str:
    """Return the text that stands alone, where no blocks are shown: nothing stands out."""
    calm = ((is_typed, run) for (_, is_typed), run in _runs(marked))
    return "".join(_run(run, is_strong=False, is_typed=typed) for typed, run in calm)


def _runs(marked: Marked) -> list[tuple[tuple[bool, bool], list[Piece]]]:
    """Pieces that stand in a row and are marked alike: they share one pair of marks."""
    runs = groupby(marked, key=lambda piece: (piece.is_strong, piece.is_typed))
    return [(marks, list(run)) for marks, run in runs]


def _run(run: list[Piece], *, is_strong: bool, is_typed: bool) -> str:
    if is_typed:
        return f"`{without_tags(''.join(piece.text for piece in run))}`"
    text = "".join(map(_shown, run))
    return f"*{text}*" if is_strong else text


def _shown(piece: Piece) -> str:
    if piece.slack_user_id is not None:
        return f"<@{piece.slack_user_id}>"
    if piece.is_link:
        return f"<{without_tags(piece.text)}>"
    return escape(piece.text)
