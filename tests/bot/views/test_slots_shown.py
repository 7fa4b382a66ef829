"""The list of slots: everything in it, within what Slack shows, however many and long the names."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.views.slots.found import PAGE, answer_blocks
from sandbox.blocks import problems_in_message
from scheduling.model import LONGEST_NAME, Actor, Person, Role
from scheduling.results import SlotsAnswer, SlotsAsked
from scheduling.slots import Match, SlotQuestion, common_slots
from scheduling.timespan import Horizon, Span

MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
DAYS = 20
COORDINATOR = Actor(name="Carla", time_zone="UTC", is_coordinator=True)
NAMES = {
    "long": lambda number: f"{chr(65 + number) * (LONGEST_NAME - 3)} {number:02d}",
    "markup": lambda number: "<!channel> & <@U1> *" + f"{number:02d}",
    "emoji": lambda number: "👩‍🚀" * 20 + f"{number:02d}",
}


def asked_by_all(names: str, *, people: int) -> SlotsAnswer:
    """Who interviews when: each hour of each day another panel, of nobody to everybody."""
    panel = tuple(
        Person(id=number, name=NAMES[names](number), role=Role.INTERVIEWER, time_zone="UTC")
        for number in range(1, people + 1)
    )
    span = Span(start=MONDAY, end=MONDAY + timedelta(days=DAYS))
    horizon = Horizon.covering(span)
    free = {
        person.id: sum(
            0b1111 << 4 * hour
            for hour in range(24 * DAYS)
            if hour % (person.id + 1) or not hour % 24
        )
        for person in panel
    }
    found = common_slots(
        SlotQuestion(candidate=None, interviewers=panel, match=Match.ANY),
        free=free,
        horizon=horizon,
        workspace_zone="UTC",
        not_before=MONDAY,
        until=span.end,
    )
    asked = SlotsAsked(
        candidate_id=None,
        interviewer_ids=tuple(person.id for person in panel),
        match=Match.ANY,
        start=span.start,
        end=span.end,
    )
    return SlotsAnswer(asked=asked, found=found, why_none=None)


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("people", [1, 3, 12, 25])
def test_every_hour_of_every_day_is_shown_within_slacks_limits(names: str, people: int) -> None:
    answer = asked_by_all(names, people=people)

    blocks = [block.to_dict() for block in answer_blocks(answer, skip=0, reader=COORDINATOR)]

    assert problems_in_message(blocks) == []
    days = [block["text"]["text"] for block in blocks if "accessory" in block]
    assert len(days) == PAGE
    shown = sum(day.count(" AM") + day.count(" PM") for day in days)
    assert shown == sum(1 for start in _starts(answer) if start < MONDAY + timedelta(days=PAGE))
    assert not any("…" in day for day in days)
    assert "<!channel>" not in str(days)


def _starts(answer: SlotsAnswer) -> list[datetime]:
    return list(answer.found.horizon.starts(answer.found.hours))
