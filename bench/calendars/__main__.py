"""The command line: python -m bench.calendars. How fast people's calendars are read.

A sample of people is read, and what it takes is held against the bars for 1,000 of them; with
`--people 1000` it is all of them.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.calendars.finding import Compared, with_and_without
from bench.calendars.measures import One, Round, memory_over, one_calendar, rounds
from scheduling.availability import use_pinned_time_zones

PEOPLE = 1_000
"""Whom the bars are for."""
_PEOPLE_OF_A_ROUND = 10
_BAR_READ, _BAR_STAMPED, _BAR_TOLD = 120.0, 25.0, 2.0
_BAR_MEMORY = 1.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A bar, and what it is held against."""

    what: str
    value: float
    # None: only told.
    bar: float | None
    unit: str

    @property
    def is_met(self) -> bool:
        """Whether it is no more than the bar."""
        return self.bar is None or self.value <= self.bar

    def __str__(self) -> str:
        if self.bar is None:
            return f"{self.what}: {self.value:.2f}{self.unit}"
        word = "met" if self.is_met else "MISSED"
        return f"{self.what}: {self.value:.2f}{self.unit} (at most {self.bar:g}{self.unit}) {word}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print what came out, and return the exit status: 0 when every bar is met."""
    told = _parser().parse_args(arguments)
    use_pinned_time_zones()
    one = one_calendar()
    print(_about(one), flush=True)
    with TemporaryDirectory(prefix="bench-calendars-") as folder:
        looks = asyncio.run(rounds(Path(folder), people=told.people))
        print("\n".join(_table(looks, people=told.people, one=one)), flush=True)
        verdicts = [*_of_rounds(looks, people=told.people)]
        verdicts += map(_of_finding, with_and_without(Path(folder), interviewers=told.find))
        memory = asyncio.run(
            memory_over(Path(folder), rounds=told.rounds, people=_PEOPLE_OF_A_ROUND)
        )
    settled = max(memory[: len(memory) // 3 + 1])
    print(f"\nMemory over {told.rounds:,} rounds of 20 calendars, each of which changes:", end=" ")
    print(f"{settled / 1e6:.0f} MB in the first third, {max(memory) / 1e6:.0f} MB at most\n")
    verdicts.append(Verdict(what="memory", value=max(memory) / settled, bar=_BAR_MEMORY, unit="×"))
    print("\n".join(map(str, verdicts)))
    return 0 if all(each.is_met for each in verdicts) else 1


def _about(one: One) -> str:
    return (
        "One calendar of 500 events, 100 of them repeated, for twelve weeks, on the processor:\n"
        f"  cut {one.cut * 1e3:.1f} ms, read {one.read * 1e3:.1f} ms: together "
        f"{(one.cut + one.read) / one.libraries:.2f} of the {one.libraries * 1e3:.0f} ms "
        "that the libraries alone take"
    )


def _table(looks: Sequence[Round], *, people: int, one: One) -> Iterator[str]:
    yield (
        f"\nTwo calendars of each of {people:,} people, read for 18 weeks and kept; one host, four "
        "at once, two workers:\n"
    )
    yield "| | read | unchanged | on the wall | processor | the host's | a read, to libraries |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for look in looks:
        ratio = f"{look.cpu / look.found / one.libraries:.2f}" if look.found else ""
        yield (
            f"| {look.what} | {look.found:,} | {look.unchanged:,} | {look.wall:.1f} s "
            f"| {look.cpu:.2f} s | {look.host:.2f} s | {ratio} |"
        )
    yield ""


def _of_rounds(looks: Sequence[Round], *, people: int) -> Iterator[Verdict]:
    """Hold what was measured, as much as it would be for 1,000 people, against the bars."""
    for look in looks:
        scale = PEOPLE / people
        if look.found:
            what = f"{look.what}, for 1,000 people: on the wall"
            yield Verdict(what=what, value=look.wall * scale, bar=_BAR_READ, unit=" s")
            what = f"{look.what}, for 1,000 people: of two processors, the host's included"
            both = (look.cpu + look.host) * scale / 2
            yield Verdict(what=what, value=both, bar=_BAR_READ, unit=" s")
        else:
            bar = _BAR_STAMPED if "stamped" in look.what else _BAR_TOLD
            what = f"{look.what}, for 1,000 people: of the processor"
            yield Verdict(what=what, value=look.cpu * scale, bar=bar, unit=" s")


def _of_finding(compared: Compared) -> Verdict:
    what = f"{compared.what}: {compared.ours * 1e3:.2f} against {compared.without * 1e3:.2f} ms"
    ratio = compared.ours / compared.without
    return Verdict(what=what, value=ratio, bar=compared.bar, unit="×")


def _parser() -> argparse.ArgumentParser:
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
    parser.add_argument(
        "--find", type=int, default=1_000, help="interviewers among whom slots are found (1000)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
