"""What the tests of queries go by: a table that is read from end to end is seen."""

import pytest
from query_plans import Asked, asked, read_through

from scheduling.store import Store
from scheduling.store.schema.tables import message

pytestmark = pytest.mark.both_databases


def about_messages(given: list[Asked]) -> list[Asked]:
    return [one for one in given if "FROM message" in one.words]


def test_what_no_index_answers_is_seen_to_read_the_table(store: Store) -> None:
    unheard_of = message.select().where(message.c.detail == "ratelimited")
    a_page = message.select().order_by(message.c.id).limit(20)

    with asked() as given, store.reading() as session:
        session.execute(unheard_of)
        session.execute(a_page)
    seen = [read_through(store, one) for one in about_messages(given)]

    assert seen == [{"message"}, frozenset()]
