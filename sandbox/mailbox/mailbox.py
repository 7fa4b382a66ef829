"""What has come by mail, and for whom."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """One mail as it came, byte for byte; `to` is what the envelope says."""

    number: int
    sender: str
    to: str
    raw: bytes
    at: datetime


@dataclass(kw_only=True, slots=True)
class Mailbox:
    """All mail, in the order in which it came; each receiver has a copy of their own."""

    now: Callable[[], datetime]
    mails: list[Mail] = field(default_factory=list)
    _listeners: list[Callable[[Mail], None]] = field(default_factory=list)

    def when_mail_comes(self, hear: Callable[[Mail], None]) -> None:
        """Have a function called with each mail that comes from now on."""
        self._listeners.append(hear)

    def take(self, *, sender: str, to: list[str], raw: bytes) -> None:
        """Keep a mail for everybody whom its envelope names."""
        for each in to:
            mail = self.keep(sender=sender, to=each, raw=raw, at=self.now())
            for hear in self._listeners:
                hear(mail)

    def keep(self, *, sender: str, to: str, raw: bytes, at: datetime) -> Mail:
        """Put a mail that came then beside the others, and tell nobody."""
        number = len(self.mails) + 1
        mail = Mail(number=number, sender=sender, to=to.casefold(), raw=raw, at=at)
        self.mails.append(mail)
        return mail
