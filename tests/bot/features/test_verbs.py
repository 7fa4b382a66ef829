"""The first words of commands, and the hint when they are not understood."""

import pytest

from bot.features.text.verbs import pointing_to_help, split_verb
from scheduling.errors import NotUnderstood

VERBS = ("help", "list", "off", "coordinator", "not coordinator")


@pytest.mark.parametrize(
    ("text", "verb", "rest"),
    [
        ("", None, ""),
        ("   ", None, ""),
        ("help", "help", ""),
        ("  HELP ", "help", ""),
        ("List", "list", ""),
        ("off 24 Dec - 2 Jan", "off", "24 Dec - 2 Jan"),
        ("Off   24 Dec", "off", "24 Dec"),
        ("coordinator <@U1|ivo>", "coordinator", "<@U1|ivo>"),
        ("not coordinator <@U1>", "not coordinator", "<@U1>"),
        ("Not Coordinator", "not coordinator", ""),
        ("not", None, "not"),
        ("not coordinators", None, "not coordinators"),
        ("offer", None, "offer"),
        ("helping hands", None, "helping hands"),
        ("tomorrow 9-12", None, "tomorrow 9-12"),
        ("tomorrow off", None, "tomorrow off"),
        ("9-12; off", None, "9-12; off"),
    ],
)
def test_a_text_starts_with_a_verb_or_is_left_whole(text: str, verb: str | None, rest: str) -> None:
    assert split_verb(text, verbs=VERBS) == (verb, rest)


def hint(text: str) -> str:
    error = NotUnderstood(question="I did not understand that.")
    pointing = pointing_to_help(error, command="/register", text=text, verbs=VERBS)
    question, _, hint = pointing.question.partition("\n")
    assert question == error.question
    return hint


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("hlep", "help"),
        ("HELPP me", "help"),
        ("lst", "list"),
        ("lists", "list"),
        ("cordinator <@U1>", "coordinator"),
    ],
)
def test_a_mistyped_verb_is_pointed_to_the_closest(text: str, meant: str) -> None:
    assert hint(text) == f"Did you mean `/register {meant}`? `/register help` shows examples."


@pytest.mark.parametrize("text", ["", "  ", "xyzzy", "tomorrow", "💥", "a" * 10_000])
def test_what_resembles_nothing_is_pointed_to_the_examples(text: str) -> None:
    assert hint(text) == "`/register help` shows examples."


@pytest.mark.parametrize("text", ["off someday", "OFF someday", "list everyone"])
def test_a_verb_that_was_typed_well_is_not_suggested_again(text: str) -> None:
    assert hint(text) == "`/register help` shows examples."
