"""A mail that says nothing but that mails go out."""

import secrets
from datetime import datetime

from bot.mail.addresses import in_ascii
from bot.mail.letters import sender_of
from bot.mail.message import MailMessage, written
from bot.process.settings.mail import Letterhead

_UID_BYTES = 12
_SUBJECT = "On the Hour can send mail"
_WORDS = (
    "This is the mail that you have asked for with `check --mail`.",
    "If it lies among the spam, or your mail program shows dkim=fail, spf=fail or dmarc=fail in "
    "its head (Authentication-Results), see what SPF, DKIM and DMARC need in docs/operating.md.",
)


def trial_mail(head: Letterhead, *, to: str, now: datetime) -> bytes:
    """Return such a mail. Raises ValueError for an address that can't be written to."""
    paragraphs = "".join(f"<p>{words}</p>" for words in _WORDS)
    mail = MailMessage(
        uid=secrets.token_hex(_UID_BYTES),
        sender=sender_of(head),
        reply_to=head.reply_to,
        to=in_ascii(to),
        subject=_SUBJECT,
        text="\n\n".join(_WORDS) + "\n",
        html=f'<!DOCTYPE html><html lang="en"><body>{paragraphs}</body></html>',
        at=now,
    )
    return written(mail).encode("ascii")
