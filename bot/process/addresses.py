"""Where what is shared by a secret address is found, and whose page may show ours."""

from urllib.parse import urlsplit

from bot.process.settings.values import is_loopback

PATH = "/api/interviews.ics"
EXPORT_PATH = "/export/interviews"
PERSON_EXPORT_PATH = "/export/person"


def feed_address(address: str, *, secret: str) -> str:
    """Return the address of a feed; the first is where programs find us."""
    return f"{address}{PATH}?token={secret}"


def export_address(address: str, *, secret: str) -> str:
    """Return the address of a list to download; the first is where browsers find us."""
    return f"{address}{EXPORT_PATH}?token={secret}"


def practice_origins(slack_api_url: str) -> tuple[str, ...]:
    """Return the origins of a practice workspace, by what we call as Slack; of Slack itself, none.

    A practice workspace is on this machine, and shows its page where it answers us.
    """
    parts = urlsplit(slack_api_url)
    if not is_loopback(slack_api_url):
        return ()
    port = "" if parts.port is None else f":{parts.port}"
    return tuple(f"{parts.scheme}://{host}{port}" for host in ("localhost", "127.0.0.1"))


def person_export_address(address: str, *, secret: str) -> str:
    """Return the address of all that is held about somebody, to be downloaded."""
    return f"{address}{PERSON_EXPORT_PATH}?token={secret}"
