"""The rules of a round and the levels of its objective, as rows and columns.

Candidates of one pool can be swapped for each other, and so can the interviewers who sit in it;
so it is enough to say who comes to which pool, who sits in it, and how many panels of which size
it has. That keeps the model small: candidates × hours + interviewers × hours. Only how many
interviews a pool has must be said to be a whole number: with these given, all else is a flow,
and flows are whole of themselves.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import gcd

from scheduling.distribution.milp.highs import Program
from scheduling.distribution.problem.plan import Level, Seating
from scheduling.distribution.problem.pools import Pools, each_bit

Sizes = Callable[[int, int], Iterable[int]]
"""The sizes of panels to choose among, of those from a smallest to a largest."""


def all_sizes(smallest: int, largest: int) -> Iterable[int]:
    """Every size."""
    return range(smallest, largest + 1)


def end_sizes(smallest: int, largest: int) -> Iterable[int]:
    """The smallest and the largest, of which any other is a mixture."""
    return {smallest: None, largest: None}


@dataclass(frozen=True, slots=True)
class even_sizes:
    """Those next to the mean, of which there is no plan more even."""

    seats: int
    served: int

    def __call__(self, smallest: int, largest: int) -> Iterable[int]:
        """Return the one or two sizes next to the mean that are allowed."""
        low, left_over = divmod(self.seats, max(self.served, 1))
        near = (low, low + 1) if left_over else (low,)
        return [size for size in near if smallest <= size <= largest]


class Model:
    """A round as a program. `again` is how often one interviewer may repeat at most; `present`
    is the plan that stands, if there is one; `program` an empty one to write it into.
    """

    def __init__(
        self,
        pools: Pools,
        *,
        sizes: Sizes,
        again: int,
        present: tuple[Seating, ...] = (),
        program: Program | None = None,
    ) -> None:
        self.pools = pools
        self.present = present
        self.program = program or Program()
        self._count_columns(sizes, again)
        self.held: dict[Level, int] = {}
        self._each_candidate_comes_once_at_most()
        self.seats_of_pool = self._those_who_sit_are_on_panels()
        self._nobody_is_in_two_rooms()
        self._caps_are_kept()
        self._loads_are_counted()
        self.worth = self._worth()

    def _count_columns(self, sizes: Sizes, again: int) -> None:
        program, round = self.program, self.pools.round
        self.comes = {
            (candidate, number): program.column()
            for number, pool in enumerate(self.pools.pools)
            for candidate in pool.candidates
        }
        self.sits = {
            (bit, number): program.column()
            for number, pool in enumerate(self.pools.pools)
            for bit in each_bit(pool.interviewers)
        }
        self.running = [
            program.column(most=len(pool.candidates), whole=True) for pool in self.pools.pools
        ]
        self.panels: dict[int, dict[int, int]] = {}
        for number, pool in enumerate(self.pools.pools):
            largest = min(round.largest_panel, pool.interviewers.bit_count())
            self.panels[number] = {
                size: program.column(most=len(pool.candidates))
                for size in sizes(round.min_panel, largest)
            }
        self.hours = self.pools.hours_of_interviewers
        self.placed: dict[int, int] = {}
        self.again: dict[int, list[int]] = {}
        for bit, hours in self.hours.items():
            most = self.pools.interviewers[bit].most_among(hours)
            if most:
                self.placed[bit] = program.column()
                self.again[bit] = [program.column() for _ in range(min(most - 1, max(again, 1)))]

    # -- the rules -----------------------------------------------------------------------------

    def _each_candidate_comes_once_at_most(self) -> None:
        for candidate, numbers in self.pools.of.items():
            if numbers:
                self.program.row({self.comes[candidate, each]: 1 for each in numbers}, most=1)

    def _those_who_sit_are_on_panels(self) -> dict[int, int]:
        rows = {}
        for number, pool in enumerate(self.pools.pools):
            panels = self.panels[number]
            come = {self.comes[candidate, number]: -1 for candidate in pool.candidates}
            sit = {self.sits[bit, number]: -1 for bit in each_bit(pool.interviewers)}
            self.program.row({self.running[number]: 1} | come, least=0, most=0)
            counted = {panels[size]: 1 for size in panels}
            self.program.row({self.running[number]: -1} | counted, least=0, most=0)
            rows[number] = self.program.row(
                {panels[size]: size for size in panels} | sit, least=0, most=0
            )
        return rows

    def _nobody_is_in_two_rooms(self) -> None:
        at: dict[tuple[int, int], list[int]] = defaultdict(list)
        for (bit, number), column in self.sits.items():
            at[bit, self.pools.pools[number].hour].append(column)
        for columns in at.values():
            if len(columns) > 1:
                self.program.row(dict.fromkeys(columns, 1), most=1)

    def _caps_are_kept(self) -> None:
        seats = self._seats_of_interviewers()
        for bit, interviewer in enumerate(self.pools.interviewers):
            for cap in interviewer.caps:
                among = [column for hour, column in seats[bit] if hour in cap.hours]
                if len(among) > cap.most:
                    self.program.row(dict.fromkeys(among, 1), most=cap.most)

    def _loads_are_counted(self) -> None:
        seats = self._seats_of_interviewers()
        for bit, placed in self.placed.items():
            sits = {column: 1 for _, column in seats[bit]}
            load = dict.fromkeys([placed, *self.again[bit]], -1)
            self.program.row(sits | load, least=0, most=0)

    def _seats_of_interviewers(self) -> dict[int, list[tuple[int, int]]]:
        seats: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for (bit, number), column in self.sits.items():
            seats[bit].append((self.pools.pools[number].hour, column))
        return seats

    # -- the objective -------------------------------------------------------------------------

    def _worth(self) -> dict[Level, dict[int, float]]:
        hours = [pool.hour for pool in self.pools.pools]
        # Hours are ticks since 1970, millions of them. Small numbers keep floats and HiGHS's
        # tolerance away from the last digit that matters.
        self.first_hour = min(hours, default=0)
        self.hour_step = gcd(*(hour - self.first_hour for hour in hours)) or 1
        fair: dict[int, float] = {}
        for bit, placed in self.placed.items():
            past = self.pools.interviewers[bit].past_load
            for load, column in enumerate([placed, *self.again[bit]]):
                # What each interview more adds to the square. It grows, so columns are filled in
                # order of load without a row that says so.
                fair[column] = 2 * (past + load) + 1
        return {
            Level.SERVED: dict.fromkeys(self.comes.values(), 1),
            Level.REPEATS: {each: 1 for columns in self.again.values() for each in columns},
            Level.PLACED: dict.fromkeys(self.placed.values(), 1),
            Level.EVEN: {
                column: size * size
                for panels in self.panels.values()
                for size, column in panels.items()
            },
            Level.MOVES: self._moves(),
            Level.FAIR: fair,
            Level.EARLY: {
                column: (self.pools.pools[number].hour - self.first_hour) // self.hour_step
                for (_, number), column in self.comes.items()
            },
        }

    def _moves(self) -> dict[int, float]:
        """Every appointment counts, new ones for and present ones against."""
        seating_of = {seating.candidate: seating for seating in self.present}
        moves: dict[int, float] = dict.fromkeys([*self.comes.values(), *self.sits.values()], 1)
        for number, pool in enumerate(self.pools.pools):
            # Whoever has an appointment has a pool of their own at its hour.
            seating = seating_of.get(pool.candidates[0])
            if seating is None or seating.hour != pool.hour:
                continue
            moves[self.comes[seating.candidate, number]] = -1
            for bit in each_bit(pool.interviewers):
                if self.pools.interviewers[bit].id in seating.panel:
                    moves[self.sits[bit, number]] = -1
        return moves

    def hold(self, values: Mapping[Level, int]) -> None:
        """Let nothing but what is at least as good on these levels."""
        for level in {*self.held} - {*values}:
            self.program.bound(self.held[level])
        for level, value in values.items():
            limit = value - self._constant(level)
            bounds = {"least": limit} if level.is_most else {"most": limit}
            if level in self.held:
                self.program.bound(self.held[level], **bounds)
            else:
                self.held[level] = self.program.row(self.worth[level], **bounds)

    def _constant(self, level: Level) -> int:
        if level is Level.FAIR:
            return sum(each.past_load**2 for each in self.pools.interviewers)
        if level is Level.MOVES:
            return sum(1 + len(seating.panel) for seating in self.present)
        return 0

    def value(self, level: Level, *, total: float, served: int) -> int:
        """Return what a level comes to if its objective totals so much."""
        sign = -1 if level.is_most else 1
        if level is Level.EARLY:
            return round(total) * self.hour_step + self.first_hour * served
        return sign * round(total) + self._constant(level)

    def objective(self, level: Level) -> dict[int, float]:
        """Return what is to be made small for a level."""
        sign = -1 if level.is_most else 1
        return {column: sign * factor for column, factor in self.worth[level].items()}
