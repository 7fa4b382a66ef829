"""The command line: python -m bench.calendars. How fast people's calendars are read."""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from bench.calendars.measures import memory_over, one_calendar, rounds

_CALENDARS_EACH = 2
_CALENDARS_OF_A_ROUND = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(prog="python -m bench.calendars", description=__doc__)
    parser.add_argument(
        "--people", type=int, default=50, help="who have two calendars of 500 events each (50)"
    )
    parser.add_argument(
        "--rounds",
        type=int,
        default=30,
        help="of 20 calendars, over which memory is looked at (30)",
    )
    told = parser.parse_args(arguments)
    one = one_calendar()
    print("One calendar of 500 events, 100 of them repeated, for twelve weeks, on the processor:")
    print(f"  cut {one.cut * 1e3:.1f} ms, read {one.read * 1e3:.1f} ms: together", end=" ")
    print(f"{(one.cut + one.read) / one.libraries:.2f} of what the libraries alone take")
    calendars = told.people * _CALENDARS_EACH
    print(f"\n{calendars:,} calendars of one host, four at once, two workers:\n")
    print("| | on the wall | of the processor | read | unchanged | memory |")
    print("|---|--:|--:|--:|--:|--:|")
    for look in asyncio.run(rounds(calendars)):
        print(
            f"| {look.what} | {look.wall:.1f} s | {look.cpu:.1f} s | {look.found:,} "
            f"| {look.unchanged:,} | {look.memory / 1e6:.0f} MB |"
        )
    memory = asyncio.run(memory_over(told.rounds, calendars=_CALENDARS_OF_A_ROUND))
    settled = memory[len(memory) // 3]
    print(f"\nMemory over {told.rounds:,} rounds of 20 calendars, each of which changes:", end=" ")
    print(f"{settled / 1e6:.0f} MB after a third of them, {memory[-1] / 1e6:.0f} MB at the end")
    return 0


if __name__ == "__main__":
    sys.exit(main())
