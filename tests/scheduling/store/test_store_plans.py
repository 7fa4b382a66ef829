"""The questions that are asked often are answered from an index."""

import pytest
from statements import plans, statements
from store_builders import NOW, booked, candidate, interviewer, message

from scheduling.model import Channel, Interview, MessageKind, Person
from scheduling.store import Session, interviews, people
from scheduling.store.messages import outbox
from scheduling.store.messages.delivery import claiming, lost
from scheduling.timespan import HOUR, Horizon, hour_from

# PostgreSQL walks through tables as small as these; the indexes are the same.
pytestmark = pytest.mark.only_sqlite

HOUR_FROM_NOW = hour_from(NOW)


@pytest.fixture
def ines(session: Session) -> Person:
    return interviewer(session)


@pytest.fixture
def interview(session: Session, ines: Person) -> Interview:
    return booked(session, candidate=candidate(session), interviewers=(ines,))


def test_what_is_due_is_found_by_an_index_in_its_order(session: Session, ines: Person) -> None:
    outbox.plan(session, [message(ines)], now=NOW)

    with statements(session) as seen:
        claiming.claim(session, channel=Channel.SLACK, owner="w", now=NOW, limit=9)

    plan = plans(session, seen)
    assert "USING INDEX ix_message_state_due_at_id (state=? AND due_at<?)" in plan
    assert "SCAN message" not in plan
    assert "TEMP B-TREE" not in plan


def test_an_idle_bot_asks_one_short_question_and_finds_its_answer_in_one_place(
    session: Session, ines: Person
) -> None:
    outbox.plan(session, [message(ines, due_at=NOW + HOUR)], now=NOW)

    with statements(session) as seen:
        assert not claiming.is_due(session, channel=Channel.SLACK, now=NOW)

    # PostgreSQL plans a question about several tables for longer than this one takes.
    (line,) = plans(session, seen).splitlines()
    assert line == "SEARCH message USING INDEX ix_message_state_due_at_id (state=? AND due_at<?)"


def test_taken_time_is_found_by_the_key_that_keeps_it_unique(
    session: Session, ines: Person
) -> None:
    with statements(session) as seen:
        interviews.taken(session, person_ids=[ines.id, 2], horizon=Horizon.covering(HOUR_FROM_NOW))
        interviews.taken_by(session, person_ids=[ines.id, 2], span=HOUR_FROM_NOW)

    plan = plans(session, seen)
    assert plan.count("USING PRIMARY KEY (person_id=? AND tick>? AND tick<?)") == 2
    assert "SCAN" not in plan


def test_a_page_of_a_list_is_read_in_its_order(session: Session, ines: Person) -> None:
    with statements(session) as seen:
        people.page(session, skip=2, limit=9)

    plan = plans(session, seen)
    assert "USING INDEX ix_person_sort_key_id" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("whose", ["everybody's", "one person's"])
def test_upcoming_interviews_are_found_by_indexes(
    session: Session, ines: Person, interview: Interview, whose: str
) -> None:
    person_id = ines.id if whose == "one person's" else None

    with statements(session) as seen:
        interviews.upcoming(session, ending_after=NOW, person_id=person_id, limit=9)
        interviews.count_upcoming(session, ending_after=NOW, person_id=person_id)

    assert "SCAN" not in plans(session, seen)


def test_a_change_touches_only_what_it_concerns(
    session: Session, ines: Person, interview: Interview
) -> None:
    with statements(session) as seen:
        outbox.cancel(
            session, interview_id=interview.id, kinds=frozenset({MessageKind.REMINDER}), now=NOW
        )
        lost.reclaim(session, now=NOW)
        lost.expire(session, now=NOW)
        interviews.cancel(session, interview, expected_revision=1)
        people.by_slack_id(session, "U1")

    asked = [(text, values) for text, values in seen if "SAVEPOINT" not in text]
    assert "SCAN" not in plans(session, asked)
