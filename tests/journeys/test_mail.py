"""Candidates outside Slack are told by mail, and coordinators are told who is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from post_office import PostOffice, invite_of, post_office, text_of

from journeys.arranged import books, gives
from journeys.office import Office, bot_in, workspace_of

ANA = "ana@example.com"


@pytest.fixture(name="post")
def _post() -> Iterator[PostOffice]:
    with post_office() as post:
        yield post


@pytest.fixture(name="office")
def _office(tmp_path: Path, post: PostOffice) -> Iterator[Office]:
    """The usual workspace with a mail server; Ana, outside it, can meet Ines on Tuesday."""
    with workspace_of(tmp_path) as office, bot_in(office, **with_mail(post)):
        arrange(office)
        yield office


def with_mail(post: PostOffice) -> dict[str, str]:
    return {
        "smtp_url": post.url,
        "mail_from": "Acme Interviews <jobs@acme.example>",
        "company_name": "Acme",
        "mail_a_minute": "6000",
    }


def arrange(office: Office, *, address: str = ANA) -> None:
    office.carla.asks(
        f"/register candidate Ana Alves {address} Europe/Lisbon",
        sees="registered as a candidate",
    )
    office.carla.asks("/availability for Ana Alves: Tue 9:00-12:00", sees="Saved for")
    gives(office.ines, "Tue 10:00-13:00")


def has_come(office: Office, post: PostOffice, subject: str) -> str:
    """Wait for a mail to Ana, and return its text on one line."""
    office.slack.waits_until(lambda: any(subject in mail["Subject"] for mail in post.mails(ANA)))
    (mail,) = [mail for mail in post.mails(ANA) if subject in mail["Subject"]]
    return " ".join(text_of(mail).split())


def test_a_candidate_outside_slack_is_told_and_reminded_and_the_coordinator_is_told_so(
    office: Office, post: PostOffice
) -> None:
    booked = books(office.carla, "Ana Alves with @ines", hour="9:00 AM")

    text = has_come(office, post, "Your interview on Tue 10 Nov, 9:00 AM WET (Acme)")
    office.slack.clock.forward(hours=24)
    reminder = has_come(office, post, "Reminder")

    assert "Ana Alves is told by mail." in booked.text
    assert "Tell them yourself" not in booked.text
    assert "Hello Ana Alves, Carla Costa has booked an interview for you" in text
    assert "Ines" not in text
    assert "If you can't come, please answer this mail." in reminder
    assert invite_of(post.mails(ANA)[0]) is not None


def test_before_it_is_cancelled_one_is_asked_and_told_who_hears_of_it_and_how(
    office: Office, post: PostOffice
) -> None:
    books(office.carla, "Ana Alves with @ines", hour="9:00 AM")
    listed = office.carla.asks("/interviews", sees="Ana Alves")

    office.carla.presses("Cancel interview", in_=listed)

    done = office.carla.sees("Cancelled")
    assert "Ana Alves is told by mail." in done.text
    assert "That hour is free again." in has_come(office, post, "Cancelled")


def test_without_an_address_and_without_a_mail_server_the_words_are_to_be_passed_on(
    tmp_path: Path, post: PostOffice
) -> None:
    with workspace_of(tmp_path) as office:
        with bot_in(office):
            arrange(office)
            booked = books(office.carla, "Ana Alves with @ines", hour="9:00 AM")
            assert "Ana Alves, who is not in Slack, is not told by me." in booked.text
        # Switched on over an interview that is booked: what is still to come goes by mail.
        with bot_in(office, **with_mail(post)):
            office.slack.clock.forward(hours=24)
            has_come(office, post, "Reminder")

    assert [mail["Subject"].partition(":")[0] for mail in post.mails()] == ["Reminder"]


def test_mails_lead_to_the_candidates_own_page_and_ask_for_hours(
    tmp_path: Path, post: PostOffice
) -> None:
    settings = {**with_mail(post), "public_url": "https://bot.example"}
    with workspace_of(tmp_path) as office, bot_in(office, **settings):
        arrange(office)
        office.carla.asks(
            "/availability ask Ana Alves", sees="Ana Alves is sent it by mail as well."
        )
        asked = has_come(office, post, "When could you be interviewed? (Acme)")
        books(office.carla, "Ana Alves with @ines", hour="9:00 AM")
        told = has_come(office, post, "Your interview on")

    (page,) = {word for word in asked.split() if word.startswith("https://bot.example/candidate/")}
    assert "Carla Costa asks when you could be interviewed with Acme." in asked
    assert page in told.split()
    assert "Mon 16 Nov, 11:59 PM WET." in asked
    assert "please answer this mail" not in told


def test_an_address_that_is_added_is_reminded_at_and_told_of_what_follows(
    tmp_path: Path, post: PostOffice
) -> None:
    with workspace_of(tmp_path) as office, bot_in(office, **with_mail(post)):
        arrange(office, address="")
        books(office.carla, "Ana Alves with @ines", hour="9:00 AM")
        person = office.carla.asks("/register list", sees="Ana Alves")
        office.carla.presses("Change details", in_=person)
        office.carla.fills({"Email": ANA})
        office.carla.submits()
        office.carla.sees_in_modal("Saved")

        office.slack.clock.forward(hours=24)
        has_come(office, post, "Reminder")
