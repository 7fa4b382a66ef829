"""`/interviews export`: a table of the interviews, by a link that works once."""

import re
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import sqlalchemy as sa

from journeys.arranged import books, database, usual_people
from journeys.office import Office
from scheduling.store.schema.tables import export_link


def link_in(text: str) -> str:
    found = re.search(r"http://[^|\s>]+/export/interviews\?token=list_[\w-]+", text)
    assert found, text
    return found.group()


def answer(address: str, *, method: str = "GET") -> tuple[int, dict[str, str], str]:
    """What a browser gets: the status, the headers, the page or the file."""
    try:
        with urlopen(Request(address, method=method), timeout=60) as got:
            headers = {name.lower(): value for name, value in got.headers.items()}
            return got.status, headers, got.read().decode("utf-8-sig")
    except HTTPError as refused:
        return refused.code, {}, refused.read().decode()


def test_looking_at_the_link_uses_nothing_up_and_the_button_downloads_once(
    open_office: Office,
) -> None:
    usual_people(open_office)
    books(open_office.carla, "Carl with @ines @ivo", hour="9:00 AM WET")

    given = open_office.carla.asks("/interviews export Carl tomorrow")
    link = link_in(given.text)
    looks = [answer(link) for _ in range(2)]
    first, again, after = answer(link, method="POST"), answer(link, method="POST"), answer(link)

    assert given.ephemeral
    assert [(status, "Download the list" in page) for status, _, page in looks] == [(200, True)] * 2
    assert looks[0][1]["referrer-policy"] == "no-referrer"
    assert first[0] == 200
    assert first[1]["cache-control"] == "no-store"
    assert first[1]["content-disposition"] == 'attachment; filename="interviews-2026-11-09.csv"'
    assert "Carl Chen,,Ines Iversen; Ivo Ito,," in first[2]
    assert (again[0], after[0]) == (404, 404)
    assert "/interviews export" in after[2]


def test_a_link_ends_by_itself_and_its_secret_is_kept_nowhere(open_office: Office) -> None:
    given = open_office.carla.asks("/interviews export")
    link = link_in(given.text)
    with database(open_office) as connection:
        kept = connection.execute(sa.select(export_link)).mappings().all()

    open_office.slack.clock.forward(minutes=16)

    assert len(kept) == 1
    assert link.partition("token=")[2] not in str(kept)
    assert answer(link, method="POST")[0] == 404


def test_who_arranges_nothing_is_told_so(open_office: Office) -> None:
    refused = open_office.ines.asks("/interviews export").text

    assert "Only a coordinator may take out the list of interviews." in refused
    assert "/interviews shows your own." in refused


def test_without_a_public_address_there_is_no_link(office: Office) -> None:
    assert "set PUBLIC_URL" in office.carla.asks("/interviews export").text
