"""Whether the process serves, whether it is of use just now, and its figures."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.process.metrics import REGISTRY
from bot.web.api.dependencies import Parts
from bot.web.api.routes import UsedParts
from scheduling.errors import SchedulingError
from scheduling.results import Condition
from scheduling.timespan import words_for
from scheduling.usecases.delivery_status import condition_of, counts_of

_STALE_SOCKET = 90.0
_STALE_ROUNDS = 60.0
_PATIENCE = 5.0
"""All of these in seconds."""
_LATE = timedelta(minutes=5)

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def healthz(parts: UsedParts) -> JSONResponse:
    """Whether the process serves; if not, it had better be started anew."""
    checks = {
        "database": await _database(parts),
        "socket": await _socket(parts),
        "rounds": _rounds(parts),
    }
    well = all(check["ok"] for check in checks.values())
    words = "ok" if well else "failing"
    return JSONResponse({"status": words, "checks": checks}, status_code=200 if well else 503)


@router.get("/readyz")
async def readyz(parts: UsedParts) -> JSONResponse:
    """Whether requests had better come here just now; if not, for which reasons."""
    reasons = [*await _reasons_of_slack(parts), *await _reasons_of_messages(parts)]
    return JSONResponse(
        {"ready": not reasons, "reasons": reasons}, status_code=503 if reasons else 200
    )


@router.get("/metrics")
async def metrics(parts: UsedParts) -> Response:
    """The figures, for Prometheus."""
    now = parts.clock()
    try:
        counted = await asyncio.to_thread(_counted, parts, now)
    except SchedulingError:
        counted = []
    registry = CollectorRegistry()
    registry.register(_Ready(counted))
    text = generate_latest(REGISTRY) + generate_latest(registry)
    return Response(text, media_type=CONTENT_TYPE_LATEST)


class _Ready(Collector):
    """Figures that have been counted already."""

    def __init__(self, counted: list[Metric]) -> None:
        self._counted = counted

    def collect(self) -> Iterable[Metric]:
        return self._counted


async def _database(parts: Parts) -> dict[str, Any]:
    began = monotonic()
    condition = await _condition(parts)
    return {"ok": not isinstance(condition, str), "seconds": round(monotonic() - began, 3)}


async def _socket(parts: Parts) -> dict[str, Any]:
    if parts.pulse.socket is None:
        return {"ok": True, "age": None}
    age = await parts.pulse.socket() or 0.0
    return {"ok": age < _STALE_SOCKET, "age": round(age, 1)}


def _rounds(parts: Parts) -> dict[str, Any]:
    age = parts.pulse.rounds()
    return {"ok": age < _STALE_ROUNDS, "age": round(age, 1)}


async def _reasons_of_slack(parts: Parts) -> list[str]:
    age = await parts.pulse.socket() if parts.pulse.socket is not None else None
    if age is None:
        return []
    return [f"There has been no connection to Slack for {age:.0f} s."]


async def _reasons_of_messages(parts: Parts) -> list[str]:
    condition = await _condition(parts)
    if isinstance(condition, str):
        return [condition]
    reasons, now, zone = [], parts.clock(), parts.rules.zone
    if condition.paused_until is not None:
        until = words_for(condition.paused_until, zone=zone)
        reasons.append(f"Sending is paused until {until}: {condition.pause_reason}.")
    if condition.oldest_due is not None and now - condition.oldest_due > _LATE:
        since = words_for(condition.oldest_due, zone=zone)
        reasons.append(f"A message has been waiting to be sent since {since}.")
    return reasons


async def _condition(parts: Parts) -> Condition | str:
    """What the database tells, or why it does not."""
    try:
        asked = asyncio.to_thread(condition_of, parts.store, now=parts.clock())
        return await asyncio.wait_for(asked, timeout=_PATIENCE)
    except TimeoutError:
        return f"The database has not answered for {_PATIENCE:.0f} s."
    except SchedulingError as error:
        return error.sentence(zone=parts.rules.zone)


def _counted(parts: Parts, now: datetime) -> list[Metric]:
    messages, interviews = counts_of(parts.store)
    condition = condition_of(parts.store, now=now)
    waiting = now - condition.oldest_due if condition.oldest_due else timedelta(0)
    paused = float(condition.paused_until is not None)
    return [
        _gauge("onthehour_messages", "Messages, by kind and state.", ["kind", "state"], messages),
        _gauge(
            "onthehour_interviews",
            "Interviews, by state.",
            ["state"],
            {(state,): count for state, count in interviews.items()},
        ),
        GaugeMetricFamily(
            "onthehour_messages_due", "Messages that could be sent now.", value=condition.due
        ),
        GaugeMetricFamily(
            "onthehour_oldest_due_seconds",
            "How long the message that waits longest has been due.",
            value=waiting.total_seconds(),
        ),
        GaugeMetricFamily("onthehour_sending_paused", "1 while nothing is sent.", value=paused),
    ]


def _gauge(
    name: str, words: str, labels: list[str], counts: Mapping[Any, int]
) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(name, words, labels=labels)
    for values, count in sorted(counts.items()):
        gauge.add_metric(list(values), count)
    return gauge
