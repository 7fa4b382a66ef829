"""The interviews as a table: what stands in it, and that no spreadsheet takes it for a formula."""

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web.programs import Program

from bot.web.downloads.export import COLUMNS, csv_of
from scheduling.model import Interview, Person, Role

NINE = datetime(2026, 11, 10, 9, tzinfo=UTC)
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


def interview(candidate: str, *panel: str, email: str | None = None) -> Interview:
    carl = Person(id=1, name=candidate, role=Role.CANDIDATE, time_zone="UTC", email=email)
    interviewers = tuple(
        Person(id=id, name=name, role=Role.INTERVIEWER, time_zone="UTC")
        for id, name in enumerate(panel, start=2)
    )
    return Interview(
        id=7, candidate=carl, interviewers=interviewers, start=NINE, declined=frozenset({2})
    )


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_line_for_each_interview_with_who_can_not_make_it() -> None:
    text = csv_of([interview("Carl, the 2nd", "Ines", 'Ivo "I"', email="carl@example.com")])

    assert text == (
        f"{','.join(COLUMNS)}\r\n"
        '7,2026-11-10T09:00:00+00:00,2026-11-10T10:00:00+00:00,"Carl, the 2nd",carl@example.com,'
        '"Ines; Ivo ""I""",Ines,,booked,,,,\r\n'
    )


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_would_be_a_formula_is_text(first: str) -> None:
    (_, cells) = rows(csv_of([interview(f'{first}HYPERLINK("http://evil.example")', "Ines")]))

    assert cells[3] == f'\'{first}HYPERLINK("http://evil.example")'


@given(NAMES, NAMES)
def test_whatever_people_are_called_the_table_is_read_back_and_holds_no_formula(
    candidate: str, interviewer: str
) -> None:
    (head, cells) = rows(csv_of([interview(candidate, interviewer)]))

    assert len(cells) == len(head)
    assert cells[3].removeprefix("'") == candidate.removeprefix("'")
    assert not any(cell[:1] in set("=+-@\t\r\n") for cell in cells if cell)


def test_a_program_gets_the_table_and_of_one_person_alone(ats: Program) -> None:
    for name, hour in (("Exp", 9), ("Orted", 10)):
        candidate, interviewer = ats.registers(f"{name} Carl"), ats.registers(f"{name} Ina")
        wanted = {"candidate": candidate, "interviewers": [interviewer], "any_hour": True}
        ats.post("/api/book_interview/", {**wanted, "start": f"2026-11-20T{hour:02}:00:00Z"})

    everybodys = ats.get("/api/export_interviews/")
    one = ats.get("/api/export_interviews/", user=candidate)
    nobody = ats.get("/api/export_interviews/", user=9999)
    unknown = Program(ats.address, token=None).get("/api/export_interviews/")

    assert everybodys.headers["content-type"] == "text/csv; charset=utf-8"
    assert everybodys.headers["cache-control"] == "no-store"
    assert everybodys.headers["referrer-policy"] == "no-referrer"
    assert [row[3] for row in rows(everybodys.body.decode("utf-8-sig"))[1:]] == [
        "Exp Carl",
        "Orted Carl",
    ]
    assert [row[3] for row in rows(one.body.decode("utf-8-sig"))[1:]] == ["Orted Carl"]
    assert (nobody.status, unknown.status) == (404, 401)
