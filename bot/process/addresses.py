"""Where a person's calendar feed is found."""

PATH = "/api/interviews.ics"


def feed_address(address: str, *, secret: str) -> str:
    """Return the address of a feed; the first is where programs find us."""
    return f"{address}{PATH}?token={secret}"
