"""What goes into the log, and what never does."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from bot_settings import settings

from bot.process.logs import AsJson, WithoutSecrets, one_request, set_up_logging

SECRETS = [
    "xoxb-1-2-AbC",
    "xoxp-12345-67890",
    "xoxe-1-abc",
    "xapp-1-A0B-12-abc_def",
    "wss://example.test/link/?ticket=S3cr-et_1&app_id=A1",
    "https://hooks.slack.com/commands/T1/23/SeCrEt",
    "https://example.test/api/interviews.ics?token=f33d-Secret",
    "https://hooks.slack-gov.com/actions/T1/23/G0v",
    "http://127.0.0.1:3000/commands/T1/23/L0cal",
    "postgresql+psycopg://bot:p4ss@db.example.test/bot",
    "postgresql://bot:p4ss@p4ss/p4ss@db.example.test/bot",
]
SECRET_PARTS = (
    "G0v",
    "L0cal",
    "p4ss",
    "AbC",
    "67890",
    "1-abc",
    "abc_def",
    "S3cr",
    "SeCrEt",
    "f33d",
)


@pytest.fixture(name="logged")
def _log_into_a_text() -> Iterator[io.StringIO]:
    text, root = io.StringIO(), logging.getLogger()
    before, level = list(root.handlers), root.level
    handler = logging.StreamHandler(text)
    handler.setFormatter(WithoutSecrets("%(levelname)s %(name)s: %(message)s"))
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    yield text
    root.handlers = before
    root.setLevel(level)


def opens_a_socket(address: str) -> None:
    raise ConnectionError(f"{address} does not answer")


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_is_in_a_line(logged: io.StringIO, secret: str) -> None:
    logging.getLogger("bot").info("calling with %s and %r", secret, {"token": secret})

    line = logged.getvalue()
    assert line.count("[secret]") == 2
    assert not any(part in line for part in SECRET_PARTS)


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_is_in_a_traceback_or_its_causes(logged: io.StringIO, secret: str) -> None:
    try:
        try:
            opens_a_socket(secret)
        except ConnectionError as error:
            raise RuntimeError(f"gave up on {secret}") from error
    except RuntimeError:
        logging.getLogger("bot").exception("it broke")

    text = logged.getvalue()
    assert "Traceback" in text
    assert "ConnectionError: " in text
    assert not any(part in text for part in SECRET_PARTS)


def test_without_the_formatter_the_secret_would_be_there() -> None:
    record = logging.makeLogRecord({"msg": "token %s", "args": (SECRETS[0],)})

    assert SECRETS[0] in logging.Formatter().format(record)
    assert SECRETS[0] not in WithoutSecrets().format(record)


@pytest.mark.parametrize("said", [json.dumps, partial(json.dumps, separators=(",", ":")), repr])
@pytest.mark.parametrize(
    "secret", ["https://x.test/8f3a5c/a.ics", 'a"}}8f3a5c', "8f3a5c\\", "'8f3a5c"]
)
def test_what_was_put_into_a_secret_field_is_in_no_line(
    logged: io.StringIO, secret: str, said: Callable[[object], str]
) -> None:
    filled = {"address": {"secret": {"type": "plain_text_input", "value": secret}}, "x": 1}

    # Not by the name of Bolt: the level of its log is that of whatever app was made last.
    logging.getLogger("bot").info("Received message: %s", said({"state": filled}))

    assert "8f3a5c" not in logged.getvalue()
    assert logged.getvalue().count("[secret]") == 1
    assert logged.getvalue().endswith(("x': 1}}\n", 'x": 1}}\n', 'x":1}}\n'))


def test_the_rest_of_a_line_stays_readable(logged: io.StringIO) -> None:
    logging.getLogger("bot").warning("token %s, channel %s: %s", SECRETS[0], "D1", "ratelimited")

    assert logged.getvalue() == "WARNING bot: token [secret], channel D1: ratelimited\n"


@pytest.mark.usefixtures("logged")
def test_logging_is_set_up_at_the_level_of_the_settings() -> None:
    set_up_logging(settings(log_level="WARNING"))

    root = logging.getLogger()
    assert root.level == logging.WARNING
    assert [type(handler.formatter) for handler in root.handlers] == [WithoutSecrets]
    assert not logging.getLogger("apscheduler").isEnabledFor(logging.INFO)


@pytest.mark.usefixtures("logged")
def test_a_goodbye_is_no_error_but_a_broken_line_is() -> None:
    set_up_logging(settings())
    failed = "Failed to receive or enqueue a message: {}, error: sent 1000 (OK), session: s_1"
    words = [failed.format(kind) for kind in ("ConnectionClosedOK", "ConnectionClosedError")]
    socket_log = logging.getLogger("slack_bolt.AsyncApp")

    news = [word for word in words if socket_log.filter(logging.makeLogRecord({"msg": word}))]

    assert news == words[1:]


def test_a_line_of_json_says_what_a_line_of_words_says_and_to_which_request_it_belongs() -> None:
    record = logging.makeLogRecord({"msg": "hello %s", "args": ("Ines",), "name": "bot.app"})

    with one_request() as reference:
        told = json.loads(AsJson().format(record))

    assert told["message"] == "hello Ines"
    assert told["logger"] == "bot.app"
    assert told["reference"] == reference
    assert told["at"].endswith("Z")


def test_outside_a_request_a_line_of_json_has_no_reference() -> None:
    assert "reference" not in json.loads(AsJson().format(logging.makeLogRecord({"msg": "hello"})))


MORE_SECRETS = [
    "oth_rGCJdlnJUHB4PTe9x9869XYNVwrgOjcL497zy15zKX8",
    "feed_rGCJdlnJUHB4PTe9x9869XYNVwrgOjcL497zy15zKX8",
    "http://127.0.0.1:8000/api/interviews.ics?token=rGCJdlnJUHB4PTe9x9869XYN",
    "Authorization: Bearer rGCJdlnJUHB4PTe9x9869XYN",
    "rGCJdlnJ.PTe9x9869XYN+zy15zKX8@example.com",
    f"https://bot.example.org/candidate/rGCJdlnJUHB4.{'PTe9x986' * 8}",
    f"https://bot.example.org/calendar/UINES-0-1794214800.{'zy15zKX8' * 8}",
]


@pytest.mark.parametrize("formatter", [WithoutSecrets(), AsJson()])
@pytest.mark.parametrize("secret", [*SECRETS, *MORE_SECRETS])
def test_neither_form_of_log_tells_a_secret(formatter: logging.Formatter, secret: str) -> None:
    try:
        raise RuntimeError(f"gave up on {secret}")
    except RuntimeError as error:
        facts = (type(error), error, error.__traceback__)
    record = logging.makeLogRecord({"msg": f"it was {secret}", "exc_info": facts})

    line = formatter.format(record)

    assert "gave up on" in line
    assert not any(part in line for part in (*SECRET_PARTS, "rGCJ", "zy15"))


@pytest.mark.usefixtures("logged")
def test_the_form_is_that_of_the_settings() -> None:
    set_up_logging(settings(log_format="json"))

    assert [type(one.formatter) for one in logging.getLogger().handlers] == [AsJson]
