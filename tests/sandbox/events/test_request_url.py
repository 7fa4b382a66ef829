"""Delivery over HTTP, to an app that is nothing but a small server."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest

from sandbox.events.request_url import NotDelivered
from sandbox.testing.driver import Sandbox

MANIFEST = {
    "display_information": {"name": "Toy"},
    "features": {
        "bot_user": {"display_name": "Toy"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [{"command": "/toy", "description": "Toy"}],
    },
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
}


@dataclass
class Toy:
    """What came to the app, and what it answers."""

    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    status: int = 200
    body: bytes = b""
    sort: str = "text/plain"
    verifies: bool = True


@contextmanager
def serving(toy: Toy) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told: Any = json.loads(body) if body.startswith(b"{") else {}
            if told.get("type") == "url_verification":
                answer = told["challenge"].encode() if toy.verifies else b"no"
                self._answer(200, answer, "text/plain")
                return
            toy.came.append((dict(self.headers), body))
            self._answer(toy.status, toy.body, toy.sort)

        def _answer(self, status: int, body: bytes, sort: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", sort)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/slack/events"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(name="toy")
def _toy() -> Toy:
    return Toy()


@pytest.fixture(name="slack")
def _slack(toy: Toy) -> Iterator[Sandbox]:
    with Sandbox.running(manifest=MANIFEST) as slack, serving(toy) as url:
        slack.delivers_to(url)
        slack.waits_for_app()
        yield slack


def test_a_command_comes_as_a_signed_form(slack: Sandbox, toy: Toy) -> None:
    slack.person("Ines").types("/toy & more")

    ((headers, body),) = toy.came
    stamp = headers["X-Slack-Request-Timestamp"]
    told = b"v0:%b:%b" % (stamp.encode(), body)
    signature = hmac.new(slack.signing_secret.encode(), told, hashlib.sha256).hexdigest()
    assert headers["X-Slack-Signature"] == f"v0={signature}"
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    form = parse_qs(body.decode())
    assert form["command"] == ["/toy"]
    assert form["text"] == ["&amp; more"] or form["text"] == ["& more"]


@pytest.mark.parametrize(
    ("body", "sort"),
    [(b"hello", "text/plain"), (b'{"text": "hello"}', "application/json; charset=utf-8")],
)
def test_what_the_app_answers_is_shown(slack: Sandbox, toy: Toy, body: bytes, sort: str) -> None:
    toy.body, toy.sort = body, sort

    slack.person("Ines").types("/toy")

    assert slack.person("Ines").sees("hello").ephemeral


def test_an_event_comes_as_json(slack: Sandbox, toy: Toy) -> None:
    slack.person("Ines").opens_home()

    ((headers, body),) = toy.came
    assert headers["Content-Type"] == "application/json"
    assert "X-Slack-Retry-Num" not in headers
    assert json.loads(body)["event"]["type"] == "app_home_opened"


def test_an_event_that_is_refused_comes_again_and_says_so(slack: Sandbox, toy: Toy) -> None:
    toy.status = 500

    slack.person("Ines").opens_home()
    slack.waits_until(lambda: len(toy.came) == 2)

    assert toy.came[1][0]["X-Slack-Retry-Num"] == "1"
    assert toy.came[1][0]["X-Slack-Retry-Reason"] == "timeout"
    assert toy.came[0][1] == toy.came[1][1]


def test_a_command_that_is_refused_is_said_to_have_failed(slack: Sandbox, toy: Toy) -> None:
    toy.status = 401

    slack.person("Ines").types("/toy")

    assert 'failed with the error "dispatch_failed"' in slack.person("Ines").toasts[-1]


def test_an_address_that_is_not_the_apps_is_not_taken() -> None:
    toy = Toy(verifies=False)
    with Sandbox.running(manifest=MANIFEST) as slack:
        with serving(toy) as url, pytest.raises(NotDelivered):
            slack.delivers_to(url)
        with pytest.raises(NotDelivered):
            slack.delivers_to("http://127.0.0.1:9/slack/events")

        with pytest.raises(AssertionError, match="did not connect"):
            slack.waits_for_app(within=0.1)
