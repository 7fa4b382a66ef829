"""The command line: python -m bench.calendars.hostile. Hostile calendars, read in two rounds."""

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.calendars.hostile.cases import sample
from bench.calendars.hostile.trial import Report, run
from scheduling.availability import use_pinned_time_zones

_ALL, _SECONDS = 1_000, 5.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Read them, print what came of it, and return 1 when anything is not well."""
    told = _parser().parse_args(arguments)
    use_pinned_time_zones()
    choose = partial(sample, each=told.each)
    with TemporaryDirectory(prefix="hostile-") as folder:
        report = asyncio.run(run(Path(folder), choose=choose, seconds=told.seconds))
    print("\n".join(lines(report)))
    return 0 if report.is_well else 1


def lines(report: Report) -> Iterator[str]:
    """Yield what is printed of a report."""
    yield "| kind | calendars |"
    yield "|---|--:|"
    for kind, count in Counter(case.kind for case in report.cases).items():
        yield f"| {kind} | {count} |"
    rounds = " and ".join(f"{one:.0f} s" for one in report.seconds)
    yield (
        f"\n{len(report.cases)} hostile calendars and {report.good} good ones, two rounds of "
        f"{rounds}, {report.workers} workers left:"
    )
    for what, found in (
        ("an inner address was reached", report.trespasses),
        ("a good calendar was not read", report.missed),
        ("something else came of it than was to come", report.otherwise),
        ("an owner was not told", report.untold),
    ):
        yield f"- {what}: {len(found)} times {' · '.join(map(str, found[:10]))}".rstrip()
    yield "\nSaid to their owners:"
    for words, count in sorted(report.said.items(), key=lambda pair: -pair[1]):
        yield f"- {words}: {count}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.calendars.hostile", description=__doc__)
    parser.add_argument("--each", type=int, default=_ALL, help="only so many of each kind (all)")
    parser.add_argument(
        "--seconds",
        type=float,
        default=_SECONDS,
        help=f"for a slow server to answer; the bot itself waits for 30 ({_SECONDS:g})",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
