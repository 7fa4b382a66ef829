"""What a JSON value may look like, said as rules that name every problem and its place."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Rule = Callable[[object, str], Iterator[str]]
"""A rule takes a value and its JSON pointer, and yields a sentence for each problem."""

Check = Callable[[dict[str, Any], str], Iterator[str]]
"""A check looks at a whole object whose fields have each been through their own rule."""


def problem(sentence: str, *, at: str) -> str:
    """Return the problem as Slack words it: the sentence, then the place."""
    return f"{sentence} [json-pointer:{at}]"


def string(*, most: int | None = None, least: int = 1) -> Rule:
    """Return a rule for a text of `least` to `most` characters, both allowed."""

    def rule(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield problem("must be a string", at=at)
        elif len(value) < least:
            yield problem(f"must be more than {least - 1} characters", at=at)
        elif most is not None and len(value) > most:
            # Slack's own words: 75 allowed is "less than 76".
            yield problem(f"must be less than {most + 1} characters", at=at)

    return rule


def string_like(holds: Callable[[str], bool], *, otherwise: str, most: int | None = None) -> Rule:
    """Return a rule for a text that `holds`, and say `otherwise` when it does not."""
    of_length = string(most=most)

    def rule(value: object, at: str) -> Iterator[str]:
        problems = list(of_length(value, at))
        yield from problems
        if not problems and isinstance(value, str) and not holds(value):
            yield problem(otherwise, at=at)

    return rule


def one_of(*allowed: str) -> Rule:
    """Return a rule for one of a few words."""

    def rule(value: object, at: str) -> Iterator[str]:
        if not (isinstance(value, str) and value in allowed):
            yield problem(f"must be one of {', '.join(allowed)}", at=at)

    return rule


def flag(value: object, at: str) -> Iterator[str]:
    """Yield a problem unless the value is true or false."""
    if not isinstance(value, bool):
        yield problem("must be a boolean", at=at)


def whole(*, least: int, most: int | None = None) -> Rule:
    """Return a rule for a whole number from `least` to `most`, both allowed."""

    def rule(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield problem("must be an integer", at=at)
        elif value < least:
            yield problem(f"must be greater than {least - 1}", at=at)
        elif most is not None and value > most:
            yield problem(f"must be less than {most + 1}", at=at)

    return rule


def each(item: Rule, *, most: int | None = None, least: int = 1) -> Rule:
    """Return a rule for a list of `least` to `most` items that each follow `item`."""

    def rule(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield problem("must be an array", at=at)
            return
        if len(value) < least:
            yield problem(f"must provide at least {least} items", at=at)
        if most is not None and len(value) > most:
            yield problem(f"no more than {most} items allowed", at=at)
        for index, one in enumerate(value):
            yield from item(one, f"{at}/{index}")

    return rule


def record(
    required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None, *checks: Check
) -> Rule:
    """Return a rule for an object with these fields and no others.

    The checks, about fields together, run only when each field alone is right.
    """
    fields = {**required, **(optional or {})}

    def rule(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must be an object", at=at)
            return
        problems = list(_problems_in_fields(value, required=required, fields=fields, at=at))
        yield from problems
        if not problems:
            # A check reads the fields it compares, and may take their types for granted.
            for check in checks:
                yield from check(value, at)

    return rule


def by_type(kinds: Mapping[str, Rule]) -> Rule:
    """Return a rule for an object whose `type` chooses the rule for its other fields."""

    def rule(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must be an object", at=at)
        elif "type" not in value:
            yield problem("missing required field: type", at=at)
        elif not isinstance(value["type"], str) or value["type"] not in kinds:
            yield problem(f"unsupported type: {value['type']}", at=f"{at}/type")
        else:
            rest = {name: field for name, field in value.items() if name != "type"}
            yield from kinds[value["type"]](rest, at)

    return rule


def exactly_one(*names: str) -> Check:
    """Return a check that an object has one, and only one, of the fields named."""
    listed = " or ".join(f"`{name}`" for name in names)

    def check(value: dict[str, Any], at: str) -> Iterator[str]:
        found = sum(name in value for name in names)
        if found == 0:
            yield problem(f"must define either {listed}", at=at)
        elif found > 1:
            yield problem(f"must define only one of {listed}", at=at)

    return check


def at_least_one(*names: str) -> Check:
    """Return a check that an object has one or more of the fields named."""
    listed = " or ".join(f"`{name}`" for name in names)

    def check(value: dict[str, Any], at: str) -> Iterator[str]:
        if not any(name in value for name in names):
            yield problem(f"must define either {listed}", at=at)

    return check


def _problems_in_fields(
    value: dict[str, Any], *, required: Mapping[str, Rule], fields: Mapping[str, Rule], at: str
) -> Iterator[str]:
    for name in required:
        if name not in value:
            yield problem(f"missing required field: {name}", at=at)
    for name, field in value.items():
        if name not in fields:
            yield problem(f"invalid additional property: {name}", at=at)
        else:
            yield from fields[name](field, f"{at}/{name}")
