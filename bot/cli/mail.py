"""`python -m bot check --mail ADDRESS`: one mail, and what the server answered."""

import asyncio
from datetime import UTC

from bot.delivery.channel import SendOutcome, SendResult
from bot.delivery.smtp import SmtpConnection
from bot.mail.addresses import in_ascii
from bot.mail.trial import trial_mail
from bot.process.clock import Clock, machine_now
from bot.process.settings.mail import MailServer, MailSettings
from scheduling.errors import EmailNotUsable
from scheduling.wording.reading import read_email

_OFF = "Mail: SMTP_URL is not set, so there is none."
_TRIED = {
    SendOutcome.SENT: "took it: “{words}”. Look whether it comes, and in which folder.",
    SendOutcome.UNKNOWN: "broke off in the middle: {words}. It may come all the same.",
    SendOutcome.LATER: "is out of reach or asks to wait: {words}.",
    SendOutcome.UNSENT: "asks to try that address again later: {words}.",
    SendOutcome.NEVER: "refuses that address, or the mail: {words}.",
    SendOutcome.BROKEN: "refuses us: {words}. Until that is mended, no mail goes out.",
}


def check_mail(settings: MailSettings, *, to: str, clock: Clock = machine_now) -> int:
    """Send one mail and print what came of it; 0 when the server took it."""
    server = settings.mail_server
    if server is None:
        return _said(_OFF, well=False)
    try:
        address = read_email(to)
    except EmailNotUsable as wrong:
        return _said(f"Mail: {wrong.sentence(zone=UTC)}", well=False)
    result = asyncio.run(_sent(settings, server, to=address, clock=clock))
    words = (result.receipt or result.detail).rstrip(".")
    said = _TRIED[result.outcome].format(words=words)
    place = f"{server.host}:{server.port}"
    return _said(f"Mail: {place} {said}", well=result.outcome is SendOutcome.SENT)


async def _sent(settings: MailSettings, server: MailServer, *, to: str, clock: Clock) -> SendResult:
    head = settings.letterhead
    connection = SmtpConnection(server=server, domain=head.domain)
    try:
        return await connection.send(
            sender=in_ascii(head.address),
            to=in_ascii(to),
            message=trial_mail(head, to=to, now=clock()),
        )
    finally:
        await connection.close()


def _said(sentence: str, *, well: bool) -> int:
    print(f"{'ok   ' if well else 'WRONG'} {sentence}")  # noqa: T201
    return 0 if well else 1
