"""What could not be delivered is told in words, and never by a code alone."""

from datetime import UTC, datetime

import pytest

from bot.views.interviews.shown.undelivered import undelivered_lines
from scheduling.messages.reasons import BY_HAND, DEACTIVATED, TOO_LATE, UNCERTAIN, UNWRITTEN
from scheduling.model import Interview, MessageKind, MessageState, Person, Role, Undelivered
from scheduling.wording.saying.marked import plain
from scheduling.wording.saying.undelivered import why

CARL = Person(id=1, name="Carl & Co", role=Role.CANDIDATE, time_zone="UTC")
INES = Person(id=2, name="Ines", role=Role.INTERVIEWER, time_zone="UTC")
INTERVIEW = Interview(
    id=7, candidate=CARL, interviewers=(INES,), start=datetime(2026, 11, 10, 9, tzinfo=UTC)
)


def missed(
    person: Person,
    state: MessageState,
    reason: str,
    *,
    kind: MessageKind = MessageKind.BOOKED,
    interview_id: int = INTERVIEW.id,
) -> Undelivered:
    return Undelivered(
        interview_id=interview_id, person_id=person.id, kind=kind, state=state, reason=reason
    )


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (
            missed(INES, MessageState.DEAD, DEACTIVATED),
            ":warning: Ines was not told: their Slack account is deactivated.",
        ),
        (
            missed(CARL, MessageState.DEAD, "invalid_blocks"),
            ":warning: Carl &amp; Co was not told: something broke on our side.",
        ),
        (
            missed(INES, MessageState.EXPIRED, TOO_LATE, kind=MessageKind.REMINDER),
            ":warning: Ines was not reminded: nothing could be sent in time.",
        ),
        (
            missed(INES, MessageState.UNKNOWN, "timeout", kind=MessageKind.REMINDER),
            ":hourglass: It is not certain yet that Ines was reminded; I'm seeing to it.",
        ),
        (
            missed(INES, MessageState.DEAD, UNCERTAIN),
            ":warning: It is not certain that Ines was told: sending it broke off in the "
            "middle, and nobody can look whether they got it.",
        ),
        (
            missed(CARL, MessageState.DEAD, BY_HAND),
            ":warning: Carl &amp; Co was not told: nothing of mine reached them, and nobody has "
            "told them yet.",
        ),
    ],
)
def test_each_is_a_sentence(one: Undelivered, line: str) -> None:
    assert undelivered_lines(INTERVIEW, [one]) == [line]


def test_of_other_interviews_and_other_people_nothing_is_said() -> None:
    stranger = Person(id=9, name="Nobody", role=None, time_zone="UTC")
    others = [
        missed(INES, MessageState.DEAD, DEACTIVATED, interview_id=8),
        missed(stranger, MessageState.DEAD, DEACTIVATED),
    ]

    assert undelivered_lines(INTERVIEW, others) == []


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("a_word_of_tomorrow", "Slack does not take it (`a_word_of_tomorrow`)"),
        ("ClientConnectorError: nobody there", "Slack could not be reached"),
        (UNWRITTEN, "something broke on our side"),
    ],
)
def test_a_reason_that_nobody_has_words_for_is_put_into_a_sentence(reason: str, words: str) -> None:
    assert plain(why(reason)) == words
