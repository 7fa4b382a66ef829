"""Levelling a booked round again: what would change, with the fewest moves."""

import json
from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

from slack_sdk.models.blocks import ButtonElement, ExternalDataMultiSelectElement, SectionBlock
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import (
    Blocks,
    actions,
    button,
    confirm,
    context_line,
    field,
    section,
)
from bot.views.block_kit.carried import carried
from bot.views.block_kit.fields import CANDIDATE_MENU, chosen_ids, values_of
from bot.views.block_kit.stale import stale_words
from bot.views.distribution.action_ids import BOOK, BOOK_EVEN, DROP, OPEN_REBALANCE, REBALANCE
from bot.views.distribution.changes import change_words, even_change_words
from bot.views.distribution.earlier import interviews_words
from bot.views.distribution.form import Pressed, encode
from bot.views.distribution.pass_on import lines_of
from bot.views.distribution.words import (
    cost_words,
    evenness_words,
    help_words,
    names_in,
    proof_words,
    waiting_lines,
)
from scheduling.distribution import Plan
from scheduling.errors import SchedulingError
from scheduling.model import RequestContext, Untold
from scheduling.model.rounds import RoundState
from scheduling.results import Draft, RoundAhead
from scheduling.timespan import day_words
from scheduling.wording.saying.distribution import limit_lines

REBALANCE_VIEW = "round_relevel"
NO_ROUND = (
    "No round is booked of which an interview could still be changed. "
    "`/distribute` makes a plan for a new one."
)
ALONE = (
    "`/distribute rebalance` stands alone. Who joins a booked round is chosen behind "
    "“Plan again…”, below that round."
)
_MOST_WAITING = 10
_MOST_UNTOLD = 30
"""A message has 50 blocks."""


def rebalance_view(round_id: int) -> View:
    """Return the form that asks who joins a booked round."""
    menu = ExternalDataMultiSelectElement(
        action_id=CANDIDATE_MENU, placeholder="Type a name", min_query_length=0
    )
    return View(
        type="modal",
        callback_id=REBALANCE_VIEW,
        title="Plan again",
        submit="Show the changes",
        close="Cancel",
        private_metadata=json.dumps({"round": round_id}),
        blocks=[
            section(
                "I look for the plan that moves the fewest people: without those who can't make "
                "it, and with those who wait. You see it before anything changes."
            ),
            field(
                "Candidates who join",
                menu,
                block_id="joining",
                optional=True,
                hint="Whoever of the round still waits is taken in anyway.",
            ),
        ],
    )


def which_round_message(rounds: Iterable[RoundAhead], *, zone: tzinfo) -> tuple[str, Blocks]:
    """Return the question which of several booked rounds is to be planned again."""
    words = "Which round do I plan again?"
    return words, [section(f"*{words}*"), *(_round_row(each, zone) for each in rounds)]


def _round_row(round: RoundAhead, zone: tzinfo) -> SectionBlock:
    first, last = (day_words(each, zone=zone) for each in (round.first, round.last))
    days = first if first == last else f"{first} – {last}"
    words = f"{days}: {interviews_words(round.interviews)}"
    value = str(round.round_id)
    again = button(f"Plan {days} again", action_id=REBALANCE, value=value)
    return section(words, accessory=again)


@carried()
def read_rebalance(view: dict[str, Any]) -> tuple[int, tuple[int, ...]]:
    """Return the id of the round, and those of the candidates who join."""
    round_id: int = json.loads(view["private_metadata"])["round"]
    return round_id, chosen_ids(values_of(view)["joining"])


def at_fault(_: SchedulingError, __: dict[str, Any]) -> str:
    """Return the field beside which an error of the form is shown."""
    return "joining"


def rebalance_message(
    draft: Draft,
    *,
    context: RequestContext,
    news: tuple[str, ...] = (),
    untold: Iterable[Untold] = (),
) -> tuple[str, Blocks]:
    """Return what planning a round again changes, as plain text and as blocks.

    `untold` are those of a round just booked whom nothing reaches.
    """
    plan, people, zone = draft.outcome.plan, names_in(draft), context.actor.zone
    changes = change_words(draft, zone=zone)
    blocks: Blocks = [section(paragraph) for paragraph in news]
    if draft.round.state is RoundState.BOOKED:
        words = ":white_check_mark: *The changes are booked.* Those whom they concern are told."
        outside = list(lines_of(untold, draft=draft))
        head = "*Not in Slack: please tell them yourself*"
        return words.replace("*", ""), [
            *blocks,
            section(words),
            section(changes),
            *[section(line) for line in ([head, *outside] if outside else [])[:_MOST_UNTOLD]],
        ]
    seconds = int(context.rules.distribution_time.total_seconds())
    if draft.stale:
        blocks.append(context_line(stale_words(draft.stale)))
    if draft.proposal is not None:
        title = "*Planned again, in two ways.* Nothing has changed yet."
        blocks += [section(title), *_both(draft, draft.proposal.plan, zone, seconds)]
    else:
        title = "*Planned again, with the fewest moves.* Nothing has changed yet."
        blocks += [section(title), section(changes), section(evenness_words(plan, seconds=seconds))]
    least = draft.round.asked.min_panel
    lines = waiting_lines(plan, people, least=least, zone=zone)
    waiting = lines[:_MOST_WAITING]
    if waiting:
        blocks.append(section("\n".join([f"*Waiting* ({len(plan.waiting)})", *waiting])))
    if plan.help is not None:
        helps = help_words(plan.help, people, zone=zone)
        blocks.append(section(f"*What would help most:* {helps}"))
    blocks += [context_line(line) for line in limit_lines(draft.outcome.limits, people)]
    if draft.changes or draft.even_changes:
        blocks.append(context_line("People who do not move hear nothing."))
    return f"{title} {changes}".replace("*", ""), [*blocks, actions(*_buttons(draft))]


def cannot_rebalance_message(draft: Draft, *, news: Iterable[str]) -> tuple[str, Blocks]:
    """Return what stands in the place of a plan that nothing can come of any more.

    The round that it was about can be planned again, with whoever joins it.
    """
    words = list(news)
    again = button("Plan again…", action_id=OPEN_REBALANCE, value=str(draft.round.rebalances))
    text = " ".join(words).replace("*", "")
    return text, [*(section(each) for each in words), actions(again)]


def _both(draft: Draft, even: Plan, zone: tzinfo, seconds: int) -> Blocks:
    """The plan with the fewest changes and the most even one, each with what it costs."""
    plan = draft.outcome.plan
    fewest, most_even = _costs(draft, even)
    return [
        section(f"*The fewest changes: {fewest}.* {proof_words(plan, seconds=seconds)}"),
        section(change_words(draft, zone=zone)),
        section(f"*The most even: {most_even}.* {proof_words(even, seconds=seconds)}"),
        section(even_change_words(draft, zone=zone)),
    ]


def _costs(draft: Draft, even: Plan) -> tuple[str, str]:
    return (
        cost_words(draft.outcome.plan.sizes, draft.changes),
        cost_words(even.sizes, draft.even_changes),
    )


def _buttons(draft: Draft) -> list[ButtonElement]:
    value = encode(Pressed(round_id=draft.round.id, version=draft.round.version))
    leave = button("Leave it as it is", action_id=DROP, value=value)
    if draft.proposal is None:
        make = _book("Make these changes", action_id=BOOK, value=value)
        return [make, leave] if draft.changes else [leave]
    fewest, most_even = _costs(draft, draft.proposal.plan)
    even = _book(f"Make it {most_even}", action_id=BOOK_EVEN, value=value)
    if not draft.changes:
        return [even, button(f"Leave it at {fewest}", action_id=DROP, value=value)]
    return [_book(f"Make it {fewest}", action_id=BOOK, value=value), even, leave]


def _book(label: str, *, action_id: str, value: str) -> ButtonElement:
    ask_first = confirm(
        title="Make these changes?",
        text="All of them or none. Those whom they concern are told at once.",
        yes="Make the changes",
        no="Not yet",
    )
    style = "primary" if action_id == BOOK else None
    return button(label, action_id=action_id, value=value, style=style, confirm=ask_first)
