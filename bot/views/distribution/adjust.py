"""Wanting a plan otherwise: the form, and what would change before it is accepted."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from slack_sdk.models.blocks import ExternalDataMultiSelectElement, InputBlock, Option
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import Blocks, actions, button, context_line, field, option, section
from bot.views.block_kit.carried import carried
from bot.views.block_kit.fields import chosen_ids, person_options, values_of
from bot.views.distribution.changes import change_words
from bot.views.distribution.form import Pressed, decode, encode
from bot.views.distribution.words import (
    adjusted_words,
    evenness_words,
    names_in,
    served_words,
    waiting_lines,
)
from scheduling.errors import NotUnderstood, SchedulingError
from scheduling.model import Person, RequestContext
from scheduling.model.rounds import Adjustments, PinnedHour
from scheduling.results import Draft
from scheduling.timespan import instant_of, words_for
from scheduling.wording.saying.distribution import limit_lines
from scheduling.wording.saying.people import names_apart

ADJUST_VIEW = "round_adjust"
OFF_MENU = "round_off_menu"
LEFT_OUT_MENU = "round_left_out_menu"
PINS_MENU = "round_pins_menu"
TAKE = "round_take"
LEAVE = "round_leave"

_LONGEST_NAME = 35
_MOST_WAITING = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustAnswers:
    """What was filled in, and the message with the plan that the form was opened from."""

    adjustments: Adjustments
    plan: Pressed
    channel: str
    ts: str


def adjust_view(draft: Draft, *, channel: str, ts: str, zone: tzinfo) -> View:
    """Return the form, filled in with what is adjusted already."""
    kept, people = draft.round.adjustments, draft.people
    plan = encode(Pressed(round_id=draft.round.id, version=draft.round.version))
    pins = pin_options([(people[pin.candidate_id], pin.tick) for pin in kept.pins], zone=zone)
    off = person_options(people[id] for id in sorted(kept.off))
    left_out = person_options(people[id] for id in sorted(kept.left_out))
    return View(
        type="modal",
        callback_id=ADJUST_VIEW,
        title="Adjust the plan",
        submit="Show the changes",
        close="Cancel",
        private_metadata=json.dumps({"plan": plan, "channel": channel, "ts": ts}),
        blocks=[
            context_line("You see who would move before you accept it. Nothing is booked by this."),
            _menu("Interviewers to take off", OFF_MENU, off, "Type a name"),
            _menu("Candidates to leave out", LEFT_OUT_MENU, left_out, "Type a name"),
            _menu(
                "Hours to pin",
                PINS_MENU,
                pins,
                "Type a candidate's name and a day",
                hint="A candidate with a pinned hour is interviewed then, or not at all.",
            ),
        ],
    )


@carried()
def read_adjust(view: dict[str, Any]) -> AdjustAnswers:
    """Return what was filled in. Raises NotUnderstood for two pins of one candidate."""
    values, told = values_of(view), json.loads(view["private_metadata"])
    return AdjustAnswers(
        adjustments=Adjustments(
            off=frozenset(chosen_ids(values[OFF_MENU])),
            left_out=frozenset(chosen_ids(values[LEFT_OUT_MENU])),
            pins=_pins(values[PINS_MENU]),
        ),
        plan=pressed_in(view),
        channel=told["channel"],
        ts=told["ts"],
    )


@carried()
def pressed_in(view: dict[str, Any]) -> Pressed:
    """Return the plan that a form, also one that is not submitted yet, is about."""
    return decode(json.loads(view["private_metadata"])["plan"])


def pin_options(hours: Sequence[tuple[Person, int]], *, zone: tzinfo) -> list[Option]:
    """Return hours of candidates, each with its tick, as the choices of a menu."""
    shown = names_apart((candidate for candidate, _ in hours), longest=_LONGEST_NAME)
    return [
        option(
            f"{shown[candidate.id]}: {words_for(instant_of(tick), zone=zone)}",
            f"{candidate.id}:{tick}",
        )
        for candidate, tick in hours
    ]


def options_with(text: str, options: list[Option]) -> list[Option]:
    """Return the options in whose words every word of the text is found."""
    words = text.casefold().split()
    labels = [each.to_dict()["text"]["text"].casefold() for each in options]
    return [
        each
        for each, label in zip(options, labels, strict=True)
        if all(word in label for word in words)
    ]


def at_fault(_: SchedulingError, __: dict[str, Any]) -> str:
    """Return the field beside which an error of the form is shown."""
    return PINS_MENU


def proposal_message(
    draft: Draft, *, context: RequestContext, news: Iterable[str] = ()
) -> tuple[str, Blocks]:
    """Return what the proposal of a round would change, as plain text and as blocks."""
    assert draft.proposal is not None  # it is shown right after it was made
    plan, people, zone = draft.proposal.plan, names_in(draft), context.actor.zone
    seconds = int(context.rules.distribution_time.total_seconds())
    value = encode(Pressed(round_id=draft.round.id, version=draft.round.version))
    words = change_words(draft, zone=zone)
    blocks: Blocks = [
        *(section(paragraph) for paragraph in news),
        section(adjusted_words(draft.round.proposed or Adjustments(), people, zone=zone)),
        section(words),
        section(f"*{served_words(plan)}* {evenness_words(plan, seconds=seconds)}"),
    ]
    least = draft.round.asked.min_panel
    lines = waiting_lines(plan, people, least=least, zone=zone)
    if lines:
        blocks.append(
            section("\n".join([f"*Waiting* ({len(plan.waiting)})", *lines[:_MOST_WAITING]]))
        )
    blocks += [context_line(line) for line in limit_lines(draft.proposal.limits, people)]
    accept = button("Accept", action_id=TAKE, value=value, style="primary")
    keep = button("Keep the plan as it was", action_id=LEAVE, value=value)
    return words.replace("*", ""), [*blocks, actions(accept, keep)]


def _menu(
    label: str, action_id: str, chosen: list[Option], placeholder: str, *, hint: str | None = None
) -> InputBlock:
    menu = ExternalDataMultiSelectElement(
        action_id=action_id,
        placeholder=placeholder,
        min_query_length=0,
        initial_options=chosen or None,
    )
    return field(label, menu, block_id=action_id, optional=True, hint=hint)


@carried()
def _pins(state: dict[str, Any]) -> tuple[PinnedHour, ...]:
    chosen = state["selected_options"] or ()
    pairs = [tuple(map(int, option["value"].split(":"))) for option in chosen]
    pins = tuple(PinnedHour(candidate_id=candidate, tick=tick) for candidate, tick in pairs)
    if len({pin.candidate_id for pin in pins}) < len(pins):
        raise NotUnderstood(question="Pin one hour for each candidate at most.")
    return pins
