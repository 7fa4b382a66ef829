"""What people write to the app: which reader it is for, and that it is read as a command would."""

from datetime import UTC, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wording.corpus import NOWS, corpus, in_several_ways

from scheduling.errors import SchedulingError, SeveralReadings
from scheduling.wording.reading import (
    AskedBack,
    HoursMeant,
    PlainWords,
    SlotsMeant,
    SmallTalk,
    read_availability,
    read_plain_words,
    read_question,
    said_of_another,
    said_words,
    sentence_of,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 10, 5, 30, tzinfo=UTC)  # a Tuesday
NAMES = ("Carl Chen", "Tom & Jerry", "Can Garcia")
BEFORE = ("", "Hi! ", "hello there, ", "Good morning. ", "ok, ", "please ")
BEHIND = ("", ".", "!", " please", ", thanks!", " Thank you.")


def read(text: str, now: datetime = NOW) -> PlainWords:
    return read_plain_words(text, now=now, zone=BERLIN, names=names_in(text), writer="U9")


def names_in(text: str) -> tuple[str, ...]:
    return tuple(name for name in NAMES if name in text)


# -- what a command would read is read so ----------------------------------------------------


@pytest.mark.parametrize("now", NOWS[:2], ids=lambda now: str(now.date()))
def test_hours_are_read_as_the_command_reads_them_with_words_around_them_or_not(
    now: datetime,
) -> None:
    wrappings, asked = list(product(BEFORE, BEHIND)), 0

    for number, (text, _) in enumerate(corpus(now)[::17]):
        before, behind = wrappings[number % len(wrappings)]
        try:
            said = read_availability(text, now=now, zone=BERLIN)
        except SchedulingError:
            asked += 1
            assert not isinstance(read(text, now), HoursMeant), text
            continue
        assert read(text, now) == HoursMeant(said=said), text
        assert read(f"{before}{text}{behind}", now) == HoursMeant(said=said), (before, text, behind)

    assert asked


def test_what_can_be_meant_in_several_ways_is_asked_with_all_of_them() -> None:
    for text, _ in in_several_ways(NOW.date()):
        with pytest.raises(SeveralReadings) as several:
            read_availability(text, now=NOW, zone=BERLIN)

        meant = read(f"I can do {text}, thanks")

        assert isinstance(meant, AskedBack), text
        assert isinstance(meant.question, SeveralReadings), text
        assert meant.question.readings == several.value.readings


@pytest.mark.parametrize("now", NOWS[:2], ids=lambda now: str(now.date()))
def test_the_sentence_that_a_button_keeps_means_the_same_on_a_later_day(now: datetime) -> None:
    later = now.replace(hour=now.hour + 1)

    for text, _ in corpus(now)[::29]:
        meant = read(text, now)
        if isinstance(meant, HoursMeant):
            kept = read_availability(sentence_of(meant.said), now=later, zone=BERLIN)
            assert kept == meant.said, text


QUESTIONS = [
    "Carl Chen with Ines",
    "Carl Chen with <@U1|ines> <@U2> next week",
    "Tom & Jerry tomorrow afternoon",
    "any of <@U1> and <@U2> weekdays before noon",
    "<@U1> for Carl Chen on Friday",
    "Can Garcia with Ines",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_questions_are_read_as_the_command_reads_them(text: str) -> None:
    today = NOW.astimezone(BERLIN).date()

    for before, behind in product(BEFORE, BEHIND):
        meant = read(f"{before}{text}{behind}")

        assert isinstance(meant, SlotsMeant)
        way = meant.ways[0]
        asked = read_question(way.text, today=today, names=NAMES)
        assert asked == read_question(text, today=today, names=NAMES)
        assert way.people == asked.people


@given(st.text(max_size=60))
def test_any_text_is_about_something(text: str) -> None:
    meant = read(text)

    assert isinstance(meant, SmallTalk | HoursMeant | AskedBack | SlotsMeant)


# -- how people put it -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I can do Wednesday 9-12", "Wed 11 Nov 2026, 9:00 AM – 12:00 PM"),
        ("hello, I could do Wed 14-16 please", "Wed 11 Nov 2026, 2:00 PM – 4:00 PM"),
        ("I'm free tomorrow 9-12", "Wed 11 Nov 2026, 9:00 AM – 12:00 PM"),
        ("how about tomorrow 9-12?", "Wed 11 Nov 2026, 9:00 AM – 12:00 PM"),
        ("availability tomorrow 9-12", "Wed 11 Nov 2026, 9:00 AM – 12:00 PM"),
        ("I can’t do Friday", "Off Fri 13 Nov 2026"),
        ("I'm not free on Friday", "Off Fri 13 Nov 2026"),
        ("can I do Wednesday 9-12?", "Wed 11 Nov 2026, 9:00 AM – 12:00 PM"),
        ("Ich kann am Mittwoch 9 bis 12 Uhr", "Wed 11 Nov 2026, 9:00 AM – 12:00 PM"),
        ("Je peux mercredi 9h-12h", "Wed 11 Nov 2026, 9:00 AM – 12:00 PM"),
        ("puedo el miércoles de 9 a 12", "Wed 11 Nov 2026, 9:00 AM – 12:00 PM"),
        ("Morgen 9 bis 12 Uhr, danke", "Wed 11 Nov 2026, 9:00 AM – 12:00 PM"),
    ],
)
def test_hours_may_be_given_in_a_sentence(text: str, said: str) -> None:
    meant = read(text)

    assert isinstance(meant, HoursMeant)
    assert said_words(meant.said) == (said,)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("when can Carl meet Ines?", "Carl with Ines"),
        ("When can Tom & Jerry see <@U1> tomorrow?", "Tom & Jerry with <@U1> tomorrow"),
        ("find a time for Carl and Ines next week", "Carl and Ines next week"),
        ("is Ines free tomorrow afternoon?", "Ines tomorrow afternoon"),
        ("Ines free tomorrow?", "Ines tomorrow"),
        ("<@U1> is free tomorrow 9-12", "<@U1> tomorrow 9-12"),
        ("<@U1> can do tomorrow 9-12", "<@U1> tomorrow 9-12"),
        ("who can interview Carl on Friday?", "Carl on Friday"),
        ("schedule an interview with Ines for Carl", "Ines for Carl"),
        ("can you find a slot for Carl with <@U1>?", "Carl with <@U1>"),
        ("when are Carl and Ines both free?", "Carl and Ines"),
        ("when can Carl meet any of <!subteam^S1>", "Carl with any of <!subteam^S1>"),
        ("when can I meet Ines?", "<@U9> with Ines"),
        ("When can Carl see me tomorrow?", "Carl with <@U9> tomorrow"),
        ("find me a slot for Carl", "Carl"),
    ],
)
def test_a_question_may_be_put_as_one(text: str, asked: str) -> None:
    meant = read(text)

    assert isinstance(meant, SlotsMeant)
    assert meant.ways[-1].text == asked


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        *((text, SmallTalk.HELLO) for text in ("", "Hello!", "hi there", "Good morning", "Hallo")),
        *((text, SmallTalk.THANKS) for text in ("thanks", "Great, thank you!", "Danke")),
        *((text, SmallTalk.AGREED) for text in ("Ok", "yes please", "no", "Never mind.", "nein")),
        *((text, SmallTalk.HELP) for text in ("help", "?", "...", "what can you do?")),
        *((text, SmallTalk.TAKE_AWAY) for text in ("pause until 5 Jan", "clear my hours", "undo")),
        *(
            (text, SmallTalk.UNTOLD)
            for text in (
                "people to tell",
                "Who is untold?",
                "who isn't told yet",
                "Whom do I tell?",
            )
        ),
        *((text, SmallTalk.INTERVIEWS) for text in ("my interviews", "cancel my interview")),
        *((text, SmallTalk.INTERVIEWS) for text in ("when is my next interview?", "interviews")),
        *((text, SmallTalk.INTERVIEWS) for text in ("I can't make it tomorrow", "What's next?")),
        ("move my interview with Ines to Friday", SmallTalk.INTERVIEWS),
        ("word " * 300, SmallTalk.UNCLEAR),
    ],
)
def test_the_rest_is_small_talk_or_about_interviews(text: str, talk: SmallTalk) -> None:
    assert read(text) is talk


@pytest.mark.parametrize(
    "text", ["Tuesday at 9", "tomorrow", "I can do Tuesday", "31 Feb 9-12", "Mo 9-12"]
)
def test_what_begins_like_hours_is_asked_back_about_them(text: str) -> None:
    assert isinstance(read(text), AskedBack)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("when can <#C1|general> meet Carl?", "#general is a channel, not a person."),
        ("find a slot for Carl on 03/04", "Is 03/04 the 3rd of April or the 4th of March?"),
    ],
)
def test_a_question_that_can_not_be_told_is_asked_back(text: str, asked: str) -> None:
    meant = read(text)

    assert isinstance(meant, AskedBack)
    assert not meant.is_about_hours
    assert asked in meant.question.sentence(zone=UTC)


def test_what_begins_like_a_command_may_be_the_name_of_somebody() -> None:
    meant = read_plain_words("Clear Brook", now=NOW, zone=BERLIN, names=["Clear Brook"])

    assert isinstance(meant, SlotsMeant)


@pytest.mark.parametrize("text", ["I like cake", "who are you?", "save"])
def test_what_may_be_a_name_and_asks_for_nothing_is_not_taken_for_a_question(text: str) -> None:
    meant = read(text)

    assert isinstance(meant, SlotsMeant)
    assert not meant.is_asked


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Carl can do Tuesday 9-12", "Carl", "Tuesday 9-12"),
        ("Carl Chen could on Friday 14-16.", "Carl Chen", "Friday 14-16"),
        ("Ana: tomorrow 9-12", "Ana", "tomorrow 9-12"),
        ("Cara can’t make Friday", "Cara", "off Friday"),
        ("Isa is out next week", "Isa", "off next week"),
        ("<@U1|ines> works Mondays 9-12", "ines", "Mondays 9-12"),
    ],
)
def test_what_is_said_of_another_names_them_first(text: str, name: str, words: str) -> None:
    said = said_of_another(text)

    assert said is not None
    assert (said.mention.name, said.words) == (name, words)


@pytest.mark.parametrize(
    "text",
    ["I can do Tuesday 9-12", "We are free Friday 9-12", "can Carl do Tuesday 9-12?", "Carl can"],
)
def test_one_s_own_time_and_questions_are_said_of_nobody_else(text: str) -> None:
    assert said_of_another(text) is None


# -- who is free, where nobody is named ------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("who is free tomorrow?", "anybody tomorrow"),
        ("Hi! who's free tomorrow afternoon, please", "anybody tomorrow afternoon"),
        ("do you know who else is available next week?", "anybody next week"),
        ("who could do Friday 2pm", "anybody Friday 2pm"),
        ("who can interview on Tuesday at 3pm?", "anybody on Tuesday at 3pm"),
        ("which interviewers are free on Friday", "anybody on Friday"),
        ("is anybody free for an interview today?", "anybody today"),
        ("anyone around now?", "anybody today"),
        ("are there any slots next week?", "anybody next week"),
        ("free slots", "anybody"),
        ("who is free?", "anybody"),
    ],
)
def test_who_is_free_is_asked_of_anybody(typed: str, asks: str) -> None:
    meant = read(typed)

    assert isinstance(meant, SlotsMeant)
    assert [(way.text, way.people) for way in meant.ways] == [(asks, ())]


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("who can interview Carl Chen on Friday?", "Carl Chen on Friday"),
        ("who is free for Carl Chen tomorrow?", "for Carl Chen tomorrow"),
        ("can anybody take <@U1> tomorrow", "<@U1> tomorrow"),
    ],
)
def test_who_is_free_for_somebody_is_asked_of_them(typed: str, asks: str) -> None:
    meant = read(typed)

    assert isinstance(meant, SlotsMeant)
    assert meant.ways[-1].text == asks


@pytest.mark.parametrize("typed", ["who interviews Carl Chen?", "who is interviewing tomorrow"])
def test_who_interviews_whom_is_in_the_list_of_interviews(typed: str) -> None:
    assert read(typed) is SmallTalk.INTERVIEWS
