"""What comes back from people's screens is read with care, whatever it has become on the way."""

import inspect
import json
import pkgutil
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.views
from bot.views.block_kit.carried import NotReadable, carried_id
from bot.views.distribution.form import decode as decode_plan
from bot.views.hours.readings import read_reading
from bot.views.hours.words import read_place
from bot.views.interviews.listing import read_page
from bot.views.interviews.shown.pressed import read_pressed, read_undo_decline
from bot.views.register.undo import read_undo
from bot.views.slots.question import decode as decode_question
from scheduling.errors import SchedulingError

READERS: list[Callable[[str], Any]] = [
    carried_id,
    decode_plan,
    decode_question,
    read_page,
    read_place,
    read_pressed,
    read_reading,
    read_undo,
    read_undo_decline,
]
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
MADE_UP = st.text(max_size=40) | st.from_regex(r"[0-9:@-]{0,60}") | ANY_JSON.map(json.dumps)


@pytest.mark.parametrize("read", READERS)
@given(value=MADE_UP)
def test_whatever_a_button_carries_it_is_read_or_refused_in_a_sentence(
    read: Callable[[str], Any], value: str
) -> None:
    with suppress(NotReadable):
        read(value)


def form_readers() -> dict[str, Callable[[dict[str, Any]], Any]]:
    """Every function of the views that reads a form that was sent."""
    modules = pkgutil.walk_packages(bot.views.__path__, "bot.views.")
    return {
        f"{module.__name__}.{name}": read
        for module in (import_module(each.name) for each in modules)
        for name, read in vars(module).items()
        if name.startswith("read_") and list(inspect.signature(read).parameters)[:1] == ["view"]
    }


@pytest.mark.parametrize("read", form_readers().values(), ids=form_readers())
@settings(max_examples=15)
@given(choice=ANY_JSON, memory=MADE_UP)
def test_whatever_a_form_holds_it_is_read_or_refused_in_a_sentence(
    read: Callable[[dict[str, Any]], Any], choice: Any, memory: str
) -> None:
    values = Everything(choice)

    with suppress(SchedulingError):
        read({"state": {"values": values}, "private_metadata": memory, "blocks": []})


class Everything(dict[str, Any]):
    """Fields by any name at all, each with one thing that was chosen."""

    def __init__(self, choice: Any) -> None:
        super().__init__()
        names = ("slot", "date", "time", "candidate", "interviewers", "name", "zone", "role")
        more = ("least", "most", "a_day", "hand_notice", "from", "to", "again", "weeks", "seats")
        for name in (*names, *more):
            self[name] = {"value": choice if isinstance(choice, dict) else {"value": choice}}


@pytest.mark.parametrize("value", ["", "-1", "seven", str(2**31), "1" * 40])
def test_an_id_is_one_that_a_row_can_have(value: str) -> None:
    with pytest.raises(NotReadable):
        carried_id(value)
