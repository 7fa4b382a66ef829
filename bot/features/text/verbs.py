"""The first words of commands: which one was typed, and which one was probably meant."""

from datetime import date

from scheduling.errors import NotUnderstood
from scheduling.wording.reading import closest, read_day


def split_verb(text: str, *, verbs: tuple[str, ...]) -> tuple[str | None, str]:
    """Return the verb that a command's text starts with, and the rest of the text.

    The verb is None when the text starts with none of them; the rest is then the whole text.
    """
    words = text.strip()
    for verb in verbs:
        if words.casefold() == verb or words.casefold().startswith(f"{verb} "):
            return verb, words[len(verb) :].strip()
    return None, words


def pointing_to_help(
    error: NotUnderstood, *, command: str, text: str, verbs: tuple[str, ...]
) -> NotUnderstood:
    """Return the error with the closest verb, if any, and where the examples are."""
    first = (text.split() or [""])[0].casefold()
    near = closest(first, verbs) if first not in verbs else None
    meant = f"Did you mean `{command} {near}`? " if near else ""
    return NotUnderstood(question=f"{error.question}\n{meant}`{command} help` shows examples.")


def starts_with_a_day(text: str, *, today: date) -> bool:
    """Tell whether the first word names a day: whoever writes "Fri" does not mean "for"."""
    try:
        read_day(text.split()[0], today=today)
    except (NotUnderstood, IndexError):
        return False
    return True
