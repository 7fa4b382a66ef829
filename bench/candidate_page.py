"""The command line: python -m bench.candidate_page. Forged links, refusals, and how fast a page is.

All is asked of the bot's own HTTP server, by another process over one connection that stays open,
with a database of 1,000 people: pages of twelve weeks in turn with the style sheet, a static file
of the same server. A page that is opened for the first time is made; one that is opened again is
shown as it was kept, once the database has said that it still holds. Beside it stands what the same
takes within the process, without a server.
"""

import argparse
import asyncio
import string
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from slack_sdk.web.async_client import AsyncWebClient
from starlette.types import ASGIApp, Message

from bench.commands.figures import percentile
from bench.fixtures.population import everybody, fill
from bot.process.liveness import Liveness
from bot.process.signing.candidate_links import PAGES, CandidateLinks, seal_of
from bot.process.signing.secret_keys import keys_in
from bot.slack.directory.profiles import Profiles
from bot.web.api.shared.dependencies import Dependencies
from bot.web.app import web_app
from bot.web.listening import listening
from bot.web.server import serving
from scheduling.model import Role, Rules
from scheduling.model.api_access import LinkPurpose
from scheduling.store import Store, people
from scheduling.store.people import candidate_links

KEYS = keys_in(f"1:{'b' * 48}")
_LETTERS = string.ascii_letters + string.digits + "-_./=é \0"
_SEED, _WEEKS, _MILLI = 15, 12, 1000
_MOST_SLOWER = 5
_WARM_UP, _REFUSALS, _CANDIDATES = 10, 50, 100
_NOW = datetime.now(UTC)

FIRST, AGAIN, STATIC = "a page, the first look", "a page, looked at again", "the style sheet"

Times = dict[str, list[float]]
"""Seconds of each request, by what was asked."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return the exit status: 0 when no link passes and the target is met."""
    told = _parser().parse_args(arguments)
    passed = forged_that_pass(told.forged)
    print(f"{told.forged:,} forged or altered links: {passed} accepted")
    with TemporaryDirectory(prefix="bench-page-") as folder, closing(_store(folder)) as store:
        _fill(store, people=told.people)
        over_socket, within = asyncio.run(_times(store, count=told.requests))
    print(f"{'':24}{'over the socket':>24}{'within the process':>24}")
    print(f"{'':24}{'p50 ms':>12}{'p99 ms':>12}{'p50 ms':>12}{'p99 ms':>12}")
    for name in over_socket:
        shown = [_shares(times[name]) for times in (over_socket, within)]
        print(f"{name:24}" + "".join(f"{each * _MILLI:12.2f}" for pair in shown for each in pair))
    static = _shares(over_socket[STATIC])
    slower = {
        name: [a / b for a, b in zip(_shares(over_socket[name]), static, strict=True)]
        for name in (FIRST, AGAIN)
    }
    for name, (median, high) in slower.items():
        print(f"{name} / {STATIC}: {median:.1f} in the median, {high:.1f} in p99")
    is_met = all(high <= _MOST_SLOWER for _, high in slower.values())
    return 0 if not passed and is_met else 1


def forged_that_pass(count: int) -> int:
    """Return how many of so many forged or altered links are taken for ours."""
    seal, luck = seal_of(KEYS), Random(_SEED)
    good = seal.signed("dGhpcyBpcyBh")
    forged = (_altered(good, luck) for _ in range(count))
    return sum(each != good and seal.opened(each) is not None for each in forged)


def _altered(text: str, luck: Random) -> str:
    letters = list(text)
    for _ in range(luck.randint(1, 3)):
        place = luck.choice([luck.randrange(len(letters)), len(letters) - 1])
        letters[place : place + luck.randint(0, 1)] = luck.choice(_LETTERS)
    return "".join(letters)


def _shares(seconds: list[float]) -> tuple[float, float]:
    return percentile(seconds, 0.5), percentile(seconds, 0.99)


def _store(folder: str) -> Store:
    store = Store.open(f"sqlite:///{Path(folder) / 'bench.db'}")
    store.migrate()
    return store


def _fill(store: Store, *, people: int) -> None:
    everyone = everybody(count=people, seed=_SEED)
    fill(store, everyone, slack_ids={}, weeks=_WEEKS, seed=_SEED, now=_NOW)


async def _times(store: Store, *, count: int) -> tuple[Times, Times]:
    """Time everything over the socket, and then within the process."""
    app = web_app(
        Dependencies(
            store=store,
            rules=Rules(),
            clock=lambda: _NOW,
            profiles=Profiles(AsyncWebClient(), time_zone="UTC"),
            liveness=Liveness(socket=None, rounds=lambda: 0.0),
            address="",
            keys=KEYS,
        )
    )
    listener = listening(host="127.0.0.1", port=0)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as elsewhere:
        async with serving(app, listeners=[listener]):
            over_socket = await asyncio.get_running_loop().run_in_executor(
                elsewhere, _over_socket, _asked(store, count), listener.getsockname()[1], count
            )
    within: Times = {name: [] for name in over_socket}
    for name, path in _in_turn(_asked(store, count), count=count):
        within[name].append(await _seconds_within(app, path))
    return over_socket, {name: times[_WARM_UP:] for name, times in within.items()}


def _over_socket(asked: dict[str, list[str]], port: int, count: int) -> Times:
    times: Times = {name: [] for name in asked}
    with closing(HTTPConnection("127.0.0.1", port)) as connection:
        for name, path in _in_turn(asked, count=count):
            times[name].append(_seconds(connection, path))
    return {name: several[_WARM_UP:] for name, several in times.items()}


def _in_turn(asked: dict[str, list[str]], *, count: int) -> Iterator[tuple[str, str]]:
    """Yield what to ask, and the path: one of each kind after another, the first to warm up."""
    for number in range(_WARM_UP + count):
        for name, several in asked.items():
            if number < _WARM_UP + _REFUSALS or not name.startswith("refused"):
                yield name, several[number % len(several)]


def _asked(store: Store, count: int) -> dict[str, list[str]]:
    return {
        FIRST: _links(store, _WARM_UP + count),
        AGAIN: _links(store, _WARM_UP),
        STATIC: [f"{PAGES}/-/page.css"],
        "refused: unsigned": [f"{PAGES}/{'x' * 77}"],
        "refused: of nobody": [f"{PAGES}/{seal_of(KEYS).signed('nobodysword_')}"],
    }


def _links(store: Store, count: int) -> list[str]:
    """The paths of so many links that nobody has opened, of all candidates in turn."""
    links = CandidateLinks(public_url="", keys=KEYS)
    with store.writing() as session:
        candidates = people.after(session, 0, role=Role.CANDIDATE, limit=_CANDIDATES)
        made = [
            candidate_links.add(
                session,
                person,
                purpose=LinkPurpose.INTERVIEWS,
                made_by=None,
                expires_at=_NOW + timedelta(days=5),
                now=_NOW,
            )
            for person in islice(cycle(candidates), count)
        ]
    return [links.address(link.word) for link in made]


def _seconds(connection: HTTPConnection, path: str) -> float:
    began = perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    connection.getresponse().read()
    return perf_counter() - began


async def _seconds_within(app: ASGIApp, path: str) -> float:
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"accept-encoding", b"gzip")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_: Message) -> None:
        pass

    began = perf_counter()
    await app(scope, receive, send)
    return perf_counter() - began


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.candidate_page", description=__doc__)
    parser.add_argument("--forged", type=int, default=200_000)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--requests", type=int, default=400)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
