"""When a calendar makes its owner busy, as one packed value: bits by quarter of an hour.

Each kind of block has its own bits, so that its owner can choose later which of them count.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from types import MappingProxyType
from typing import Self

from scheduling.availability.calendars.blocks import BusyBlock, BusyKind
from scheduling.model.calendars import AllDayEvents, CountedEvents
from scheduling.timespan import Horizon, Span

_VERSION = 1
_HEAD = struct.Struct(">BBiI")
"""The version, which kinds there are as bits, the first tick, and how many ticks there are."""
_KINDS = (BusyKind.BUSY, BusyKind.TENTATIVE, BusyKind.ALL_DAY, BusyKind.FREE_ALL_DAY)
"""Their places in the packed value: one that is new comes last."""
_QUICKLY = 1
"""zlib's level: higher ones save little of some hundred bytes."""
_MOST_KEPT = 32_768
"""Calendars that are unpacked at a time: two of each of 16,000 people."""


class UnknownPacking(ValueError):
    """The value was packed by another version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyBits:
    """When a calendar makes its owner busy over a horizon, by the kind of block."""

    horizon: Horizon
    # Kinds of which there is no block are left out.
    by_kind: Mapping[BusyKind, int]

    @classmethod
    def of(cls, blocks: Iterable[BusyBlock], *, window: Span) -> Self:
        """Return the quarters of an hour that the blocks touch, within the window."""
        horizon = Horizon.covering(window)
        ticks: dict[BusyKind, list[range]] = {}
        for block in blocks:
            ticks.setdefault(block.kind, []).append(block.span.ticks)
        bits = {kind: horizon.bits(runs) for kind, runs in ticks.items()}
        return cls(horizon=horizon, by_kind={kind: each for kind, each in bits.items() if each})

    def counted(self, counted: CountedEvents) -> int:
        """Return the ticks at which the owner is busy, by their choice, as bits of the horizon."""
        return reduce(or_, (self.by_kind.get(kind, 0) for kind in kinds_counted(counted)), 0)

    def within(self, horizon: Horizon, counted: CountedEvents) -> int:
        """Return the same as bits of another horizon; beyond its own, nobody is known as busy."""
        ahead = self.horizon.first_tick - horizon.first_tick
        bits = self.counted(counted)
        return (bits << ahead if ahead >= 0 else bits >> -ahead) & horizon.everything

    def packed(self) -> bytes:
        """Return the value as it is kept."""
        length = -(-self.horizon.length // 8)
        there = [kind for kind in _KINDS if kind in self.by_kind]
        mask = sum(1 << _KINDS.index(kind) for kind in there)
        head = _HEAD.pack(_VERSION, mask, self.horizon.first_tick, self.horizon.length)
        bits = b"".join(self.by_kind[kind].to_bytes(length, "little") for kind in there)
        return head + zlib.compress(bits, _QUICKLY)


@lru_cache(_MOST_KEPT)
def unpacked(packed: bytes) -> BusyBits:
    """Return what was packed. Raises UnknownPacking."""
    version, mask, first_tick, ticks = _HEAD.unpack_from(packed)
    if version != _VERSION:
        raise UnknownPacking(f"packed by version {version}")
    bits, length = zlib.decompress(packed[_HEAD.size :]), -(-ticks // 8)
    there = [kind for place, kind in enumerate(_KINDS) if mask >> place & 1]
    by_kind = {
        kind: int.from_bytes(bits[place * length : (place + 1) * length], "little")
        for place, kind in enumerate(there)
    }
    return BusyBits(
        horizon=Horizon(first_tick=first_tick, length=ticks), by_kind=MappingProxyType(by_kind)
    )


def kinds_counted(counted: CountedEvents) -> Iterator[BusyKind]:
    """Yield the kinds of block that make their owner busy, by their choice."""
    yield BusyKind.BUSY
    if counted.tentative:
        yield BusyKind.TENTATIVE
    if counted.all_day is not AllDayEvents.NONE:
        yield BusyKind.ALL_DAY
    if counted.all_day is AllDayEvents.ALL:
        yield BusyKind.FREE_ALL_DAY
