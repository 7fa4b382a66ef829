"""What people say of their calendar beside their hours: “unless my calendar says otherwise”."""

import re

_MINUS = re.compile(
    r"[\s,;]*\b(?:unless|minus|without|except(?:\s+(?:when|what|where|for))?|but\s+not\s+when)\s+"
    r"(?:what\s+)?(?:is\s+in\s+)?(?:my|the|their)\s+calendars?\b"
    r"(?:\s+(?:says?|say|is|are|has|have|shows?|stands?)\b[^,;]*)?\s*[.!]?\s*$",
    re.IGNORECASE,
)


def without_calendar(text: str) -> tuple[str, bool]:
    """Return hours as they were typed without what is said of a calendar, and whether that was.

    A calendar that is connected is taken from them in any case.
    """
    found = _MINUS.search(text)
    if found is None or not text[: found.start()].strip():
        return text, False
    return text[: found.start()], True
