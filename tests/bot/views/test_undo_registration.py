"""The button that undoes a registration holds how things stood, however long the names are."""

import pytest

from bot.views.register.undo import read_undo, undo_button
from scheduling.model import Role
from scheduling.results import RegistrationFacts, RegistrationUndo
from scheduling.timespan import Clock

LONG = RegistrationFacts(
    name="Ž" * 150,
    role=Role.CANDIDATE,
    time_zone="America/Argentina/ComodRivadavia",
    email="ž" * 64 + "@" + "x" * 185 + ".org",
    clock=Clock.TWENTY_FOUR_HOURS,
    is_granted=True,
)
SHORT = RegistrationFacts(
    name="Bo", role=None, time_zone="UTC", email=None, clock=None, is_granted=False
)


@pytest.mark.parametrize("before", [None, SHORT, LONG])
def test_a_button_is_read_back_as_what_it_was_made_of(before: RegistrationFacts | None) -> None:
    undo = RegistrationUndo(person_id=1_000_000, before=before, after=LONG, hours_version=3)

    value = undo_button(undo).to_dict()["value"]

    assert read_undo(value) == undo
    assert len(value) <= 2000
