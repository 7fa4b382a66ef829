"""`python -m bot people …`: how people end, where nobody is at Slack to see to it."""

import argparse
import json

from bot.cli.tokens import opened
from bot.process.clock import machine_now
from bot.process.config import Settings
from scheduling.model import Actor, Outcome, RequestContext, Untold
from scheduling.model.people import WithAhead
from scheduling.results.endings import Removal, RemovalUndo
from scheduling.store import Store
from scheduling.usecases.audit import acting_at_command_line
from scheduling.usecases.candidate import erase_candidate, erasure_of
from scheduling.usecases.people.held import held_about
from scheduling.usecases.people.merging import merge_people, what_merging_means
from scheduling.usecases.people.outcomes import outcome_of, set_outcome
from scheduling.usecases.people.removal import remove_person, undo_removal, what_removal_means
from scheduling.wording.reading import Mention
from scheduling.wording.saying.erasing import erased_words, erasure_words

_NAME = "The command line"


def people(settings: Settings, *, told: argparse.Namespace) -> int:
    """Carry out what was asked of people, and print what came of it; 0 when all is well.

    Whoever is concerned is told as if it had been done in Slack: by the bot, as soon as it runs.
    Raises what the use cases raise, and what opening the database raises.
    """
    now = machine_now()
    actor = Actor(name=_NAME, time_zone=settings.time_zone, is_coordinator=True)
    context = RequestContext(actor=actor, now=now, rules=settings.rules)
    with opened(settings) as store, acting_at_command_line(now=now):
        verbs = {"remove": _removed, "undo-removal": _back, "merge": _merged}
        say = {**verbs, "outcome": _noted, "erase": _erased, "export": _held}[told.verb]
        print(say(store, context, told))  # noqa: T201
    return 0


def _removed(store: Store, context: RequestContext, told: argparse.Namespace) -> str:
    # By name or by id, whichever was typed; and by that id alone from here on.
    preview = what_removal_means(store, context, whom=whom(told.who))
    removal = remove_person(
        store,
        context,
        person_id=preview.person.id,
        with_ahead=WithAhead.CANCEL if told.cancel_interviews else WithAhead.REFUSE,
        shown=preview.ahead.as_shown,
    )
    return _removal_words(removal)


def _removal_words(removal: Removal) -> str:
    ahead = removal.ahead
    person = removal.person
    lines = [
        f"{person.name} (id {person.id}) is removed. "
        f"`python -m bot people undo-removal {person.id}` brings them back."
    ]
    if ahead.cancelled:
        lines.append(f"Interviews cancelled: {len(ahead.cancelled)}.")
    if ahead.left:
        lines.append(f"Interviews that go on without them: {len(ahead.left)}.")
    return "\n".join([*lines, *_untold_words(removal.untold)])


def _back(store: Store, context: RequestContext, told: argparse.Namespace) -> str:
    person = undo_removal(store, context, undo=RemovalUndo(person_id=told.id))
    return (
        f"{person.name} (id {person.id}) is back, with their hours. "
        "Interviews that were cancelled stay cancelled."
    )


def _noted(store: Store, context: RequestContext, told: argparse.Namespace) -> str:
    preview = outcome_of(store, context, whom=whom(told.who))
    kept = WithAhead.KEEP if told.keep_interviews else WithAhead.REFUSE
    change = set_outcome(
        store,
        context,
        person_id=preview.person.id,
        outcome=None if told.outcome == "none" else Outcome(told.outcome),
        with_ahead=WithAhead.CANCEL if told.cancel_interviews else kept,
        shown=preview.ahead.as_shown,
    )
    person = change.person
    lines = [f"{person.name} (id {person.id}): {person.outcome or 'nothing is decided'}."]
    if change.cancelled:
        lines.append(f"Interviews cancelled: {len(change.cancelled)}.")
    if change.kept:
        lines.append(f"Interviews that stay as booked: {len(change.kept)}.")
    return "\n".join([*lines, *_untold_words(change.untold)])


def _merged(store: Store, context: RequestContext, told: argparse.Namespace) -> str:
    preview = what_merging_means(store, context, double=whom(told.who), into=whom(told.into))
    person = merge_people(
        store,
        context,
        double_id=preview.double.id,
        into_id=preview.into.id,
        shown=preview.as_shown,
    )
    return f"{preview.double.name} (id {preview.double.id}) is {person.name} (id {person.id}) now."


def _untold_words(untold: tuple[Untold, ...]) -> list[str]:
    names = ", ".join(dict.fromkeys(each.person.name for each in untold))
    return [f"No message reaches these, so please tell them: {names}."] if names else []


def _erased(store: Store, context: RequestContext, told: argparse.Namespace) -> str:
    erasure = erasure_of(store, context, whom=whom(told.who))
    if not told.for_good:
        return erasure_words(erasure)
    done = erase_candidate(store, context, person_id=erasure.person.id)
    return erased_words(done)


def _held(store: Store, context: RequestContext, told: argparse.Namespace) -> str:
    found = held_about(store, context, whom=whom(told.who))
    return json.dumps(found.as_json, ensure_ascii=False, indent=2)


def whom(typed: str) -> int | Mention:
    """Return whom a word means: an id, or a name."""
    return int(typed) if typed.isascii() and typed.isdigit() else Mention(name=typed)
