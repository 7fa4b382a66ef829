"""A plan in words: how even it is, who waits and why, who is not needed, what would help."""

from collections import Counter
from collections.abc import Iterable
from datetime import tzinfo

from bot.views.block_kit.blocks import shown_names
from scheduling.distribution.problem.plan import (
    Help,
    HelpKind,
    Level,
    Plan,
    PlanChange,
    Seating,
    Shortage,
    Waiting,
    WhyUnneeded,
    WhyWaiting,
)
from scheduling.model import NO_LIMIT, Actor
from scheduling.model.rounds import Adjustments, RoundAsked
from scheduling.results import Draft
from scheduling.timespan import clock_words, instant_of, words_for
from scheduling.wording.saying.distribution import (
    LONGEST_NAME,
    Names,
    hour_words,
    listed_names,
    notice_words,
    open_levels,
    why_unneeded,
    why_waiting,
)
from scheduling.wording.saying.hours import asked_words

_MOST_ON_PANEL = 6
_MOST_SIZES = 4


def names_in(draft: Draft) -> Names:
    """Return how everybody in a draft is shown, by id; very long names are cut."""
    return shown_names(draft.people.values(), longest=LONGEST_NAME)


def name_list(ids: Iterable[int], people: Names, *, most: int = 12, joiner: str = "and") -> str:
    """Join names as people do, and count those beyond `most`."""
    return listed_names(ids, people, most=most, joiner=joiner)


def seat_words(seating: Seating, people: Names, *, zone: tzinfo) -> str:
    """Say who interviews whom at what time of the day."""
    clock = clock_words(instant_of(seating.hour), zone=zone)
    panel = name_list(seating.panel, people, most=_MOST_ON_PANEL)
    return f"{clock} – *{people[seating.candidate]}* with {panel}"


def evenness_words(plan: Plan, *, seconds: int) -> str:
    """Say how large the panels are, and whether that is proven best."""
    return f"{_sizes_words(plan.sizes)} {proof_words(plan, seconds=seconds)}".strip()


def proof_words(plan: Plan, *, seconds: int) -> str:
    """Say that no plan is better, or by how much one might be."""
    served = plan.standing(Level.SERVED)
    if not served.is_proven:
        return (
            f"A plan might serve up to {served.bound}: {seconds} seconds were not enough to tell."
        )
    gaps = [words for words in map(_gap_words, open_levels(plan)) if words]
    if not gaps and _is_rebalanced_evenly(plan):
        return "No plan serves more or is more even, and of those none moves fewer people."
    if not gaps and _is_rebalanced(plan):
        return (
            "No plan serves more or seats more interviewers, and of those none moves fewer people."
        )
    if not gaps:
        return "No plan serves more, and none is more even."
    return (
        f"No plan serves more. {_first_upper('; '.join(gaps))}: {seconds} seconds were not enough "
        "to tell."
    )


def served_words(plan: Plan) -> str:
    """Say how many of the candidates can be interviewed."""
    served, all_ = len(plan.seatings), len(plan.seatings) + len(plan.waiting)
    if not all_:
        return "Nobody is left to be interviewed."
    if not served:
        nobody = {1: "The candidate can't", 2: "Neither of the two candidates can"}
        return f"{nobody.get(all_, f'None of {all_} candidates can')} be interviewed in these days."
    if served == all_:
        everybody = {1: "The candidate", 2: "Both candidates"}
        return f"{everybody.get(all_, f'All {all_} candidates')} can be interviewed."
    return f"{served} of {all_} candidates can be interviewed."


def asked_for_words(asked: RoundAsked, *, reader: Actor) -> str:
    """Say to which hours and limits of its own the plan was to keep; "" where to none."""
    parts = []
    if asked.within is not None:
        parts.append(f"only {asked_words(asked.within, time_zone=reader.time_zone)}")
    if asked.daily_cap == NO_LIMIT:
        parts.append("as many a day as need be")
    elif asked.daily_cap is not None:
        parts.append(f"at most {asked.daily_cap} a day for each person")
    if asked.hand_notice == NO_LIMIT:
        parts.append("without notice for those told by hand")
    elif asked.hand_notice is not None:
        parts.append(f"{notice_words(int(asked.hand_notice))} for those told by hand")
    return f"As you asked: {'; '.join(parts)}." if parts else ""


def adjusted_words(adjustments: Adjustments, people: Names, *, zone: tzinfo) -> str:
    """Say what a coordinator wants otherwise."""
    parts = []
    if adjustments.off:
        parts.append(f"without {name_list(sorted(adjustments.off), people)}")
    if adjustments.left_out:
        parts.append(f"{name_list(sorted(adjustments.left_out), people)} left out")
    for pin in adjustments.pins:
        if pin.candidate_id in people:
            hour = hour_words(pin.tick, zone=zone)
            parts.append(f"{people[pin.candidate_id]} pinned to {hour}")
    return f"Adjusted: {'; '.join(parts)}." if parts else "Nothing is adjusted."


def repeats_words(plan: Plan, people: Names) -> str:
    """Name those who interview more than once, and why; empty when nobody does."""
    counts = Counter(id for seating in plan.seatings for id in seating.panel)
    often = [id for id, count in counts.items() if count > 1]
    if not often:
        return ""
    often.sort(key=lambda id: (-counts[id], people[id].casefold(), id))
    who = ", ".join(f"{people[id]} ({counts[id]})" for id in often[:12])
    more = f" and {len(often) - 12} more" if len(often) > 12 else ""
    return f"More than one interview, as candidates would wait otherwise: {who}{more}."


def waiting_lines(plan: Plan, people: Names, *, least: int, zone: tzinfo) -> list[str]:
    """Say who waits and why, a line for each reason that some of them share.

    `least` is how many interviewers a panel needs.
    """
    groups: dict[tuple[WhyWaiting, Shortage | None], list[Waiting]] = {}
    for waiting in plan.waiting:
        groups.setdefault((waiting.reason, waiting.shortage), []).append(waiting)
    lines = []
    for those in groups.values():
        why = why_waiting(those[0], people, least=least, zone=zone)
        for first in range(0, len(those), 10):
            ids = [waiting.candidate for waiting in those[first : first + 10]]
            lines.append(f"• *{name_list(ids, people)}* – {why}")
    return lines


def unneeded_lines(plan: Plan, people: Names) -> list[str]:
    """Say who is on no panel and why, a line for each reason."""
    groups: dict[WhyUnneeded, list[int]] = {}
    for each in plan.unneeded:
        groups.setdefault(each.reason, []).append(each.interviewer)
    return [
        f"• *{name_list(ids[first : first + 10], people)}* – {why_unneeded(reason)}"
        for reason, ids in groups.items()
        for first in range(0, len(ids), 10)
    ]


def help_words(help: Help, people: Names, *, zone: tzinfo) -> str:
    """Say which one change would help most, and whom."""
    hour = words_for(instant_of(help.hour), zone=zone)
    who = name_list(help.interviewers, people, most=3, joiner="or")
    more = "1 more candidate" if help.served_more == 1 else f"{help.served_more} more candidates"
    whom = name_list(help.for_candidates, people, most=5, joiner="or")
    then = f"could be interviewed ({whom})" if help.for_candidates else "could be interviewed"
    match help.kind:
        case HelpKind.ONE_MORE_HOUR:
            return f"if {who} were free on {hour}, {more} {then}."
        case HelpKind.HIGHER_CAP:
            return f"if {who} could take one interview more, on {hour}, {more} {then}."
        case HelpKind.ONE_MORE_INTERVIEWER:
            return f"with one more interviewer who is free on {hour}, {more} {then}."


def _sizes_words(sizes: tuple[int, ...]) -> str:
    if not sizes:
        return ""
    if sizes[0] == sizes[-1]:
        return f"{_people(sizes[0])} in each interview."
    counts = Counter(sizes)
    largest, *smaller = sorted(counts, reverse=True)
    panels = "panel" if counts[largest] == 1 else "panels"
    parts = [f"{counts[largest]} {panels} of {largest}"]
    parts += [f"{counts[size]} of {size}" for size in smaller]
    return f"{', '.join(parts[:-1])} and {parts[-1]}."


def _people(count: int) -> str:
    return "1 interviewer" if count == 1 else f"{count} interviewers"


def cost_words(sizes: tuple[int, ...], changes: Iterable[PlanChange]) -> str:
    """Say how large panels would be and for how many moves: "2 and 2, 1 person moves"."""
    counts = Counter(sizes)
    few = len(sizes) <= _MOST_SIZES
    parts = [str(size) for size in sizes] if few else [f"{n} of {s}" for s, n in counts.items()]
    *first, last = parts or ["nobody"]
    panels = f"{', '.join(first)} and {last}" if first else last
    count = len({id for change in changes for id in _who_moves(change)})
    moves = {0: "nobody moves", 1: "1 person moves"}.get(count, f"{count} people move")
    return f"{panels}, {moves}"


def _who_moves(change: PlanChange) -> tuple[int, ...]:
    """Who has another appointment than before, or one more or less."""
    everybody = (change.candidate, *change.joined, *change.left, *change.stayed)
    is_same_hour = change.before and change.after and not change.is_moved
    return (*change.joined, *change.left) if is_same_hour else everybody


def _is_rebalanced_evenly(plan: Plan) -> bool:
    levels = [standing.level for standing in plan.standings]
    return Level.MOVES in levels and levels.index(Level.EVEN) < levels.index(Level.MOVES)


def _is_rebalanced(plan: Plan) -> bool:
    return any(standing.level is Level.MOVES for standing in plan.standings)


def _gap_words(gap: tuple[Level, int]) -> str:
    match gap:
        case (Level.REPEATS, many):
            return f"second interviews might be up to {many} fewer"
        case (Level.PLACED, many):
            return f"up to {many} more interviewers might find a place"
        case (Level.MOVES, many):
            return f"up to {many} fewer appointments might have to change"
        case _:
            return "panels might still be a little more even"


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
