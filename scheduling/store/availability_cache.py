"""What people have offered, worked out ahead: read in bulk, and good only while nothing changed.

A row says of which version of the person's hours, in which time zone, by which tz database and
from which tick on it was made. One that says otherwise than things now stand counts as none.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Person
from scheduling.store import people
from scheduling.store.databases.among import AboutSome
from scheduling.store.databases.upsert import insert
from scheduling.store.schema.tables import compiled as table
from scheduling.store.schema.tables import person as registered
from scheduling.timespan import Horizon

_MOST_KEPT = 16_384
_QUICKLY = 1
"""zlib's level: a row has some 200 bytes for 16 weeks, and higher levels save little more."""

_GOOD = AboutSome(
    table.c.person_id,
    lambda theirs: (
        sa.select(table.c.person_id, table.c.time_zone, table.c.horizon_start, table.c.free)
        .join(registered, registered.c.id == table.c.person_id)
        .where(theirs)
        .where(table.c.rules_version == registered.c.availability_version)
        .where(table.c.tzdata_version == sa.bindparam("tzdata_version"))
        .where(table.c.horizon_start <= sa.bindparam("first_tick"))
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """The ticks of a horizon that one person has offered, as bits, and what they were made of."""

    person_id: int
    rules_version: int
    time_zone: str
    horizon: Horizon
    free: int


def read(
    session: Session, who: Iterable[Person], *, horizon: Horizon, tzdata_version: str
) -> dict[int, int]:
    """Return the bits of a horizon that people have offered, by id, in one query.

    Only of those whose row is good and covers the horizon.
    """
    zones = {person.id: person.time_zone for person in who}
    asked = _GOOD.of(zones, tzdata_version=tzdata_version, first_tick=horizon.first_tick)
    found, everything = {}, horizon.everything
    for person_id, time_zone, start, packed in session.execute(*asked).all():
        free, length = _unpacked(packed)
        skipped = horizon.first_tick - start
        if time_zone == zones[person_id] and skipped + horizon.length <= length:
            found[person_id] = free >> skipped & everything
    return found


def write(session: Session, made: Iterable[Compiled], *, tzdata_version: str) -> None:
    """Store what was made, in the place of what was made before."""
    rows = [
        {
            "person_id": each.person_id,
            "rules_version": each.rules_version,
            "tzdata_version": tzdata_version,
            "time_zone": each.time_zone,
            "horizon_start": each.horizon.first_tick,
            "free": _packed(each),
        }
        for each in made
    ]
    if not rows:
        return
    new = insert(session, table)
    changed = {name: new.excluded[name] for name in rows[0] if name != "person_id"}
    session.execute(new.on_conflict_do_update(index_elements=["person_id"], set_=changed), rows)


def missing(
    session: Session, *, horizon_start: int, tzdata_version: str, after: int, limit: int
) -> tuple[Person, ...]:
    """Return people without a good row that begins at that tick, by id, from the one `after` on.

    Whoever was merged into another has no hours, and lacks none.
    """
    good = sa.and_(
        table.c.person_id == registered.c.id,
        table.c.rules_version == registered.c.availability_version,
        table.c.time_zone == registered.c.time_zone,
        table.c.tzdata_version == tzdata_version,
        table.c.horizon_start == horizon_start,
    )
    asked = (
        sa.select(registered.c.id)
        .outerjoin(table, good)
        .where(
            table.c.person_id.is_(None),
            registered.c.merged_into.is_(None),
            registered.c.id > after,
        )
        .order_by(registered.c.id)
        .limit(limit)
    )
    return tuple(people.by_ids(session, session.scalars(asked).all()).values())


@lru_cache(_MOST_KEPT)
def _unpacked(packed: bytes) -> tuple[int, int]:
    """The bits, and how many there are; a row has some 1.5 kB of them for 16 weeks."""
    free = zlib.decompress(packed)
    return int.from_bytes(free, "little"), 8 * len(free)


def _packed(made: Compiled) -> bytes:
    return zlib.compress(made.free.to_bytes(-(-made.horizon.length // 8), "little"), _QUICKLY)
