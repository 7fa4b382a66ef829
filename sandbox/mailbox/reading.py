"""Mail as the page shows it: text, HTML and head, read by Python's own parser."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from sandbox.mailbox.mailbox import Mail
from sandbox.state.types import Json

_IN_A_TAB = '<base target="_blank">'
"""What is pressed in a mail opens beside the page, and never within it."""


def listed(mail: Mail) -> Json:
    """Make what stands of a mail in a list."""
    message = _parsed(mail)
    return {
        "number": mail.number,
        "to": mail.to,
        "from": str(message["From"] or mail.sender),
        "subject": str(message["Subject"] or "(no subject)"),
        "at": mail.at.timestamp(),
    }


def opened(mail: Mail) -> Json:
    """Make all that the page shows of a mail, but for its HTML."""
    message = _parsed(mail)
    return {
        **listed(mail),
        "text": _content(message, "plain"),
        "head": [[name, str(value)] for name, value in message.items()],
        "has_html": message.get_body(("html",)) is not None,
        "calendar": _calendar(message),
    }


def html_of(mail: Mail) -> str:
    """Return a mail's HTML, with links that open beside it; empty where it has none."""
    html = _content(_parsed(mail), "html")
    return f"{_IN_A_TAB}{html}" if html else ""


def _parsed(mail: Mail) -> EmailMessage:
    return message_from_bytes(mail.raw, policy=default)


def _content(message: EmailMessage, subtype: str) -> str:
    part = message.get_body((subtype,))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""


def _calendar(message: EmailMessage) -> str:
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            content = part.get_payload(decode=True)
            return content.decode(errors="replace") if isinstance(content, bytes) else ""
    return ""
