"""Logging, with whatever is secret kept out of it."""

import json
import logging
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from bot.process.settings.local import LocalSettings

_SECRET = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=ticket=)[\w-]+|(?<=token=)[\w-]+"
    # Addresses for replies, Slack's and a practice workspace's; and the password of a database's.
    r"|hooks\.slack[\w-]*\.com/\S+|(?:(?<=/commands/)|(?<=/actions/))T[\w/-]+"
    # Up to the last @: a password may hold some itself.
    r"|(?<=://)[^\s/@:\"']*:[^\s\"']+(?=@)"
    # Links to pages of people's own: whoever has one can do there what they can.
    r"|(?:(?<=/candidate/)|(?<=/calendar/)|(?<=[?&]entry=))[\w-]+\.[\w-]{64}"
    r"|\b(?:oth|feed)_[\w-]{20,}|(?<=[?&]token=)[^\s&'\"]+|(?<=Bearer )[^\s'\"]+"
    # What was put into a field of that name, as Slack sends it: the address of a calendar.
    r"|(?P<quote>[\"'])secret(?P=quote)\s*:\s*"
    r"\{(?:[^{}\"']|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')*\}"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

_reference: ContextVar[str] = ContextVar("reference", default="")


class WithoutSecrets(logging.Formatter):
    """Formats records and blanks tokens and e-mail addresses, also those inside tracebacks."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with every secret blanked."""
        return without_secrets(super().format(record))


class AsJson(logging.Formatter):
    """Formats each record as one line of JSON, blanked like a line of words."""

    def format(self, record: logging.LogRecord) -> str:
        """Return an object: at, level, logger, message, and what else is known."""
        at = datetime.fromtimestamp(record.created, tz=UTC)
        told = {
            "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if reference := _reference.get():
            told["reference"] = reference
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps({name: without_secrets(str(words)) for name, words in told.items()})


def without_secrets(text: str) -> str:
    """Return the text with tokens and e-mail addresses blanked."""
    return _EMAIL.sub("[e-mail]", _SECRET.sub("[secret]", text))


@contextmanager
def one_request() -> Iterator[str]:
    """Give what is logged in the block a new reference, and yield that."""
    reference = secrets.token_hex(4)
    before = _reference.set(reference)
    try:
        yield reference
    finally:
        _reference.reset(before)


def reference_now() -> str:
    """Return the reference of the request at hand, or a new one outside any."""
    return _reference.get() or secrets.token_hex(4)


def set_up_logging(settings: LocalSettings) -> None:
    """Log to standard error, at the level that the settings name."""
    handler = logging.StreamHandler()
    words = WithoutSecrets("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(AsJson() if settings.log_format == "json" else words)
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    logging.getLogger("slack_bolt.AsyncApp").addFilter(_is_news)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)


_NO_NEWS = (
    "`token` will be unused",  # in the environment, beside the client that we give to Bolt
    "Failed to receive or enqueue a message: ConnectionClosedOK",  # at every goodbye
)


def _is_news(record: logging.LogRecord) -> bool:
    """Bolt and its socket warn of what is as it should be."""
    return not any(known in record.getMessage() for known in _NO_NEWS)
