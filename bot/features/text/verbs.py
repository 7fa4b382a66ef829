"""The first words of commands: which one was typed, and which one was probably meant."""

from datetime import date

from scheduling.errors import NotUnderstood
from scheduling.wording.reading import closest, read_day

_UNITS = ("day", "week", "month")


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


def off_text(verb: str, rest: str) -> str:
    """Return the time off that is meant: "pause two weeks" is "off for two weeks"."""
    is_length = len(rest.split()) == 2 and rest.split()[1].casefold().startswith(_UNITS)
    return f"off for {rest}" if verb == "pause" and is_length else f"off {rest}"
