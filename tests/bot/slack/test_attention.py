"""Which messages are answered: those that people write to the app, once each."""

from typing import Any

import pytest

from bot.slack.attention import MINUTE_SECONDS, MOST_ANSWERS, Attention


def message(ts: str = "1.0", **others: Any) -> dict[str, Any]:
    direct = {"type": "message", "channel_type": "im", "channel": "D1", "user": "U1", "ts": ts}
    return direct | {"text": "tomorrow 9-12"} | others


def test_a_message_is_taken_once_however_often_it_comes() -> None:
    attention = Attention()

    assert [attention.takes(message()) for _ in range(3)] == [True, False, False]
    assert attention.takes(message("2.0"))


def test_a_mention_in_a_channel_is_taken() -> None:
    assert Attention().takes(message(type="app_mention", channel="C1", channel_type="channel"))


@pytest.mark.parametrize(
    "others",
    [
        {"bot_id": "B1"},
        {"app_id": "A1"},
        {"bot_profile": {"id": "B1"}},
        {"subtype": "message_changed", "hidden": True},
        {"subtype": "message_deleted"},
        {"subtype": "thread_broadcast"},
        {"subtype": "file_share"},
        {"edited": {"user": "U1", "ts": "2.0"}},
        {"user": None},
        {"user": "USLACKBOT"},
        {"channel_type": "channel"},
        {"channel_type": "mpim"},
    ],
)
def test_what_no_person_wrote_to_the_app_is_left_alone(others: dict[str, Any]) -> None:
    assert not Attention().takes(message(**others))


def test_whoever_writes_too_fast_is_told_so_once_and_keeps_nobody_waiting() -> None:
    now = 0.0
    attention = Attention(seconds=lambda: now)

    said = [message(str(number)) for number in range(MOST_ANSWERS + 5)]
    taken = [attention.takes(each) for each in said]
    too_fast = [attention.is_too_fast(each) for each in said]
    somebody_else = attention.takes(message("1.5", user="U2"))
    now += MINUTE_SECONDS
    later = [attention.takes(message(f"99.{number}")) for number in range(MOST_ANSWERS + 2)]

    assert taken == [True] * (MOST_ANSWERS + 1) + [False] * 4
    assert too_fast == [False] * MOST_ANSWERS + [True] + [False] * 4
    assert somebody_else
    assert later == [True] * (MOST_ANSWERS + 1) + [False]
