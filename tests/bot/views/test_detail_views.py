"""Where an interview is, and what its people are to know, as they read it in Slack."""

from dataclasses import replace

import pytest
from test_notice_views import CARL, CORA, FIRST, INES, NOW, SECOND, letter, shown

from bot.views.interviews.untold import pass_on_blocks
from bot.views.notices import message
from scheduling.model import News, Notice, Person, Untold
from scheduling.model.details import Detail, Details
from scheduling.model.notices import (
    Added,
    Booked,
    Cancelled,
    DetailsChanged,
    Moved,
    PanelChanged,
    Reminder,
    Removed,
    RoundBooked,
)
from scheduling.model.request import Who

BY_CORA = Who.of(CORA)
START = FIRST.start
SECRET = "Ask *why* they left"
SAID = Details(
    title="System <design>",
    place="Room 4 or https://meet.example.org/a?b=1&c=2",
    note_for_candidate="Bring a pen\n<!channel> <@UCORA> <https://evil.example|here>",
    note_for_panel=SECRET,
)
PLACED = replace(FIRST, details=SAID)
CHANGED = DetailsChanged(by=BY_CORA, start=START, said=(Detail.TITLE, Detail.PLACE))
EVERY_KIND: list[Notice] = [
    Booked(by=BY_CORA, start=START),
    Moved(by=BY_CORA, start=START, was=SECOND.start),
    Added(by=BY_CORA, start=START),
    Reminder(),
    PanelChanged(by=BY_CORA, start=START, leaving=(Who.of(INES),), coming=()),
    CHANGED,
]


def read(notice: Notice, *, to: Person) -> tuple[str, str]:
    """The text that stands alone, and that of the blocks."""
    context = letter(notice, to=to, people=[CORA], interviews=(PLACED,))
    text, blocks = message(context.as_shown(sees_panel=True), now=NOW)
    return text, "\n".join(shown(blocks)[0])


@pytest.mark.parametrize("notice", EVERY_KIND, ids=lambda each: str(each.kind))
def test_a_message_of_an_hour_ahead_says_where(notice: Notice) -> None:
    for words in read(notice, to=INES):
        assert "Where: Room 4 or <https://meet.example.org/a?b=1&amp;c=2>" in words
        assert "System &lt;design&gt;" in words
        assert "Note for the panel: Ask ＊why＊ they left" in words


@pytest.mark.parametrize("notice", EVERY_KIND, ids=lambda each: str(each.kind))
def test_a_candidate_never_reads_the_note_for_the_panel(notice: Notice) -> None:
    whole = letter(notice, to=CARL, people=[CORA], interviews=(PLACED,))

    for words in (*read(notice, to=CARL), *map(str, message(whole, now=NOW))):
        assert "Bring a pen" in words
        assert "they left" not in words


@pytest.mark.parametrize(
    "notice", [Cancelled(by=BY_CORA, start=START), Removed(by=BY_CORA, start=START)]
)
def test_where_it_was_to_be_is_nothing_to_whoever_does_not_go_there(notice: Notice) -> None:
    assert "Room 4" not in "".join(read(notice, to=INES))


def test_nothing_typed_calls_anybody_or_leads_elsewhere() -> None:
    for words in read(CHANGED, to=CARL):
        assert "&lt;!channel&gt; &lt;@UCORA&gt; &lt;<https://evil.example>|here&gt;" in words


def test_a_change_says_what_has_changed() -> None:
    text, _ = read(CHANGED, to=CARL)

    assert text.splitlines()[0] == (
        ":calendar: Cora has changed the title and the place of your interview with Ines and "
        "Ivo {x}: Tue 10 Nov, 10:00 AM WET."
    )


def test_each_interview_of_a_round_says_where() -> None:
    both = (PLACED, replace(SECOND, details=Details(place="Room 5")))
    booked = RoundBooked(by=BY_CORA, interview_ids=(7, 8))

    text, blocks = message(letter(booked, to=INES, interviews=both, people=[CORA]), now=NOW)

    for words in (text, "\n".join(shown(blocks)[0])):
        assert "Where: Room 4 or <https://meet.example.org/a?b=1&amp;c=2>" in words
        assert "Where: Room 5" in words


def test_a_mail_of_ones_own_is_begun_with_as_much_as_a_link_holds() -> None:
    carl = replace(CARL, slack_user_id=None, email="carl@example.com")
    several = []
    for note in ("Bring a pen", "Bring a pen. " * 70, "Ž" * 1000):
        placed = replace(FIRST, candidate=carl, details=Details(note_for_candidate=note))
        news = News(notice=Booked(by=BY_CORA, start=START), interviews=(placed,))
        several.append(pass_on_blocks(Untold(person=carl, news=news, at=NOW)))

    links = [block.to_dict()["elements"][0]["text"] for _, block in several]
    assert "Bring%20a%20pen" in links[0]
    for link in links:
        assert len(link) < 3000
        assert link.startswith("<mailto:carl@example.com?subject=Your%20interview")
        assert "|Write to carl@example.com>" in link
    assert "with the words above" in links[2]
