"""What a button about an interview carries is read back as it was, whatever version made it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.interviews.shown.pressed import Pressed, pressed_value, read_pressed
from scheduling.model import UNSEEN, Interview, Person, Role, Seen

CARL = Person(id=1, name="Carl", role=Role.CANDIDATE, time_zone="UTC")
HOURS = st.integers(min_value=0, max_value=2**20).map(
    lambda hour: datetime.fromtimestamp(hour * 3600, UTC)
)
IDS = st.integers(min_value=1, max_value=2**31 - 1)


@given(interview_id=IDS, revision=IDS, start=HOURS, more=st.lists(IDS, max_size=2))
def test_a_button_remembers_which_interview_it_was_made_for_and_how_it_stood(
    interview_id: int, revision: int, start: datetime, more: list[int]
) -> None:
    interview = Interview(
        id=interview_id, candidate=CARL, interviewers=(), start=start, revision=revision
    )

    pressed = read_pressed(pressed_value(interview, *more))

    assert pressed.ids == (interview_id, *more)
    assert pressed.seen == Seen(revision=revision, start=start)
    assert pressed.start_seen == Seen(start=start)


@pytest.mark.parametrize(("value", "ids"), [("7", (7,)), ("7:2", (7, 2)), ("7:2:4", (7, 2, 4))])
def test_a_button_of_before_tells_the_ids_alone(value: str, ids: tuple[int, ...]) -> None:
    pressed = read_pressed(value)

    assert pressed == Pressed(ids=ids, seen=None)
    assert pressed.all_seen == pressed.start_seen == UNSEEN
