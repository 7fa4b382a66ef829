"""Who comes to a candidate's page: one refusal for all, and a signature before any row."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from databases import IN_MEMORY, sqlite_in
from web.in_process import Api, api_on, traced
from web.pages import CORA, KEYS, RULES, link_to, opens, registers
from web.programs import Answer

from bot.process.settings.page import Company
from bot.process.signing.candidate_links import PAGES, seal_of
from bot.process.signing.secret_keys import keys_in
from languages.style import LANGUAGES
from scheduling.model import Person, Role
from scheduling.usecases.candidate import end_links

COMPANY = Company(name="Example & Sons", contact="jobs@example.com")
MANY = 600
"""Looks enough to be asked to wait, however slowly they are answered."""
_OWN = {"x-request-id"}


@pytest.fixture(name="api")
def _api() -> Iterator[Api]:
    with api_on(IN_MEMORY, rules=RULES, keys=KEYS, company=COMPANY) as api:
        yield api


@pytest.fixture(name="dora")
def _dora(api: Api) -> Person:
    return registers(api, "Dora Diaz", Role.CANDIDATE)


def whole(api: Api, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
    """All that can be told of an answer."""
    answer = api.get(path)
    headers = sorted(each for each in answer.headers.items() if each[0] not in _OWN)
    return answer.status, headers, answer.body


def test_every_refusal_is_the_same_to_the_last_byte(api: Api, dora: Person) -> None:
    ended, good = link_to(api, dora), link_to(api, registers(api, "Otto Olsen", Role.CANDIDATE))
    end_links(api.store, CORA, person_id=dora.id)
    word, _, signature = good.rpartition("/")[2].partition(".")
    elsewhere = seal_of(keys_in(f"1:{'e' * 40}")).signed(word)
    form = dict(opens(api, good).form("/hours").fields)["form"]

    refusals = {
        "ended": ended,
        "of nobody": f"{PAGES}/{seal_of(KEYS).signed('nobodysword_')}",
        "altered": f"{PAGES}/{word}.{signature[:-1]}{'A' if signature[-1] != 'A' else 'B'}",
        "of another installation": f"{PAGES}/{elsewhere}",
        "of another purpose": f"{PAGES}/{form}",
        "unsigned": f"{PAGES}/{word}",
        "nothing": f"{PAGES}/",
        "not whole": good[:-3],
        "with an ending": f"{good}=",
        "with a path": f"{good[:-1]}/interviews/1/move",
        "line feeds": f"{PAGES}/\r\n\0",
    }
    answers = {name: whole(api, path) for name, path in refusals.items()}

    status, headers, body = answers["ended"]
    assert [name for name, each in answers.items() if each != answers["ended"]] == []
    assert status == 404
    assert dict(headers)["cache-control"] == "no-store"
    assert b"Links to these pages last for some days" in body
    assert b"jobs@example.com" in body
    assert opens(api, good).answer.status == 200


def test_a_link_that_is_over_is_refused_like_any_other(tmp_path: Path) -> None:
    url = sqlite_in(tmp_path)
    with api_on(url, rules=RULES, keys=KEYS, company=COMPANY) as api:
        page = link_to(api, registers(api, "Dora Diaz", Role.CANDIDATE))
        good = api.get(page).status
    # From Monday on it lasts for five working days, the last of them whole.
    last = datetime(2026, 11, 16, 23, 59, tzinfo=UTC)
    statuses = []
    for now in (last, last + timedelta(minutes=1)):
        with api_on(url, now=now, rules=RULES, keys=KEYS, company=COMPANY) as later:
            statuses.append(later.get(page).status)

    assert [good, *statuses] == [200, 200, 404]


def test_no_row_is_looked_at_for_what_we_have_not_signed(api: Api, dora: Person) -> None:
    good = link_to(api, dora)

    with traced() as of_forged:
        api.get(f"{good[:-1]}{'A' if good[-1] != 'A' else 'B'}")
    with traced() as of_good:
        api.get(good)

    assert of_forged.asked == []
    assert [each for each in of_good.asked if "candidate_link" in each] != []


def test_forms_of_other_pages_other_links_and_no_page_at_all_do_nothing(
    api: Api, dora: Person
) -> None:
    page, other = link_to(api, dora), link_to(api, registers(api, "Otto Olsen", Role.CANDIDATE))
    of_words = dict(opens(api, page).form("/words").fields)["form"]
    of_other = dict(opens(api, other).form("/hours").fields)["form"]

    answers = [
        api.sends(f"{page}/hours", [("form", token), ("was", ""), ("h", "1993952")])
        for token in (of_words, of_other, "", "made-up")
    ]

    assert {answer.status for answer in answers} == {404}
    assert opens(api, page).form("/hours").fields[1] == ("was", "")


def until_it_waits(api: Api, pages: list[str]) -> list[Answer]:
    """Look at one after the other, until the answer is to wait: more are let in meanwhile."""
    answers = [api.get(pages[0])]
    while answers[-1].status != 429 and len(answers) < len(pages):
        answers.append(api.get(pages[len(answers)]))
    return answers


def test_whoever_comes_too_often_waits_by_link_and_by_address(api: Api, dora: Person) -> None:
    page, other = link_to(api, dora), link_to(api, registers(api, "Otto Olsen", Role.CANDIDATE))
    often = until_it_waits(api, [page] * MANY)

    guesses = until_it_waits(api, [f"{PAGES}/{number}" for number in range(MANY)])

    assert (often[0].status, often[-1].status) == (200, 429)
    assert (guesses[0].status, guesses[-1].status) == (404, 429)
    assert min(len(often), len(guesses)) > 60
    assert int(guesses[-1].headers["retry-after"]) >= 1
    assert b"Please wait a minute" in guesses[-1].body
    assert api.get(other).status == 200


def test_a_page_says_how_little_it_may_do_and_asks_nobody_else(api: Api, dora: Person) -> None:
    answer = api.get(link_to(api, dora))

    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "set-cookie" not in answer.headers
    assert b"http" not in answer.body.replace(b"https://jobs", b"")
    assert b"style=" not in answer.body
    assert b"<script>" not in answer.body


@pytest.mark.parametrize("language", LANGUAGES)
def test_twelve_weeks_of_hours_are_small_as_they_are_sent(
    api: Api, dora: Person, language: str
) -> None:
    page = api.get(link_to(api, dora), accept_encoding="gzip", accept_language=language)

    boxes = opens(api, link_to(api, dora)).answer.body.count(b"type=checkbox")
    assert boxes > 12 * 7 * 11
    assert page.headers["content-encoding"] == "gzip"
    assert len(page.body) < 12_000


def test_the_style_sheet_and_the_script_are_kept_by_browsers_for_long(
    api: Api, dora: Person
) -> None:
    body = opens(api, link_to(api, dora)).answer.body.decode()
    address = body.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    place, _, query = address.partition("?")

    sheet = api.get(place, query)

    assert (sheet.status, sheet.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "immutable" in sheet.headers["cache-control"]
    assert api.get(f"{PAGES}/-/../door.py").status == 404


def test_without_keys_there_are_no_pages(dora: Person, api: Api) -> None:
    page = link_to(api, dora)

    with api_on(IN_MEMORY, rules=RULES, company=COMPANY) as keyless:
        refused = keyless.get(page)

    assert refused.status == 404


def test_a_program_makes_the_same_link_and_ends_it(api: Api, dora: Person) -> None:
    made = api.post("/api/send_link/", {"user": dora.id})
    # JSON knows one sort of numbers, and other languages write them all with a point.
    again = api.post("/api/send_link/", {"user": float(dora.id), "seats": 1.0})
    path = made.json["address"].removeprefix("http://127.0.0.1")
    opened = api.get(path).status

    ended = [api.post("/api/end_links/", {"user": dora.id}).json["ended"] for _ in range(2)]

    assert (made.status, again.json["address"]) == (201, made.json["address"])
    assert (opened, api.get(path).status) == (200, 404)
    assert ended == [1, 0]
