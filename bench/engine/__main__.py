"""The command line: python -m bench.engine. How fast the engine is, against the usual ways."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.engine.measures import Broken, Engine, measure
from bench.engine.targets import lines, summary, table


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the engine, print its table, and return the exit status."""
    told = _parser().parse_args(arguments)
    with TemporaryDirectory(prefix="bench-engine-") as folder:
        engine = Engine(most=told.people, folder=Path(folder), now=datetime.now(UTC), say=_say)
        try:
            found = lines(engine, measure(engine))
        except Broken as broken:
            _say(str(broken))
            return 2
    print(table(found))
    print("\n" + summary(found))
    if told.figures:
        told.figures.write_text(json.dumps(engine.costs, indent=1), encoding="utf-8")
    return 1 if told.strict and any(line.is_met is False for line in found) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.engine", description=__doc__)
    parser.add_argument(
        "--people", type=int, default=10_000, help="how many people at the most (10,000)"
    )
    parser.add_argument("--figures", type=Path, help="a file for the seconds at each size (JSON)")
    parser.add_argument("--strict", action="store_true", help="fail when a target is missed")
    return parser


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
