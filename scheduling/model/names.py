"""When two names are the same."""

import unicodedata


def name_key(name: str) -> str:
    """Return a name as names are compared: without case, width or odd spacing."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
