"""What people say of their calendar beside their hours: “unless my calendar says otherwise”."""

import re

_WHOSE = r"(?:(?:my|the|their|your)\s+)?(?:(?:own|work|google|outlook|apple|icloud)\s+)?"
_CALENDAR = rf"{_WHOSE}calendars?\b"
_I_AM = r"(?:i\s*['’]?\s*a?m|they\s*['’]?\s*a?re|there\s+is|there['’]s)"
_BUSY = r"(?:busy|away|booked|blocked|taken|full|not\s+free)"
_SOMETHING = r"(?:something|anything|an?\s+event|events|an?\s+meeting|meetings)(?:\s+else)?"
# Each with its own end: what is not said in full is left to whoever reads hours, so that nothing
# that was typed behind it is lost.
_SAYS = (
    rf"(?:says?\s+(?:otherwise|so|no|(?:that\s+)?{_I_AM}\s+{_BUSY}|{_SOMETHING})"
    rf"|(?:is|are)\s+{_BUSY}|(?:has|have|shows?)\s+{_SOMETHING}(?:\s+then)?)"
)
_MINUS = (
    r"(?:unless|minus|without|less|except(?:\s+(?:for|when|where))?|but\s+not\s+when)\s+"
    rf"(?:{_I_AM}\s+(?:{_BUSY}|{_SOMETHING})\s+(?:in|by)\s+|{_SOMETHING}\s+(?:is\s+)?in\s+"
    rf"|what(?:['’]s|\s+(?:is|stands))?\s+in\s+|what\s+)?{_CALENDAR}(?:\s+{_SAYS}\b)?"
)
_WHERE_FREE = (
    r"(?:if|when(?:ever)?|where(?:ver)?|as\s+long\s+as)\s+"
    rf"(?:{_CALENDAR}\s+(?:is\s+free|says\s+so|allows(?:\s+it)?|has\s+room)"
    rf"|{_I_AM}\s+free\s+(?:in|by)\s+{_CALENDAR})"
)
_OF_CALENDARS = re.compile(
    rf"\b(?:{_MINUS}|{_WHERE_FREE})(?!\s+(?:is|are|says?|has|have|shows?)\b)(?:\s*[.!]+$)?",
    re.IGNORECASE,
)
_IS_THEIRS = re.compile(
    r"(?:(?:{0})\s+)?(?:(?:my|their|the|a)\s+)?calendars?(?:\s+(?:{0}|off|help))?".format(
        "open|show|see|list|connect|add|link|refresh|read|disconnect|remove"
    ),
    re.IGNORECASE,
)


def without_calendar(text: str) -> tuple[str, bool]:
    """Return hours as they were typed without what is said of a calendar, and whether that was.

    A calendar that is connected is taken from them in any case.
    """
    found = _OF_CALENDARS.search(text)
    if found is None:
        return text, False
    before = text[: found.start()].rstrip(" ,;")
    return f"{before}{text[found.end() :]}".strip(), True


def is_about_calendars(text: str) -> bool:
    """Tell whether all that was typed asks for the calendars: “connect my calendar”."""
    return _IS_THEIRS.fullmatch(text.strip()) is not None
