"""The command line: python -m bench.candidate_page. Forged links, refusals, and how fast a page is.

All is asked of the bot's own HTTP server, over one connection that stays open, with a database of
1,000 people: a page of twelve weeks in turn with the style sheet, a static file of the same server.
"""

import argparse
import asyncio
import socket
import string
from collections.abc import Sequence
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from slack_sdk.web.async_client import AsyncWebClient

from bench.commands.figures import percentile
from bench.fixtures.population import everybody, fill
from bot.process.liveness import Liveness
from bot.process.signing.candidate_links import PAGES, CandidateLinks, seal_of
from bot.process.signing.secret_keys import keys_in
from bot.slack.directory.profiles import Profiles
from bot.web.api.shared.dependencies import Dependencies
from bot.web.app import web_app
from bot.web.server import serving
from scheduling.model import Actor, RequestContext, Role, Rules
from scheduling.model.api_access import LinkPurpose
from scheduling.store import Store
from scheduling.usecases.candidate import issue_link
from scheduling.usecases.people import people_after

KEYS = keys_in(f"1:{'b' * 48}")
_LETTERS = string.ascii_letters + string.digits + "-_./=é \0"
_SEED, _WEEKS, _MILLI = 15, 12, 1000
_MOST_SLOWER = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return the exit status: 0 when no link passes and the target is met."""
    told = _parser().parse_args(arguments)
    passed = forged_that_pass(told.forged)
    print(f"{told.forged:,} forged or altered links: {passed} accepted")
    with TemporaryDirectory(prefix="bench-page-") as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        times = asyncio.run(_times(url, people=told.people, count=told.requests))
    for name, seconds in times.items():
        shown = (f"{percentile(seconds, share) * _MILLI:7.2f} ms" for share in (0.5, 0.99))
        print(f"{name:24}", *shown)
    slower = percentile(times["page"], 0.99) / percentile(times["static file"], 0.99)
    print(f"page / static file, p99: {slower:.1f}")
    return 0 if not passed and slower <= _MOST_SLOWER else 1


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


async def _times(url: str, *, people: int, count: int) -> dict[str, list[float]]:
    store, now = Store.open(url), datetime.now(UTC)
    store.migrate()
    fill(
        store, everybody(count=people, seed=_SEED), slack_ids={}, weeks=_WEEKS, seed=_SEED, now=now
    )
    paths = _paths(store, now=now)
    app = web_app(
        Dependencies(
            store=store,
            rules=Rules(),
            clock=lambda: now,
            profiles=Profiles(AsyncWebClient(), time_zone="UTC"),
            liveness=Liveness(socket=None, rounds=lambda: 0.0),
            address="",
            keys=KEYS,
        )
    )
    asked = {
        "page": paths,
        "static file": [f"{PAGES}/-/page.css"],
        "refused: unsigned": [f"{PAGES}/{'x' * 77}"],
        "refused: of nobody": [f"{PAGES}/{seal_of(KEYS).signed('nobodysword_')}"],
    }
    listener = socket.create_server(("127.0.0.1", 0))
    async with serving(app, listeners=[listener]):
        # In a thread of its own, so that the server's loop is as free as it is in life.
        times = await asyncio.to_thread(_in_turn, asked, listener.getsockname()[1], count=count)
    store.close()
    return times


def _in_turn(asked: dict[str, list[str]], port: int, *, count: int) -> dict[str, list[float]]:
    connection = HTTPConnection("127.0.0.1", port)
    times: dict[str, list[float]] = {name: [] for name in asked}
    for number in range(-10, count):  # the first ones warm up
        for name, several in asked.items():
            if name.startswith("refused") and number >= 50:
                continue
            seconds = _seconds(connection, several[number % len(several)])
            times[name] += [seconds] if number >= 0 else []
    connection.close()
    return times


def _paths(store: Store, *, now: datetime) -> list[str]:
    actor = Actor(name="bench", time_zone="UTC", is_coordinator=True)
    context = RequestContext(actor=actor, now=now, rules=Rules())
    links = CandidateLinks(public_url="", keys=KEYS)
    candidates = people_after(store, person_id=0, role=Role.CANDIDATE, limit=100)
    return [
        links.address(
            issue_link(store, context, person_id=each.id, purpose=LinkPurpose.INTERVIEWS).link.word
        )
        for each in candidates
    ]


def _seconds(connection: HTTPConnection, path: str) -> float:
    began = perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    connection.getresponse().read()
    return perf_counter() - began


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.candidate_page", description=__doc__)
    parser.add_argument("--forged", type=int, default=200_000)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--requests", type=int, default=400)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
