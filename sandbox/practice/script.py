"""What the people of a new workspace have done before anyone looks, and what to try then.

A script is a TOML file. Its steps are played once, in order, when the app first connects; each is
somebody (`as`) and one or more things that they do or wait to see:

    [[script]]
    as = "Ines"
    types = "/availability Mon, Wed 9-17 every week"
    sees = "every Monday"

    [[script]]
    as = "Carla"
    types = "/register"
    fills = {Name = "Cleo Cruz", "Time zone" = "Europe/Madrid"}
    submits = true

    [[script]]
    as = "Ivo"
    opens_home = true
    presses = "Add hours"
    closes = true

    [[script]]
    as = "Ines"
    enters = {title = "Dentist", day = "Tue", start = "10:00", end = "11:00"}

`enters` puts an event into their own calendar, on the next such day after today, by their own
clock; with `every_week = true` it comes back. In what is filled in, `{secret_address}` is
that of their calendar; `{server}`, `{user}` and `{app_password}` lead to it as well.

    [[script]]
    as = "Ines"
    presses = "Give my address"
    on_page = {opens = "My page", fills = {Address = "{secret_address}"}, sees = "Thank you"}

`on_page` fills in the form of a page outside of Slack, which a button leads to, and sends it.

    [[try_this]]
    text = "Find a slot for Carl, as Carla"
    done_when = {command = "/find-slots", as = "carla"}

The things to try are described in `sandbox/events/try_this.py`.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.state.types import Json
from sandbox.testing.user import User


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """The steps to play and the things to try, as the file has them."""

    steps: list[Json]
    try_this: list[Json]


def read_script(path: Path) -> Script:
    """Read a script.

    Raises ValueError, naming the step, when a step holds something that nobody can do.
    """
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    steps = list(told.get("script", []))
    for step in steps:
        if "as" not in step or (strange := step.keys() - DOES.keys() - {"as", "to"}):
            raise ValueError(f"nobody can do {strange if 'as' in step else 'this'}: {step}")
    return Script(steps=steps, try_this=list(told.get("try_this", [])))


def play(step: Json, *, person: Callable[[str], User]) -> None:
    """Let somebody do one step; its parts in the order in which they are written.

    Raises AssertionError when what they look for does not come, LookupError for a stranger.
    """
    who = person(step["as"])
    step = _with_ways(step, who)
    for key, value in step.items():
        if key in DOES:
            DOES[key](who, value, step)


def _with_ways(step: Json, who: User) -> Json:
    """Put how somebody's calendar is read into what they fill in."""
    if "fills" not in step:
        return step
    fills = dict(step["fills"])
    for label, value in fills.items():
        if isinstance(value, str) and "{" in value:
            fills[label] = value.format(**who.calendar.ways)
    return {**step, "fills": fills}


def _on_page(who: User, told: Json) -> None:
    page = who.opens_page(told["opens"])
    page.fills(_with_ways(told, who)["fills"])
    page.sends()
    page.sees(told["sees"])


DOES: dict[str, Callable[[User, Any, Json], object]] = {
    "types": lambda who, text, step: who.types(text, to=step.get("to")),
    "sees_in_modal": lambda who, words, step: who.sees_in_modal(words),
    "sees": lambda who, words, step: who.sees(words),
    "presses": lambda who, label, step: who.presses(label),
    "chooses": lambda who, pair, step: who.chooses(*pair),
    "fills": lambda who, fields, step: who.fills(fields),
    "submits": lambda who, value, step: who.submits(),
    "closes": lambda who, value, step: who.closes(),
    "enters": lambda who, event, step: who.calendar.enters(**event),
    "on_page": lambda who, told, step: _on_page(who, told),
    "opens_home": lambda who, value, step: who.opens_home(),
}
