"""The names that the code of today answers to, in groups, as `names.txt` keeps those of before.

An interview's message stays in a conversation for years with its buttons, a program is written
once against the API, a panel of figures once against their names, and a script once against the
command line.
"""

import contextlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import bot.web
from bot.__main__ import main
from bot.features import FEATURES
from bot.web.app import web_app
from scheduling.errors import SchedulingError
from scheduling.model import InterviewState, MessageKind, MessageState, Role
from scheduling.slots import WhyNone

BEFORE = Path(__file__).with_name("names.txt")


Names = dict[str, set[str]]
"""Names by their group; each group is looked at in a way of its own."""


def names_before() -> Names:
    """Return what is kept: a line for each group, its names in the indented lines below."""
    groups: Names = {}
    group = ""
    for line in BEFORE.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            groups[group].update(line.split())
        elif line and not line.startswith("#"):
            group = line
            groups[group] = set()
    return groups


class Listening:
    """Stands in for Bolt's app and for its middleware, and notes what the features listen to."""

    def __init__(self) -> None:
        self.heard: dict[str, list[Any]] = {}

    def __getattr__(self, sort: str) -> Any:
        def note(name: Any, *_: object, **__: object) -> Any:
            self.heard.setdefault(sort, []).append(name)
            return lambda listener: listener

        return note


class AsItIs:
    """Stands in for what is wrapped around listeners, and hands each back as it is."""

    def __getattr__(self, _: str) -> Any:
        return lambda listener, **_: listener


def listened_to() -> dict[str, list[Any]]:
    """Return the ids, or patterns of ids, that the features listen to, by sort."""
    app = Listening()
    for feature in FEATURES:
        feature.register(app, AsItIs())  # type: ignore[arg-type]
    return app.heard


def is_heard(sort: str, name: str) -> bool:
    """Return whether some listener takes what comes with this id."""
    return any(
        known.search(name) if isinstance(known, re.Pattern) else known == name
        for known in listened_to().get(sort, [])
    )


def values_in_the_database() -> Names:
    """Return the words that stand in rows, by what they are words of."""
    return {
        f"row {enum.__name__}": {one.value for one in enum}
        for enum in (MessageKind, MessageState, InterviewState, Role)
    }


def words_of_the_command_line() -> Names:
    """Return every command, with its verb where it has some, as their help shows them."""
    return {"command line": {"-".join(words) for words in _commands([])}}


def _commands(before: list[str]) -> Iterator[list[str]]:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.suppress(SystemExit):
        main([*before, "--help"])
    verbs = re.search(r"\{([a-z,-]+)\}", shown.getvalue().partition("\n\n")[0])
    for verb in verbs[1].split(",") if verbs else []:
        yield [*before, verb]
        yield from _commands([*before, verb])


def codes_of_the_api() -> Names:
    """Return the codes of all problems, and of all reasons why there is no slot."""
    sources = Path(bot.web.__file__).parent.rglob("*.py")
    written = {
        code for path in sources for code in re.findall(r'code="(\w+)"', path.read_text("utf-8"))
    }
    errors = {re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower() for kind in _errors()}
    return {"code of a problem": written | errors, "why": {why.value for why in WhyNone}}


def _errors(kind: type[SchedulingError] = SchedulingError) -> Iterator[type[SchedulingError]]:
    for each in kind.__subclasses__():
        yield each
        yield from _errors(each)


def calls_of_the_api() -> Names:
    """Return what every call takes, needs and gives, and how it may end.

    A field within a field has a dot between, the items of a list are `[]`, and a value that is one
    of a few stands behind "=".
    """
    nothing = dict.fromkeys(
        ("api_token", "rules", "operators_port", "keys", "company", "framed_by", "calendars")
    )
    parts = SimpleNamespace(api_rate=600, address="", **nothing)
    app: Any = web_app(parts)  # type: ignore[arg-type]
    while not hasattr(app, "openapi"):
        app = getattr(app, "app", None) or app._app
    described = app.openapi()
    names: Names = {}
    for path, methods in described["paths"].items():
        for method, call in methods.items():
            for what, name in _names_of(call, described):
                group = what if what == "a problem gives" else f"{method.upper()} {path} {what}"
                names.setdefault(group, set()).add(name)
    return names


def _names_of(call: dict[str, Any], described: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for one in call.get("parameters", []):
        name = f"{one['in']}:{one['name']}"
        yield "takes", name
        if one.get("required"):
            yield "needs", name
        yield from (("takes", f"{name}{field}") for field, _ in _fields(one["schema"], described))
    for content in call.get("requestBody", {}).get("content", {}).values():
        for field, is_needed in _fields(content["schema"], described):
            yield "takes", field
            if is_needed:
                yield "needs", field
    for status, answer in call["responses"].items():
        yield "ends", status
        gives = "a problem gives" if int(status) >= 400 else f"gives {status}"
        for content in answer.get("content", {}).values():
            for field, _ in _fields(content.get("schema", {}), described):
                yield gives, field


def _fields(schema: dict[str, Any], described: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield the fields of a schema, each with whether it is needed, and all within them."""
    while "$ref" in schema:
        schema = described["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for word in ("anyOf", "oneOf", "allOf"):
        for choice in schema.get(word, []):
            yield from _fields(choice, described)
    for value in schema.get("enum", [schema["const"]] if "const" in schema else []):
        yield f"={value}", False
    if isinstance(schema.get("items"), dict):
        yield from ((f"[]{inner}", needed) for inner, needed in _fields(schema["items"], described))
    for name, inner in schema.get("properties", {}).items():
        is_needed = name in schema.get("required", ())
        yield f".{name}", is_needed
        for deeper, needed in _fields(inner, described):
            yield f".{name}{deeper}", needed and is_needed
