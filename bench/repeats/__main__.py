"""The command line: python -m bench.repeats."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.fixtures.databases import POSTGRESQL, SQLITE, empty_database
from bench.fixtures.trials import say, trials_parser
from bench.repeats.trial import Report, Trial, run
from bench.soak.fleet import Broken

_NUMBERS = {
    "clients": "how many ask for something",
    "repeats": "how often each asks again when it has been answered",
    "seed": "of who asks whom, and of the kills",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the trials, print their figures, and return 1 when one is not well."""
    parser = trials_parser(
        "python -m bench.repeats", description=__doc__, usual=Trial(), numbers=_NUMBERS
    )
    told = parser.parse_args(arguments)
    status = 0
    for kind in told.database or (SQLITE, POSTGRESQL):
        # A file is one process's alone: one bot is killed and comes back, again and again.
        usual = Trial(workers=1, between=(3.0, 12.0)) if kind == SQLITE else Trial()
        trial = replace(usual, clients=told.clients, repeats=told.repeats, seed=told.seed)
        with TemporaryDirectory(prefix="repeats-") as folder:
            try:
                with empty_database(kind, folder=Path(folder)) as url:
                    report = run(trial, database_url=url, folder=Path(folder), say=say)
            except Broken as broken:
                say(str(broken))
                return 2
        print(_row(kind, trial, report))
        print(f"    {report}", flush=True)
        for wrong in report.told_wrong[:5]:
            say(wrong)
        status |= not report.is_well
    return int(status)


def _row(kind: str, trial: Trial, report: Report) -> str:
    return (
        f"| {kind}, {trial.workers} at once | {report.clients:,} | {report.things:,} "
        f"| {report.requests:,} | {report.kills} | {report.broken_off:,} "
        f"| {report.done_unheard:,} | **{sum(report.twice.values())}** "
        f"| **{len(report.told_wrong)}** |"
    )


if __name__ == "__main__":
    sys.exit(main())
