"""The sentences in the reader's language; those of the code are English.

They stand in `locale/`, as gettext's tools expect. A wheel brings them compiled; in a checkout they
are read as they were written, so that nothing has to be built before it runs.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from languages.style import ENGLISH, current_style

LOCALES = Path(__file__).parent / "locale"


def gettext(sentence: str) -> str:
    """Return a sentence in the reader's language, its gaps still open."""
    # To gettext, the empty text is the head of the file.
    return catalogue_of(current_style().language).gettext(sentence) if sentence else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Do the same for a sentence with a number in it, in the form that goes with the number."""
    return catalogue_of(current_style().language).ngettext(one, many, count)


def pgettext(context: str, sentence: str) -> str:
    """Do the same for words that mean several things; `context` tells translators which."""
    return catalogue_of(current_style().language).pgettext(context, sentence)


def N_(sentence: str) -> str:
    """Return the sentence as it is: it is for the catalogues, and looked up where it is said."""
    return sentence


@cache
def catalogue_of(language: str) -> NullTranslations:
    """Return the sentences in a language, such as "de"; English ones where there is none for it."""
    folder = LOCALES / language / "LC_MESSAGES"
    compiled, written = folder / "messages.mo", folder / "messages.po"
    if language == ENGLISH or not (compiled.exists() or written.exists()):
        return NullTranslations()
    if compiled.exists():
        with compiled.open("rb") as file:
            return GNUTranslations(file)
    # Here and not above: of Babel, wheels need no more than the days.
    from languages.compiling import translations_in

    return translations_in(written)
