"""The sentences in the reader's language. English, in which they are written, is the only one."""

from gettext import NullTranslations

ENGLISH = "en"

_CATALOGUES = {ENGLISH: NullTranslations()}


def catalogue_of(language: str) -> NullTranslations:
    """Return the sentences in a language, such as "en"; in English where there is none for it."""
    return _CATALOGUES.get(language, _CATALOGUES[ENGLISH])
