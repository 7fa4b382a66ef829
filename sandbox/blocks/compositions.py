"""The pieces that blocks and elements are made of: texts, options, confirm dialogs, files."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.blocks.rules import (
    Rule,
    at_least_one,
    by_type,
    each,
    exactly_one,
    flag,
    one_of,
    problem,
    record,
    string,
    string_like,
)

URL_MOST = 3000
ID_MOST = 255

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_WEB_URL = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)

name_of_thing = string(most=ID_MOST)
"""A block_id, an action_id, a callback_id or an external_id."""

url = string_like(
    lambda text: _URL.fullmatch(text) is not None, otherwise="must be a valid URL", most=URL_MOST
)
web_url = string_like(
    lambda text: _WEB_URL.fullmatch(text) is not None,
    otherwise="must be a valid URL",
    most=URL_MOST,
)


def _plain_fields(most: int) -> Rule:
    return record({"text": string(most=most)}, {"emoji": flag})


def _mrkdwn_fields(most: int) -> Rule:
    return record({"text": string(most=most)}, {"verbatim": flag})


def plain(most: int) -> Rule:
    """Return a rule for a plain_text object of 1 to `most` characters."""
    return by_type({"plain_text": _plain_fields(most)})


def plain_or_mrkdwn(most: int) -> Rule:
    """Return a rule for a text object of either kind, of 1 to `most` characters."""
    return by_type({"plain_text": _plain_fields(most), "mrkdwn": _mrkdwn_fields(most)})


def texts_and(more: dict[str, Rule], *, most: int) -> Rule:
    """Return a rule for a text object of either kind, or one of `more` by its type."""
    return by_type(
        {"plain_text": _plain_fields(most), "mrkdwn": _mrkdwn_fields(most)} | more,
    )


def option(text: Rule, **more: Rule) -> Rule:
    """Return a rule for one option whose text, and description, follow `text`."""
    return record({"text": text, "value": string(most=150)}, {"description": text, **more})


def option_group(one: Rule) -> Rule:
    """Return a rule for a labelled group of 1 to 100 options."""
    return record({"label": plain(75), "options": each(one, most=100)})


def options_of(element: dict[str, Any]) -> list[Any]:
    """Return an element's options in order, those of its groups one after another."""
    groups = element.get("option_groups")
    if groups is None:
        return list(element.get("options") or [])
    return [one for group in groups for one in group["options"]]


def initial_option_is_offered(element: dict[str, Any], at: str) -> Iterator[str]:
    """Yield a problem for an initial option that is not, exactly, among the options."""
    initial = element.get("initial_option")
    # Slack refuses an initial option that differs from the offered one in any word it shows.
    if initial is not None and _bare(initial) not in map(_bare, options_of(element)):
        yield problem("must match one of the options", at=f"{at}/initial_option")


def initial_options_are_offered(element: dict[str, Any], at: str) -> Iterator[str]:
    """Yield a problem for each initial option that is not among the options."""
    offered = [_bare(one) for one in options_of(element)]
    for index, initial in enumerate(element.get("initial_options") or []):
        if _bare(initial) not in offered:
            yield problem("must match one of the options", at=f"{at}/initial_options/{index}")


plain_option = option(plain(75))
any_option = option(plain_or_mrkdwn(75))
overflow_option = option(plain(75), url=url)

confirm = record(
    {
        "title": plain(100),
        "text": plain_or_mrkdwn(300),
        "confirm": plain(30),
        "deny": plain(30),
    },
    {"style": one_of("primary", "danger")},
)

dispatch_config = record(
    {
        "trigger_actions_on": each(
            one_of("on_enter_pressed", "on_character_entered"), most=2, least=1
        )
    }
)

conversation_filter = record(
    {},
    {
        "include": each(one_of("im", "mpim", "private", "public"), most=4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
    at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
)

slack_file = record({}, {"id": string(), "url": web_url}, exactly_one("id", "url"))


def _bare(one: dict[str, Any]) -> dict[str, Any]:
    # What Slack adds by itself (emoji, verbatim) must not make two options differ.
    return {
        name: (field["type"], field["text"]) if isinstance(field, dict) else field
        for name, field in one.items()
    }
