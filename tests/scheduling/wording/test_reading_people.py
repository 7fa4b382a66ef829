"""Who is named, when, and all or any of them; and candidates in one line."""

import re
from datetime import date

import pytest

from scheduling.errors import EmailNotUsable, NameNotUsable, NotUnderstood, UnknownTimeZone
from scheduling.model import WallHours
from scheduling.wording.reading import (
    Mention,
    ParsedCandidate,
    Period,
    Question,
    closest,
    read_candidate,
    read_mentions,
    read_question,
    with_writer,
)

TODAY = date(2026, 11, 10)
NEXT_WEEK = Period(first_day=date(2026, 11, 16), last_day=date(2026, 11, 22))
FRIDAY = Period(first_day=date(2026, 11, 13), last_day=date(2026, 11, 13))
UNTIL_FRIDAY = Period(first_day=date(2026, 11, 11), last_day=date(2026, 11, 13))
MAY = Period(first_day=date(2027, 5, 1), last_day=date(2027, 5, 31))

PEOPLE = [
    # text; who is named before "with", and after it; * for a mention of Slack's
    ("", [], []),
    ("   ", [], []),
    ("Carl", ["Carl"], []),
    ("@ines", ["ines"], []),
    ("<@U1|ines>", ["*U1 ines"], []),
    ("<@U1>", ["*U1 "], []),
    ("<@U1|ines> <@W2>", ["*U1 ines", "*W2 "], []),
    ("<@U1|ines><@U2|ivo>", ["*U1 ines", "*U2 ivo"], []),
    ("Carl with @ines @ivo", ["Carl"], ["ines", "ivo"]),
    ("Carl with <@U1|ines> <@U2|ivo>", ["Carl"], ["*U1 ines", "*U2 ivo"]),
    ("Carl WITH Ines AND Ivo", ["Carl"], ["Ines", "Ivo"]),
    ("<@U1|ines> <@U2|ivo> for Carl", ["Carl"], ["*U1 ines", "*U2 ivo"]),
    ("for Carl with Ines", ["Carl"], ["Ines"]),
    ("with Ines for Carl", ["Carl"], ["Ines"]),
    ("slots for Carl with Ines", ["Carl"], ["Ines"]),
    ("with Ines", [], ["Ines"]),
    # names of several words, and names that look like something else
    ("Carl Chen with Ines Moreau", ["Carl Chen"], ["Ines Moreau"]),
    ("Carl Chen, Ines Moreau and Ivo", ["Carl Chen", "Ines Moreau", "Ivo"], []),
    ("Carl Chen & Ines + Ivo; Ana", ["Carl Chen", "Ines", "Ivo", "Ana"], []),
    ("Carl &amp; Ines", ["Carl", "Ines"], []),
    ("Carl\nInes Moreau", ["Carl Ines Moreau"], []),
    ("@Carl Chen @ivo", ["Carl Chen", "ivo"], []),
    ("Wei Sun", ["Wei Sun"], []),
    ("Sun", ["Sun"], []),
    ("May", ["May"], []),
    ("April Jones and June", ["April Jones", "June"], []),
    ("Sandy Withers", ["Sandy Withers"], []),
    ("Anders Andersson", ["Anders Andersson"], []),
    ("Zoë O’Brien-Łukasiewicz", ["Zoë O’Brien-Łukasiewicz"], []),
    ("陈 伟 with 伊内斯", ["陈 伟"], ["伊内斯"]),
    ("J. R. Smith 3rd", ["J. R. Smith 3rd"], []),
    # what should not be in names is out, and nobody is lost
    ("Carl\u202e Chen\u200b", ["Carl Chen"], []),
    ("Carl, Carl", ["Carl", "Carl"], []),
    ("Carl,, and with  , Ines", ["Carl"], ["Ines"]),
]

WHEN = [
    ("Carl next week", NEXT_WEEK),
    ("Carl, next week", NEXT_WEEK),
    ("Carl for next week", NEXT_WEEK),
    ("Carl in the next 3 days", Period(first_day=TODAY, last_day=date(2026, 11, 12))),
    ("Carl on Friday", FRIDAY),
    ("Carl Friday", FRIDAY),
    ("Carl this Fri", FRIDAY),
    ("Carl 13 Nov", FRIDAY),
    ("Carl 2026-11-13", FRIDAY),
    ("Carl from tomorrow to Friday", UNTIL_FRIDAY),
    ("Carl tomorrow - Friday", UNTIL_FRIDAY),
    ("Carl tomorrow–Friday", UNTIL_FRIDAY),
    ("Carl Wed-Fri", UNTIL_FRIDAY),
    ("Carl 11 Nov - 13 Nov 2026", UNTIL_FRIDAY),
    ("Carl Nov 11 - 13, 2026", UNTIL_FRIDAY),
    ("Carl in May", MAY),
    ("Carl between 11 and 13 Nov", UNTIL_FRIDAY),
    ("Carl", None),
]

OPEN = [
    # text, the first day
    ("Carl from Friday", date(2026, 11, 13)),
    ("Carl from 10 Dec on", date(2026, 12, 10)),
    ("Carl starting Monday", date(2026, 11, 16)),
    ("Carl after Friday", date(2026, 11, 14)),
    ("Carl after tomorrow", date(2026, 11, 12)),
    ("Carl after 10 Dec", date(2026, 12, 11)),
    ("Carl after 10 Dec afternoons", date(2026, 12, 11)),
    ("Carl Tuesdays after 10 Dec", date(2026, 12, 15)),
]

MATCH = [
    ("@ines @ivo", "all"),
    ("all of @ines @ivo", "all"),
    ("@ines @ivo both", "all"),
    ("any of @ines @ivo", "any"),
    ("any @ines @ivo", "any"),
    ("either of @ines @ivo", "any"),
    ("@ines @ivo any", "any"),
    ("@ines or @ivo", "any"),
    ("any of @ines or @ivo", "any"),
    ("@ines, @ivo (any)", "any"),
]


@pytest.mark.parametrize(("text", "first", "second"), PEOPLE)
def test_people_are_named_in_many_ways(text: str, first: list[str], second: list[str]) -> None:
    question = read_question(text, today=TODAY)

    assert [shown(m) for m in question.people if not m.after_with] == first
    assert [shown(m) for m in question.people if m.after_with] == second
    assert (question.period, question.match) == (None, "all")


@pytest.mark.parametrize(("text", "period"), WHEN)
def test_the_days_come_last_and_belong_to_no_name(text: str, period: Period | None) -> None:
    question = read_question(text, today=TODAY)

    assert [shown(mention) for mention in question.people] == ["Carl"]
    assert question.period == period


@pytest.mark.parametrize(
    ("text", "named", "days"),
    [
        ("May next week", ["May"], NEXT_WEEK),
        ("May in May", ["May"], MAY),
        ("Domingo on Friday", ["Domingo"], FRIDAY),
        ("Carl with May on Friday", ["Carl", "May"], FRIDAY),
        ("Carl in May", ["Carl"], MAY),
    ],
)
def test_a_name_that_is_a_day_as_well_is_a_name_where_days_are_said_besides(
    text: str, named: list[str], days: Period
) -> None:
    question = read_question(text, today=TODAY, names=["Carl", "May", "Domingo"])

    assert [mention.name for mention in question.people] == named
    assert question.period == days


def test_a_date_stays_one_although_somebody_is_called_like_its_month() -> None:
    assert read_question("May 10", today=TODAY, names=["May"]).people == ()


@pytest.mark.parametrize(
    ("text", "named", "day"),
    [
        ("Carl next Sunday", ["Carl"], date(2026, 11, 22)),
        ("Carl on Sunday", ["Carl"], date(2026, 11, 15)),
        ("Carl with Ines on Sunday", ["Carl", "Ines"], date(2026, 11, 15)),
        ("Carl tomorrow and Friday", ["Carl"], None),
        ("Carl with Sunday", ["Carl", "Sunday"], None),
        ("Carl with Sunday on Sunday", ["Carl", "Sunday"], date(2026, 11, 15)),
        ("Sunday with Ines on Friday", ["Sunday", "Ines"], date(2026, 11, 13)),
        ("Carl in April", ["Carl"], None),
        ("Carl and April next Sunday", ["Carl", "April"], date(2026, 11, 22)),
        ("Sunday", [], date(2026, 11, 15)),
    ],
)
def test_whoever_is_called_like_a_day_breaks_no_words_about_days(
    text: str, named: list[str], day: date | None
) -> None:
    known = ["Carl", "Ines", "Sunday", "April", "Friday"]

    question = read_question(text, today=TODAY, names=known)

    assert [mention.name for mention in question.people] == named
    if day is not None:
        assert question.period == Period(first_day=day, last_day=day)


@pytest.mark.parametrize("name", ["Sunday", "Dienstag", "Thursday"])
def test_a_day_that_may_be_a_person_is_asked_with_words_for_either(name: str) -> None:
    known = ["Carl", name]

    with pytest.raises(NotUnderstood) as asked:
        read_question(f"Carl {name}", today=TODAY, names=known)

    day, person = re.findall("`(.*?)`", asked.value.question)
    assert [m.name for m in read_question(day, today=TODAY, names=known).people] == ["Carl"]
    assert [m.name for m in read_question(person, today=TODAY, names=known).people] == known


@pytest.mark.parametrize("when", ["next week", "Fri", "May", "in May", "13 Nov"])
def test_right_after_a_mention_a_day_is_no_name(when: str) -> None:
    question = read_question(f"Carl with <@U1|ines> {when}", today=TODAY)

    assert [shown(mention) for mention in question.people] == ["Carl", "*U1 ines"]
    assert question.period is not None


@pytest.mark.parametrize(("text", "match"), MATCH)
def test_all_of_them_unless_any_of_them_is_said(text: str, match: str) -> None:
    question = read_question(text, today=TODAY)

    assert [shown(mention) for mention in question.people] == ["ines", "ivo"]
    assert question.match == match


def test_people_days_and_any_are_read_together() -> None:
    text = "Carl Chen with any of <@U1|ines>, Ivo from tomorrow to Friday"

    question = read_question(text, today=TODAY)

    assert question == Question(
        people=(
            Mention(name="Carl Chen"),
            Mention(slack_user_id="U1", name="ines", after_with=True),
            Mention(name="Ivo", after_with=True),
        ),
        period=UNTIL_FRIDAY,
        match="any",
    )


@pytest.mark.parametrize("text", ["<@U1> <@U2> any next week", "<@U1> <@U2> next week any"])
def test_any_may_stand_on_either_side_of_the_days(text: str) -> None:
    question = read_question(text, today=TODAY)

    assert (len(question.people), question.match, question.period) == (2, "any", NEXT_WEEK)


@pytest.mark.parametrize(
    ("text", "asked_back"),
    [
        ("all or any of @ines @ivo", "All of them, or any of them?"),
        ("??? with Carl", "I did not understand “???” as a name."),
        ("Carl with 🦄", "I did not understand “🦄” as a name."),
        ("Carl on 03/04", "Is 03/04 the 3rd of April or the 4th of March?"),
        ("Carl on Mon 10 Nov", "10 Nov 2026 is a Tuesday, not a Monday."),
        ("Carl on 31 Feb", "There is no date “31 Feb”"),
        ("Carl " * 1_000, "at most 4000 characters"),
    ],
)
def test_a_question_that_cannot_be_told_is_asked_back(text: str, asked_back: str) -> None:
    with pytest.raises(NotUnderstood) as asked:
        read_question(text, today=TODAY)

    assert asked_back in asked.value.question


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Carl tomorrow at 2pm", 14),
        ("Carl at 2 PM tomorrow", 14),
        ("Carl tomorrow, at 14:00", 14),
        ("Carl tomorrow at 10", 10),
        ("Carl tomorrow at 2", 14),
        ("Carl tomorrow at noon", 12),
        ("Carl tomorrow 2pm", 14),
        ("Carl tomorrow 14:00", 14),
    ],
)
def test_an_interview_at_a_time_needs_no_end(text: str, start: int) -> None:
    found = read_question(text, today=TODAY)

    assert found.hours == (WallHours(start=start * 60, end=start * 60 + 60),)
    assert found.period == Period(first_day=date(2026, 11, 11), last_day=date(2026, 11, 11))


@pytest.mark.parametrize(
    "text", ["Carl tomorrow at 24:00", "Carl tomorrow 9", "Carl Tue at 2 PM 3"]
)
def test_a_time_that_may_be_another_is_asked_for(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_question(text, today=TODAY)


@pytest.mark.parametrize(("text", "first"), OPEN)
def test_a_question_needs_no_last_day(text: str, first: date) -> None:
    question = read_question(text, today=TODAY)

    assert [mention.name for mention in question.people] == ["Carl"]
    assert question.period is not None
    assert (question.period.first_day, question.is_open) == (first, True)
    assert not read_question(f"{text} for 2 weeks", today=TODAY).is_open or "Tue" in text


@pytest.mark.parametrize("text", ["Carl after 10", "Carl after 3pm"])
def test_after_a_time_is_no_day(text: str) -> None:
    question = read_question(text, today=TODAY)

    assert (question.period, len(question.hours)) == (None, 1)


def test_a_name_of_many_characters_is_refused() -> None:
    with pytest.raises(NameNotUsable):
        read_question("x" * 151, today=TODAY)


def test_mentions_alone_keep_words_that_would_be_days() -> None:
    mentions = read_mentions("<@U1|ines>, Sunny Friday")

    assert [shown(mention) for mention in mentions] == ["*U1 ines", "Sunny Friday"]


# -- candidates ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "email", "zone"),
    [
        ("Carl", "Carl", None, None),
        ("Carl Chen", "Carl Chen", None, None),
        ("Carl Chen carl@example.com", "Carl Chen", "carl@example.com", None),
        (
            "Carl Chen carl@example.com Europe/London",
            "Carl Chen",
            "carl@example.com",
            "Europe/London",
        ),
        (
            "Carl Chen, carl@example.com, europe/london",
            "Carl Chen",
            "carl@example.com",
            "Europe/London",
        ),
        (
            "Carl Chen <mailto:carl@example.com|carl@example.com> new york",
            "Carl Chen",
            "carl@example.com",
            "America/New_York",
        ),
        ("Carl Chen <carl@example.com>", "Carl Chen", "carl@example.com", None),
        ("Carl Chen &lt;carl@example.com&gt;", "Carl Chen", "carl@example.com", None),
        ("Carl Chen Europe/London", "Carl Chen", None, "Europe/London"),
        ("Carl Europe/London carl@example.com", "Carl", "carl@example.com", "Europe/London"),
        ("Carl America/Argentina/Ushuaia", "Carl", None, "America/Argentina/Ushuaia"),
        ("Carl Chen, Lisbon", "Carl Chen", None, "Europe/Lisbon"),
        ("Carl, PhD", "Carl, PhD", None, None),
        ("Sunday Ade", "Sunday Ade", None, None),
        ("April May", "April May", None, None),
        ("Noon Kim", "Noon Kim", None, None),
        ("Jack London", "Jack London", None, None),
        ("Mary Ann Davis", "Mary Ann Davis", None, None),
        ("Dora Diaz Madrid Europe/Madrid", "Dora Diaz Madrid", None, "Europe/Madrid"),
        ("Candidate 7", "Candidate 7", None, None),
        ("Tom and Jerry", "Tom and Jerry", None, None),
        ("  Zoë \u202e  Weiß\u200b ", "Zoë Weiß", None, None),
        ("<!channel> & co", "<!channel> & co", None, None),
    ],
)
def test_a_candidate_is_read_from_one_line(
    text: str, name: str, email: str | None, zone: str | None
) -> None:
    assert read_candidate(text) == ParsedCandidate(name=name, email=email, time_zone=zone)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", NotUnderstood),
        ("  ", NotUnderstood),
        ("carl@example.com", NameNotUsable),
        ("x" * 10_000, NameNotUsable),
        ("🦄", NameNotUsable),
        ("Carl carl@", EmailNotUsable),
        ("Carl carl@@example.com", EmailNotUsable),
        ("Carl carl@example.com CET", UnknownTimeZone),
        ("Carl Europe/Lundun", UnknownTimeZone),
    ],
)
def test_a_candidate_that_cannot_be_kept_is_refused(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_candidate(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("tomorrow", "“tomorrow” looks like a time"),
        ("Gil Gray tomorrow", "“tomorrow” looks like a time"),
        ("Carl Chen next week", "“next week” looks like a time"),
        ("Carl Chen 12 Nov", "“12 Nov” looks like a time"),
        ("Carl Chen Friday 9-12", "“9-12” looks like a time"),
        ("Carl Chen 9am carl@example.com", "“9am” looks like a time"),
        ("for Monday", "“Monday” looks like a time"),
        ("Max Moss +44 20 7946 0000", "“+44 20 7946 0000” looks like a telephone number"),
        ("Max Moss (020) 7946 0000", "“(020) 7946 0000” looks like a telephone number"),
        ("Finn Falk and Greta Gold", "looks like several people"),
        ("Finn Falk; Greta Gold", "looks like several people"),
        ("Dora Diaz Madrid", "Is “Madrid” where they live"),
        ("Carl Chen New York", "Is “New York” where they live"),
    ],
)
def test_what_is_more_than_a_name_is_asked_and_never_kept_as_one(text: str, named: str) -> None:
    with pytest.raises(NotUnderstood) as asked:
        read_candidate(text)

    assert named in asked.value.question
    for example in re.findall(r"`/register candidate ([^`]*)`", asked.value.question):
        assert read_candidate(example).name


# -- verbs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "meant"),
    [("lst", "list"), ("LIST", "list"), ("hlep", "help"), ("zzz", None), ("", None)],
)
def test_the_closest_verb_is_the_one_that_was_meant(word: str, meant: str | None) -> None:
    assert closest(word, ["help", "list", "off"]) == meant


def shown(mention: Mention) -> str:
    return f"*{mention.slack_user_id} {mention.name}" if mention.slack_user_id else mention.name


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("me with Ines", "<@U9> with Ines"),
        ("Carl with me tomorrow", "Carl with <@U9> tomorrow"),
        ("<@U1> and me, myself", "<@U1> and <@U9>, <@U9>"),
        ("find me slots for Carl", "find me slots for Carl"),
        ("Li Me with Ines", "Li Me with Ines"),
    ],
)
def test_whoever_asks_may_call_themselves_me(text: str, read: str) -> None:
    assert with_writer(text, "U9") == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("me", "<@U9>"),
        ("me next week", "<@U9> next week"),
        ("open me", "open <@U9>"),
        ("mine next week", "<@U9> next week"),
        ("my interviews tomorrow", "<@U9> tomorrow"),
        ("Carl and me", "Carl and <@U9>"),
        ("Li Me", "Li Me"),
    ],
)
def test_of_interviews_my_own_are_named_by_mine_as_well(text: str, read: str) -> None:
    assert with_writer(text, "U9", of_theirs=True) == read
