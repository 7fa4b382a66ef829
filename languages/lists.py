"""Names in a row, as people join them."""

import re

from languages.catalogue import gettext
from languages.style import current_style

# "Ana e Inés", "Ana e Hilda", but "Ana y Hierro".
_SOUND_OF_I = re.compile(r"h?[ií](?![aeouáéóú])", re.IGNORECASE)


def and_before(last: str) -> str:
    """Return "{most} and {last}" in the reader's language, as it is said before that last name."""
    if current_style().language == "es" and _SOUND_OF_I.match(last):
        return "{most} e {last}"
    return gettext("{most} and {last}")
