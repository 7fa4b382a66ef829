"""After years of use: whatever the bot asks of its database, an index answers."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from databases import Kind, new_store
from databases import kind as database_kind
from query_plans import GROWING, Asked, asked, read_through, rows_looked_at

from bench.fixtures.years import Years, analyze, fill, forget_statistics
from bench.scale import NOW, ROUND
from journeys.arranged import all_is_told, books, declines, gives, is_candidate
from journeys.office import MONDAY, Office, bot_in, workspace_of
from scheduling.store import Store, people
from scheduling.store.schema.tables import metadata

YEARS = Years(now=MONDAY, interviewers=200, candidates=3_000, interviews=5_000)
SOME = YEARS.past - timedelta(days=15)
"""For how long what is over is kept: a little of it is older."""
NOBODY = timedelta(days=3650)
"""For how long candidates are kept: to erase one, all that ever happened is looked through."""
OF_ROUNDS = {
    "what a channel has to send": "SELECT message.id FROM message WHERE message.channel",
    "what became of what it has sent": "message.state = 'unknown' AND message.channel",
    "what lost workers hold": "message.state IN ('claimed', 'sending') AND message.lease_until",
    "old entries of the audit": "min(audit.at)",
    "hours worked out ahead": "LEFT OUTER JOIN compiled",
    "messages that are over": "DELETE FROM message",
    "time that is over": "DELETE FROM busy",
    "candidates to be erased": "person.erased_at IS NULL",
}
"""Words of what each round asks first, by what it looks for."""


IDLE = sorted(ROUND.keys() - {"what is over"})
"""All but the round that goes through everybody's, so many people at a time."""
FEW = 20
"""Rows that a query of an idle round may look at."""


@contextmanager
def store_after_years(folder: Path, years: Years) -> Iterator[Store]:
    """A store with nothing left to be sent or ended at that time."""
    with closing(new_store(folder)) as store:
        fill(store, years)
        yield store
        _give_back_all_room(store)


def _give_back_all_room(store: Store) -> None:
    """The tests share a database, emptied: not its files, which are as large as they ever were.

    An index with much room for little costs its readers more than it does when it is new.
    """
    if database_kind() is not Kind.POSTGRESQL:
        return
    with store.writing() as session:
        session.execute(sa.text(f"TRUNCATE {', '.join(metadata.tables)} CASCADE"))


@contextmanager
def office_after_years(folder: Path) -> Iterator[Office]:
    with workspace_of(folder) as office:
        with closing(Store.open(office.database_url)) as store:
            store.migrate()
            _give_back_all_room(store)
            fill(store, YEARS)
        yield office
        with closing(Store.open(office.database_url)) as store:
            _give_back_all_room(store)


def all_is_used(office: Office) -> None:
    """A day in which nearly everything is asked and done once."""
    is_candidate(office.carl, "Tue 9-12")
    gives(office.ines, "Tue 10-13")
    gives(office.ivo, "Tue 4:00 AM - 7:00 AM")
    for who in (office.ines, office.carla):
        who.opens_home()
    books(office.carla, "Carl with @ines", hour="9:00 AM")
    declines(office.ines, in_=office.ines.sees("has booked an interview for you"))
    office.carla.presses("Replace with Ivo Ito", in_=office.carla.sees("can't make it"))
    office.ivo.sees("has put you on the panel")
    office.carla.presses("Cancel interview", in_=office.carla.asks("/interviews", sees="Carl Chen"))
    office.carla.sees("Cancelled: Carl Chen")
    for command in ("/find-slots Person 201 next week", "/interviews history", "/register list"):
        office.carla.asks(command)
    office.carla.types("/distribute all")
    office.carla.sees("The candidate can be interviewed.")
    office.carla.asks("/availability for @ines: off Fri", sees="Saved for")
    all_is_told(office)


def read_through_by(
    store: Store, given: list[Asked], *, tables: frozenset[str] = GROWING
) -> dict[str, list[str]]:
    """The statements that read one of the tables from end to end, with these tables."""
    read = ((one.words, sorted(read_through(store, one, tables=tables))) for one in given)
    return {words: tables for words, tables in read if tables}


def missing(given: list[Asked]) -> list[str]:
    """Which rounds have not asked anything yet."""
    text = "\n".join(one.words for one in given)
    return [name for name, words in OF_ROUNDS.items() if words not in text]


def asked_about_some(store: Store) -> list[Asked]:
    """What is asked about a few of those who are registered."""
    with asked() as given, store.reading() as session:
        people.interviewers(session)
        people.coordinators(session)
        people.departing(session)
        people.known_as(session, names=["Person 17"], slack_user_ids=["UY3"])
    return given


@pytest.mark.both_databases
def test_no_round_and_nothing_that_people_do_reads_all_that_ever_happened(tmp_path: Path) -> None:
    with office_after_years(tmp_path) as office:
        with (
            asked() as given,
            bot_in(office, keep_messages=SOME, keep_past_hours=SOME, keep_candidates=NOBODY),
        ):
            all_is_used(office)
            office.slack.waits_until(lambda: not missing(given))
        with closing(Store.open(office.database_url)) as store:
            some = asked_about_some(store)

            # Other tests have left their own here, of tables that were nearly empty.
            forget_statistics(store)
            without_statistics = read_through_by(store, given)
            analyze(store)
            with_statistics = read_through_by(store, given)
            of_people = read_through_by(store, some, tables=frozenset({"person"}))

    assert len(given) > 100
    assert without_statistics == {}
    assert with_statistics == {}
    assert of_people == {}


@pytest.mark.parametrize("database", [Kind.POSTGRESQL], indirect=True, scope="module")
@pytest.mark.parametrize("statistics", [forget_statistics, analyze])
def test_an_idle_round_looks_at_few_rows_however_much_is_over_or_to_come(
    tmp_path: Path, database: Kind, statistics: Callable[[Store], None]
) -> None:
    years = Years(now=NOW, past=timedelta(days=60), interviews=2_000, reminders_ahead=5_000)
    with store_after_years(tmp_path, years) as store:
        statistics(store)
        with asked() as given:
            for name in IDLE:
                ROUND[name](store)
        looked_at = {one.words: rows_looked_at(store, one) for one in given if one.is_read}

    assert len(looked_at) >= len(IDLE)
    assert {words: rows for words, rows in looked_at.items() if rows > FEW} == {}
