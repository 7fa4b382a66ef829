"""What is left of Slack where it holds its methods to 100 calls a minute.

    python -m bench.commands.rates              a minute and a half
    python -m bench.commands.rates --strict     status 1 when a bar is missed

The client is ours and answers by itself, each call after as long as Slack usually takes: so
nothing but the limits, the bot and its database is measured.
"""

import argparse
import asyncio
import sys
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.delivery.slack import SlackChannel
from bot.delivery.worker import Delivery
from bot.slack.home_tab import HomeTabs
from scheduling.messages.reminders import planned_reminders
from scheduling.model import Actor, Person, Role
from scheduling.store import Store, interviews, people
from scheduling.store.messages import outbox
from scheduling.store.people import affected_people, home_tabs

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
HELD = ("users.info", "views.publish")
A_MINUTE = 100
USUAL_SECONDS = 0.1
"""From a call until Slack's answer."""
CONCERNED, OPENED, REMINDED = 300, 12, 200
LEAST_REMINDERS, SLOWEST_HOME = 10.0, 1.0
"""A second; and seconds."""


class HeldClient(AsyncWebClient):
    """Slack, as far as this needs it: some methods are held to so many calls a minute."""

    def __init__(self, *, seconds: float = USUAL_SECONDS) -> None:
        """Each call takes so long."""
        super().__init__(token="xoxb-1-made-up")
        self._seconds = seconds
        self.calls: Counter[str] = Counter()
        self._times: dict[str, deque[float]] = {method: deque() for method in HELD}

    async def api_call(self, api_method: str, **_: Any) -> AsyncSlackResponse:
        """Answer, or ask to come again in as many seconds as it takes."""
        wait = self._wait(api_method)
        await asyncio.sleep(self._seconds)
        if wait:
            answer = self._answer({"ok": False, "error": "ratelimited"}, 429, wait=wait)
            raise SlackApiError("ratelimited", answer)  # type: ignore[no-untyped-call]
        self.calls[api_method] += 1
        channel = {"id": "D1"} if api_method == "conversations.open" else "D1"
        ts = f"{1_800_000_000 + self.calls.total()}.000001"
        return self._answer({"ok": True, "channel": channel, "ts": ts}, 200)

    def _wait(self, method: str) -> int:
        """Whole seconds until the method may be called again; 0 when that is now, and counted."""
        if method not in self._times:
            return 0
        times, now = self._times[method], monotonic()
        while times and times[0] <= now - 60:
            times.popleft()
        if len(times) >= A_MINUTE:
            return int(times[0] + 60 - now) + 1
        times.append(now)
        return 0

    def _answer(
        self, told: dict[str, Any], status: int, *, wait: int | None = None
    ) -> AsyncSlackResponse:
        headers: Mapping[str, str] = {} if wait is None else {"Retry-After": str(wait)}
        return AsyncSlackResponse(
            client=self,
            http_verb="POST",
            api_url="",
            req_args={},
            data=told,
            headers=dict(headers),
            status_code=status,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the table."""

    what: str
    figure: str
    bar: str
    is_met: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.commands.rates", description=__doc__)
    parser.add_argument("--strict", action="store_true", help="status 1 when a bar is missed")
    told = parser.parse_args(arguments)
    is_met = True
    for line in measured():
        is_met &= line.is_met
        print(f"{line.what:60} {line.figure:>16}  {line.bar}: {_verdict(line)}", flush=True)
    return 0 if is_met or not told.strict else 1


def measured(*, gap: float = 5.0, reminded: int = REMINDED) -> Iterator[Line]:
    """Yield the lines: a Home is opened every `gap` seconds, and so many are reminded."""
    with (
        TemporaryDirectory(prefix="bench-rates-") as folder,
        closing(Store.open(f"sqlite:///{Path(folder) / 'bench.db'}")) as store,
    ):
        store.migrate()
        everybody = _registered(store)
        slowest = asyncio.run(_slowest_home(store, everybody, gap=gap))
        yield Line(
            what=f"Home of whoever opens it, while a change concerns {CONCERNED}",
            figure=f"{slowest:.2f} s",
            bar=f"at most {SLOWEST_HOME:g} s",
            is_met=slowest <= SLOWEST_HOME,
        )
        a_second, asked = asyncio.run(_reminders_a_second(store, everybody[:reminded]))
        yield Line(
            what=f"reminders a second, with {asked} questions of users.info",
            figure=f"{a_second:.1f}",
            bar=f"at least {LEAST_REMINDERS:g}",
            is_met=a_second >= LEAST_REMINDERS,
        )


def _registered(store: Store) -> tuple[Person, ...]:
    """Interviewers, all of whom have opened their Home tab."""
    with store.writing() as session:
        found = tuple(
            people.add(
                session,
                name=f"Person {number}",
                role=Role.INTERVIEWER,
                time_zone="UTC",
                slack_user_id=f"U{number:04}",
                now=NOW,
            )
            for number in range(CONCERNED + OPENED)
        )
        for person in found:
            home_tabs.note_open(session, person.slack_user_id or "", now=NOW)
    return found


async def _slowest_home(store: Store, everybody: Sequence[Person], *, gap: float) -> float:
    """The longest that somebody waits for theirs, while those of hundreds are published anew."""
    tabs = HomeTabs(client=HeldClient(), store=store, clock=lambda: NOW)
    tabs.start()
    times = []
    try:
        with store.writing() as session:
            affected_people.note(session, [person.id for person in everybody[:CONCERNED]])
        for person in everybody[CONCERNED:]:
            await asyncio.sleep(gap)
            actor = Actor(
                name=person.name,
                time_zone="UTC",
                slack_user_id=person.slack_user_id,
                person=person,
            )
            began = perf_counter()
            await tabs.show(actor)
            times.append(perf_counter() - began)
    finally:
        await tabs.stop()
    return max(times)


async def _reminders_a_second(store: Store, everybody: Sequence[Person]) -> tuple[float, int]:
    """How many arrive in a second, of one for each of many people; and how often they ask who."""
    client = HeldClient()
    _plan(store, everybody)
    delivery = Delivery(store=store, channel=SlackChannel(client=client), clock=lambda: NOW)
    began = perf_counter()
    await delivery.send_due()
    seconds = perf_counter() - began
    return client.calls["chat.postMessage"] / seconds, client.calls["users.info"]


def _plan(store: Store, those: Sequence[Person]) -> None:
    """One reminder of an interview of theirs for each, due now."""
    with store.writing() as session:
        for number, person in enumerate(those):
            candidate = people.add(
                session, name=f"Cand {number}", role=Role.CANDIDATE, time_zone="UTC", now=NOW
            )
            interview = interviews.book(
                session,
                candidate=candidate,
                interviewers=(person,),
                start=NOW + timedelta(days=1),
                outside_availability=False,
                booked_by="Cora",
                now=NOW,
            )
            planned = planned_reminders(interview, leads=(timedelta(hours=1),), now=NOW)
            theirs = next(each for each in planned if each.person_id == person.id)
            outbox.plan(session, [replace(theirs, due_at=NOW)], now=NOW)


def _verdict(line: Line) -> str:
    return "met" if line.is_met else "MISSED"


if __name__ == "__main__":
    sys.exit(main())
