"""Two hundred messages while Slack has trouble: what counts is what Slack has accepted."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from journeys.arranged import all_is_told, books, database, told, usual_people
from journeys.office import MONDAY, Office, bot_in, workspace_of
from sandbox.events.faults import (
    RESET_AFTER,
    RESET_BEFORE,
    STATUS_500_AFTER,
    STATUS_500_BEFORE,
    error,
    late_history,
    rate_limit,
)
from sandbox.state.people import person
from scheduling.model import Actor, Channel, RequestContext, Role, Rules
from scheduling.store import Store, people
from scheduling.store.messages.delivery import pause
from scheduling.store.schema.tables import message
from scheduling.usecases.interviews import AllowedHours, book_interview

EACH = 4
"""The news of each interview and a reminder, for each of two people."""
SENDING = "chat.postMessage"


@contextmanager
def interviews(folder: Path, *, number: int) -> Iterator[Office]:
    """So many interviews in 23 hours, booked last week while the bot was not there."""
    names = [f"{kind}{n:02} Test" for n in range(number) for kind in ("Candidate", "Interviewer")]
    with workspace_of(folder, *(person(name, tz="UTC") for name in names)) as office:
        store = Store.open(office.database_url)
        store.migrate()
        for each in range(number):
            _book(store, office, each, now=MONDAY - timedelta(days=3))
        store.close()
        yield office


def _book(store: Store, office: Office, number: int, *, now: datetime) -> None:
    with store.writing() as session:
        pair = [
            people.add(
                session,
                name=f"{kind}{number:02} Test",
                role=role,
                time_zone="UTC",
                slack_user_id=office.slack.person(f"{kind}{number:02} Test").id,
                now=now,
            )
            for kind, role in (("Candidate", Role.CANDIDATE), ("Interviewer", Role.INTERVIEWER))
        ]
    actor = Actor(name="Cora", time_zone="UTC", slack_user_id="UCORA", is_coordinator=True)
    book_interview(
        store,
        context=RequestContext(actor=actor, now=now, rules=Rules()),
        candidate_id=pair[0].id,
        interviewer_ids=(pair[1].id,),
        start=MONDAY + timedelta(hours=23),
        allowed=AllowedHours.ANY,
    )


def everything_arrives(office: Office, *, messages: int) -> None:
    """Time goes on, ten seconds whenever there is nothing to do, until all that is due is sent."""
    columns = message.c

    def there_is_something_to_do(connection: sa.Connection) -> bool:
        now = office.slack.clock.now()
        is_due = (
            (columns.state == "pending")
            & (columns.due_at <= now)
            & ~pause.is_standing(now, channel=Channel.SLACK)
        )
        on_the_wire = columns.state.in_(("claimed", "sending"))
        return connection.scalar(sa.select(sa.exists().where(is_due | on_the_wire))) is True

    def sent(connection: sa.Connection) -> int:
        counted = sa.select(sa.func.count()).where(columns.state == "sent")
        return connection.scalar(counted) or 0

    def goes_on(connection: sa.Connection, so_far: int) -> bool:
        if sent(connection) > so_far:
            return True
        if not there_is_something_to_do(connection):
            office.slack.clock.forward(seconds=10)
        return False

    with database(office) as connection:
        # As long as one after the other goes out, a slow machine has the time that it takes.
        while (so_far := sent(connection)) < messages:
            office.slack.waits_until(partial(goes_on, connection, so_far), within=60)


def is_limited(office: Office) -> None:
    office.slack.control.meets(SENDING, rate_limit(5), share=0.03, seed=17)


def loses_replies(office: Office) -> None:
    for fault in (STATUS_500_BEFORE, RESET_BEFORE, STATUS_500_AFTER, RESET_AFTER):
        office.slack.control.meets(SENDING, fault, share=0.04, seed=18)
    office.slack.control.meets(SENDING, RESET_AFTER, late_history(20), share=0.04, seed=18)


def each_is_accepted_once(office: Office, *, messages: int) -> bool:
    log = office.slack.control.log()
    return Counter(Counter(one.uid for one in log).values()) == {1: messages}


@pytest.mark.parametrize(
    ("trouble", "number"),
    [
        pytest.param(is_limited, 50, marks=pytest.mark.failure_case(17)),
        pytest.param(loses_replies, 20, marks=pytest.mark.failure_case(18)),
    ],
)
def test_every_message_is_accepted_once_although_calls_fail(
    tmp_path: Path, trouble: Callable[[Office], None], number: int
) -> None:
    with interviews(tmp_path, number=number) as office:
        trouble(office)
        with bot_in(office):
            everything_arrives(office, messages=EACH * number)

        counts = office.slack.control.counts()[SENDING]
        assert sum(counts.values()) > counts["calls"]
        assert each_is_accepted_once(office, messages=EACH * number)


@pytest.mark.failure_case(20)
def test_a_token_that_is_revoked_in_the_middle_of_a_round_delays_and_loses_nothing(
    tmp_path: Path,
) -> None:
    with interviews(tmp_path, number=10) as office, bot_in(office):
        office.slack.waits_until(lambda: len(office.slack.control.log()) >= 5)
        office.slack.control.revoke_token()
        office.slack.waits_until(lambda: is_paused(office))
        sent = len(office.slack.control.log())
        office.slack.clock.forward(minutes=3)
        office.slack.waits_until(lambda: is_paused(office))
        in_between = len(office.slack.control.log()) - sent
        office.slack.control.restore_token()
        everything_arrives(office, messages=10 * EACH)

        assert in_between == 0
        assert each_is_accepted_once(office, messages=10 * EACH)


def is_paused(office: Office) -> bool:
    with database(office) as connection:
        now = office.slack.clock.now()
        return connection.scalar(sa.select(pause.is_standing(now, channel=Channel.SLACK))) is True


@pytest.mark.failure_case(19)
@pytest.mark.parametrize("word", ["channel_not_found", "messages_tab_disabled", "user_not_found"])
def test_who_cannot_be_written_to_is_tried_once_and_holds_up_nobody(
    office: Office, word: str
) -> None:
    usual_people(office)
    office.slack.control.meets(SENDING, error(word), channel=office.ines.id)

    books(office.carla, "Carl with @ines @ivo", hour="9:00 AM WET")
    office.carla.sees("I could not reach Ines Iversen about their interview")
    office.ivo.sees("booked an interview for you")
    office.slack.clock.forward(minutes=50)
    all_is_told(office)

    assert office.slack.control.met(SENDING, word) == 1
    assert len(told(office.carla, "I could not reach Ines Iversen")) == 1
