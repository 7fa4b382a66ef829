"""How often a call goes to the database: transactions, and questions after people."""

from pathlib import Path
from typing import Any

import pytest
from databases import new_database
from web.in_process import api_on, traced
from web.test_again import booking, distributing

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize(
    ("headers", "transactions", "people_queries"),
    [
        ({}, 2, 2),  # a look whether it is too late already, and the booking
        # A look at the record, one whether it is too late already, and the booking with its record.
        ({"Idempotency_Key": "trace"}, 3, 2),
    ],
)
def test_a_booking(
    headers: dict[str, Any], transactions: int, people_queries: int, tmp_path: Path
) -> None:
    with api_on(new_database(tmp_path)) as api:
        wanted = booking(api, "Trace")

        with traced() as trace:
            answer = api.post(wanted.path, wanted.given, **headers)

    assert answer.status == 201
    assert len(trace.begun) == transactions
    assert trace.people_queries == people_queries


def test_a_distribution_is_read_planned_and_booked_and_never_read_back(tmp_path: Path) -> None:
    with api_on(new_database(tmp_path)) as api:
        wanted = distributing(api, "Trace")

        with traced() as trace:
            answer = api.post(wanted.path, wanted.given)

    assert answer.json["interviews"]
    assert len(trace.begun) == 2
    # Both sides of the round, since when they are registered, and all of the plan to book it.
    assert trace.people_queries == 3
    assert [one for one in trace.asked if one.startswith("SELECT distribution_round")] == []
