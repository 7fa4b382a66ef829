"""What is said of an interview is kept as it was meant, bounded, and safe to open."""

from datetime import UTC

import pytest

from scheduling.errors import DetailTooLong, LinkNotHttps
from scheduling.model.details import (
    LONGEST_NOTE,
    LONGEST_PLACE,
    LONGEST_TITLE,
    Detail,
    Details,
    GivenDetails,
    links_in,
    read_detail,
    read_details,
    read_place,
)


@pytest.mark.parametrize(
    "place",
    [
        "Room 4.12, second floor",
        "https://meet.example.org/abc",
        "HTTPS://meet.example.org/abc",
        "https://meet.example.org:8443/abc?pwd=1%2F2#x",
        "https://{id}.meet.example.org/{id}",
        "Lobby, then https://meet.example.org/abc (code 12)",
        "Zürich, Büro 3 / Erdgeschoss: links",
        "Room 3.1/4",
        "Building B:2",
        "ask@acme.example",
        "",
    ],
)
def test_a_place_is_kept_as_it_was_said(place: str) -> None:
    assert read_place(place) == place


@pytest.mark.parametrize(
    ("place", "link"),
    [
        ("http://meet.example.org/abc", "http://meet.example.org/abc"),
        ("Room 4 or HTTP://meet.example.org", "HTTP://meet.example.org"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("java\u200bscript:alert(1)", "javascript:alert(1)"),
        ("data:text/html,<b>", "data:text/html,<b>"),
        ("zoommtg://zoom.us/join?confno=1", "zoommtg://zoom.us/join?confno=1"),
        ("file:///etc/passwd", "file:///etc/passwd"),
        ("https:/meet.example.org", "https:/meet.example.org"),
        ("https:meet.example.org", "https:meet.example.org"),
        ("https://", "https://"),
        ("https:///abc", "https:///abc"),
        ("https://acme.example@evil.example/x", "https://acme.example@evil.example/x"),
        ("https://meet.example.org:port/x", "https://meet.example.org:port/x"),
        ("https://[::1", "https://[::1"),
        ("www.example.org", "www.example.org"),
        ("meet.example.org/abc", "meet.example.org/abc"),
        ("//meet.example.org/abc http://x.example", "http://x.example"),
    ],
)
def test_a_link_that_is_not_https_is_refused_by_name(place: str, link: str) -> None:
    with pytest.raises(LinkNotHttps) as refused:
        read_place(place)

    sentence = refused.value.sentence(zone=UTC)
    assert refused.value.detail == "place"
    assert sentence == (
        f"“{link}” can't be passed on: a link starts with https:// and a host. Nothing was saved."
    )


@pytest.mark.parametrize("detail", list(Detail))
def test_no_other_link_stands_in_a_title_or_in_a_note_either(detail: Detail) -> None:
    with pytest.raises(LinkNotHttps) as refused:
        read_detail("See http://wiki.example.org first", detail)

    assert refused.value.detail == detail


def test_what_cannot_be_seen_is_left_out() -> None:
    read = read_details(
        GivenDetails(
            title="  System\tdesign\r\nBCC: all\x00 ",
            place="Room\u202e 4\x1b[1m\u2028",
            note_for_candidate="\n\nBring\x07 a pen. \r\n\r\n\r\n\r\nIt is\u200b warm.\u2029Bye\n",
        )
    )

    assert read == GivenDetails(
        title="System design BCC: all",
        place="Room 4[1m",
        note_for_candidate="Bring a pen.\n\nIt is warm.\nBye",
    )


@pytest.mark.parametrize(
    ("detail", "most"),
    [
        (Detail.TITLE, LONGEST_TITLE),
        (Detail.PLACE, LONGEST_PLACE),
        (Detail.NOTE_FOR_CANDIDATE, LONGEST_NOTE),
        (Detail.NOTE_FOR_PANEL, LONGEST_NOTE),
    ],
)
def test_each_has_a_bound(detail: Detail, most: int) -> None:
    with pytest.raises(DetailTooLong) as refused:
        read_detail("x" * (most + 1), detail)

    assert read_detail("x" * most, detail) == "x" * most
    assert f"{most + 1} letters, and {most} is the most" in refused.value.sentence(zone=UTC)


def test_the_word_of_a_room_counts_as_long_as_it_will_be() -> None:
    with pytest.raises(DetailTooLong):
        read_place("x" * (LONGEST_PLACE - 3) + "{id}")


def test_a_room_is_another_one_each_time_and_the_same_within_a_place() -> None:
    given = GivenDetails(place="https://meet.example.org/{id}#{id}")

    rooms = {given.over(Details()).place for _ in range(1000)}

    assert len(rooms) == 1000
    for room in rooms:
        before, _, after = room.removeprefix("https://meet.example.org/").partition("#")
        assert before == after
        assert len(before) == 20
        assert before.isalnum()
        assert before.islower()


def test_what_is_not_said_stays_and_nothing_takes_away() -> None:
    before = Details(title="System design", place="Room 4", note_for_panel="Ask for Git")

    after = GivenDetails(place="", note_for_candidate="Hello").over(before)

    assert after == Details(
        title="System design", note_for_panel="Ask for Git", note_for_candidate="Hello"
    )


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://a.example/x.", ["https://a.example/x"]),
        ("(https://a.example/x_(y)), then", ["https://a.example/x_(y)"]),
        ("<https://a.example|click>", ["https://a.example"]),
        ("https://a.example/x https://b.example", ["https://a.example/x", "https://b.example"]),
        ("http://a.example", []),
        ("https://", []),
    ],
)
def test_links_end_where_their_sentence_goes_on(text: str, links: list[str]) -> None:
    assert list(links_in(text)) == links
