"""What the answers of a mail server mean, and what it means to get none.

The stage says who is at fault: we, a person, a mail. The code says for how long (RFC 5321, 4.2.1).
"""

import ssl
from enum import StrEnum

from aiosmtplib.errors import (
    SMTPException,
    SMTPNotSupported,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from bot.delivery.channel import SendOutcome, SendResult

NO_MAIL_TRANSACTION = frozenset({530, 535})
"""We are not let in, at whatever stage that is said."""
_CLOSING = 421
_NOT_AN_ANSWER = -1


class Stage(StrEnum):
    """How far a mail had got."""

    CONNECT = "connect"
    """Greeting, encryption and login."""
    MAIL = "mail"
    """We have said who sends."""
    RCPT = "rcpt"
    """We have said to whom."""
    DATA = "data"
    """The mail itself; from its first byte on it may have been taken."""


def result_of(error: Exception, *, stage: Stage) -> SendResult:
    """Return what became of a mail at whose stage this was raised."""
    cause = error if isinstance(error, ssl.SSLError) else error.__cause__
    if isinstance(cause, ssl.SSLError):
        # Else one would come round once a minute for as long as nobody mends it.
        return SendResult(outcome=SendOutcome.BROKEN, detail=f"no private way: {_words(cause)}")
    match error:
        case SMTPResponseException(code=code) if code != _NOT_AN_ANSWER:
            return SendResult(outcome=_meaning(code, stage), detail=_answer(error))
        case SMTPNotSupported():
            return SendResult(outcome=SendOutcome.NEVER, detail=_words(error))
        case SMTPResponseException() | SMTPServerDisconnected() | SMTPTimeoutError() | OSError():
            is_doubtful = stage is Stage.DATA
            outcome = SendOutcome.UNKNOWN if is_doubtful else SendOutcome.LATER
            return SendResult(outcome=outcome, detail=_words(error))
        case SMTPException():
            # Bare, it says that the server does not offer encryption, or no login that we know.
            return SendResult(outcome=SendOutcome.BROKEN, detail=_words(error))
        case ValueError():
            return SendResult(outcome=SendOutcome.NEVER, detail=_words(error))
    raise error


def _meaning(code: int, stage: Stage) -> SendOutcome:
    if code in NO_MAIL_TRANSACTION:
        return SendOutcome.BROKEN
    if code == _CLOSING:
        return SendOutcome.LATER
    is_about_us = stage in (Stage.CONNECT, Stage.MAIL)
    match code // 100:
        case 2 if stage is Stage.DATA:
            return SendOutcome.SENT  # with another word than 250
        case 4:
            return SendOutcome.LATER if is_about_us else SendOutcome.UNSENT
        case 5:
            return SendOutcome.BROKEN if is_about_us else SendOutcome.NEVER
    return SendOutcome.UNKNOWN if stage is Stage.DATA else SendOutcome.LATER


def _answer(error: SMTPResponseException) -> str:
    """The server's own words, on one line: "550 5.1.1 no such mailbox"."""
    return " ".join(f"{error.code} {error.message}".split())[:_LONGEST]


def _words(error: BaseException) -> str:
    return " ".join((str(error) or type(error).__name__).split())[:_LONGEST]


_LONGEST = 300
"""Characters of an answer that are kept; servers have written whole pages."""
