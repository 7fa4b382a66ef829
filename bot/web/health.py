"""Whether the process serves, whether it is of use just now, and its figures."""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.process.metrics import REGISTRY
from bot.web.api.shared.dependencies import Dependencies
from bot.web.api.shared.routes import UsedDependencies
from scheduling.errors import SchedulingError
from scheduling.model import Channel
from scheduling.results import DeliveryStatus
from scheduling.timespan import words_for
from scheduling.usecases.delivery.status import (
    counts_of,
    delivery_status_of,
    prove_writable,
    tally_of,
)

_STALE_SOCKET = 90.0
_STALE_ROUNDS = 60.0
_PATIENCE = 5.0
"""All of these in seconds."""
_LATE = timedelta(minutes=5)
_SENDING = {Channel.SLACK: "Sending", Channel.EMAIL: "Sending by e-mail"}

log = logging.getLogger(__name__)
router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def healthz(dependencies: UsedDependencies) -> JSONResponse:
    """Whether the process serves; if not, it had better be started anew.

    That is so only where a start mends something. A database that is away is no such thing.
    """
    checks = {
        "socket": await _socket(dependencies),
        "rounds": _rounds(dependencies),
    }
    well = all(check["ok"] for check in checks.values())
    words = "ok" if well else "failing"
    return JSONResponse({"status": words, "checks": checks}, status_code=200 if well else 503)


@router.get("/readyz")
async def readyz(dependencies: UsedDependencies) -> JSONResponse:
    """Whether requests had better come here just now; if not, for which reasons.

    Troubles are no such reasons: they are for whoever runs the bot.
    """
    reasons = [
        *await _reasons_of_slack(dependencies),
        *await _reasons_of_database(dependencies),
        *_reasons_of_rounds(dependencies),
    ]
    # What a company's server refuses keeps nobody from asking the bot for anything.
    facts = {"ready": not reasons, "reasons": reasons, "troubles": dependencies.liveness.troubles()}
    return JSONResponse(facts, status_code=503 if reasons else 200)


@router.get("/metrics")
async def metrics(dependencies: UsedDependencies) -> Response:
    """The figures, for Prometheus."""
    now = dependencies.clock()
    try:
        counted = await asyncio.to_thread(_counted, dependencies, now)
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


async def _socket(dependencies: Dependencies) -> dict[str, Any]:
    if dependencies.liveness.socket is None:
        return {"ok": True, "age": None}
    age = await dependencies.liveness.socket() or 0.0
    return {"ok": age < _STALE_SOCKET, "age": round(age, 1)}


def _rounds(dependencies: Dependencies) -> dict[str, Any]:
    age = dependencies.liveness.rounds()
    return {"ok": age < _STALE_ROUNDS, "age": round(age, 1)}


async def _reasons_of_slack(dependencies: Dependencies) -> list[str]:
    age = await dependencies.liveness.socket() if dependencies.liveness.socket is not None else None
    if age is None:
        return []
    return [f"There has been no connection to Slack for {age:.0f} s."]


async def _reasons_of_database(dependencies: Dependencies) -> list[str]:
    """Why nothing can be saved, or else why messages wait."""
    trouble = await _write_trouble(dependencies)
    if trouble is not None:
        return [trouble]
    condition = await _condition(dependencies)
    return [condition] if isinstance(condition, str) else _reasons_of(condition, dependencies)


async def _write_trouble(dependencies: Dependencies) -> str | None:
    def write() -> None:
        prove_writable(dependencies.store, now=dependencies.clock())

    try:
        await dependencies.probe.ask(write)
    except TimeoutError:
        return f"The database has taken no write for {dependencies.probe.seconds:.0f} s."
    except SchedulingError as error:
        return error.sentence(zone=dependencies.rules.zone)
    except Exception as error:
        log.exception("could not see whether the database takes writes")
        return f"Something unexpected stands in the way of writing ({type(error).__name__})."
    return None


def _reasons_of_rounds(dependencies: Dependencies) -> list[str]:
    return [
        f"The round “{name}” failed: {why}" for name, why in dependencies.liveness.failing().items()
    ]


def _reasons_of(condition: DeliveryStatus, dependencies: Dependencies) -> list[str]:
    reasons, now, zone = [], dependencies.clock(), dependencies.rules.zone
    for pause in condition.pauses:
        until = words_for(pause.until, zone=zone)
        reasons.append(f"{_SENDING[pause.channel]} is paused until {until}: {pause.reason}.")
    if condition.oldest_due is not None and now - condition.oldest_due > _LATE:
        since = words_for(condition.oldest_due, zone=zone)
        reasons.append(f"A message has been waiting to be sent since {since}.")
    return reasons


async def _condition(dependencies: Dependencies) -> DeliveryStatus | str:
    """What the database tells, or why it does not."""
    try:
        asked = asyncio.to_thread(delivery_status_of, dependencies.store, now=dependencies.clock())
        return await asyncio.wait_for(asked, timeout=_PATIENCE)
    except TimeoutError:
        return f"The database has not answered for {_PATIENCE:.0f} s."
    except SchedulingError as error:
        return error.sentence(zone=dependencies.rules.zone)


def _counted(dependencies: Dependencies, now: datetime) -> list[Metric]:
    tally = dependencies.tally.as_of(now, count=partial(tally_of, dependencies.store))
    messages, interviews = counts_of(dependencies.store, tally=tally)
    condition = delivery_status_of(dependencies.store, now=now)
    waiting = now - condition.oldest_due if condition.oldest_due else timedelta(0)
    paused = float(bool(condition.pauses))
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
        GaugeMetricFamily("onthehour_sending_paused", "1 while a channel is paused.", value=paused),
    ]


def _gauge(
    name: str, words: str, labels: list[str], counts: Mapping[Any, int]
) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(name, words, labels=labels)
    for values, count in sorted(counts.items()):
        gauge.add_metric(list(values), count)
    return gauge
