"""What no listener takes: events that nobody listens to are warned of once a day."""

import logging

import pytest

from bot.slack.unhandled import UnlistedEvents


def test_each_sort_is_warned_of_once_a_day(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    unlisted = UnlistedEvents(clock=lambda: now[0])

    with caplog.at_level(logging.WARNING):
        for now[0] in (0.0, 10.0, 86_399.0):
            unlisted.note("team_join")
        unlisted.note("pin_added")
        now[0] = 86_401.0
        unlisted.note("team_join")

    said = [record.args[0] for record in caplog.records if isinstance(record.args, tuple)]
    assert said == ["team_join", "pin_added", "team_join"]
    assert "Event Subscriptions" in caplog.text


def test_made_up_sorts_fill_neither_log_nor_memory(caplog: pytest.LogCaptureFixture) -> None:
    unlisted = UnlistedEvents(clock=lambda: 0.0)

    with caplog.at_level(logging.WARNING):
        for number in range(1000):
            unlisted.note(f"made_up_{number}")

    assert len(caplog.records) == 200
