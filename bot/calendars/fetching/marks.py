"""What a source remembers from one reading to the next, as the text that is kept for it."""

import json
from collections.abc import Mapping
from hashlib import sha256

from scheduling.availability.calendars import Reader
from scheduling.timespan import Span
from scheduling.version import VERSION

_LONGEST = 1_000
"""In characters, of one thing to remember: an ETag that is longer is nobody's."""


def mark_for(reader: Reader, remembered: Mapping[str, str]) -> str:
    """Return the mark that holds for one reader, with what the source wants to remember."""
    kept = {name: value for name, value in remembered.items() if len(value) <= _LONGEST}
    return json.dumps({"for": _fingerprint(reader), **kept}, separators=(",", ":"))


def remembered_from(mark: str | None, reader: Reader) -> dict[str, str]:
    """Return what a mark remembers; nothing where it is for another reader, or not ours."""
    try:
        remembered = json.loads(mark or "{}")
        found = {str(name): str(value) for name, value in remembered.items()}
    except (ValueError, AttributeError):
        return {}
    return found if found.pop("for", "") == _fingerprint(reader) else {}


def _fingerprint(reader: Reader) -> str:
    """Return a hash of all that a reading depends on besides the calendar, this program too."""
    facts = [
        VERSION,
        reader.zone,
        _words(reader.window),
        sorted(reader.addresses),
        sorted((uid, [_words(hour) for hour in hours]) for uid, hours in reader.ours.items()),
        sorted(map(_words, reader.our_hours)),
    ]
    return sha256(json.dumps(facts).encode()).hexdigest()[:32]


def _words(span: Span) -> str:
    return f"{span.start.isoformat()}/{span.end.isoformat()}"
