"""What to ask back when words can't be understood, or could be understood in two ways."""

from languages.catalogue import gettext
from scheduling.errors import NotUnderstood

LONGEST_QUOTE = 40


def quoted(text: str) -> str:
    """Return what was typed as a short quotation on one line."""
    return gettext("“{words}”").format(words=shortened(text))


def shortened(text: str) -> str:
    """Return what was typed on one line, cut where it is long."""
    line = " ".join(text.replace("`", "'").split())
    return f"{line[:LONGEST_QUOTE].rstrip()}…" if len(line) > LONGEST_QUOTE else line


def asks(sentence: str, **gaps: object) -> NotUnderstood:
    """Return a question in the language of whoever is asked, its gaps filled."""
    return NotUnderstood(question=gettext(sentence).format(**gaps))


def examples() -> str:
    """Return two sentences that are read in any case."""
    return gettext("`tomorrow 10-12` or `Tue, Thu 9-12 every week`")


def nothing_said() -> NotUnderstood:
    """Ask for anything at all."""
    return asks("When? For example {examples}.", examples=examples())


def too_long(*, most: int) -> NotUnderstood:
    """Ask for less at a time."""
    return asks(
        "That is a lot at once. Please write at most {most} characters at a time.", most=most
    )
