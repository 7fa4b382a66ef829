"""What the pages for operators say is so: figures, alarms, probes, units, sentences, examples."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.cli.arguments import command_line
from bot.process.config import Settings
from bot.process.settings.names import SECRETS
from bot.web import health
from deployment.yaml import documents_in, value_in

ROOT = Path(__file__).parents[2]
OPERATING = (ROOT / "docs" / "operating.md").read_text("utf-8")
TROUBLES = (ROOT / "docs" / "troubleshooting.md").read_text("utf-8")
BOARD = (ROOT / "deploy" / "grafana.json").read_text("utf-8")
ALERTS = (ROOT / "deploy" / "alerts.yaml").read_text("utf-8")
UNIT = (ROOT / "deploy" / "on-the-hour.service").read_text("utf-8")
OBJECTS = documents_in((ROOT / "deploy" / "kubernetes.yaml").read_text("utf-8"))
SOURCES = {
    path.relative_to(ROOT): path.read_text("utf-8")
    for top in ("bot", "scheduling")
    for path in sorted((ROOT / top).rglob("*.py"))
}


# -- figures ---------------------------------------------------------------------------------


def in_code() -> set[str]:
    return {name for text in SOURCES.values() for name in re.findall(r'"(onthehour_\w+)"', text)}


def in_text(text: str) -> set[str]:
    """The figures that a text names, without the endings by which Prometheus tells their parts."""
    found = set(re.findall(r"\bonthehour_\w+", text))
    return {re.sub(r"_(total|bucket|sum|count)$", "", name) for name in found}


def table_of_figures() -> str:
    return "\n".join(line for line in OPERATING.splitlines() if line.startswith("| `onthehour_"))


@pytest.mark.parametrize(
    ("where", "text"), [("docs/operating.md", table_of_figures()), ("deploy/grafana.json", BOARD)]
)
def test_every_figure_is_on_the_page_and_on_the_dashboard(where: str, text: str) -> None:
    there = in_code()

    missing = sorted(there - in_text(text))
    gone = sorted(in_text(text) - there)

    assert len(there) > 10
    assert missing == [], f"{where} lacks these figures: a row or a panel for each"
    assert gone == [], f"{where} names figures that there are none of"


def alarms() -> dict[str, dict[str, Any]]:
    (group,) = value_in(ALERTS)["groups"]
    return {rule["alert"]: rule for rule in group["rules"]}


def test_every_alarm_is_of_figures_that_exist_and_says_what_is_wrong() -> None:
    assert in_text(ALERTS) <= in_code()
    for name, rule in alarms().items():
        assert rule["labels"]["severity"] in ("page", "ticket"), name
        assert rule["annotations"]["summary"].endswith("."), name
        assert rule["expr"].count("(") == rule["expr"].count(")"), name


def test_the_page_names_every_alarm_and_no_other() -> None:
    assert set(re.findall(r"`(OnTheHour\w+)`", OPERATING)) == set(alarms())


def test_the_dashboard_is_one_that_grafana_takes() -> None:
    board = json.loads(BOARD)

    panels = board["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert all(panel["targets"] and panel["title"] and panel["description"] for panel in panels)
    places = {(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels}
    assert len(places) == len(panels)


# -- what runs it ----------------------------------------------------------------------------


def paths_of_health() -> set[str]:
    return {route.path for route in health.router.routes}  # type: ignore[attr-defined]


def the_bots_container() -> dict[str, Any]:
    (deployment,) = [each for each in OBJECTS if each["kind"] == "Deployment"]
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    return dict(container)


def test_kubernetes_asks_what_is_answered() -> None:
    container = the_bots_container()

    for probe, path in (
        ("startupProbe", "/healthz"),
        ("livenessProbe", "/healthz"),
        ("readinessProbe", "/readyz"),
    ):
        assert container[probe]["httpGet"] == {"path": path, "port": "http"}
        assert path in paths_of_health()


def test_kubernetes_sets_what_can_be_set() -> None:
    (secret,) = [each for each in OBJECTS if each["kind"] == "Secret"]
    known = {*Settings.model_fields} | {f"{name}_file" for name in SECRETS}

    told = {each["name"]: each["value"] for each in the_bots_container()["env"]}

    assert {name.lower() for name in told} <= known
    files = {Path(value).name for name, value in told.items() if name.endswith("_FILE")}
    assert files == {*secret["stringData"]}


def test_kubernetes_lets_the_bot_do_no_more_than_it_must() -> None:
    container = the_bots_container()["securityContext"]

    assert container == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


def test_the_unit_starts_a_command_that_exists_and_restarts_it() -> None:
    told = dict(re.findall(r"^(\w+)=(.*)$", UNIT, re.MULTILINE))

    program, *arguments = told["ExecStart"].split()

    assert program == "/opt/on-the-hour/venv/bin/on-the-hour"
    assert command_line().parse_args(arguments).command == "run"
    assert told["Restart"] == "always"
    assert told["ProtectSystem"] == "strict"
    assert told["WorkingDirectory"] == f"/var/lib/{told['StateDirectory']}"


def test_every_command_of_the_pages_exists() -> None:
    pages = [OPERATING, TROUBLES, (ROOT / "SECURITY.md").read_text("utf-8")]
    typed = [
        words
        for page in pages
        for words in re.findall(r"(?:bin/|`|^    )on-the-hour ([a-z][^`\n]*)", page, re.MULTILINE)
    ]

    assert len(typed) > 6
    for words in typed:
        told = [word for word in words.split("  ")[0].split() if word != "…"]
        assert command_line().parse_args(told).command == told[0], words


# -- sentences -------------------------------------------------------------------------------


def said_in_code() -> list[str]:
    """Every text in the code, with … for what differs, and spaces for ends of lines."""
    texts = []
    for source in SOURCES.values():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.append(re.sub(r"\{\w+\}", "…", node.value))
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    part.value if isinstance(part, ast.Constant) else "…" for part in node.values
                ]
                texts.append("".join(map(str, parts)))
    return [" ".join(text.split()) for text in texts]


def quoted() -> list[str]:
    return re.findall(r"^\*\*“(.+?)”\*\*", TROUBLES, re.MULTILINE)


NOT_A_SENTENCE = {"/interviews says that somebody was not told"}
"""Described, for it is a list."""


def unsaid(sentences: list[str]) -> list[str]:
    """Those of which some part, between what differs, is said nowhere in the code."""
    said = "\n".join(said_in_code())
    return [
        sentence
        for sentence in sentences
        if not all(part.strip() in said for part in sentence.split("…"))
    ]


def test_every_sentence_of_the_troubleshooting_page_is_one_that_the_bot_says() -> None:
    assert len(quoted()) > 40
    assert unsaid([each for each in quoted() if each not in NOT_A_SENTENCE]) == []


def test_a_sentence_that_nobody_says_is_noticed() -> None:
    assert unsaid(["The database (…) is purple."]) == ["The database (…) is purple."]


# -- made for reading ------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["operating", "coordinators", "interviewers", "troubleshooting"])
def test_a_page_begins_with_what_its_reader_wants(page: str) -> None:
    text = (ROOT / "docs" / f"{page}.md").read_text("utf-8")

    first = next(line for line in text.splitlines()[1:] if line)

    assert re.search(r"\b[Yy]ou\b", first), first
