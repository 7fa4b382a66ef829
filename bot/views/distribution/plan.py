"""A plan to look at: by day and hour, who waits and why, and what can be done with it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from slack_sdk.models.blocks import ButtonElement

from bot.views.block_kit.blocks import (
    LONGEST_SECTION,
    Blocks,
    actions,
    button,
    confirm,
    context_line,
    divider,
    escape,
    section,
)
from bot.views.block_kit.stale import stale_words
from bot.views.distribution.action_ids import (
    ADJUST,
    BOOK,
    DROP,
    MORE,
    OPEN_REBALANCE,
    SHOW_EARLIER,
)
from bot.views.distribution.earlier import has_earlier, hours_words, interviews_words
from bot.views.distribution.form import Pressed, encode
from bot.views.distribution.pass_on import lines_of_plan
from bot.views.distribution.rebalance import rebalance_message
from bot.views.distribution.words import (
    adjusted_words,
    asked_for_words,
    evenness_words,
    help_words,
    name_list,
    names_in,
    repeats_words,
    seat_words,
    served_words,
    unneeded_lines,
    waiting_lines,
)
from scheduling.distribution import Level, Plan
from scheduling.model import RequestContext, Untold
from scheduling.model.rounds import Adjustments, RoundState
from scheduling.results import Draft
from scheduling.rounds import RoundOutcome
from scheduling.timespan import day_words, instant_of, zone_letters
from scheduling.wording.saying.distribution import Names, limit_lines

PAGE = 36
"""Lines shown at once: each a block of its own at worst, so that a page fits into a message."""

_STAGES = {
    Level.SERVED: "who can be interviewed at all",
    Level.REPEATS: "nobody twice without need",
    Level.PLACED: "a place for every interviewer",
    Level.MOVES: "as few moves as possible",
    Level.EVEN: "even panels",
    Level.FAIR: "even loads",
    Level.EARLY: "the earliest hours",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of a plan, under the heading that it shares with those beside it."""

    heading: str
    text: str


def plan_message(
    draft: Draft,
    *,
    context: RequestContext,
    skip: int = 0,
    news: Iterable[str] = (),
    untold: Iterable[Untold] = (),
) -> tuple[str, Blocks]:
    """Return a round as plain text that stands alone, and as blocks.

    `skip` leaves out that many lines. `news` are paragraphs that come first. `untold` are those
    whom nothing reaches, right after a round that is levelled again has been booked.
    """
    if draft.round.state is RoundState.DROPPED:
        return _dropped(draft)
    if draft.round.rebalances is not None:
        return rebalance_message(draft, context=context, news=tuple(news), untold=untold)
    lines = list(_lines(draft, context))
    blocks: Blocks = [section(paragraph) for paragraph in news]
    blocks += [section(headline(draft)), *_summary(draft, context)]
    blocks += _sections(lines[skip : skip + PAGE])
    blocks += _paging(draft, lines, skip)
    blocks += [divider(), actions(*_buttons(draft))]
    return headline(draft).replace("*", ""), blocks


def _dropped(draft: Draft) -> tuple[str, Blocks]:
    words = "Plan discarded. Nothing was booked. `/distribute` makes a new one."
    if draft.round.rebalances is not None:
        words = "The round stays as it is. Nothing was changed."
    return words, [section(words)]


def busy_for(
    candidates: int, stages: Sequence[Level], *, context: RequestContext
) -> Callable[[int], str]:
    """Return what says, after so many seconds, what is being worked on.

    `stages` is looked at each time: the last is the one that is being worked on.
    """
    whom = "1 candidate" if candidates == 1 else f"{candidates} candidates"
    most = int(context.rules.distribution_time.total_seconds())

    def words(seconds: int) -> str:
        stage = _STAGES[stages[-1]] if stages else "reading everybody's hours"
        so_far = f"{seconds} of at most {most} seconds"
        return f":hourglass_flowing_sand: Planning for {whom}: {stage}… ({so_far})"

    return words


def headline(draft: Draft) -> str:
    """Say in a sentence how many can be interviewed."""
    plan = draft.outcome.plan
    served = len(plan.seatings)
    if draft.round.state is RoundState.BOOKED:
        return (
            f":white_check_mark: *{interviews_words(served)} booked.* Everybody in Slack is told."
        )
    unless = " Nothing is booked yet." if served else ""
    return f"*{served_words(plan)}*{unless}"


def _summary(draft: Draft, context: RequestContext) -> Blocks:
    plan, people, zone = draft.outcome.plan, names_in(draft), context.actor.zone
    seconds = int(context.rules.distribution_time.total_seconds())
    blocks: Blocks = []
    if plan.seatings:
        blocks.append(section(evenness_words(plan, seconds=seconds)))
    if plan.help is not None and draft.round.state is RoundState.DRAFT:
        helps = help_words(plan.help, people, zone=zone)
        blocks.append(section(f"*What would help most:* {helps}"))
    small = [
        asked_for_words(draft.round.asked, reader=context.actor),
        adjusted_words(draft.round.adjustments, people, zone=zone) if _is_adjusted(draft) else "",
        repeats_words(plan, people),
        *limit_lines(draft.outcome.limits, people),
        _again_words(draft.outcome, people),
        _zone_words(plan, context),
        hours_words(draft, context=context),
        stale_words(draft.stale),
    ]
    return [*blocks, *(context_line(line) for line in small if line)]


def _is_adjusted(draft: Draft) -> bool:
    return draft.round.adjustments != Adjustments()


def _again_words(outcome: RoundOutcome, people: Names) -> str:
    if not outcome.met_again:
        return ""
    pairs = [f"{people[candidate]} and {people[other]}" for candidate, other in outcome.met_again]
    more = f"; and {len(pairs) - 8} more" if len(pairs) > 8 else ""
    return f":warning: They have met before: {'; '.join(pairs[:8])}{more}."


def _zone_words(plan: Plan, context: RequestContext) -> str:
    if not plan.seatings:
        return ""
    zone = context.actor.zone
    letters = zone_letters(instant_of(plan.seatings[0].hour), zone=zone)
    return f"Times are yours: {escape(context.actor.time_zone)} ({letters})."


def _lines(draft: Draft, context: RequestContext) -> Iterator[_Line]:
    plan, people, zone = draft.outcome.plan, names_in(draft), context.actor.zone
    for seating in plan.seatings:
        day = day_words(instant_of(seating.hour), zone=zone)
        yield _Line(heading=f"*{day}*", text=seat_words(seating, people, zone=zone))
    for text in waiting_lines(plan, people, least=draft.round.asked.min_panel, zone=zone):
        yield _Line(heading=f"*Waiting* ({len(plan.waiting)})", text=text)
    if draft.outcome.no_hours:
        who = name_list(draft.outcome.no_hours, people, most=20)
        text = f"• {who} – no hours given yet, so not in this round"
        yield _Line(heading="*Not asked*", text=text)
    for text in unneeded_lines(plan, people):
        yield _Line(heading=f"*Without an interview* ({len(plan.unneeded)})", text=text)
    if draft.round.state is RoundState.BOOKED:
        for text in lines_of_plan(draft, context=context):
            yield _Line(heading="*Not in Slack: please tell them yourself*", text=text)


def _sections(lines: Iterable[_Line]) -> Blocks:
    blocks: Blocks = []
    for heading, those in groupby(lines, key=lambda line: line.heading):
        text = heading
        for line in those:
            if len(text) + len(line.text) + 1 > LONGEST_SECTION:
                blocks.append(section(text))
                text = line.text
            else:
                text = f"{text}\n{line.text}"
        blocks.append(section(text))
    return blocks


def _paging(draft: Draft, lines: list[_Line], skip: int) -> Blocks:
    if len(lines) <= PAGE:
        return []
    buttons = []
    if skip > 0:
        value = _value(draft, skip=max(skip - PAGE, 0))
        buttons.append(button("Show earlier", action_id=f"{MORE}_back", value=value))
    if skip + PAGE < len(lines):
        value = _value(draft, skip=skip + PAGE)
        buttons.append(button("Show more", action_id=MORE, value=value))
    pages = -(-len(lines) // PAGE)
    return [context_line(f"Page {skip // PAGE + 1} of {pages}"), actions(*buttons)]


def _buttons(draft: Draft) -> list[ButtonElement]:
    value, count = _value(draft), len(draft.outcome.plan.seatings)
    if draft.round.state is RoundState.BOOKED:
        rebalance = str(draft.round.id)
        return [button("Plan again…", action_id=OPEN_REBALANCE, value=rebalance)]
    drop = button(
        "Discard",
        action_id=DROP,
        value=value,
        confirm=confirm(
            title="Discard this plan?",
            text="Nothing has been booked, and nothing will be.",
            yes="Discard",
            no="Keep it",
        ),
    )
    adjust = button("Adjust…", action_id=ADJUST, value=value)
    if not count:
        return [adjust, drop]
    book = button(
        "Book it" if count == 1 else f"Book all {count}",
        action_id=BOOK,
        value=value,
        style="primary",
        confirm=confirm(
            title=f"Book {interviews_words(count)}?",
            text="All of them or none. Everybody whom I can reach is told at once, in one message.",
            yes="Book",
            no="Not yet",
        ),
    )
    if not has_earlier(draft):
        return [book, adjust, drop]
    show = button("Show earlier hours", action_id=SHOW_EARLIER, value=value)
    return [book, show, adjust, drop]


def _value(draft: Draft, *, skip: int = 0) -> str:
    return encode(Pressed(round_id=draft.round.id, version=draft.round.version, skip=skip))
