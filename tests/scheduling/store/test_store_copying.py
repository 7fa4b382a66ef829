"""A database is copied whole, from either kind to either kind, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from databases import Kind, new_store, running_on
from store_builders import NOW, candidate, interviewer

from scheduling.errors import CopyDiffers, TargetNotEmpty
from scheduling.store import Session, Store, people
from scheduling.store.schema import tables

numbers = count(1)


@pytest.fixture(params=[*Kind])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    yield from store_on(request.param, tmp_path / "source")


@pytest.fixture(params=[*Kind])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    yield from store_on(request.param, tmp_path / "target")


def store_on(kind: Kind, folder: Path) -> Iterator[Store]:
    folder.mkdir()
    with running_on(kind):
        opened = new_store(folder)
    yield opened
    opened.close()


def made_up(column: sa.Column[Any], row_number: int) -> Any:
    """A value that a column takes; none at all where it may, in every other row."""
    if column.nullable and row_number % 2:
        return None
    if column.foreign_keys or isinstance(column.type, sa.Integer):
        return 1 if column.foreign_keys else row_number
    match column.type:
        case tables.Instant():
            return NOW
        case sa.Boolean():
            return row_number == 2
        case sa.JSON():
            return {"é": [row_number, None, "\N{SNOWMAN}"]}
        case sa.Date():
            return NOW.date()
        case sa.LargeBinary():
            return b"\0\xff"
    return f"{column.name} {row_number}"


KNOWN = {
    "role": "candidate",
    "state": "booked",
    "weekday": 6,
    "start_minute": 0,
    "end_minute": 9,
    "source": "address",
    "all_day": "all",
}
STATES = {"message": "unknown", "distribution_round": "draft"}


def fill(session: Session) -> None:
    """Two rows in every table, as far as its constraints let them be."""
    for table in tables.metadata.sorted_tables:
        for number in (1, 2):
            row = {column.name: made_up(column, number) for column in table.columns}
            row |= {name: KNOWN[name] for name in KNOWN.keys() & row.keys()}
            row |= {"state": STATES.get(table.name, "booked")} if "state" in row else {}
            # What there is once for each person or interview belongs to two of them.
            row |= {key.name: number for key in table.primary_key if key.name == "person_id"}
            if len(table.primary_key) == 1:
                row |= {key.name: number for key in table.primary_key if key.foreign_keys}
            if table.name in ("accepted_block", "round_interview") and number == 2:
                continue
            session.execute(
                sa.insert(table).values({k: v for k, v in row.items() if v is not None})
            )


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(sorted_rows(table))]
            for table in tables.metadata.sorted_tables
            # What only this one database can have has nothing to do in another.
            if table.info.get("is_copied", True)
        }


def sorted_rows(table: sa.Table) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(table).order_by(*table.primary_key)


def test_every_row_arrives_as_it_was_and_the_source_stays(source: Store, target: Store) -> None:
    with source.writing() as session:
        fill(session)
    before = everything(source)

    counts = source.copy_to(target)

    assert all(before.values())
    assert everything(target) == everything(source) == before
    assert counts == {table: len(rows) for table, rows in before.items()}


def test_no_id_is_given_out_twice_not_even_that_of_a_row_which_is_gone(
    source: Store, target: Store
) -> None:
    with source.writing() as session:
        interviewer(session, "Ines")
        gone = interviewer(session, "Ivo")
        session.execute(sa.delete(tables.person).where(tables.person.c.id == gone.id))

    source.copy_to(target)

    with target.writing() as session:
        assert candidate(session).id > gone.id


def test_what_is_not_empty_is_refused_and_left_as_it_is(source: Store, target: Store) -> None:
    with source.writing() as session:
        interviewer(session, "Ines")
    with target.writing() as session:
        ivo = interviewer(session, "Ivo")

    with pytest.raises(TargetNotEmpty) as caught:
        source.copy_to(target)

    assert caught.value.tables == "audit, person"
    with target.reading() as session:
        assert people.page(session, skip=0, limit=9) == (ivo,)


def test_when_not_all_arrives_nothing_is_copied(source: Store, target: Store) -> None:
    with source.writing() as session:
        interviewer(session, "Ines")
        interviewer(session, "Ivo")

    with losing_ivo(target), pytest.raises(CopyDiffers) as caught:
        source.copy_to(target)

    assert caught.value.tables == "person"
    with target.reading() as session:
        assert people.count(session) == 0


@contextmanager
def losing_ivo(store: Store) -> Iterator[None]:
    """A trigger takes somebody away again, as a fault might."""
    lost = "DELETE FROM person WHERE name = 'Ivo';"
    with store.writing() as session:
        run = session.connection().exec_driver_sql
        if session.get_bind().dialect.name == "sqlite":
            run(f"CREATE TRIGGER loses AFTER INSERT ON person BEGIN {lost} END")
        else:
            body = f"BEGIN {lost} RETURN NULL; END"
            run(f"CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
            run("CREATE TRIGGER loses AFTER INSERT ON person EXECUTE FUNCTION lose()")
    yield
    with store.writing() as session:
        run = session.connection().exec_driver_sql
        if session.get_bind().dialect.name == "sqlite":
            run("DROP TRIGGER loses")
        else:
            run("DROP FUNCTION lose CASCADE")
