"""The figures of this process, as Prometheus reads them."""

import re
from datetime import timedelta
from time import monotonic
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

REGISTRY = CollectorRegistry()

_QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10)
_LATE = (1, 5, 15, 60, 300, 900, 3600, 14400, 86400)

_handled = Counter(
    "onthehour_requests",
    "What people asked for in Slack, by listener and outcome.",
    ["listener", "outcome"],
    registry=REGISTRY,
)
_handling = Histogram(
    "onthehour_handling_seconds",
    "How long that took.",
    ["listener"],
    buckets=_QUICK,
    registry=REGISTRY,
)
_acked = Histogram(
    "onthehour_ack_seconds",
    "How long Slack waited to be acknowledged.",
    ["way"],
    buckets=_QUICK,
    registry=REGISTRY,
)
_refused = Counter(
    "onthehour_refusals",
    "What was refused for a reason, by reason (SlotTaken are conflicts).",
    ["reason"],
    registry=REGISTRY,
)
_refused.labels("SlotTaken")  # so that there is a figure before the first conflict
_answers = Counter(
    "onthehour_slack_answers",
    "What Slack's Web API answered, by method and code.",
    ["method", "code"],
    registry=REGISTRY,
)
_lateness = Histogram(
    "onthehour_message_lateness_seconds",
    "How long after its time a message was sent, by kind.",
    ["kind"],
    buckets=_LATE,
    registry=REGISTRY,
)
_looks = Counter(
    "onthehour_looks",
    "Looks for a message in doubt, by what came of them; sent_again is one that was not there.",
    ["sight"],
    registry=REGISTRY,
)
_rounds = Counter(
    "onthehour_rounds",
    "Background rounds, by name and by how they ended: well or badly.",
    ["round", "outcome"],
    registry=REGISTRY,
)
_calls = Histogram(
    "onthehour_api_seconds",
    "How long calls of the JSON API took, by path, method and status.",
    ["path", "method", "status"],
    buckets=_QUICK,
    registry=REGISTRY,
)


def note_handled(listener: str, *, outcome: str, seconds: float) -> None:
    """Count something that a person asked for: answered, refused or broken."""
    _handled.labels(listener, outcome).inc()
    _handling.labels(listener).observe(seconds)


def note_refused(reason: str) -> None:
    """Count a refusal."""
    _refused.labels(reason).inc()


def note_ack(way: str, *, since: float) -> None:
    """Note that Slack got its acknowledgement now; `since` is of `monotonic`."""
    _acked.labels(way).observe(monotonic() - since)


def note_sent(kind: str, *, late: timedelta) -> None:
    """Note that a message was sent so long after its time."""
    _lateness.labels(kind).observe(max(0.0, late.total_seconds()))


def note_look(sight: str, *, sent_again: bool) -> None:
    """Count a look for a message in doubt."""
    _looks.labels("sent_again" if sent_again else sight).inc()


def note_call(path: str, *, method: str, status: int, seconds: float) -> None:
    """Note a call of the JSON API; `path` is one that exists, or "other"."""
    _calls.labels(path, method, str(status)).observe(seconds)


class CountingAnswers(AsyncRetryHandler):
    """Counts what Slack answers; it stands among the retry handlers and never retries."""

    async def can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        """Count the answer, and ask for nothing."""
        method = request.url.rstrip("/").rpartition("/")[2]
        _answers.labels(method if _METHOD.fullmatch(method) else "other", _code(response)).inc()
        return False


_METHOD = re.compile(r"[a-zA-Z.]{1,60}")


def _code(response: HttpResponse | None) -> str:
    if response is None:
        return "no_answer"
    body: Any = response.body
    if not isinstance(body, dict):
        return f"http_{response.status_code}"
    return "ok" if body.get("ok") else str(body.get("error", "unknown"))[:60]


def note_round(name: str, *, ended_well: bool) -> None:
    """Count a background round that has ended."""
    _rounds.labels(name, "well" if ended_well else "badly").inc()
