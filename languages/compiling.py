"""Catalogues, from how people write them (.po) to how gettext reads them (.mo)."""

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compiled(written: Path) -> bytes:
    """Return a catalogue as gettext reads it, without what is not sure yet ("fuzzy")."""
    file = BytesIO()
    with written.open("rb") as text:
        write_mo(file, read_po(text))
    return file.getvalue()


def translations_in(written: Path) -> GNUTranslations:
    """Return the sentences of a catalogue that nobody has compiled."""
    return GNUTranslations(BytesIO(compiled(written)))
