"""Logging, with whatever is secret kept out of it."""

import logging
import re

from bot.config import Settings

_TOKEN = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=ticket=)[\w-]+|hooks\.slack\.com/\S+")


class WithoutSecrets(logging.Formatter):
    """Formats records and blanks tokens, also those inside tracebacks."""

    def format(self, record: logging.LogRecord) -> str:
        """This will return the line, with every token blanked."""
        return _TOKEN.sub("[secret]", super().format(record))


def set_up_logging(settings: Settings) -> None:
    """This will log to standard error, at the level that the settings name."""
    handler = logging.StreamHandler()
    handler.setFormatter(WithoutSecrets("%(asctime)s %(levelname)s %(name)s: %(message)s"))
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
