"""The command line: python -m bench."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.commands.apps import BenchBroken
from bench.commands.figures import table
from bench.commands.run import Sizes, run


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench, print its table, and return the exit status."""
    told = _parser().parse_args(arguments)
    sizes = Sizes(
        people=told.people,
        weeks=told.weeks,
        commands=told.commands,
        at_once=told.at_once,
        seed=told.seed,
    )
    with TemporaryDirectory(prefix="bench-") as folder:
        try:
            result = run(sizes, folder=Path(folder), say=_say)
        except BenchBroken as broken:
            _say(str(broken))
            return 2
    print(table(result.rows))
    print(
        f"\nOf {told.commands:,} questions {result.with_slots:,} had slots; "
        f"{result.without:,} had none and were answered with the reason."
    )
    return 1 if told.strict and not result.is_well else 0


def _parser() -> argparse.ArgumentParser:
    usual = Sizes()
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    for name, what in (
        ("people", "how many people are registered"),
        ("weeks", "for how many weeks they have hours"),
        ("commands", "how many commands are measured, to each app"),
        ("at-once", "how many are typed at the same time"),
        ("seed", "of the people, their hours and the commands"),
    ):
        default = getattr(usual, name.replace("-", "_"))
        parser.add_argument(f"--{name}", type=int, default=default, help=f"{what} ({default})")
    parser.add_argument("--strict", action="store_true", help="fail when a bar is missed")
    return parser


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
