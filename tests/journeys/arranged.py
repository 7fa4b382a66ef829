"""What has happened before a journey begins, done by its people with their own hands."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from databases import new_database

from journeys.office import ROOT, Office
from sandbox.state.clock import ManualClock
from sandbox.testing.driver import Sandbox
from sandbox.testing.user import User
from sandbox.testing.views import Seen, SeenMessage
from scheduling.store import Store
from scheduling.store.schema.tables import message


@contextmanager
def empty_office(folder: Path, *, now: datetime) -> Iterator[Office]:
    """The usual workspace without the bot, which comes and goes with `bot_in`."""
    with Sandbox.running(
        manifest=ROOT / "manifest.json",
        people=ROOT / "practice" / "people.toml",
        clock=ManualClock(now),
    ) as slack:
        yield Office(slack=slack, database_url=new_database(folder))


def gives(person: User, *hours: str) -> None:
    """Somebody gives their hours, a command for each."""
    for each in hours:
        person.asks(f"/availability {each}", sees="Saved (")


def is_candidate(person: User, *hours: str) -> None:
    """Somebody of the workspace is a candidate, with hours."""
    person.asks("/register candidate", sees="registered as a candidate")
    gives(person, *hours)


def has_candidate(office: Office, name: str, zone: str, *hours: str) -> None:
    """Carla has registered a candidate from outside the workspace, with hours."""
    office.carla.asks(f"/register candidate {name} {zone}", sees="is registered as a candidate")
    for each in hours:
        office.carla.asks(f"/availability for {name}: {each}", sees="Saved for")


def usual_people(office: Office) -> None:
    """Carl, Ines and Ivo can meet on Tuesday 10 November at 9, 10 and 11 o'clock UTC."""
    is_candidate(office.carl, "Tue 9:00-12:00")
    gives(office.ines, "Tue 10:00-13:00")
    gives(office.ivo, "Tue 4:00 AM - 7:00 AM")


def books(
    coordinator: User, question: str, *, hour: str, panel: list[str] | None = None
) -> SeenMessage:
    """A coordinator books an hour of the first day that suits, by the form."""
    found = coordinator.asks(f"/find-slots {question}", sees="Times are yours")
    coordinator.presses(book_labels(found)[0], in_=found)
    day = book_labels(found)[0].removeprefix("Book on ")
    coordinator.fills({day: hour} | ({"Interviewers": panel} if panel else {}))
    coordinator.submits()
    coordinator.sees_in_modal("Booked:")
    coordinator.closes()
    return coordinator.sees("Booked:")


def declines(person: User, *, in_: Seen | None = None, because: str = "") -> None:
    """An interviewer says by the form that they can't come, and why if they do."""
    person.presses("Can't make it", in_=in_)
    person.sees_in_modal("You can't make it?")
    if because:
        person.fills({"Why, if you like to say": because})
    person.submits()


def book_labels(found: SeenMessage) -> list[str]:
    """The spoken names of the Book buttons of an answer, earliest first."""
    names = [name for spot in found.controls for name in spot.names]
    return [name for name in names if name.startswith("Book on ")]


def seen_by(person: User, words: str) -> list[str]:
    """The messages from the bot in which the words stand, oldest first."""
    return [text for text in person.messages_from_app if words in text]


def told(person: User, words: str = "") -> list[str]:
    """The direct messages, answers left out, in which the words stand."""
    messages = [one for one in person.messages if one.from_app and not one.ephemeral]
    return [one.text for one in messages if words in one.text]


def answers(office: Office) -> list[dict[str, Any]]:
    """What the bot has answered to presses, as the traffic has it, oldest first."""
    return [
        one
        for one in office.slack.traffic
        if one["name"] in ("response_url", "chat.update", "views.update", "views.open")
    ]


def pressed_again(office: Office) -> None:
    """The last press reaches the bot once more, and is answered."""
    all_is_answered(office)
    before = len(answers(office))
    office.slack.delivers_again("interactive")
    office.slack.waits_until(lambda: len(answers(office)) > before)


def outbox(office: Office) -> Counter[str]:
    """How many direct messages are in which state, in the database itself."""
    counted = sa.select(message.c.state, sa.func.count()).group_by(message.c.state)
    with database(office) as connection:
        return Counter({row.state: row[1] for row in connection.execute(counted)})


def looks_in_vain(office: Office) -> int:
    """How often messages in doubt have been looked for and not found, in the database itself."""
    in_doubt = message.c.state == "unknown"
    with database(office) as connection:
        asked = sa.select(sa.func.sum(message.c.looks)).where(in_doubt)
        return connection.scalar(asked) or 0


def all_is_answered(office: Office) -> None:
    """Wait until the bots are done with everything that they were asked for."""
    office.slack.waits_until(lambda: all(bot.has_answered for bot in office.bots))


def all_is_told(office: Office) -> None:
    """Wait until nothing is on its way: what has not come by then will not come."""
    # What is asked for still may have messages of its own.
    all_is_answered(office)
    state, columns = message.c.state, message.c

    def nothing_is_due() -> bool:
        now = office.slack.clock.now()
        waits = (state == "pending") & (columns.due_at <= now)
        waits &= columns.expires_at.is_(None) | (columns.expires_at > now)
        due = sa.select(sa.func.count()).where(state.in_(("claimed", "sending")) | waits)
        with database(office) as connection:
            return connection.scalar(due) == 0

    office.slack.waits_until(nothing_is_due)


@contextmanager
def database(office: Office) -> Iterator[sa.Connection]:
    """The bot's database from outside; each statement is kept at once."""
    engine = sa.create_engine(
        office.database_url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
    )
    with engine.connect() as connection:
        yield connection


@contextmanager
def somebody_else_writes(office: Office) -> Iterator[Callable[[], None]]:
    """Nothing can be written until the function that is given is called, or the block ends."""
    store = Store.open_beside(office.database_url)
    with ExitStack() as turn:
        turn.callback(store.close)
        turn.enter_context(store.writing())
        yield turn.close
