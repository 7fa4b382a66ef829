"""What notices say, as plain text with marks, for a reader; and whom somebody has to tell."""

from dataclasses import replace
from datetime import timedelta

import pytest
from time_builders import at, candidate, interviewer

from languages.locales import own_style_of, style_of
from scheduling.model import Channel, Interview, News, Notice, Person, Untold
from scheduling.model.notices import (
    Booked,
    CannotMakeIt,
    HourPicked,
    LastRead,
    Moved,
    Reminder,
    RoundBooked,
)
from scheduling.model.request import Who
from scheduling.results import InterviewChange
from scheduling.timespan import Clock, written_in
from scheduling.wording.saying.marked import Piece, capitalised, data, filled, joined, plain
from scheduling.wording.saying.notices.sentences import notice_words, whole_words
from scheduling.wording.saying.notices.untold import (
    who_is_told,
    who_would_be_told,
    words_to_pass_on,
)
from scheduling.wording.saying.reader import Reader

NOW = at("2026-11-09 08:00")
CARL = candidate("Carl", 1, "America/New_York")
INES = interviewer("Ines", 2, "Europe/Berlin")
IVO = interviewer("Ivo", 3)
CORA = Person(id=5, name="Cora", role=None, time_zone="UTC", is_coordinator=True)
IN_SLACK = {each.id: replace(each, slack_user_id=f"U{each.id}") for each in (CARL, INES, IVO)}
INTERVIEW = Interview(id=7, candidate=CARL, interviewers=(INES,), start=at("2026-11-10 14:00"))
BOOKED = Booked(by=Who.of(CORA), start=INTERVIEW.start)


def news(notice: Notice, *interviews: Interview, stand_ins: tuple[Person, ...] = ()) -> News:
    about = interviews or (INTERVIEW,)
    return News(notice=notice, interviews=about, people={CORA.id: CORA}, stand_ins=stand_ins)


def said(notice: Notice, *interviews: Interview, to: Person) -> str:
    reader = Reader.of(to, channel=None)
    return plain(whole_words(news(notice, *interviews), reader=reader, now=NOW))


# -- marks -----------------------------------------------------------------------------------


def test_marks_are_made_in_our_own_sentences_alone() -> None:
    marked = filled("*{who} can't make it*: see `/help`. {why}", who="A *b* `c`", why="{x} *y*")

    assert plain(marked) == "A *b* `c` can't make it: see `/help`. {x} *y*"
    assert [piece.text for piece in marked if piece.is_strong] == ["A *b* `c`", " can't make it"]
    assert [piece.text for piece in marked if piece.is_typed] == ["/help"]


def test_what_stands_out_within_a_part_goes_on_standing_out() -> None:
    name = filled("*{name}*", name="Carl")

    marked = filled("with {name}", name=name)

    assert marked == (Piece(text="with "), Piece(text="Carl", is_strong=True))


def test_parts_are_joined_and_begin_with_a_capital() -> None:
    row = joined([data("your interview"), data("is on")], separator=" ")

    assert plain(capitalised(row)) == "Your interview is on"
    assert capitalised(()) == joined([], separator=", ") == ()


# -- readers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "time"),
    [
        ("en-AU", "Tue 10 Nov, 3:00 PM CET"),
        ("en-US", "Tue Nov 10, 3:00 PM CET"),
        ("de-DE", "Tue 10 Nov, 15:00 CET"),
    ],
)
def test_times_are_by_the_reader_s_own_zone_and_clock(locale: str, time: str) -> None:
    reader = Reader.of(INES, channel=Channel.EMAIL)

    with written_in(style_of(locale)):
        words = notice_words(news(BOOKED), reader=reader, now=NOW)

    assert plain(words) == f"Cora has booked an interview for you: {time}, with Carl."


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        (
            "de-AT",
            "Cora hat ein Vorstellungsgespräch für Sie gebucht: Di., 10. Nov., 15:00 Uhr MEZ",
        ),
        ("fr", "Cora a réservé un entretien pour vous\N{NO-BREAK SPACE}: mar. 10 nov. à 15:00 CET"),
        ("es-MX", "Cora ha reservado una entrevista para usted: mar, 10 nov, 3:00\xa0p.\xa0m. CET"),
        ("tlh", "Cora has booked an interview for you: Tue 10 Nov, 15:00 CET"),
    ],
)
def test_in_a_language_of_ours_it_is_said_in_that_and_in_any_other_in_english(
    locale: str, words: str
) -> None:
    reader = Reader.of(INES, channel=None)

    with written_in(own_style_of(locale)):
        said = notice_words(news(BOOKED), reader=reader, now=NOW)

    assert plain(said).startswith(words)


# -- plurals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(minutes=1), "1 minute"),
        (timedelta(hours=1, minutes=20), "1 hour 20 minutes"),
        (timedelta(hours=24), "24 hours"),
        (timedelta(days=2, hours=1), "2 days 1 hour"),
    ],
)
def test_a_reminder_tells_how_long_before_it_was_sent(left: timedelta, words: str) -> None:
    reader = Reader.of(INES, channel=None)

    said = plain(notice_words(news(Reminder()), reader=reader, now=INTERVIEW.start - left))

    assert said.startswith(f"Reminder, {words} ahead: your interview with Carl is on ")


def test_one_interview_and_two_of_a_round() -> None:
    second = replace(INTERVIEW, id=8, start=at("2026-11-11 14:00"))
    one = RoundBooked(by=Who.of(CORA), interview_ids=(7,))
    two = RoundBooked(by=Who.of(CORA), interview_ids=(7, 8))

    assert said(one, to=INES) == (
        "Cora has booked an interview for you: Tue 10 Nov, 3:00 PM CET, with Carl."
    )
    assert said(two, INTERVIEW, second, to=INES) == (
        "Cora has booked 2 interviews for you: Tue 10 Nov, 3:00 PM CET, with Carl; "
        "Wed 11 Nov, 3:00 PM CET, with Carl."
    )


@pytest.mark.parametrize(
    ("count", "help_"),
    [
        (0, "Nobody else is free at that hour: move or cancel it, or ask somebody for hours."),
        (1, "N0 is free then."),
        (2, "N0 and N1 are free then."),
        (7, "N0, N1, N2, N3, N4, N5 and 1 more is free then."),
        (8, "N0, N1, N2, N3, N4, N5 and 2 more are free then."),
    ],
)
def test_who_could_come_instead(count: int, help_: str) -> None:
    others = tuple(interviewer(f"N{number}", 20 + number) for number in range(count))
    cannot = CannotMakeIt(who=Who.of(INES), start=INTERVIEW.start)

    words = notice_words(
        news(cannot, stand_ins=others), reader=Reader.of(CORA, channel=None), now=NOW
    )

    assert plain(words).endswith(help_)


# -- whom somebody has to tell ---------------------------------------------------------------


def change(*untold: Person, notice: Notice = BOOKED) -> InterviewChange:
    people = [each if each in untold else IN_SLACK[each.id] for each in (CARL, INES)]
    interview = replace(INTERVIEW, candidate=people[0], interviewers=(people[1],))
    left = tuple(Untold(person=each, news=news(notice, interview), at=NOW) for each in untold)
    return InterviewChange(interview=interview, untold=left)


CORA_READS = Reader(person=CORA, zone=CORA.zone, channel=Channel.SLACK)


def test_whoever_made_the_change_gets_the_words_to_pass_on() -> None:
    words = plain(who_is_told(change(CARL), reader=CORA_READS))

    assert words == (
        "Ines is told by direct message. Carl, who is not in Slack, is not told by me. Tell them "
        "yourself: “Cora has booked an interview for you: Tue 10 Nov, 9:00 AM EST, with Ines.”"
    )


@pytest.mark.parametrize(
    ("own", "usual", "words"),
    [
        (None, "fr", "Cora a réservé un entretien pour vous"),
        ("de-AT", "fr", "Cora hat ein Vorstellungsgespräch für Sie gebucht"),
        (None, "en", "Cora has booked an interview for you"),
    ],
)
def test_words_to_pass_on_are_in_the_language_of_whoever_is_to_hear_them(
    own: str | None, usual: str, words: str
) -> None:
    carl = replace(CARL, own_locale=own)
    untold = Untold(person=carl, news=news(BOOKED), at=NOW, usual_locale=usual)

    # The coordinator reads another one.
    with written_in(style_of("en-US")):
        passed_on = words_to_pass_on(untold)

    assert passed_on.startswith(words)


def test_words_to_pass_on_are_written_as_those_write_who_are_to_read_them() -> None:
    (untold,) = change(replace(CARL, clock=Clock.TWENTY_FOUR_HOURS)).untold

    with written_in(style_of("en-US")):
        words = words_to_pass_on(untold)

    assert "Tue 10 Nov, 09:00 EST" in words


def test_where_nobody_is_reached_everybody_has_to_be_told() -> None:
    words = plain(who_is_told(change(CARL, INES), reader=CORA_READS))

    assert words.startswith("Carl, who is not in Slack, is not told by me.")
    assert "Ines, who is not in Slack, is not told by me." in words
    assert "told by direct message" not in words


def test_what_to_pass_on_of_a_move_is_the_hour_before_and_after() -> None:
    moved = Moved(by=Who.of(CORA), start=INTERVIEW.start, was=at("2026-11-10 15:00"))
    (left,) = change(CARL, notice=moved).untold

    assert words_to_pass_on(left) == (
        "Cora has moved your interview with Ines. It is now Tue 10 Nov, 9:00 AM EST, "
        "not Tue 10 Nov, 10:00 AM EST."
    )


def test_before_it_is_done_one_hears_who_would_be_told() -> None:
    ines = IN_SLACK[INES.id]

    words = plain(who_would_be_told((CARL, ines), unreached=[CARL], reader=CORA_READS))

    assert words == "Ines is told at once. Carl is not in Slack: that is for you to tell."


def test_of_many_not_everybody_is_named() -> None:
    many = tuple(interviewer(f"N{number}", 20 + number) for number in range(5))

    everybody = plain(who_would_be_told(many, unreached=(), reader=CORA_READS))
    others = plain(who_would_be_told((CARL, *many), unreached=[CARL], reader=CORA_READS))

    assert everybody == "Everybody is told at once."
    assert others.startswith("Everybody else is told at once. Carl is not in Slack:")


def test_whose_calendars_could_not_be_read_stands_behind_what_was_picked() -> None:
    def last_read(who: Person, ago: int | None, *, counts: bool = True) -> LastRead:
        return LastRead(who=Who.of(who), ago=ago, counts=counts)

    both = replace(INTERVIEW, interviewers=(INES, IVO))
    marks = (last_read(INES, 2400), last_read(CARL, None), last_read(IVO, None, counts=False))
    notice = HourPicked(who=Who.of(CARL), start=both.start, last_read=marks)

    assert said(notice, both, to=CORA).endswith(
        "Calendar last read 40 min ago (Ines), never (Carl). "
        "Calendar silent, so only the hours given count: Ivo."
    )
