"""Days, hours and names in one question: each is read as what it is, or named as unread."""

from datetime import date, timedelta
from itertools import product

import pytest

from scheduling.errors import NotUnderstood
from scheduling.model import WallHours, Weekday
from scheduling.wording.reading import Mention, Period, Question, mentioned_ids, read_question
from scheduling.wording.reading.grammar.stretches import ALL_WEEK

TODAY = date(2026, 11, 10)
WORK = frozenset(Weekday(number) for number in range(5))

DAYS = {
    "": (None, ALL_WEEK),
    "today": ((0, 0), ALL_WEEK),
    "tomorrow": ((1, 1), ALL_WEEK),
    "next week": ((6, 12), ALL_WEEK),
    "on Friday": ((3, 3), ALL_WEEK),
    "13 Nov": ((3, 3), ALL_WEEK),
    "tomorrow - Friday": ((1, 3), ALL_WEEK),
    "tomorrow and Friday": ((1, 3), frozenset({Weekday.WEDNESDAY, Weekday.FRIDAY})),
    "Wed-Fri": ((1, 3), ALL_WEEK),
    "weekdays": (None, WORK),
    "weekdays next week": ((6, 10), ALL_WEEK),
    "every Tuesday": (None, frozenset({Weekday.TUESDAY})),
    "Mondays and Fridays": (None, frozenset({Weekday.MONDAY, Weekday.FRIDAY})),
    "next week except Friday": ((6, 12), ALL_WEEK - {Weekday.FRIDAY}),
}
HOURS = {
    "": [],
    "mornings": [(9, 12)],
    "afternoon": [(12, 17)],
    "in the evening": [(17, 21)],
    "after 3pm": [(15, 24)],
    "after 3": [(15, 24)],
    "before 10": [(0, 10)],
    "before noon": [(0, 12)],
    "before 5": [(0, 17)],
    "14-17": [(14, 17)],
    "5-7": [(17, 19)],
    "9-5": [(9, 17)],
    "9 to 12 and 14 to 16": [(9, 12), (14, 16)],
    "9-17 except lunch": [(9, 12), (13, 17)],
    "between 10 and 12": [(10, 12)],
    "all day": [],
}
NAMES = ("Tom & Jerry", "Or Levy", "Any Garcia", "Both Smith", "Ana, PhD", "Ana for President")
NAMES += ("R&D <Lead>", "Will Friday", "Carl", "All Free", "May 5-7", "Tomorrow Jones")


@pytest.mark.parametrize(("days", "hours"), list(product(DAYS, HOURS)))
def test_days_and_hours_are_read_behind_names_and_belong_to_none(days: str, hours: str) -> None:
    if hours == "mornings" and DAYS[days][0]:
        hours = "in the morning"  # "Friday mornings" would be those of every week
    text = f"Carl Chen with @ines and Ivo {days} {hours}"

    question = read_question(text, today=TODAY)

    reach, weekdays = DAYS[days]
    ahead = reach and [TODAY + timedelta(days=count) for count in reach]
    expected = {**HOURS, "in the morning": HOURS["mornings"]}[hours]
    assert question.period == (ahead and Period(first_day=ahead[0], last_day=ahead[1]))
    assert question.weekdays == weekdays
    assert question.hours == tuple(WallHours(start=a * 60, end=b * 60) for a, b in expected)
    assert [mention.name for mention in question.people] == ["Carl Chen", "ines", "Ivo"]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Carl tomorrow around ten", "tomorrow around ten"),
        ("Carl tomorrow with Ines", "tomorrow with Ines"),
        ("Carl Tuesday 14-17 Ines", "Tuesday 14-17 Ines"),
        ("Carl 10:30ish", "10:30"),
        ("May 3 with Carl", "May 3 with Carl"),
        ("next week Carl", "next week Carl"),
        ("Carl with Ines mornings-ish tomorrow please", "tomorrow please"),
        ("Carl until Friday noon", "until Friday noon"),
        ("Carl tomorrow and next Thursday week", "tomorrow and next Thursday week"),
    ],
)
def test_what_is_not_read_is_named_and_never_taken_for_a_name(text: str, unread: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read_question(text, today=TODAY)

    assert f"“{unread}”" in refused.value.question


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "around", ["{}", "{} tomorrow 10-12", "Dora with {} next week", "{}, Dora"]
)
def test_a_name_that_somebody_has_is_never_cut(name: str, around: str) -> None:
    typed = around.format(name).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    question = read_question(typed, today=TODAY, names=NAMES)

    assert name in [mention.name for mention in question.people]
    assert {mention.name for mention in question.people} <= {name, "Dora"}
    assert (question.match, question.period is None) == ("all", not around.endswith(("2", "week")))


@pytest.mark.parametrize("words", ["around ten", "until Christmas", "over Easter"])
def test_plain_words_behind_a_known_name_are_no_part_of_it(words: str) -> None:
    with pytest.raises(NotUnderstood, match=f"“{words}”"):
        read_question(f"Carl {words}", today=TODAY, names=["Carl"])


def test_a_number_at_the_end_of_a_name_is_a_part_of_it() -> None:
    question = read_question("Candidate 7 next week", today=TODAY)

    assert question.people == (Mention(name="Candidate 7"),)


@pytest.mark.parametrize(
    "text",
    [
        "all next week mornings max 2 a day",
        "everybody, max 2 interviews per day, next week in the morning",
        "everyone at most two a day each next week mornings",
        "all no more than 2 daily next week mornings only",
    ],
)
def test_a_limit_for_each_day_stands_anywhere(text: str) -> None:
    question = read_question(text, today=TODAY)

    assert question == Question(
        people=(),
        period=Period(first_day=date(2026, 11, 16), last_day=date(2026, 11, 22)),
        hours=(WallHours(start=540, end=720),),
        most_a_day=2,
    )


def test_the_ids_of_those_who_are_mentioned_come_each_once() -> None:
    assert mentioned_ids("<@U1|ines> with <@W2> and <@U1>") == ("U1", "W2")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Or", ["Or"]),
        ("Or with Ines", ["Or", "Ines"]),
        ("Carl with Or", ["Carl", "Or"]),
        ("Carl and Or next week", ["Carl", "Or"]),
        ("Or Levy and Ines", ["Or Levy", "Ines"]),
    ],
)
def test_or_is_a_name_where_nothing_stands_before_it_to_choose_from(
    text: str, names: list[str]
) -> None:
    question = read_question(text, today=TODAY)

    assert [person.name for person in question.people] == names
    assert question.match == "all"


@pytest.mark.parametrize("text", ["@ines or @ivo", "Ana, Ben, or Carl", "Carl or Ines"])
def test_or_between_people_means_any_of_them(text: str) -> None:
    assert read_question(text, today=TODAY).match == "any"


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("Carl with everybody", True),
        ("Carl with everyone next week", True),
        ("Carl with all of <@U1> <@U2>", False),
        ("Carl with anybody", False),
        ("<@U1> <@U2> all", False),
        ("everybody next week", False),
    ],
)
def test_with_everybody_is_told_from_with_anybody(text: str, is_so: bool) -> None:
    assert read_question(text, today=TODAY).with_everybody is is_so
