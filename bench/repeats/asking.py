"""How a bot is asked, and asked again: by programs, and by Slack for people.

Whatever gets no answer (the bot is gone, or goes in the middle) counts as not answered, and is
sent again as it was. An answer that refuses counts as told wrong: nobody here is ever in the way
of anybody else.
"""

import hashlib
import hmac
import json
import threading
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol, Self
from urllib.error import HTTPError
from urllib.parse import urlencode

from bench.soak.fleet import TOKEN
from sandbox.testing.driver import Sandbox

_SECONDS = 15.0
_ANSWER_SECONDS = 10.0
"""How long a person waits for the answer to a button that was acknowledged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer: its words, and whether they refuse. One that is `repeated` says so itself."""

    words: str
    is_refusal: bool = False
    repeated: bool = False


class NobodyThere(Exception):
    """No bot listens: it was not asked at all."""


class Ask(Protocol):
    """Something to be asked of whichever bot listens at a port."""

    def __call__(self, port: int) -> Answered | None:
        """Return the answer, None where there was none. Raises NobodyThere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByProgram:
    """A call of the JSON API with a key."""

    path: str
    told: Mapping[str, Any]
    key: str

    def __call__(self, port: int) -> Answered | None:
        """Return the answer, None where there was none."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{self.path}",
            data=json.dumps(self.told).encode(),
            headers={
                "Authorization": f"Bearer {TOKEN}",
                "Content-Type": "application/json",
                "Idempotency-Key": self.key,
            },
            method="POST",
        )
        return _sent(request)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByForm:
    """A form that a person sends; the answer comes with the acknowledgement."""

    slack: Sandbox
    payload: Mapping[str, Any]

    def __call__(self, port: int) -> Answered | None:
        """Return what the form becomes, None where there was none or it is still worked on."""
        answer = _sent(signed(self.payload, slack=self.slack, port=port))
        if answer is None or answer.is_refusal:
            return answer
        shown = json.loads(answer.words)
        if "view" not in shown:
            return Answered(words=answer.words, is_refusal=True)
        title = shown["view"]["title"]["text"]
        if title == "One moment":
            return None
        return Answered(words=json.dumps(shown), is_refusal=title == "That did not work")


@dataclass(frozen=True, slots=True, kw_only=True)
class ByButton:
    """A button in a message that a person presses; the answer goes to an address of its own."""

    slack: Sandbox
    payload: Mapping[str, Any]
    addresses: "Addresses"
    # What every answer but a refusal begins with.
    begins: str

    def __call__(self, port: int) -> Answered | None:
        """Return the words that come, None where none do."""
        address, number = self.addresses.new()
        request = signed({**self.payload, "response_url": address}, slack=self.slack, port=port)
        if _sent(request) is None:
            return None
        words = self.addresses.answer(number, within=_ANSWER_SECONDS)
        if words is None:
            return None
        return Answered(words=words, is_refusal=not words.startswith(self.begins))


class Addresses:
    """Addresses to which bots answer what people press."""

    def __init__(self) -> None:
        self._heard: dict[int, str] = {}
        self._count, self._news = 0, threading.Condition()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer._take(int(self.path.rpartition("/")[2]), json.loads(body)["text"])
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def new(self) -> tuple[str, int]:
        """Return an address, and its number."""
        with self._news:
            self._count += 1
            number = self._count
        return f"http://127.0.0.1:{self._server.server_port}/{number}", number

    def answer(self, number: int, *, within: float) -> str | None:
        """Return the first answer that comes to an address, None where none comes in time."""
        with self._news:
            self._news.wait_for(lambda: number in self._heard, timeout=within)
            return self._heard.get(number)

    def _take(self, number: int, words: str) -> None:
        with self._news:
            self._heard.setdefault(number, words)
            self._news.notify_all()


def signed(payload: Mapping[str, Any], *, slack: Sandbox, port: int) -> urllib.request.Request:
    """Return the call by which Slack brings a button or a form."""
    body = urlencode({"payload": json.dumps(payload)}).encode()
    stamp = str(int(time.time()))
    # https://docs.slack.dev/authentication/verifying-requests-from-slack
    told = b"v0:%b:%b" % (stamp.encode(), body)
    signature = hmac.new(slack.signing_secret.encode(), told, hashlib.sha256).hexdigest()
    return urllib.request.Request(
        f"http://127.0.0.1:{port}/slack/events",
        data=body,
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signature}",
        },
        method="POST",
    )


def _sent(request: urllib.request.Request) -> Answered | None:
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
            again = answer.headers.get("Idempotent-Replayed") == "true"
            return Answered(words=answer.read().decode(), repeated=again)
    except HTTPError as refused:
        with refused:
            words = refused.read().decode(errors="replace")
        # 5xx: it may have been done, and asking again tells.
        return None if refused.code >= 500 else Answered(words=words, is_refusal=True)
    except (OSError, ValueError, HTTPException) as trouble:
        if isinstance(getattr(trouble, "reason", trouble), ConnectionRefusedError):
            raise NobodyThere from None
        return None
