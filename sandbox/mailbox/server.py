"""An SMTP server on this machine, which takes whatever mail it is given."""

import asyncio
import socket

from aiosmtpd.smtp import SMTP, Envelope, Session

from sandbox.mailbox.mailbox import Mailbox

_LARGEST = 10_000_000
"""Bytes of one mail."""


class MailServer:
    """Takes mail for one mailbox; the loop that started it must stop it."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._server: asyncio.Server | None = None

    async def start(self, *, listening: socket.socket) -> None:
        """Take mail at a socket that is bound."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._session, sock=listening)

    async def stop(self) -> None:
        """Take no more."""
        if self._server is not None:
            self._server.close()
            self._server = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep a mail. The name is aiosmtpd's."""
        assert isinstance(envelope.content, bytes)
        sender, to = envelope.mail_from or "", [str(each) for each in envelope.rcpt_tos]
        self._mailbox.take(sender=sender, to=to, raw=envelope.content)
        return "250 Taken"

    def _session(self) -> SMTP:
        return SMTP(self, hostname="mailbox.practice.example", data_size_limit=_LARGEST)
