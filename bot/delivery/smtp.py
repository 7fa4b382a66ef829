"""Handing a mail to a mail server, one stage at a time: only so does an answer mean one thing.

The connection is kept from one mail to the next, and closed when nothing has come for a while.
"""

import asyncio
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from aiosmtplib import SMTP
from aiosmtplib.errors import SMTPException

from bot.delivery.channel import SendOutcome, SendResult
from bot.delivery.smtp_answers import Stage, result_of
from bot.process.settings.mail import Encryption, MailServer


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """For how many seconds a mail server is waited for."""

    connect: float = 30.0
    command: float = 10.0
    # RFC 5321 (4.5.3.2.6) asks for ten minutes; whoever is impatient here sends twice.
    data: float = 60.0
    # How long a connection is kept without a mail.
    idle: float = 30.0


@dataclass(kw_only=True)
class SmtpConnection:
    """A way to one mail server, for one mail at a time."""

    server: MailServer
    # What we call ourselves: the machine's own name may be a container's id, and asks DNS.
    domain: str
    patience: Patience = Patience()
    _client: SMTP | None = None
    _closing: asyncio.TimerHandle | None = None
    _farewells: set[asyncio.Task[None]] = field(default_factory=set)

    async def send(self, *, sender: str, to: str, message: bytes) -> SendResult:
        """Hand a mail over, once; both addresses are in ASCII.

        What broke off before the mail itself on a connection that was kept is begun again on a
        new one: nothing was sent then.
        """
        self._keep_open()
        is_kept = self._client is not None
        stage, result = await self._handed_over(sender, to, message)
        if is_kept and stage is not Stage.DATA and result.outcome is SendOutcome.LATER:
            _, result = await self._handed_over(sender, to, message)
        if self._client is not None:
            loop = asyncio.get_running_loop()
            self._closing = loop.call_later(self.patience.idle, self._say_farewell)
        return result

    async def close(self) -> None:
        """End the connection, as politely as can be done in a moment."""
        self._keep_open()
        self._say_farewell()
        if self._farewells:
            await asyncio.wait(self._farewells)

    async def _handed_over(self, sender: str, to: str, message: bytes) -> tuple[Stage, SendResult]:
        stage, result = Stage.CONNECT, SendResult(outcome=SendOutcome.UNSENT)
        try:
            client = self._client or await self._connected()
            stage = Stage.MAIL
            await client.mail(sender, encoding="ascii")
            stage = Stage.RCPT
            await client.rcpt(to, encoding="ascii")
            stage = Stage.DATA
            answer = await client.data(message, timeout=self.patience.data)
            result = SendResult(outcome=SendOutcome.SENT, receipt=f"{answer.code} {answer.message}")
        except (SMTPException, OSError, ValueError) as error:
            result = result_of(error, stage=stage)
        finally:
            # Also when broken off from outside: the next mail would get the answer to this one.
            if result.outcome is not SendOutcome.SENT:
                self._drop()
        return stage, result

    async def _connected(self) -> SMTP:
        server = self.server
        client = SMTP(
            hostname=server.host,
            port=server.port,
            local_hostname=self.domain,
            use_tls=server.encryption is Encryption.AT_ONCE,
            # Left to itself it would go on in the clear where somebody has cut the offer out.
            start_tls=server.encryption is Encryption.STARTTLS,
            tls_context=None if server.encryption is Encryption.NONE else self._tls,
            username=server.user,
            password=server.password if server.user else None,
            timeout=self.patience.command,
        )
        self._client = client
        try:
            async with asyncio.timeout(self.patience.connect):
                await client.connect()
                await client.ehlo()
        except TimeoutError as error:
            if isinstance(error, SMTPException):
                raise
            raise TimeoutError(f"no answer from {server.host} in time") from None
        return client

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def _keep_open(self) -> None:
        if self._closing is not None:
            self._closing.cancel()
            self._closing = None

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _say_farewell(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            task = asyncio.ensure_future(_farewell(client, within=self.patience.command))
            self._farewells.add(task)
            task.add_done_callback(self._farewells.discard)


async def _farewell(client: SMTP, *, within: float) -> None:
    """Quit without insisting: some servers hang there, and all is done by then."""
    try:
        with suppress(SMTPException, OSError):
            async with asyncio.timeout(within):
                await client.quit()
    finally:
        client.close()
