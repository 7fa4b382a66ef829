"""Plain text with marks: what is to stand out, what is to be typed, whom it names.

It knows no mrkdwn and no HTML; whoever shows it dresses it. Marks are made in our own sentences
alone: what is filled into them is data, whatever stars it has.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from string import Formatter

from scheduling.model.details import link_spans

_MARKED = re.compile(r"(\*[^*]+\*|`[^`]+`)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some text, and what it is."""

    text: str
    # To be seen first.
    is_strong: bool = False
    # To be typed as it stands, such as a command.
    is_typed: bool = False
    # The member of the workspace whom the text names, where a channel may show who it is.
    slack_user_id: str | None = None
    # A link that starts with https://, to be opened.
    is_link: bool = False


Marked = tuple[Piece, ...]


def plain(marked: Marked) -> str:
    """Return the text alone; what is to be typed stands in backticks."""
    runs = groupby(marked, key=lambda piece: piece.is_typed)
    texts = ((typed, "".join(piece.text for piece in run)) for typed, run in runs)
    return "".join(f"`{text}`" if typed else text for typed, text in texts)


def data(text: str) -> Marked:
    """Return what somebody typed, or a number, as it is."""
    return (Piece(text=text),) if text else ()


def linked(text: str) -> Marked:
    """Return what somebody typed, with the links in it to be opened."""
    pieces: list[Piece] = []
    done = 0
    for start, end in link_spans(text):
        pieces += (*data(text[done:start]), Piece(text=text[start:end], is_link=True))
        done = end
    return (*pieces, *data(text[done:]))


def filled(sentence: str, **values: Marked | str) -> Marked:
    """Fill the gaps of a sentence of ours, such as "*{who} can't make it*: {when}.".

    Stars around a part of it make that stand out, gaps and all; backticks are for what is typed.
    """
    pieces: list[Piece] = []
    for part in _MARKED.split(sentence):
        # The sentence alone is split, before it is filled: stars in a name never count.
        strong, typed = part.startswith("*"), part.startswith("`")
        inner = part[1:-1] if part and (strong or typed) else part
        for piece in _pieces(inner, values):
            pieces.append(
                replace(
                    piece,
                    is_strong=piece.is_strong or strong,
                    is_typed=piece.is_typed or typed,
                )
            )
    return tuple(pieces)


def joined(several: Iterable[Marked], *, separator: str) -> Marked:
    """Return all of them in a row."""
    pieces: list[Piece] = []
    for marked in several:
        pieces += data(separator) if pieces else ()
        pieces += marked
    return tuple(pieces)


def capitalised(marked: Marked) -> Marked:
    """Return the same with a capital at its beginning."""
    if not marked:
        return marked
    first, *rest = marked
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *rest)


def _pieces(part: str, values: dict[str, Marked | str]) -> Iterable[Piece]:
    for words, gap, _, _ in Formatter().parse(part):
        yield from data(words)
        if gap is not None:
            value = values[gap]
            yield from data(value) if isinstance(value, str) else value


def clipped(text: str, longest: int) -> str:
    """Cut a text to a length, with an ellipsis where something is missing."""
    return text if len(text) <= longest else text[: longest - 1] + "…"
