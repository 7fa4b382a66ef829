"""Words beside a name that is known: nobody is called "Carl after", and "not Ivo" is not Ivo."""

from collections.abc import Iterable

from scheduling.errors import NotUnderstood
from scheduling.wording.reading.grammar.questions import quoted

_LEAVES_OUT = frozenset({"not", "but", "except", "without", "excluding", "no"})
_OF_NAMES = frozenset(
    [
        *("von", "van", "der", "den", "de", "da", "do", "dos", "del", "della", "di", "du", "la"),
        *("le", "el", "al", "bin", "ibn", "bint", "ben", "ter", "ten", "zu", "y", "e", "af", "av"),
    ]
)
"""Small words that surnames begin with."""


def words_beside_a_name(typed: str, names: Iterable[str]) -> NotUnderstood | None:
    """Return what to ask where a known name has plain words before or behind it, else None.

    Who types names in small letters has their words taken for a name.
    """
    words = typed.split()
    if len(words) > 1 and words[0] in _LEAVES_OUT:
        return _leaves_out(typed)
    known = {name.casefold() for name in names}
    for count in range(len(words) - 1, 0, -1):
        name, rest = " ".join(words[:count]), words[count:]
        if name.casefold() not in known or name == name.casefold():
            continue
        if len(rest) > 1 and rest[0] in _LEAVES_OUT:
            return _leaves_out(" ".join(rest))
        if rest[0] == rest[0].casefold() and rest[0] not in _OF_NAMES:
            return _not_read(" ".join(rest), name=name)
    return None


def _leaves_out(text: str) -> NotUnderstood:
    return NotUnderstood(
        question=f"I can't leave somebody out, as in {quoted(text)}, so nothing was done. "
        "Name those who are meant: `Carl with any of @ines @ivo`."
    )


def _not_read(text: str, *, name: str) -> NotUnderstood:
    return NotUnderstood(
        question=f"I know {name}, but did not understand {quoted(text)}, so nothing was done. "
        "People come first, days and hours last: `Carl with @ines @ivo tomorrow 10-12`."
    )
