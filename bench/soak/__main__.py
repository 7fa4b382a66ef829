"""The command line: python -m bench.soak."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.fixtures.databases import POSTGRESQL, SQLITE, empty_database
from bench.fixtures.trials import say, trials_parser
from bench.soak.fleet import Broken
from bench.soak.storm import Report, Trial, run

_NUMBERS = {
    "reminders": "how many fall due in the storm",
    "kills": "how often a bot is killed in it",
    "seed": "of faults and kills",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the trials, print their figures, and return 1 when one is not well."""
    parser = trials_parser(
        "python -m bench.soak", description=__doc__, usual=Trial(), numbers=_NUMBERS
    )
    told = parser.parse_args(arguments)
    status = 0
    for kind in told.database or (SQLITE, POSTGRESQL):
        # A file is one process's alone: one bot is killed and comes back, again and again.
        usual = Trial(workers=1, between=(2.0, 6.0)) if kind == SQLITE else Trial()
        trial = replace(usual, reminders=told.reminders, kills=told.kills, seed=told.seed)
        with TemporaryDirectory(prefix="soak-") as folder:
            try:
                with empty_database(kind, folder=Path(folder)) as url:
                    report = run(trial, database_url=url, folder=Path(folder), say=say)
            except Broken as broken:
                say(str(broken))
                return 2
        print(_row(kind, trial, report))
        print(f"    {report.verdict}", flush=True)
        status |= not report.verdict.is_well
    return int(status)


def _row(kind: str, trial: Trial, report: Report) -> str:
    verdict = report.verdict
    return (
        f"| {kind}, {trial.workers} at once | {verdict.due:,} | {report.kills} "
        f"| {sum(report.faults.values()):,} | **{len(verdict.lost)}** "
        f"| **{len(verdict.doubled)}** | {report.per_second:.0f} | {report.calm_p50:.1f} s "
        f"| {report.calm_p99:.1f} s | {report.after_p99:.0f} s, {report.after_most:.0f} s |"
    )


if __name__ == "__main__":
    sys.exit(main())
