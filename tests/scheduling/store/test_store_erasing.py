"""After somebody is erased, no column of any table tells who it was: all of them are walked.

Rows are made up for every table there is, with the person's name, address, Slack id and words of
theirs in every text that the table has. So a column that comes later is filled as well, and the
test fails where nothing takes out again what was put into it.
"""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from store_builders import NOW, booked, candidate, coordinator, interviewer

from scheduling.model import Interview, Person
from scheduling.model.calendars import AllDayEvents, SourceKind
from scheduling.store import Session, Store
from scheduling.store.people import erasing
from scheduling.store.people.erasing import held
from scheduling.store.people.erasing.everywhere import WORDS_OF_OURS
from scheduling.store.schema import tables
from scheduling.timespan import HOUR

NAME = "Żaneta O'Brzęk-Quixote"
EMAIL = "Zaneta+jobs@quixote.example"
SLACK = "UZANETA77"
# What nobody can look for, since nobody knows what people write: such columns are emptied.
WORDS = "allergic to peanuts"
LATER = NOW + 400 * 24 * HOUR

KNOWN: dict[str, Any] = {
    "role": "candidate",
    "state": "booked",
    "weekday": 6,
    "start_minute": 0,
    "end_minute": 9,
    "source": next(iter(SourceKind)).value,
    "signed_in": SourceKind.GOOGLE_SIGN_IN.value,
    "all_day": next(iter(AllDayEvents)).value,
}
STATES = {"message": "unknown", "distribution_round": "draft"}

NOT_IN_THEIR_OWN_WORDS = {
    ("audit", "slack_user_id"): "an id of Slack's",
    ("audit", "token"): "a program's name, which goes on naming programs in what it has booked",
    ("audit", "before"): "ids and words of ours",
    ("audit", "after"): "ids and words of ours",
    ("message", "conversation"): "where a message to somebody else has gone",
    ("message", "detail"): "what a channel has answered about somebody else's message",
}
"""Texts of rows about their interviews into which nobody writes in their own words, and why."""


@pytest.fixture(name="session")
def _session(store: Store) -> Iterator[Session]:
    with store.writing() as session:
        yield session


def theirs_and_others(session: Session) -> tuple[Person, Interview]:
    """The person, with an interview, and others; ids as high as none of the made-up numbers."""
    carla, ines = coordinator(session), interviewer(session, slack_user_id="UINES")
    who = candidate(session, NAME, email=EMAIL, slack_user_id=SLACK)
    assert carla.id < ines.id < who.id
    return who, booked(session, candidate=who, interviewers=(ines,))


def text_of(column: sa.Column[Any], *, with_words: bool) -> str:
    words = f" {WORDS}" if with_words else ""
    return f"{column.name}: {NAME} <{EMAIL}> {SLACK}{words}"


def made_up(column: sa.Column[Any], who: Person, interview: Interview, *, of_them: bool) -> Any:
    if column.name in KNOWN:
        return STATES.get(column.table.name, KNOWN[column.name])
    if column.foreign_keys or column.name in ("person_id", "candidate_id", "interview_id"):
        target = next(iter(column.foreign_keys)).column.table.name if column.foreign_keys else ""
        if target == "interview" or column.name == "interview_id":
            return interview.id
        return who.id if target in ("", "person") else 1
    match column.type:
        case tables.Instant():
            return NOW
        case sa.Boolean():
            return False
        case sa.Integer():
            return 1
        case sa.Date():
            return NOW.date()
        case sa.LargeBinary():
            return b"\0"
        case sa.JSON():
            return as_json(column, of_them=of_them)
    if column.name in WORDS_OF_OURS:
        return f"{column.name} of ours"
    with_words = of_them and (column.table.name, column.name) not in NOT_IN_THEIR_OWN_WORDS
    return text_of(column, with_words=with_words)


def as_json(column: sa.Column[Any], *, of_them: bool) -> Any:
    if column.name == "facts":
        return {"v": 2, "by": {"slack": SLACK, "name": NAME}, "words": f"I am {WORDS}: {NAME}"}
    if column.name == "content":
        mail = f"To: {EMAIL}\r\n\r\n{base64.b64encode(f'{NAME} {WORDS}'.encode()).decode()}"
        return {"to": EMAIL, "mail": mail}
    with_words = of_them and (column.table.name, column.name) not in NOT_IN_THEIR_OWN_WORDS
    text = text_of(column, with_words=with_words)
    return [{"name": text, "in it": json.dumps({"name": text})}, "<" + NAME + ">"]


def fill(session: Session, who: Person, interview: Interview) -> list[str]:
    """A row in every table, about the person where it can be; return those tables' names."""
    filled = []
    for table in tables.metadata.sorted_tables:
        # These have rows by now, with every text of them, as the last thing of all.
        if table.name in ("person", "interview", "last_change"):
            continue
        names = set(table.columns.keys())
        of_them = bool(names & {"person_id", "interview_id"})
        row = {each.name: made_up(each, who, interview, of_them=of_them) for each in table.columns}
        if table.name == "message":
            row |= {"person_id": interview.interviewers[0].id}
        if table.name == "distribution_round":
            row |= {"relevels": None}
        if "id" in row and table.name not in ("heartbeat", "settings_in_force"):
            del row["id"]
        if table.name == "message":
            # To others about them, to others about several interviews, which none of those says
            # in people's own words, and to them.
            several = {"interview_id": None, "facts": {"v": 2, "by": {"slack": SLACK}}}
            for number, more in enumerate(({}, several, {"person_id": who.id})):
                keys = {key: f"{row[key]} {number}" for key in ("uid", "dedupe_key")}
                session.execute(sa.insert(table).values(row | keys | more))
        else:
            session.execute(sa.insert(table).values(row))
        filled.append(table.name)
    for table in (tables.interview, tables.person):
        mine = interview.id if table is tables.interview else who.id
        known = {"uid", "state", "role", "name", "name_key", "email", "email_key", "slack_user_id"}
        texts = {
            column.name: made_up(column, who, interview, of_them=True)
            for column in table.columns
            if isinstance(column.type, sa.String | sa.JSON) and column.name not in known
        }
        session.execute(sa.update(table).where(table.c.id == mine).values(texts))
    return filled


def everything(session: Session) -> Iterator[tuple[str, str, str]]:
    """Each value of each row of each table, as a text, with its table and column.

    As the database has it: what it gives is not turned into values first.
    """
    inspector = sa.inspect(session.connection())
    for table in inspector.get_table_names():
        for row in session.execute(sa.text(f'SELECT * FROM "{table}"')).mappings():
            for column, value in row.items():
                yield table, column, plain(value)


def plain(value: Any) -> str:
    match value:
        case bytes() | memoryview():
            return bytes(value).decode("latin-1")
        case str():
            return value
    return json.dumps(value, default=str, ensure_ascii=False)


def signs() -> list[str]:
    """What would tell who it was, in the ways in which columns may have it."""
    parts = [*NAME.split(), NAME.split("-")[1], EMAIL, SLACK, WORDS]
    escaped = [json.dumps(part)[1:-1] for part in parts]
    encoded = [base64.b64encode(part.encode()).decode().rstrip("=")[:-1] for part in (NAME,)]
    return [*parts, *escaped, *encoded]


def left(session: Session) -> set[tuple[str, str]]:
    looked_for = [sign.casefold() for sign in signs()]
    return {
        (table, column)
        for table, column, value in everything(session)
        if any(sign in value.casefold() for sign in looked_for)
    }


# What whoever runs the bot has written there is theirs to change.
LEFT = {("settings_in_force", "settings")}


def tables_with_texts(names: list[str]) -> set[str]:
    """Those with a text that could say who somebody is."""
    return {
        table.name
        for table in tables.metadata.sorted_tables
        if table.name in names
        and any(
            isinstance(column.type, sa.String | sa.JSON)
            and column.name not in {*WORDS_OF_OURS, *KNOWN}
            for column in table.columns
        )
    }


@pytest.mark.both_databases
def test_no_column_of_any_table_tells_who_an_erased_person_was(session: Session) -> None:
    who, interview = theirs_and_others(session)
    filled = fill(session, who, interview)
    before = left(session)

    erasing.erase(session, who, found=erasing.search(session, who), now=LATER)

    assert left(session) - LEFT == set()
    assert {table for table, _ in before} >= {"person", "interview", *tables_with_texts(filled)}


def test_what_needs_no_emptying_is_there_and_has_a_reason() -> None:
    there = {
        (table.name, column.name)
        for table in tables.metadata.sorted_tables
        for column in table.columns
    }

    assert NOT_IN_THEIR_OWN_WORDS.keys() <= there


@pytest.mark.both_databases
def test_what_is_handed_out_has_a_row_of_every_table_that_holds_something_of_them(
    session: Session,
) -> None:
    who, interview = theirs_and_others(session)
    filled = fill(session, who, interview)
    mine = {"person_id": who.id}
    session.execute(sa.update(tables.message).values(mine))

    found = held.about(session, who)

    assert held.SECTIONS.keys() <= {*filled}
    assert [section for section in held.SECTIONS.values() if not found[section]] == []
    shown = {name for each in held.SECTIONS.values() for row in found[each] for name in row}
    assert shown & {"account", "content", "receipt", "remembered", "token_hash", "uid"} == set()
    assert json.loads(json.dumps(found)) == found
