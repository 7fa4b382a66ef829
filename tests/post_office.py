"""A real mail server on loopback, what it has taken, and that read by Python's own parser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from bot.process.settings.mail import Encryption, MailServer
from sandbox.mailbox.mailbox import Mailbox
from sandbox.mailbox.server import MailServer as Server
from sandbox.runtime.loop_thread import LoopThread
from sandbox.runtime.running import listening_socket


@dataclass(frozen=True, kw_only=True)
class PostOffice:
    """The server and its mail."""

    mailbox: Mailbox
    port: int

    @property
    def url(self) -> str:
        """What SMTP_URL is to be."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def server(self) -> MailServer:
        """The same as a value."""
        return at_port(self.port)

    def mails(self, to: str = "") -> list[EmailMessage]:
        """What has come, for somebody or for all, oldest first."""
        return [read(each.raw) for each in self.mailbox.mails if to in each.to]


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """A mail server for as long as the block lasts."""
    loop, listening = LoopThread(name="post office"), listening_socket(port=0)
    mailbox = Mailbox(now=lambda: datetime.now(UTC))
    server = Server(mailbox)
    try:
        loop.run(server.start(listening=listening))
        yield PostOffice(mailbox=mailbox, port=listening.getsockname()[1])
        loop.run(server.stop())
    finally:
        loop.stop()
        listening.close()


def at_port(port: int) -> MailServer:
    """A mail server on this machine that asks for no login."""
    return MailServer(host="127.0.0.1", port=port, encryption=Encryption.NONE)


def read(raw: bytes) -> EmailMessage:
    """A mail as Python's parser reads it, which has found nothing wrong with it."""
    mail = message_from_bytes(raw, policy=default)
    assert [defect for part in mail.walk() for defect in part.defects] == []
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    return mail


def text_of(mail: EmailMessage) -> str:
    """The plain text."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def html_of(mail: EmailMessage) -> str:
    """The HTML."""
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def invite_of(mail: EmailMessage) -> bytes | None:
    """What calendars read, the same in both places; None where there is nothing for them."""
    found = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    files = [part for part in mail.walk() if part.get_content_type() == "application/ics"]
    if not found:
        assert files == []
        return None
    (part,), (file,) = found, files
    inline = part.get_payload(decode=True)
    assert isinstance(inline, bytes)
    assert inline == file.get_content()
    return inline
