"""What buttons and forms change is changed once, however often they come."""

import ast
from pathlib import Path

import scheduling.usecases
from bot import features

TYPED_ALONE = {
    *("register_candidate", "register_self", "choose_clock", "open_export", "set_outcome"),
    "describe_interview",
}
"""What is changed by a command: typed again, it is asked again."""
KEPT_SECRET = {"close_feed", "open_feed", "first_feed", "issue_link", "open_held"}
"""An address that is a secret is kept as its hash alone, so it can't be shown a second time."""

TURNS_PAGES = {"page_of_draft"}
"""Which lines of a plan are shown: the same again."""

SHOWS_WHAT_IS_LEFT = {"mark_told", "tell_by_mail"}
"""What is answered with the list of whom somebody has still to tell, the same again."""

READS_ONCE_MORE = {"connect_company_calendar"}
"""Whoever wants their calendar to be read has that already: it is read once more, and shown."""


def test_what_a_button_or_a_form_changes_is_changed_once() -> None:
    done, changing = done_by("do"), use_cases_that_write()

    once = done_by("once")

    spared = TYPED_ALONE | KEPT_SECRET | TURNS_PAGES | SHOWS_WHAT_IS_LEFT | READS_ONCE_MORE
    assert done & changing <= spared
    assert {"cancel_interview", "book_interview", "give_availability", "drop_round"} <= once


def done_by(way: str) -> set[str]:
    """The names of the use cases that listeners ask for by that method of a request."""
    return {
        argument.id
        for path in Path(next(iter(features.__path__))).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == way
        for argument in node.args
        if isinstance(argument, ast.Name)
    }


def use_cases_that_write() -> set[str]:
    """The names of the functions that open a transaction to write, themselves or by help."""
    names_in = {
        node.name: {
            at.attr if isinstance(at, ast.Attribute) else at.id
            for at in ast.walk(node)
            if isinstance(at, ast.Attribute | ast.Name)
        }
        for path in Path(next(iter(scheduling.usecases.__path__))).rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    writing = {"writing"}
    while more := {name for name, used in names_in.items() if used & writing} - writing:
        writing |= more
    return writing
