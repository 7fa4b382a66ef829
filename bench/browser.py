"""How soon a person sees the page, and in it the answer to a command: python -m bench.browser."""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from bench.commands.figures import percentile
from bench.fixtures.chromium import NoBrowser, chromium
from sandbox.runtime.app_process import Subprocess
from sandbox.runtime.serving import ServingPlan, served
from sandbox.state.changes import Change
from sandbox.state.clock import Clock
from sandbox.state.manifest import read_manifest
from sandbox.state.people import read_people
from sandbox.testing.driver import Sandbox

ROOT = Path(__file__).resolve().parents[1]
HIGHEST_RATIO = 2.0
_WARM_UP = 3
_START_SECONDS = 60.0
_COMMAND = "/find-slots Carl with @ines @ivo"

_WATCH = """() => {
  const now = () => performance.timeOrigin + performance.now();
  const log = document.querySelector("[role=log]");
  const count = () => log.querySelectorAll("article").length;
  let [known, pressed] = [count(), 0];
  window.seen = [];
  addEventListener("keydown", (event) => event.key === "Enter" && (pressed = now()), true);
  const channel = new MessageChannel();
  channel.port1.onmessage = () => window.seen.push([pressed, now()]);
  new MutationObserver(() => {
    if (count() <= known) return;
    known = count();
    // A message sent from within a frame arrives when that frame has been painted.
    requestAnimationFrame(() => channel.port2.postMessage(null));
  }).observe(log, { childList: true, subtree: true });
}"""
_PAINTS = """() => new Promise((resolve) => {
  const [first] = performance.getEntriesByName("first-contentful-paint");
  const largest = (list) => resolve([first.startTime, list.getEntries().at(-1).startTime]);
  new PerformanceObserver(largest).observe({ type: "largest-contentful-paint", buffered: true });
})"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was measured, in milliseconds: for each opening of the page the first paint of anything
    and the last of the largest part (`opened`), and for each command the time from the key to the
    message in the workspace (`posted`) and to its paint in the page (`visible`).
    """

    paints: list[float]
    opened: list[float]
    posted: list[float]
    visible: list[float]

    @property
    def ratio(self) -> float:
        """How many times longer it takes, at the median, to see a message than to post it."""
        return percentile(self.visible, 0.5) / percentile(self.posted, 0.5)


def measure(browser: Browser, *, commands: int, loads: int) -> Seen:
    """Open the page so many times, and then type so many commands into it."""
    with _workspace() as slack:
        address = f"{slack.url}/?as={slack.person('Carla').id}"
        paints = [_paints(browser, address) for _ in range(loads)]
        times = _times(browser, slack, address, commands=commands)
    return Seen(
        paints=[first for first, _ in paints],
        opened=[largest for _, largest in paints],
        posted=[posted - pressed for pressed, posted, _ in times],
        visible=[visible - pressed for pressed, _, visible in times],
    )


def table(seen: Seen) -> str:
    """Return the figures as a table in Markdown."""
    bar = f"at most {HIGHEST_RATIO:g}×: {'met' if seen.ratio <= HIGHEST_RATIO else 'MISSED'}"
    return "\n".join(
        [
            "| | count | p50, ms | p99, ms | p50 ratio | bar |",
            "|---|--:|--:|--:|--:|---|",
            _row("page → first paint", seen.paints, " | "),
            _row("page → conversation painted", seen.opened, " | "),
            _row("command → message posted", seen.posted, " | "),
            _row("command → message visible", seen.visible, f"{seen.ratio:.2f} | {bar}"),
        ]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.browser", description=__doc__)
    parser.add_argument("--commands", type=int, default=100, help="how many are typed (100)")
    parser.add_argument("--loads", type=int, default=10, help="how often the page is opened (10)")
    parser.add_argument("--strict", action="store_true", help="fail when the bar is missed")
    told = parser.parse_args(arguments)
    try:
        with chromium() as browser:
            seen = measure(browser, commands=told.commands, loads=told.loads)
    except NoBrowser as trouble:
        print(trouble, file=sys.stderr)
        return 2
    print(table(seen))
    return 1 if told.strict and seen.ratio > HIGHEST_RATIO else 0


@contextmanager
def _workspace() -> Iterator[Sandbox]:
    """The practice people, some of them with hours, and the bot in a process of its own."""
    name, people = read_people(ROOT / "practice" / "people.toml")
    plan = ServingPlan(
        name=name, app=read_manifest(ROOT / "manifest.json"), people=people, clock=Clock()
    )
    with TemporaryDirectory(prefix="bench-") as folder, served(plan) as up:
        slack = Sandbox(up)
        settings = {
            "PYTHONPATH": str(ROOT),
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "DATABASE_URL": f"sqlite:///{folder}/bot.db",
            # Any that is free: nobody calls it here.
            "HTTP_PORT": "0",
            "LOG_LEVEL": "ERROR",
        }
        bot = Subprocess(
            [sys.executable, "-m", "bot", "run"], environment=settings, when_over=_nothing
        )
        try:
            slack.waits_for_app(within=_START_SECONDS)
            for who, hours in (("Ines", "13-17"), ("Ivo", "8-13"), ("Carl", "12-18")):
                slack.person(who).types(f"/availability weekdays {hours} every week")
                slack.person(who).sees("Saved")
            yield slack
        finally:
            bot.end()


def _paints(browser: Browser, address: str) -> tuple[float, float]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="/find-slots").wait_for()
    first, largest = page.evaluate(_PAINTS)
    context.close()
    return float(first), float(largest)


def _times(
    browser: Browser, slack: Sandbox, address: str, *, commands: int
) -> list[tuple[float, float, float]]:
    """When the key was pressed, the message posted and painted, by the machine's clock, in ms."""
    came: list[float] = []

    def hear(change: Change) -> None:
        if change.type == "message" and change.data["message"]["ephemeral"]:
            came.append(time.time() * 1000)

    slack.workspace.changes.watch(hear)
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.get_by_role("textbox", name="Message", exact=True).wait_for()
    page.evaluate(_WATCH)
    for number in range(commands + _WARM_UP):
        _type(page, number)
    seen = page.evaluate("window.seen")
    context.close()
    times = [(pressed, posted, shown) for (pressed, shown), posted in zip(seen, came, strict=True)]
    return times[_WARM_UP:]


def _type(page: Page, number: int) -> None:
    page.get_by_role("textbox", name="Message", exact=True).fill(_COMMAND)
    page.keyboard.press("Enter")
    page.wait_for_function("(before) => window.seen.length > before", arg=number)


def _row(what: str, values: Sequence[float], rest: str) -> str:
    p50, p99 = (percentile(values, share) for share in (0.5, 0.99))
    return f"| {what} | {len(values):,} | {p50:.1f} | {p99:.1f} | {rest} |"


def _nothing() -> None:
    pass


if __name__ == "__main__":
    sys.exit(main())
