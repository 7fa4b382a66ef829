"""The command line: python -m bench.web. How fast the API finds slots, against reading one row.

Both are routes of FastAPI in one process and on one event loop, over the same database of 1,000
people with twelve weeks of hours, and are asked in turn over kept connections.
"""

import argparse
import asyncio
import http.client
import multiprocessing
import socket
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, sleep
from urllib.parse import urlencode

from fastapi import FastAPI
from slack_sdk.web.async_client import AsyncWebClient

from bench.commands.figures import percentile
from bench.fixtures.population import everybody, fill
from bot.process.liveness import Liveness
from bot.slack.directory.profiles import Profiles
from bot.web.api.shared.dependencies import Dependencies
from bot.web.app import web_app
from bot.web.listening import listening
from bot.web.server import serving
from scheduling.model import Role, Rules
from scheduling.store import Store
from scheduling.usecases.people import people_after
from scheduling.usecases.upkeep.keep_everybodys_hours import keep_everybodys_hours
from scheduling.usecases.upkeep.refresh_availability_cache import refresh_cache

TOKEN = "bench-token"
KINDS = ("candidate alone", "interviewers", "both")
_SEED, _WEEKS = 5, 12
_START_SECONDS = 30.0
_MILLI = 1000


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table, and return the exit status: 0 when the target is met."""
    told = _parser().parse_args(arguments)
    with TemporaryDirectory(prefix="bench-web-") as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        questions = list(_questions(_filled(url, people=told.people), count=told.requests))
        found = over_http(url, questions)
    row = found.pop("one row")
    print(_line("one row", row, row))
    for kind, times in found.items():
        print(_line(kind, times, row))
    every = [seconds for times in found.values() for seconds in times]
    print(_line("all of them", every, row))
    return 0 if percentile(every, 0.5) <= 5 * percentile(row, 0.5) else 1


def over_http(url: str, questions: Sequence[tuple[str, str]]) -> dict[str, list[float]]:
    """Return the seconds of each question, a kind and a path, by kind; and of "one row".

    One process answers both, on the database at `url`.
    """
    with listening(host="127.0.0.1", port=0) as api, listening(host="127.0.0.1", port=0) as row:
        server = multiprocessing.get_context("fork").Process(target=_serve, args=(url, api, row))
        server.start()
        try:
            return _measured(api.getsockname()[1], row.getsockname()[1], questions)
        finally:
            server.terminate()
            server.join()


def _filled(url: str, *, people: int) -> dict[Role, list[int]]:
    store = Store.open(url)
    store.migrate()
    everyone = everybody(count=people, seed=_SEED)
    now = datetime.now(UTC)
    fill(store, everyone, slack_ids={}, weeks=_WEEKS, seed=_SEED, now=now)
    refresh_cache(store, now=now)  # as the bot does when it starts, and then all along
    known = people_after(store, person_id=0, role=None, limit=people)
    store.close()
    ids: dict[Role, list[int]] = {role: [] for role in Role}
    for person in known:
        if person.role is not None:
            ids[person.role].append(person.id)
    return ids


def _serve(url: str, api: socket.socket, baseline: socket.socket) -> None:
    asyncio.run(_until_ended(url, api, baseline))


async def _until_ended(url: str, api: socket.socket, baseline: socket.socket) -> None:
    store = Store.open(url)
    # As the bot does soon after it has started, and then all along.
    keep_everybodys_hours(store, time_zone=Rules().time_zone, now=datetime.now(UTC))
    dependencies = Dependencies(
        store=store,
        rules=Rules(),
        clock=lambda: datetime.now(UTC),
        profiles=Profiles(AsyncWebClient(), time_zone="UTC"),
        liveness=Liveness(socket=None, rounds=lambda: 0.0),
        address="http://127.0.0.1",
        api_token=TOKEN,
        api_rate=1_000_000,
    )
    async with (
        serving(web_app(dependencies), listeners=[api]),
        serving(_one_row(store), listeners=[baseline]),
    ):
        await asyncio.Event().wait()


def _one_row(store: Store) -> FastAPI:
    app = FastAPI()

    @app.get("/one-row")
    async def one_row() -> dict[str, str]:
        (person,) = await asyncio.to_thread(people_after, store, person_id=0, role=None, limit=1)
        return {"name": person.name}

    return app


def _measured(
    api: int, baseline: int, questions: Sequence[tuple[str, str]]
) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {"one row": [], **{kind: [] for kind, _ in questions}}
    with closing(_connected(api)) as to_api, closing(_connected(baseline)) as to_baseline:
        for kind, path in questions:
            times["one row"].append(_seconds(to_baseline, "/one-row"))
            times[kind].append(_seconds(to_api, path))
    return times


def _questions(ids: dict[Role, list[int]], *, count: int) -> Iterator[tuple[str, str]]:
    """Half name no days; the others one to four weeks within the next twelve."""
    chance, today = Random(_SEED), datetime.now(UTC).date()
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        asked: list[tuple[str, object]] = []
        if kind != "interviewers":
            asked.append(("candidate", chance.choice(ids[Role.CANDIDATE])))
        if kind != "candidate alone":
            panel = chance.sample(ids[Role.INTERVIEWER], chance.randint(1, 3))
            asked += [("interviewer", person_id) for person_id in panel]
        if chance.random() < 0.5:
            asked += _period(chance, today)
        yield kind, f"/api/get_available_timeslots/?{urlencode(asked)}"


def _period(chance: Random, today: date) -> list[tuple[str, object]]:
    first = today + timedelta(days=chance.randrange(1, 7 * _WEEKS - 28))
    last = first + timedelta(weeks=chance.randint(1, 4))
    return [("from", first.isoformat()), ("to", last.isoformat())]


def _connected(port: int) -> http.client.HTTPConnection:
    deadline = monotonic() + _START_SECONDS
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_START_SECONDS)
    while True:
        try:
            connection.connect()
        except OSError:
            if monotonic() > deadline:
                raise
            sleep(0.05)
        else:
            return connection


def _seconds(connection: http.client.HTTPConnection, path: str) -> float:
    began = perf_counter()
    connection.request("GET", path, headers={"Authorization": f"Bearer {TOKEN}"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path} was answered with {answer.status}")
    return perf_counter() - began


def _line(what: str, times: Sequence[float], row: Sequence[float]) -> str:
    p50, p99 = (percentile(times, share) for share in (0.5, 0.99))
    ratio = p50 / percentile(row, 0.5)
    return f"{what:16} p50 {p50 * _MILLI:7.2f} ms   p99 {p99 * _MILLI:7.2f} ms   {ratio:5.1f}×"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.web", description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--requests", type=int, default=1000)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
