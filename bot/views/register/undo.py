"""The button that takes a change of registration back, and what is said after it."""

import json
from dataclasses import replace
from typing import Any

from slack_sdk.models.blocks import ButtonElement

from bot.views.block_kit.blocks import Blocks, actions, bold_name, button, section
from bot.views.block_kit.carried import carried
from bot.views.register.people import (
    changed_words,
    clock_again_words,
    coordinator_words,
    registered_words,
)
from scheduling.model import Actor, Person, Role
from scheduling.results import RegistrationChange, RegistrationFacts, RegistrationUndo
from scheduling.timespan import Clock

UNDO = "register_undo"


def undo_button(undo: RegistrationUndo, *, label: str = "Undo") -> ButtonElement:
    """Return the button; it holds how things stood, so that any version of the bot can undo it."""
    spoken = f"Undo how {undo.after.name} is registered"
    return button(label, action_id=UNDO, value=_encoded(undo), spoken=spoken)


def with_undo(words: str, change: RegistrationChange, *more: ButtonElement) -> Blocks:
    """Return a sentence about a change, and its buttons."""
    buttons = [*more, *([undo_button(change.undo)] if change.undo else [])]
    return [section(words), *([actions(*buttons)] if buttons else [])]


def undone_words(
    undo: RegistrationUndo, stood: Person, person: Person | None, *, reader: Actor
) -> str:
    """Say how somebody is registered again."""
    if person is None:
        return f"Undone: {bold_name(stood)} is not registered any more."
    if undo.before is not None and undo.before.is_granted != undo.after.is_granted:
        return f"Undone: {coordinator_words(person)}"
    if reader.slack_user_id is not None and reader.slack_user_id == person.slack_user_id:
        return f"Undone. {_again_words(undo, person)}"
    return f"Undone. {changed_words(person)}"


def _again_words(undo: RegistrationUndo, person: Person) -> str:
    """Say to somebody how they are registered again, and of the clock where that has changed."""
    assert undo.before is not None  # or nobody would be registered again
    clock = clock_again_words(person) if undo.before.clock != undo.after.clock else ""
    if replace(undo.before, clock=undo.after.clock) == undo.after:
        return clock
    return f"{registered_words(person)} {clock}".strip()


@carried()
def read_undo(value: str) -> RegistrationUndo:
    """Return what a button of these takes back."""
    memory = json.loads(value)
    return RegistrationUndo(
        person_id=memory["person"],
        before=_facts(memory["before"]) if memory["before"] else None,
        after=_facts(memory["after"]),
        hours_version=memory["hours"],
    )


def _encoded(undo: RegistrationUndo) -> str:
    memory = {
        "person": undo.person_id,
        "before": undo.before and _as_list(undo.before),
        "after": _as_list(undo.after),
        "hours": undo.hours_version,
    }
    # Two long names and addresses fit into a button, but not with each letter escaped.
    return json.dumps(memory, ensure_ascii=False, separators=(",", ":"))


def _as_list(facts: RegistrationFacts) -> list[Any]:
    clock = facts.clock and facts.clock.value
    return [facts.name, facts.role, facts.time_zone, facts.email, clock, facts.is_granted]


def _facts(kept: list[Any]) -> RegistrationFacts:
    name, role, time_zone, email, clock, is_granted = kept
    return RegistrationFacts(
        name=name,
        role=role and Role(role),
        time_zone=time_zone,
        email=email,
        clock=clock and Clock(clock),
        is_granted=is_granted,
    )
