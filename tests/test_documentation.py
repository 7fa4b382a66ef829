"""The pages, .env.example, manifest.json and the code agree with each other, and with Slack."""

import json
import pkgutil
import re
from copy import deepcopy
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from kept.names import Listening, listened_to

import bot.features
import bot.views
from bot.cli.check import OPTIONAL_SCOPES, SCOPES
from bot.features import FEATURES
from bot.features.text.calendars import without_calendar
from bot.process.config import Settings
from bot.web.app import ROUTERS
from bot.web.slack import slack_router
from scheduling.errors import SchedulingError
from scheduling.wording.reading import (
    read_availability,
    read_candidate,
    read_mentions,
    read_question,
    read_removals,
)

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DOCS = sorted((ROOT / "docs").glob("*.md"))
FOR_PEOPLE = [
    (ROOT / "docs" / name).read_text("utf-8") for name in ("coordinators.md", "interviewers.md")
]
SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text("utf-8")
ENV_EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
MANIFEST: dict[str, Any] = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)


# -- the settings ----------------------------------------------------------------------------

NEEDED = {"SLACK_BOT_TOKEN": "xoxb-made-up", "SLACK_APP_TOKEN": "xapp-made-up"}
NO_DEFAULT = "–"


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have settings of their own in the environment."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def table_of_settings(readme: str) -> dict[str, str]:
    """What the table says of each setting: what holds without it."""
    section = readme.partition("## The settings")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| `([A-Z_]+)` \| (.+?) \| .+ \|$", section, re.MULTILINE))


def settings_of_example(text: str) -> dict[str, str]:
    """What the file says of each setting, commented out or not."""
    return dict(re.findall(r"^(?:# )?([A-Z][A-Z_]+)=(.*)$", text, re.MULTILINE))


def is_default(name: str, said: str) -> bool:
    """Whether a setting holds without being set, as it is said; nothing said means none."""
    default = Settings.model_fields[name.lower()].default
    text = said.strip("`")
    if not text or said == NO_DEFAULT:
        return name in NEEDED or default in (None, frozenset(), ())
    given = {key.lower(): value for key, value in NEEDED.items()} | {name.lower(): text}
    return bool(getattr(Settings(**given, _env_file=None), name.lower()) == default)


NAMES = [name.upper() for name in Settings.model_fields]


@pytest.mark.parametrize("said", [table_of_settings(README), settings_of_example(ENV_EXAMPLE)])
def test_every_setting_there_is_and_no_other_is_told_of(said: dict[str, str]) -> None:
    assert sorted(said) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_says_what_holds_without_a_setting(name: str) -> None:
    assert is_default(name, table_of_settings(README)[name])


@pytest.mark.parametrize("name", NAMES)
def test_the_example_says_what_holds_without_a_setting(name: str) -> None:
    assert is_default(name, settings_of_example(ENV_EXAMPLE)[name])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("TIME_ZONE", "`Europe/Berlin`"),
        ("TIME_ZONE", NO_DEFAULT),
        ("REMINDERS", "24h"),
        ("COORDINATORS", "U024BE7LH"),
    ],
)
def test_a_default_that_is_told_wrong_is_noticed(name: str, said: str) -> None:
    assert not is_default(name, said)


def test_a_copied_example_asks_for_its_tokens_and_changes_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    copied = re.sub(r"^(SLACK_\w+_TOKEN)=$", lambda m: m[0] + NEEDED[m[1]], ENV_EXAMPLE, flags=re.M)
    file.write_text(copied, encoding="utf-8")

    chosen, usual = Settings(_env_file=file), Settings(_env_file=None, **lowered(NEEDED))

    assert re.findall(r"^[A-Z_]+(?==)", ENV_EXAMPLE, re.MULTILINE) == list(NEEDED)
    assert chosen == usual


def test_an_example_with_every_line_uncommented_changes_nothing_either(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    uncommented = re.sub(r"^# (?=[A-Z][A-Z_]+=)", "", ENV_EXAMPLE, flags=re.MULTILINE)
    file.write_text(uncommented, encoding="utf-8")

    chosen = Settings(_env_file=file, **lowered(NEEDED))

    assert chosen == Settings(_env_file=None, **lowered(NEEDED))


def test_every_setting_of_the_example_is_explained() -> None:
    blocks = [
        block for block in ENV_EXAMPLE.split("\n\n") if re.search(r"^(# )?[A-Z_]+=", block, re.M)
    ]

    for block in blocks:
        first, *_ = block.splitlines()

        assert re.fullmatch(r"# [A-Z].+", first), block
        assert "=" not in first, block


def lowered(given: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in given.items()}


# -- the manifest ----------------------------------------------------------------------------


def faults_of(manifest: dict[str, Any]) -> list[str]:
    """What Slack would refuse, or what would not work once the app is made of it."""
    shown, features = manifest["display_information"], manifest["features"]
    commands = features["slash_commands"]
    rules = {
        "the name is too long": len(shown["name"]) <= 35,
        "the description is too long": len(shown["description"]) <= 140,
        "there are too many commands": len(commands) <= 50,
        "nobody could write to the bot": features["app_home"]["messages_tab_enabled"]
        and not features["app_home"]["messages_tab_read_only_enabled"],
        "there is no Home tab": features["app_home"]["home_tab_enabled"],
        "buttons do nothing": manifest["settings"]["interactivity"]["is_enabled"],
        "the socket stays shut": manifest["settings"]["socket_mode_enabled"],
        "scopes": set(manifest["oauth_config"]["scopes"]["bot"])
        == {*SCOPES, *manifest["oauth_config"]["scopes"]["bot_optional"]},
        "optional scopes": set(manifest["oauth_config"]["scopes"]["bot_optional"])
        == set(OPTIONAL_SCOPES),
    }
    of_commands = {
        f"{one['command']}: {fault}": holds
        for one in commands
        for fault, holds in {
            "its name": re.fullmatch(r"/[a-z-]{1,31}", one["command"]),
            "its description": 0 < len(one["description"]) <= 140,
            "its hint is too long": len(one["usage_hint"]) <= 1000,
            "mentions arrive as plain text": one["should_escape"] is True,
        }.items()
    }
    return [fault for fault, holds in (rules | of_commands).items() if not holds]


def with_change(*path: str | int, to: object) -> dict[str, Any]:
    """The manifest with one place of it changed."""
    changed = deepcopy(MANIFEST)
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return changed


def test_slack_takes_the_manifest() -> None:
    assert faults_of(MANIFEST) == []


@pytest.mark.parametrize(
    "changed",
    [
        with_change("display_information", "name", to="n" * 36),
        with_change("display_information", "description", to="d" * 141),
        with_change("features", "slash_commands", to=MANIFEST["features"]["slash_commands"] * 13),
        with_change("features", "slash_commands", 0, "command", to="/" + "c" * 32),
        with_change("features", "slash_commands", 0, "command", to="availability"),
        with_change("features", "slash_commands", 0, "description", to=""),
        with_change("features", "slash_commands", 0, "usage_hint", to="h" * 1001),
        with_change("features", "slash_commands", 0, "should_escape", to=False),
        with_change("features", "app_home", "messages_tab_enabled", to=False),
        with_change("features", "app_home", "messages_tab_read_only_enabled", to=True),
        with_change("features", "app_home", "home_tab_enabled", to=False),
        with_change("settings", "interactivity", "is_enabled", to=False),
        with_change("settings", "socket_mode_enabled", to=False),
        with_change(
            "oauth_config", "scopes", "bot", to=[*SCOPES, *OPTIONAL_SCOPES, "channels:read"]
        ),
        with_change("oauth_config", "scopes", "bot", to=[*SCOPES[1:], *OPTIONAL_SCOPES]),
    ],
)
def test_a_manifest_that_would_not_do_is_noticed(changed: dict[str, Any]) -> None:
    assert len(faults_of(changed)) == 1


# -- the commands ----------------------------------------------------------------------------


def heard() -> dict[str, set[str]]:
    """What the features listen to, by kind."""
    return {sort: set(map(str, names)) for sort, names in listened_to().items()}


def code_in(readme: str) -> list[str]:
    """Every piece of code in the text: what stands between backticks, and indented lines."""
    indented = re.findall(r"^    (.+)$", readme, re.MULTILINE)
    return [*re.findall(r"`([^`\n]+)`", readme), *indented]


def commands_in(text: str) -> set[str]:
    return {code.split()[0] for code in code_in(text) if code.startswith("/")}


COMMANDS = {one["command"] for one in MANIFEST["features"]["slash_commands"]}


def test_the_commands_of_manifest_code_and_readme_are_the_same() -> None:
    assert heard()["command"] == COMMANDS
    assert commands_in(README) == COMMANDS


def test_the_events_of_manifest_and_code_are_the_same() -> None:
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]

    # A message comes as "message", and is asked for by where it was written.
    assert heard()["event"] == {event.partition(".")[0] for event in events}


def test_every_feature_is_listed() -> None:
    modules = {one.name for one in pkgutil.iter_modules(bot.features.__path__)} - {"text"}

    assert {feature.__name__.split(".")[-1] for feature in FEATURES} == modules


def helps() -> dict[str, str]:
    """The help of every command, by the command that its own text shows."""
    modules = [
        import_module(each.name) for each in pkgutil.walk_packages(bot.views.__path__, "bot.views.")
    ]
    return {
        re.findall(r"`(/[a-z-]+)", module.HELP)[0]: module.HELP
        for module in modules
        if hasattr(module, "HELP")
    }


def test_every_command_has_its_help_and_every_help_its_command() -> None:
    assert set(helps()) == COMMANDS


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_help_shows_its_own_command_and_none_that_does_not_exist(command: str) -> None:
    shown = commands_in(helps()[command])

    assert command in shown
    assert shown <= COMMANDS


# -- the examples ----------------------------------------------------------------------------


def examples() -> list[str]:
    """Every way to type a command that README, help or hint shows."""
    hints = [
        f"{one['command']} {hint.strip()}"
        for one in MANIFEST["features"]["slash_commands"]
        for hint in one["usage_hint"].split("|")
    ]
    texts = [README, *FOR_PEOPLE, *helps().values()]
    typed = [code for text in texts for code in code_in(text) if code.startswith("/")]
    return sorted({*hints, *typed})


def read(example: str) -> None:
    """Reads an example as its command would. Raises SchedulingError when it can't."""
    mentioned = re.sub(r"(?<!\S)@(\w+)", lambda m: f"<@U{m[1].upper()}|{m[1]}>", example)
    command, _, text = mentioned.partition(" ")
    if not text or text in ("help", "list", "calendar"):
        return
    if command == "/availability":
        hours = text.partition(":")[2] if text.startswith("for ") else text
        hours, _ = without_calendar(hours)
        verb, _, rest = hours.partition(" ")
        if verb == "remove":
            read_removals(rest, now=NOW, zone=UTC)
        elif verb == "ask":
            assert read_mentions(rest)
        elif hours.strip() not in ("pause", "clear", "calendar"):
            read_availability(f"off {rest}" if verb == "pause" else hours, now=NOW, zone=UTC)
    elif command == "/find-slots":
        question = read_question(text, today=date(2026, 11, 9))
        assert question.people or question.match == "any"
    elif command == "/register" and text.startswith("candidate "):
        read_candidate(text.removeprefix("candidate "))


@pytest.mark.parametrize("example", examples())
def test_every_example_is_understood(example: str) -> None:
    read(example)


@pytest.mark.parametrize(
    "example",
    ["/availability Tuesdayish", "/find-slots next week", "/register candidate @ivo"],
)
def test_an_example_that_would_not_do_is_noticed(example: str) -> None:
    with pytest.raises((SchedulingError, AssertionError)):
        read(example)


# -- what the README names -------------------------------------------------------------------


def test_every_target_of_make_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))

    named = {
        target
        for page in (README, CONTRIBUTING, SECURITY, OPERATING)
        for code in code_in(page)
        for target in re.findall(r"\bmake ([a-z-]+)", code)
    }

    assert {"run", "test", "check"} <= named <= targets


def test_every_address_that_is_named_is_answered() -> None:
    answered = {
        f"{method} {route.path}"
        for router in (*ROUTERS, slack_router(Listening(), signing_secret="s", wall=lambda: NOW))  # type: ignore[arg-type]
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods
    }

    named = [code for code in code_in(README) if re.match(r"(GET|POST|PUT) /", code)]

    assert len(named) > 15
    assert [call for call in named if call not in answered] == []


def map_of_the_house(readme: str) -> list[str]:
    section = readme.partition("## The map of the house")[2].partition("\n## ")[0]
    return re.findall(r"^    ([\w./-]+) ", section, re.MULTILINE)


def missing(paths: list[str]) -> list[str]:
    """Those that are not there; one that ends in a slash must be a folder with something in it."""
    return [
        path
        for path in paths
        if not (any((ROOT / path).glob("*")) if path.endswith("/") else (ROOT / path).is_file())
    ]


def folders_of(top: str) -> set[str]:
    """The folder, and those directly in it that hold code."""
    inner = {f"{top}/{one.name}/" for one in (ROOT / top).iterdir() if any(one.glob("*.*"))}
    return {f"{top}/"} | {name for name in inner if "__" not in name}


def test_the_map_of_the_house_names_only_what_exists() -> None:
    paths = map_of_the_house(README)

    assert len(paths) > 40
    assert missing(paths) == []
    assert missing(["bot/", "bot/nothing.py", "nothing/", "bot"]) == [
        "bot/nothing.py",
        "nothing/",
        "bot",
    ]


def test_the_map_of_the_house_leaves_out_no_folder() -> None:
    paths = set(map_of_the_house(README))

    there = set.union(
        *(folders_of(top) for top in ("bot", "languages", "scheduling", "sandbox", "bench"))
    )

    assert len(there) > 35
    assert sorted(there - paths) == []


PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "bench/README.md",
    "sandbox/page/README.md",
    *(f"docs/{p.name}" for p in DOCS),
]
PATH = re.compile(r"(?:bot|scheduling|sandbox|bench|tests|docs|deploy|practice)/[\w./-]*")


def anchors_in(text: str) -> set[str]:
    """The headings, as code hosts make anchors of them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each).strip().lower().replace(" ", "-") for each in headings}


def dead_links(page: str, text: str) -> list[str]:
    """The links within the project that lead nowhere, by file or by heading."""
    dead = []
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        path, _, anchor = link.partition("#")
        file = (ROOT / page).parent / path if path else ROOT / page
        if not file.exists() or (anchor and anchor not in anchors_in(file.read_text("utf-8"))):
            dead.append(link)
    return dead


@pytest.mark.parametrize("page", PAGES)
def test_every_link_within_the_project_leads_somewhere(page: str) -> None:
    assert dead_links(page, (ROOT / page).read_text(encoding="utf-8")) == []


def test_a_link_to_nowhere_is_noticed() -> None:
    text = "[a](docs/voice.md) [b](docs/nothing.md) [c](README.md#words) [d](#nothing)"

    assert dead_links("README.md", text) == ["docs/nothing.md", "#nothing"]


@pytest.mark.parametrize("page", [page for page in PAGES if page != "CHANGELOG.md"])
def test_every_path_that_is_named_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")

    named = [code for code in re.findall(r"`([^`\n]+)`", text) if PATH.fullmatch(code)]

    assert missing(named) == []


def test_the_steps_to_something_new_lead_to_what_exists() -> None:
    section = CONTRIBUTING.partition("## How to add …")[2].partition("\n## ")[0]
    paths = [code for code in code_in(section) if PATH.fullmatch(code)]

    assert re.findall(r"^### an? (.+)$", section, re.MULTILINE) == [
        "command",
        "notice",
        "sentence to a person outside",
        "setting",
        "column",
        "call of the API",
        "channel",
    ]
    assert len(paths) > 20
    assert missing(paths) == []
