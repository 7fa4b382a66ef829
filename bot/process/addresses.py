"""Where what is shared by a secret address is found: calendar feeds, and lists to download."""

PATH = "/api/interviews.ics"
EXPORT_PATH = "/export/interviews"


def feed_address(address: str, *, secret: str) -> str:
    """Return the address of a feed; the first is where programs find us."""
    return f"{address}{PATH}?token={secret}"


def export_address(address: str, *, secret: str) -> str:
    """Return the address of a list to download; the first is where browsers find us."""
    return f"{address}{EXPORT_PATH}?token={secret}"
