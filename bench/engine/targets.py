"""The targets that the engine is held to, and what became of each in a run."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.engine import imports
from bench.engine.company import WEEKS
from bench.engine.measures import (
    BUILD,
    COPY,
    ENDPOINTS,
    FIND,
    LISTS,
    LOAD,
    LOAD_PG,
    PACKED,
    PAIRS,
    ROWS,
    ROWS_PG,
    Engine,
    Written,
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the table; `is_met` is None where there is no target or no measure."""

    target: int
    what: str
    ours: str
    against: str = ""
    outcome: str
    is_met: bool | None


def lines(engine: Engine, written: Written, *, import_runs: int = 5) -> list[Line]:
    """Return the lines of a run, in the order of the targets.

    Modules are imported `import_runs` times, the least time of which counts.
    """
    return [
        *_finding(engine),
        *_building(engine, written),
        *_loading(engine),
        *_growth(engine),
        *_size(written),
        *_importing(import_runs),
    ]


def table(lines: list[Line]) -> str:
    """Return the lines as a table in Markdown."""
    words = {True: "met", False: "**missed**", None: "–"}
    rows = [
        f"| {line.target} | {line.what} | {line.ours} | {line.against} | {line.outcome} "
        f"| {words[line.is_met]} |"
        for line in lines
    ]
    head = ["| # | what | engine | against | outcome (target) | |", "|--:|---|--:|---|---|---|"]
    return "\n".join([*head, *rows])


def summary(lines: list[Line]) -> str:
    """Name the targets that are missed."""
    missed = [f"{line.what}, against {line.against}" for line in lines if line.is_met is False]
    return (
        "Missed: " + "; ".join(missed) + "." if missed else "Every target that is measured is met."
    )


def _finding(engine: Engine) -> Iterator[Line]:
    n = engine.sizes[-1]
    copy = engine.costs[COPY][n]
    for way in (PACKED, FIND):
        ours, what = engine.costs[way][n], f"{way}, {n:,} people × {WEEKS} weeks"
        for other, bar in ((LISTS, 20_000), (PAIRS, 50_000)):
            yield _faster(1, what, ours, other, engine.costs[other][n], bar=bar)
        yield Line(
            target=1,
            what=what,
            ours=_time(ours),
            against=f"{COPY}, {_time(copy)}",
            outcome=f"{ours / copy:,.0f}× (at most 30×)",
            is_met=ours <= 30 * copy,
        )


def _building(engine: Engine, written: Written) -> Iterator[Line]:
    n = engine.sizes[-1]
    yield _faster(
        2,
        f"{BUILD}, {n:,} people",
        engine.costs[BUILD][n],
        ENDPOINTS,
        engine.costs[ENDPOINTS][n],
        bar=8,
    )
    yield _share(2, "one person's change, written", written.one, "all", written.everybody, bar=1000)


def _loading(engine: Engine) -> Iterator[Line]:
    n, costs = engine.sizes[-1], engine.costs
    for ours, theirs, where in ((LOAD, ROWS, "SQLite"), (LOAD_PG, ROWS_PG, "PostgreSQL")):
        what = f"{LOAD}, {n:,} people, {where}"
        yield _share(3, what, costs[ours][n], ROWS, costs[theirs][n], bar=100)


def _growth(engine: Engine) -> Iterator[Line]:
    for way in (BUILD, LOAD, FIND, PACKED):
        costs = engine.costs[way]
        worst, n = max((costs[n] / costs[n // 10], n) for n in engine.sizes[1:])
        yield Line(
            target=6,
            what=f"{way}: 10× the people",
            ours=f"{worst:.1f}× the time",
            against=f"from {n // 10:,} to {n:,}",
            outcome="at most 12×",
            is_met=worst <= 12,
        )


def _size(written: Written) -> Iterator[Line]:
    size = written.bytes_a_week * WEEKS
    yield Line(
        target=7,
        what=f"stored for a person and {WEEKS} weeks",
        ours=f"{size:.0f} bytes",
        outcome="at most 600",
        is_met=size <= 600,
    )


def _importing(runs: int) -> Iterator[Line]:
    modules = imports.use_cases()
    ours, solvers = imports.import_seconds(modules, runs=runs)
    libraries, _ = imports.import_seconds(imports.libraries_of(modules), runs=runs)
    yield Line(
        target=7,
        what="import of the core",
        ours=_time(ours),
        against=f"its libraries alone, {_time(libraries)}",
        outcome=f"{ours / libraries:.2f}× (at most 1.5×)",
        is_met=ours <= 1.5 * libraries,
    )
    yield Line(
        target=7,
        what="solver imported before it is used",
        ours=", ".join(solvers) or "none",
        outcome="none",
        is_met=not solvers,
    )


def _faster(target: int, what: str, ours: float, other: str, theirs: float, *, bar: int) -> Line:
    return Line(
        target=target,
        what=what,
        ours=_time(ours),
        against=f"{other}, {_time(theirs)}",
        outcome=f"{_number(theirs / ours)}× faster (at least {bar:,}×)",
        is_met=theirs >= bar * ours,
    )


def _share(target: int, what: str, ours: float, other: str, theirs: float, *, bar: int) -> Line:
    return Line(
        target=target,
        what=what,
        ours=_time(ours),
        against=f"{other}, {_time(theirs)}",
        outcome=f"1/{_number(theirs / ours)} (at most 1/{bar:,})",
        is_met=ours * bar <= theirs,
    )


def _number(ratio: float) -> str:
    return f"{ratio:.1f}" if ratio < 20 else f"{ratio:,.0f}"


def _time(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.1f} s"
    return f"{seconds * 1e3:.3g} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.3g} µs"
