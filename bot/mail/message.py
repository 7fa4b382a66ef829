"""A letter as the bytes that a mail server takes, the same each time that they are made."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from languages.style import ENGLISH

_POLICY = SMTP.clone(cte_type="7bit")
"""ASCII alone, in lines that every server takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailMessage:
    """A mail before it is written out."""

    # An opaque id, the same for every copy.
    uid: str
    sender: Address
    reply_to: str
    # The address alone: names in front of it fold into something else.
    to: str
    subject: str
    text: str
    html: str
    # What goes to the calendar, and what it says there; None for nothing.
    calendar: bytes | None = None
    method: str | None = None
    # In which it is written, such as "de".
    language: str = ENGLISH
    at: datetime


def written(mail: MailMessage) -> str:
    """Return a mail as ASCII, with CRLF at the end of each line.

    mixed( alternative( text, HTML, what calendars read ), the same as a file ): Exchange takes the
    entry from the alternative alone, and others from the file alone.
    """
    whole = EmailMessage(policy=_POLICY)
    whole["From"] = mail.sender
    whole["To"] = mail.to
    if mail.reply_to != mail.sender.addr_spec:
        whole["Reply-To"] = mail.reply_to
    whole["Subject"] = mail.subject
    whole["Date"] = format_datetime(mail.at)
    whole["Message-ID"] = f"<{mail.uid}@{mail.sender.domain}>"
    # So that no machine answers (RFC 3834, section 5). It is no bulk: there is no list to leave.
    whole["Auto-Submitted"] = "auto-generated"
    whole.set_content(mail.text, cte="quoted-printable")
    whole.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    if mail.calendar is not None and mail.method is not None:
        _add_calendar(whole, mail.calendar, method=mail.method)
    # Last: what is said of the content before there are parts becomes the first part's alone.
    whole["Content-Language"] = mail.language
    _set_boundaries(whole, mail.uid)
    return whole.as_bytes().decode("ascii")


def _add_calendar(whole: EmailMessage, calendar: bytes, *, method: str) -> None:
    """Last of the alternatives: of those that a reader can show, it takes the last."""
    whole.add_alternative(
        calendar,
        maintype="text",
        subtype="calendar",
        cte="base64",
        params={"method": method, "charset": "utf-8"},
    )
    whole.add_attachment(
        calendar, maintype="application", subtype="ics", cte="base64", filename="invite.ics"
    )


def _set_boundaries(whole: EmailMessage, uid: str) -> None:
    """Python makes up others each time; a copy has to be the same."""
    for number, part in enumerate(each for each in whole.walk() if each.is_multipart()):
        part.set_boundary(f"=_{uid}_{number}")
