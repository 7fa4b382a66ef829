"""Texts, cut to a length."""


def clipped(text: str, longest: int) -> str:
    """Cut a text to a length, with an ellipsis where something is missing."""
    return text if len(text) <= longest else text[: longest - 1] + "…"
