"""The figures of a run, against each other and against the bars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from bench.commands.apps import Timing

BOT, ACK, ANSWER = "bot", "bare ack", "constant answer"
"""The names of the three apps."""
HIGHEST_ACK_RATIO = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One time of some commands, in milliseconds, with its ratios to the bare listener's.

    `is_met` is None where there is no bar.
    """

    what: str
    count: int
    p50: float
    p99: float
    p50_ratio: float | None = None
    p99_ratio: float | None = None
    is_met: bool | None = None


def percentile(seconds: Sequence[float], share: float) -> float:
    """Return the smallest that at least that share (0 to 1) of all do not exceed."""
    return sorted(seconds)[max(ceil(share * len(seconds)) - 1, 0)]


def rows(timings: Mapping[str, Sequence[Timing]]) -> list[Row]:
    """Return the figures of the apps, by name: the bare ones, then the bot's.

    The answers are told by kind of question as well.
    """
    acks = {name: [timing.ack for timing in timings[name]] for name in (ACK, BOT)}
    answers = {name: _answers(timings[name]) for name in (ANSWER, BOT)}
    kinds = dict.fromkeys(timing.question.kind for timing in timings[BOT])
    bare_answers = answers[ANSWER]
    return [
        _row("command → ack, bare listener", acks[ACK]),
        _row("command → ack, bot", acks[BOT], bare=acks[ACK], highest=HIGHEST_ACK_RATIO),
        _row("command → answer, constant", bare_answers),
        _row("command → answer, bot", answers[BOT], bare=bare_answers),
        *(
            _row(f"  {kind}", _answers(timings[BOT], kind=kind), bare=bare_answers)
            for kind in kinds
        ),
    ]


def table(figures: Sequence[Row]) -> str:
    """Return the figures as a table in Markdown."""
    lines = [
        "| | commands | p50, ms | p99, ms | p50 ratio | p99 ratio | bar |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    for row in figures:
        ratios = f"{_ratio(row.p50_ratio)} | {_ratio(row.p99_ratio)}"
        lines.append(
            f"| {row.what.replace('  ', '&emsp;')} | {row.count:,} | {row.p50:.1f} | {row.p99:.1f} "
            f"| {ratios} | {_bar(row)} |"
        )
    return "\n".join(lines)


def _answers(timings: Sequence[Timing], *, kind: str | None = None) -> list[float]:
    return [t.answer for t in timings if t.answer is not None and kind in (None, t.question.kind)]


def _row(
    what: str,
    seconds: Sequence[float],
    *,
    bare: Sequence[float] | None = None,
    highest: float | None = None,
) -> Row:
    p50, p99 = (percentile(seconds, share) * 1000 for share in (0.50, 0.99))
    if bare is None:
        return Row(what=what, count=len(seconds), p50=p50, p99=p99)
    ratio = p99 / (percentile(bare, 0.99) * 1000)
    return Row(
        what=what,
        count=len(seconds),
        p50=p50,
        p99=p99,
        p50_ratio=p50 / (percentile(bare, 0.50) * 1000),
        p99_ratio=ratio,
        is_met=None if highest is None else ratio <= highest,
    )


def _ratio(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}"


def _bar(row: Row) -> str:
    if row.is_met is None:
        return ""
    return f"p99 at most {HIGHEST_ACK_RATIO:g}×: {'met' if row.is_met else 'MISSED'}"
