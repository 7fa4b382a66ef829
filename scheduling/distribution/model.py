"""The rules of a round and the levels of its objective, as rows and columns.

Candidates of one pool can be swapped for each other, and so can the interviewers who sit in it;
so it is enough to say who comes to which pool, who sits in it, and how many panels of which size
it has. That keeps the model small: candidates × hours + interviewers × hours.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import gcd

from scheduling.distribution.highs import TOLERANCE, Program, Solution
from scheduling.distribution.plan import Level, Seating
from scheduling.distribution.pools import Pools, each_bit

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
        """This will return the one or two sizes next to the mean that are allowed."""
        low, left_over = divmod(self.seats, max(self.served, 1))
        near = (low, low + 1) if left_over else (low,)
        return [size for size in near if smallest <= size <= largest]


class Model:
    """A round as a program. `again` is how often one interviewer may repeat at most; `present`
    is the plan that stands, if there is one.
    """

    def __init__(
        self, pools: Pools, *, sizes: Sizes, again: int, present: tuple[Seating, ...] = ()
    ) -> None:
        self.pools = pools
        self.present = present
        self.program = Program()
        self._count_columns(sizes, again)
        self._held: dict[Level, int] = {}
        self._each_candidate_comes_once_at_most()
        self._seats_of_pool = self._those_who_sit_are_on_panels()
        self._nobody_is_in_two_rooms()
        self._caps_are_kept()
        self._loads_are_counted()
        self.worth = self._worth()

    def _count_columns(self, sizes: Sizes, again: int) -> None:
        program, round = self.program, self.pools.round
        self.comes = {
            (candidate, number): program.column(whole=True)
            for number, pool in enumerate(self.pools.pools)
            for candidate in pool.candidates
        }
        self.sits = {
            (bit, number): program.column(whole=True)
            for number, pool in enumerate(self.pools.pools)
            for bit in each_bit(pool.interviewers)
        }
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
            self.program.row({panels[size]: 1 for size in panels} | come, least=0, most=0)
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
        self.first_hour = min(hours, default=0)
        self.hour_step = gcd(*(hour - self.first_hour for hour in hours)) or 1
        fair: dict[int, float] = {}
        for bit, placed in self.placed.items():
            past = self.pools.interviewers[bit].past_load
            for load, column in enumerate([placed, *self.again[bit]]):
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
            seating = seating_of.get(pool.candidates[0])
            if seating is None or seating.hour != pool.hour:
                continue
            moves[self.comes[seating.candidate, number]] = -1
            for bit in each_bit(pool.interviewers):
                if self.pools.interviewers[bit].id in seating.panel:
                    moves[self.sits[bit, number]] = -1
        return moves

    def hold(self, level: Level, value: int) -> None:
        """This will let nothing but what is at least as good on a level."""
        value -= self._constant(level)
        least, most = (value, _NO_LIMIT) if level.is_most else (-_NO_LIMIT, value)
        if level in self._held:
            self.program.bound(self._held[level], least=least, most=most)
        else:
            self._held[level] = self.program.row(self.worth[level], least=least, most=most)

    def _constant(self, level: Level) -> int:
        if level is Level.FAIR:
            return sum(each.past_load**2 for each in self.pools.interviewers)
        if level is Level.MOVES:
            return sum(1 + len(seating.panel) for seating in self.present)
        return 0

    def objective(self, level: Level) -> dict[int, float]:
        """This will return what is to be made small for a level."""
        sign = -1 if level.is_most else 1
        return {column: sign * factor for column, factor in self.worth[level].items()}

    # -- to and from plans ---------------------------------------------------------------------

    def columns_of(self, seatings: Iterable[Seating]) -> dict[int, float] | None:
        """This will return the columns of a plan, None if its panels have other sizes."""
        columns: dict[int, float] = dict.fromkeys(self.comes.values(), 0.0)
        columns |= dict.fromkeys(self.sits.values(), 0.0)
        bit_of = {each.id: bit for bit, each in enumerate(self.pools.interviewers)}
        number_of = {
            (candidate, pool.hour): number
            for number, pool in enumerate(self.pools.pools)
            for candidate in pool.candidates
        }
        sizes: dict[int, list[int]] = {number: [] for number in self.panels}
        loads: dict[int, int] = defaultdict(int)
        for seating in seatings:
            number = number_of[seating.candidate, seating.hour]
            columns[self.comes[seating.candidate, number]] = 1
            sizes[number].append(len(seating.panel))
            for interviewer in seating.panel:
                columns[self.sits[bit_of[interviewer], number]] = 1
                loads[bit_of[interviewer]] += 1
        for number, panels in self.panels.items():
            mixed = _mixed(sum(sizes[number]), len(sizes[number]), panels)
            if mixed is None:
                return None
            columns |= mixed
        for bit, placed in self.placed.items():
            for load, column in enumerate([placed, *self.again[bit]]):
                columns[column] = float(loads[bit] > load)
        return columns

    def seatings(self, solution: Solution) -> tuple[Seating, ...] | None:
        """This will return the interviews of a solution, by hour, then candidate; None if it
        has none that are whole.
        """
        values = solution.columns
        chosen = [*self.comes.values(), *self.sits.values()]
        if not values or any(
            abs(values[each] - round(values[each])) > TOLERANCE for each in chosen
        ):
            return None
        found: list[Seating] = []
        for number, pool in enumerate(self.pools.pools):
            come = [each for each in pool.candidates if values[self.comes[each, number]] > 0.5]
            sit = sum(
                1 << bit
                for bit in each_bit(pool.interviewers)
                if values[self.sits[bit, number]] > 0.5
            )
            found.extend(_spread(pool.hour, come, self.pools.ids(sit)))
        return tuple(sorted(found, key=lambda each: (each.hour, each.candidate)))

    def prices(self, solution: Solution) -> dict[tuple[int, int], float]:
        """This will return what each interviewer, by bit, would be paid at each hour."""
        prices: dict[tuple[int, int], float] = {}
        for number, row in self._seats_of_pool.items():
            pool = self.pools.pools[number]
            price = -solution.row_prices[row]
            for bit in each_bit(pool.interviewers):
                prices[bit, pool.hour] = max(price, prices.get((bit, pool.hour), price))
        return prices

    def weights(self, solution: Solution) -> dict[Level, float]:
        """This will return what each level held counts for, against the one solved for."""
        return {level: -solution.row_prices[row] for level, row in self._held.items()}


_NO_LIMIT = float("inf")


def _spread(hour: int, candidates: list[int], interviewers: tuple[int, ...]) -> Iterable[Seating]:
    """Panels as even as can be, the larger ones first, in the order of ids."""
    start = 0
    for n, candidate in enumerate(candidates):
        size = -(-(len(interviewers) - start) // (len(candidates) - n))
        panel = interviewers[start : start + size]
        start += size
        yield Seating(candidate=candidate, hour=hour, panel=panel)


def _mixed(seats: int, served: int, panels: Mapping[int, int]) -> dict[int, float] | None:
    """How many panels of each size give so many seats to so many served: a mixture of the two
    sizes next to the mean.
    """
    mixed = dict.fromkeys(panels.values(), 0.0)
    if not served:
        return mixed
    low = max((size for size in panels if size * served <= seats), default=None)
    high = min((size for size in panels if size * served >= seats), default=None)
    if low is None or high is None:
        return None
    if low == high:
        mixed[panels[low]] = served
        return mixed
    mixed[panels[high]] = (seats - low * served) / (high - low)
    mixed[panels[low]] = served - mixed[panels[high]]
    return mixed
