"""Who may import whom: the table, and a walk through every import that holds the code to it."""

import pytest
from import_walk import (
    PACKAGES,
    Import,
    Layer,
    both_ways,
    breaches_in,
    circles_in,
    imports_in,
    names_used_in,
    packages_in,
    sources_of_the_project,
)

TABLE = [
    # The core: no Slack, no database, no clock.
    Layer("ground", "scheduling.timespan scheduling.errors scheduling.zones", may="ground"),
    Layer(
        "nouns",
        "scheduling.model scheduling.roles scheduling.round scheduling.access",
        may="ground nouns",
    ),
    Layer("wording", "scheduling.wording", may="ground nouns", libraries="dateutil"),
    Layer(
        "core",
        "scheduling.availability scheduling.slots scheduling.distribution"
        " scheduling.booking scheduling.reminders scheduling.notices"
        " scheduling.load",
        may="ground nouns wording",
        libraries="dateutil highspy numpy",
    ),
    Layer("drafting", "scheduling.drafting", may="ground nouns core drafting"),
    Layer("answers", "scheduling.answers", may="ground nouns core drafting"),
    # What people can do, and where it rests.
    Layer("store", "scheduling.store", may="ground nouns", libraries="alembic filelock sqlalchemy"),
    Layer(
        "steps",  # that several use cases have in common
        "scheduling.calendar scheduling.conflicts scheduling.giving scheduling.giving_up"
        " scheduling.registry scheduling.undelivered",
        may="ground nouns wording core answers store steps",
    ),
    Layer(
        "usecases",
        "scheduling.usecases.*",
        may="ground nouns wording core drafting answers store steps",
    ),
    # Everything that touches the outside.
    Layer(
        "views",
        "bot.views",
        # The core's values, not its decisions.
        may="ground nouns wording answers core:[A-Z]* drafting:[A-Z]*",
        libraries="slack_sdk.models",
    ),
    Layer(
        "edge",  # what all listeners need: the guard, the settings, the clock, profiles
        "bot.*",
        may="ground nouns wording answers core usecases views store:Store edge",
        libraries="aiohttp prometheus_client pydantic pydantic_settings slack_bolt slack_sdk"
        " websockets",
    ),
    Layer(
        "features",
        "bot.features.*",
        may="ground nouns wording answers core:[A-Z]* usecases views store:Store edge",
        libraries="slack_bolt slack_sdk",
    ),
    Layer("list of features", "bot.features", may="features", libraries="slack_bolt"),
    Layer(
        "webparts",  # what all calls over HTTP have in common
        "bot.web.parts bot.web.problems bot.web.limits bot.web.rates bot.web.door bot.web.shapes"
        " bot.web.routes bot.web.described",
        may="ground nouns wording answers core:[A-Z]* usecases store:Store edge webparts",
        libraries="fastapi pydantic starlette",
    ),
    Layer(
        "web",
        "bot.web.*",
        may="ground nouns wording answers core:[A-Z]* usecases views store:Store edge webparts",
        libraries="fastapi icalendar prometheus_client pydantic slack_bolt slack_sdk starlette",
    ),
    Layer(
        "webserver",
        "bot.web.app bot.web.server",
        may="ground web webparts edge webserver",
        libraries="fastapi fastapi_offline slack_bolt starlette uvicorn",
    ),
    Layer(
        "jobs",
        "bot.jobs",
        may="ground nouns wording answers core:[A-Z]* usecases views store:Store edge",
        libraries="apscheduler slack_sdk",
    ),
    Layer(
        "whole",
        "bot.app bot.__main__",
        may="*",
        libraries="aiohttp fastapi pydantic slack_bolt slack_sdk",
    ),
    # It knows of the bot only the command that starts it.
    Layer("sandbox", "sandbox", libraries="aiohttp"),
]

CLOCKS = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
}
"""The ways to ask what time it is; only MAY_READ_THE_CLOCK does, and passes it down as `now`."""

MAY_READ_THE_CLOCK = {"bot.clock"}


# Small modules, for the snippets below to import.
NEIGHBOURS = dict.fromkeys(
    [
        "scheduling.store.people",
        "scheduling.usecases.register",
        "scheduling.wording.days",
        "bot.features.register",
    ],
    "",
)


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    return sources_of_the_project()


def test_nothing_is_imported_against_the_table(sources: dict[str, str]) -> None:
    imports = imports_in(sources)

    assert breaches_in(imports, table=TABLE) == []


def test_no_module_comes_back_to_itself_through_its_imports(sources: dict[str, str]) -> None:
    imports = imports_in(sources)

    assert circles_in(imports) == []


def test_no_two_packages_import_each_other(sources: dict[str, str]) -> None:
    imports = imports_in(sources)

    assert both_ways(imports, packages=packages_in(sources)) == []


def test_the_clock_is_read_in_one_place(sources: dict[str, str]) -> None:
    readers = [
        f"{module} reads {clock}"
        for module, source in sources.items()
        if module.split(".")[0] != "sandbox" and module not in MAY_READ_THE_CLOCK
        for clock in sorted(CLOCKS & names_used_in(source))
    ]

    assert readers == []


def test_the_walk_sees_the_code(sources: dict[str, str]) -> None:
    seen = Import(by="scheduling.model.interviews", of="scheduling.timespan", name="Span")

    imports = imports_in(sources)

    assert {module.split(".")[0] for module in sources} == set(PACKAGES)
    assert seen in imports


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("scheduling.timespan", "import dateutil"),
        ("scheduling.model", "from scheduling.store import Store"),
        ("scheduling.slots.common", "from scheduling.availability import free_hours"),
        ("scheduling.slots", "from sqlalchemy.orm import Session"),
        ("scheduling.slots", "import scheduling.usecases.find_slots"),
        ("scheduling.wording.clock", "from bot.config import Settings"),
        ("scheduling.wording", "from ..store import people"),
        ("scheduling.store.people", "from scheduling.usecases import register"),
        ("scheduling.usecases.home", "from scheduling.usecases.register import register"),
        ("scheduling.usecases.home", "from . import register"),
        ("scheduling.usecases.home", "import sqlalchemy"),
        ("scheduling.usecases.home", "from slack_sdk.errors import SlackApiError"),
        ("bot.views.home", "from scheduling.usecases.home import home"),
        ("bot.views.home", "from scheduling.slots import common_slots"),
        ("bot.views.home", "from slack_sdk import WebClient"),
        ("bot.features.home", "from bot.features.register import register"),
        ("bot.features.home", "from scheduling.slots import common_slots"),
        ("bot.features.home", "from scheduling.store import Session"),
        ("bot.features.home", "from scheduling.store.people import person"),
        ("bot.features.home", "def f():\n    import scheduling.store.tables"),
        ("bot.features.home", "from bot.app import start"),
        ("bot.guard", "from bot.features import home"),
        ("bot.guard", "import apscheduler.schedulers.asyncio"),
        ("bot.app", "import apscheduler"),
        ("bot.app", "from sandbox.server import serve"),
        ("sandbox.server", "from bot import config"),
        ("sandbox.server", "import scheduling"),
        ("scheduling.somewhere_new", "import json\nfrom scheduling.model import Person"),
    ],
)
def test_a_breach_is_caught(module: str, line: str) -> None:
    imports = imports_in(NEIGHBOURS | {module: line})

    breaches = breaches_in(imports, table=TABLE)

    assert len(breaches) == 1
    assert breaches[0].startswith(module)


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("scheduling.model", "from datetime import date"),
        ("scheduling.wording.clock", "from scheduling.wording import days"),
        ("scheduling.store.people", "import sqlalchemy.orm"),
        ("scheduling.usecases.home", "from scheduling.store import Session, people"),
        ("bot.views.home", "from bot.views.parts import button"),
        ("bot.views.home", "from scheduling.slots import Slot"),
        ("bot.features.home", "from scheduling.store import Store"),
        ("bot.features", "from bot.features import home, register"),
        ("bot.jobs", "from apscheduler.schedulers.asyncio import AsyncIOScheduler"),
        ("bot.app", "from bot.features import FEATURES"),
        ("sandbox.server", "import aiohttp"),
    ],
)
def test_what_the_table_allows_is_no_breach(module: str, line: str) -> None:
    imports = imports_in(NEIGHBOURS | {module: line})

    assert breaches_in(imports, table=TABLE) == []


def test_a_circle_is_caught() -> None:
    sources = {"bot.a": "import bot.b", "bot.b": "from bot import c", "bot.c": "import bot.a"}

    circles = circles_in(imports_in(sources))

    assert circles == ["bot.a, bot.b, bot.c"]


def test_two_packages_that_import_each_other_are_caught() -> None:
    sources = {
        "bot.views": "",
        "bot.views.a": "import bot.web.c",
        "bot.web": "",
        "bot.web.c": "",
        "bot.web.d": "import bot.views.b",
        "bot.views.b": "",
    }

    found = both_ways(imports_in(sources), packages={"bot.views", "bot.web"})

    assert found == ["bot.views and bot.web"]


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\ndatetime.now()",
        "import datetime as dt\ndt.datetime.now(dt.UTC)",
        "import datetime\ndef f(today=datetime.date.today): ...",
        "from time import time as seconds\nseconds()",
        "import time\nclass C:\n    at = time.time()",
    ],
)
def test_a_look_at_the_clock_is_caught(source: str) -> None:
    assert len(CLOCKS & names_used_in(source)) == 1
