"""The question in the value of a button: written, read back, and old ones read as ever."""

from datetime import UTC, datetime

import pytest

from bot.views.slots.question import decode, encode
from scheduling.model import AskedHours, WallHours, Weekday
from scheduling.results import SlotsAsked
from scheduling.slots import Match

MORNINGS = AskedHours(
    time_zone="America/Argentina/ComodRivadavia",
    weekdays=frozenset({Weekday.TUESDAY, Weekday.FRIDAY}),
    hours=(WallHours(start=540, end=720), WallHours(start=900, end=1440)),
)


@pytest.mark.parametrize("within", [None, MORNINGS])
def test_a_question_comes_back_with_the_hours_it_is_about(within: AskedHours | None) -> None:
    asked = SlotsAsked(
        candidate_id=1,
        interviewer_ids=tuple(range(1, 101)),
        match=Match.ANY,
        start=datetime(2026, 11, 9, tzinfo=UTC),
        end=datetime(2026, 11, 16, tzinfo=UTC),
        within=within,
    )

    value = encode(asked, start=asked.start, skip=7)

    assert decode(value) == (asked, asked.start, 7)
    assert len(value) <= 2000


def test_a_button_of_an_older_version_asks_about_all_hours() -> None:
    asked, _, _ = decode('{"c":1,"i":[2],"m":"all","f":1762646400,"t":1762732800,"s":null,"k":0}')

    assert (asked.candidate_id, asked.within) == (1, None)
