"""What people read in their mail, and that nothing in it can be anything but text."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mail_builders import (
    CARL,
    CORA,
    HEAD,
    INES,
    INTERVIEW,
    TEN,
    called,
    context_of,
    mail_about,
    raw_of,
)
from post_office import html_of, invite_of, read, text_of
from time_builders import at

from bot.process.settings.mail import sender_in
from scheduling.errors import NameNotUsable
from scheduling.model import Invites, Notice
from scheduling.model.api_access import LinkPurpose
from scheduling.model.notices import (
    Added,
    Booked,
    CalendarEntryEnded,
    Cancelled,
    Moved,
    Reminder,
    Removed,
)
from scheduling.model.notices_about_people import LinkSent
from scheduling.model.request import Who
from scheduling.timespan import HOUR
from scheduling.wording.reading import clean_name

BY_CORA = Who.of(CORA)
BOOKED = Booked(by=BY_CORA, start=TEN)
MOVED = Moved(by=BY_CORA, start=TEN, was=TEN - HOUR)
CANCELLED = Cancelled(by=BY_CORA, start=TEN)


def test_a_confirmation_says_all_that_a_candidate_needs_and_not_whom_they_meet() -> None:
    mail = mail_about(BOOKED)

    assert text_of(mail) == (
        "Hello Carl Chen,\n"
        "\n"
        "Cora Costa has booked an interview for you: Tue 10 Nov, 11:00 CET, with\n"
        "Acme.\n"
        "\n"
        "Tuesday 10 November 2026, 11:00 to 12:00 (Berlin, UTC+01:00)\n"
        "\n"
        "An entry for your calendar comes with this mail. Declining it in your\n"
        "calendar cancels nothing: nobody reads that answer.\n"
        "\n"
        "To move or to cancel it, please answer this mail.\n"
        "\n"
        "-- \n"
        "Acme · people@acme.example, +49 30 123\n"
        "A program has written this mail. Answers to it are read by people.\n"
    )
    assert "Ines" not in mail.as_string()
    assert "Ivo" not in mail.as_string()


@pytest.mark.parametrize(
    ("notice", "subject", "words"),
    [
        (BOOKED, "Your interview on Tue 10 Nov, 11:00 CET (Acme)", "has booked an interview"),
        (
            MOVED,
            "New time for your interview: Tue 10 Nov, 11:00 CET (Acme)",
            "Cora Costa has moved your interview with Acme. It is now Tue 10 Nov, "
            "11:00 CET, not Tue 10 Nov, 10:00 CET.",
        ),
        (
            CANCELLED,
            "Cancelled: your interview of Tue 10 Nov, 11:00 CET (Acme)",
            "Cora Costa has cancelled your interview with Acme",
        ),
        (
            Reminder(),
            "Reminder: your interview on Tue 10 Nov, 11:00 CET (Acme)",
            "Reminder, 26 hours ahead: your interview with Acme is on Tue 10 Nov, 11:00 CET.",
        ),
    ],
    ids=lambda each: getattr(each, "kind", ""),
)
def test_each_kind_has_its_subject_and_says_the_same_in_text_and_in_html(
    notice: Notice, subject: str, words: str
) -> None:
    mail = mail_about(notice)

    assert mail["Subject"] == subject
    assert words in " ".join(text_of(mail).split())
    assert words in " ".join(visible_in(html_of(mail)).split())


def test_whoever_picked_an_hour_reads_that_they_have() -> None:
    mail = mail_about(Booked(by=Who.of(CARL), start=TEN))

    assert "You have picked an hour for your interview: Tue 10 Nov, 11:00 CET, with" in text_of(
        mail
    )


@pytest.mark.parametrize("notice", [Removed(by=BY_CORA, start=TEN), CalendarEntryEnded(start=TEN)])
def test_what_still_stands_for_others_is_not_called_cancelled(notice: Notice) -> None:
    mail = mail_about(notice, to=INES)

    assert mail["Subject"] == "No longer yours: the interview of Tue 10 Nov, 10:00 AM UTC (Acme)"


@pytest.mark.parametrize(
    ("until", "words"),
    [("2026-11-16 23:00", "Mon 16 Nov, 23:59 CET"), ("2026-11-17 11:00", "Tue 17 Nov, 12:00 CET")],
)
def test_a_link_that_ends_with_a_day_ends_before_midnight(until: str, words: str) -> None:
    sent = LinkSent(by=BY_CORA, purpose=LinkPurpose.HOURS, word="w", until=at(until))

    mail = mail_about(sent, link_of=lambda _: "https://acme.example/candidate/w")

    assert mail["Subject"] == "When could you be interviewed? (Acme)"
    assert f"until {words}." in " ".join(text_of(mail).split())


def test_its_head_names_one_receiver_who_answers_and_that_no_machine_should() -> None:
    mail = mail_about(BOOKED)

    assert mail["From"] == "Acme Interviews <interviews@acme.example>"
    assert mail["To"] == "carl@example.com"
    assert mail["Reply-To"] == "people@acme.example"
    assert mail["Message-ID"] == "<c0ffee@acme.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert (mail["Cc"], mail["Bcc"], mail["List-Unsubscribe"]) == (None, None, None)


def test_parts_stand_in_the_order_in_which_readers_of_mail_look_for_them() -> None:
    mail = mail_about(BOOKED)

    types = [part.get_content_type() for part in mail.walk()]

    assert types == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]


def test_a_copy_is_the_same_in_every_byte() -> None:
    assert raw_of(context_of(BOOKED)) == raw_of(context_of(BOOKED))


def test_without_a_company_it_is_with_us_and_without_invites_nothing_is_said_of_calendars() -> None:
    mail = mail_about(BOOKED, head=replace(HEAD, company=None, contact=None), invites=Invites.NONE)

    assert "Tue 10 Nov, 11:00 CET, with\nus." in text_of(mail)
    assert "calendar" not in mail.as_string()
    assert invite_of(mail) is None


def test_where_there_is_a_page_it_is_linked_in_both() -> None:
    address = "https://interviews.acme.example/c/abc-DEF_123?x=1&y=2"

    mail = mail_about(BOOKED, link_of=lambda context: address)

    assert f"Move or cancel it:\n{address}\n" in text_of(mail)
    assert links_in(html_of(mail)) == [address]
    assert "answer this mail" not in text_of(mail)


def test_what_is_off_has_no_link_no_hour_and_no_way_to_move_it() -> None:
    mail = mail_about(CANCELLED, link_of=lambda context: "https://acme.example/c/1")

    assert links_in(html_of(mail)) == []
    assert "2026" not in text_of(mail)
    assert "To move" not in text_of(mail)


def test_whoever_has_cancelled_and_said_why_reads_that_it_was_they() -> None:
    cancelled = Cancelled(by=Who.of(CARL), start=TEN, words="I took another job")

    text = " ".join(text_of(mail_about(cancelled)).split())

    assert "That hour is free again. You said: “I took another job”" in text


def test_an_interviewer_outside_slack_is_told_whom_they_meet() -> None:
    added = mail_about(Added(by=BY_CORA, start=TEN), to=INES)
    removed = mail_about(Removed(by=BY_CORA, start=TEN), to=INES)

    assert "with Carl Chen" in " ".join(text_of(added).split())
    assert "has taken you off the interview with Carl Chen" in " ".join(text_of(removed).split())


def test_what_comes_when_it_has_begun_says_sorry() -> None:
    interview = replace(INTERVIEW, start=at("2026-11-09 08:00"))

    mail = mail_about(Booked(by=BY_CORA, start=interview.start), interview=interview)

    assert "Sorry, this comes late. Cora Costa has booked" in text_of(mail)


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "*Carl* `Chen` {when} {{ letter }} %s",
        "Carl\u2028Bcc: all@example.com",
        "Ü" * 150,
    ],
)
def test_a_name_is_text_wherever_it_stands(name: str) -> None:
    shown = clean_name(name)

    mail = mail_about(Reminder(), interview=called(shown), to=replace(CARL, name=shown))

    assert " ".join(f"Hello {shown},".split()) in " ".join(text_of(mail).split())
    assert f"Hello {shown}," in visible_in(html_of(mail))
    assert tags_in(html_of(mail)) == tags_in(html_of(mail_about(Reminder())))
    assert [*mail.keys()] == [*mail_about(Reminder()).keys()]


@given(name=st.text(max_size=60), company=st.text(max_size=60))
def test_whatever_is_typed_as_a_name_makes_a_sound_mail_to_one_receiver(
    name: str, company: str
) -> None:
    try:
        shown, ours = clean_name(name), clean_name(company)
    except NameNotUsable:
        return
    usual = [*mail_about(BOOKED).keys()]

    mail = mail_about(
        BOOKED,
        interview=called(shown),
        to=replace(CARL, name=shown),
        head=replace(HEAD, company=ours),
    )

    assert [*mail.keys()] == usual
    assert mail["To"] == "carl@example.com"
    # A word that is too long for the first line has it begin on the second, after a blank.
    assert mail["Subject"].lstrip().startswith("Your interview on Tue 10 Nov, 11:00 CET")
    assert shown in visible_in(html_of(mail))
    assert ours in visible_in(html_of(mail))


@given(name=st.text(max_size=80))
def test_a_sender_is_refused_or_read_by_others_as_it_was_meant(name: str) -> None:
    try:
        accepted = sender_in(f"{name} <jobs@acme.example>")
    except ValueError:
        return
    called = accepted.rpartition("<")[0].strip()

    mail = mail_about(BOOKED, head=replace(HEAD, name=called))

    assert mail["From"].addresses[0].display_name == called
    assert mail["From"].addresses[0].addr_spec == HEAD.address


def test_an_address_in_another_script_is_written_as_dns_knows_it() -> None:
    abroad = replace(CARL, email="carl@bücher.example")

    raw = raw_of(context_of(BOOKED, to=abroad, interview=replace(INTERVIEW, candidate=abroad)))

    mail = read(raw)
    assert mail["To"] == "carl@xn--bcher-kva.example"
    assert "with Acme." in " ".join(text_of(mail).split())
    assert "Ines" not in text_of(mail)


class _Seen(HTMLParser):
    """What a page shows, and what it is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for key, value in attrs if key in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def visible_in(page: str) -> str:
    return "".join(_Seen(page).words)


def tags_in(page: str) -> list[str]:
    return _Seen(page).tags


def links_in(page: str) -> list[str]:
    return _Seen(page).links
