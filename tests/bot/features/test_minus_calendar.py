"""What is said of a calendar beside hours is taken out of them, and nothing else is."""

import pytest

from bot.features.text.calendars import is_about_calendars, without_calendar


@pytest.mark.parametrize(
    "words",
    [
        "unless my calendar says otherwise",
        "unless my calendars say otherwise.",
        "unless my Google calendar says otherwise",
        "unless the calendar has something else",
        "unless my calendar says I'm busy",
        "unless I’m busy in my calendar",
        "unless something is in my calendar",
        "minus my calendar",
        "minus calendar",
        ", except when my calendar is busy",
        "except what is in my calendar",
        "without what stands in my calendar!",
        "if my calendar is free",
        "when I am free in my calendar",
    ],
)
def test_however_a_calendar_is_spoken_of_the_hours_are_left(words: str) -> None:
    assert without_calendar(f"weekdays 9-17 {words}") == ("weekdays 9-17", True)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Fri 9-12 unless my calendar says otherwise until 20 Dec", "Fri 9-12 until 20 Dec"),
        ("Mon 9-12 minus my calendar, Fri 9-12", "Mon 9-12, Fri 9-12"),
        ("weekdays 9-17 except Friday minus my calendar", "weekdays 9-17 except Friday"),
        ("unless my calendar says otherwise", ""),
    ],
)
def test_what_is_said_before_and_behind_it_stays(text: str, left: str) -> None:
    assert without_calendar(text) == (left, True)


@pytest.mark.parametrize(
    "text",
    [
        "weekdays 9-17",
        "weekdays 9-17 unless my calendar is free",
        "weekdays 9-17 unless my calendar says Friday",
        "weekdays 9-17 except Friday",
        "tomorrow without calendaring",
    ],
)
def test_what_says_something_else_is_left_as_it_is(text: str) -> None:
    assert without_calendar(text) == (text, False)


@pytest.mark.parametrize(
    "text",
    ["calendar", "My calendars", "connect my calendar", "calendar connect", "remove my calendar"],
)
def test_whatever_asks_for_the_calendars_alone_is_about_them(text: str) -> None:
    assert is_about_calendars(text)


@pytest.mark.parametrize("text", ["", "calendar Mon 9-12", "connect", "my hours", "calendar Ivo"])
def test_what_asks_for_more_is_not(text: str) -> None:
    assert not is_about_calendars(text)
