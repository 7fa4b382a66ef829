"""Every way in which things are known to go wrong with Slack has a test that carries its number."""

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

CASES = {
    1: "the same event four times",
    2: "the same command twice",
    3: "two submissions of one form at once",
    4: "two coordinators book one interviewer's hour at once",
    5: "a handler breaks before the acknowledgement",
    6: "a handler breaks after the acknowledgement",
    7: "an unknown command, button or form",
    8: "the database takes five seconds",
    9: "fifty commands while ten are slow",
    10: "a trigger that has expired, or was used",
    11: "a view that was changed in between",
    12: "too many views, or one closed while it is updated",
    13: "fields left empty, or gone",
    14: "more than 100 slots, strange names, 1000 interviews on the Home tab",
    15: "a panel with an app, a deactivated person, one person twice, nobody",
    16: "no time zone, one that changes, hours that do not exist, the ends of the earth",
    17: "asked to wait in the middle of 200 messages",
    18: "a message was sent, but the reply was lost",
    19: "a person who cannot be written to",
    20: "the token is revoked in the middle",
    21: "the socket is refreshed, ended, cut, silent or refused",
    22: "killed between a commit and its message",
    23: "away over due reminders; two at once on one database",
    24: "wrong, old and hostile requests over HTTP",
    25: "somebody else's button; ids of another workspace",
}
TESTS = Path(__file__).parent


@cache
def carriers() -> dict[int, list[str]]:
    """The names of the tests that carry each number, those of a whole module's mark included."""
    found = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        whole = [number for one in module.body if is_pytestmark(one) for number in numbers_in(one)]
        for node in module.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                own = [number for mark in node.decorator_list for number in numbers_in(mark)]
                for number in {*whole, *own}:
                    found[number].append(f"{path.stem}::{node.name}")
    return found


def is_pytestmark(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and "pytestmark" in ast.unparse(node.targets[0])


def numbers_in(node: ast.AST) -> list[int]:
    calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
    marks = [one for one in calls if ast.unparse(one.func).endswith("mark.failure_case")]
    return [ast.literal_eval(argument) for one in marks for argument in one.args]


@pytest.mark.parametrize("number", CASES, ids=CASES.values())
def test_every_case_has_a_test(number: int) -> None:
    assert carriers().get(number)


def test_no_test_carries_the_number_of_no_case() -> None:
    assert carriers().keys() <= CASES.keys()
