"""The settings of mail: what is taken, what is refused in words, and that no password is told."""

import pytest
from bot_settings import settings

from bot.process.config import SettingsWrong
from bot.process.settings.mail import Encryption, Letterhead, MailServer, mail_server_in
from scheduling.model import Invites, Mail

AT_ONCE, STARTTLS, NONE = Encryption.AT_ONCE, Encryption.STARTTLS, Encryption.NONE
FROM = {"mail_from": "Acme, Inc. <jobs@acme.example>"}


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtps://mail.acme.example", ("mail.acme.example", 465, AT_ONCE, None, "")),
        ("smtp://mail.acme.example", ("mail.acme.example", 587, STARTTLS, None, "")),
        ("smtp://mail.acme.example:2525", ("mail.acme.example", 2525, STARTTLS, None, "")),
        ("smtp://mail.acme.example?tls=none", ("mail.acme.example", 25, NONE, None, "")),
        ("smtp://localhost:1025", ("localhost", 1025, NONE, None, "")),
        ("smtp://127.0.0.1:1025", ("127.0.0.1", 1025, NONE, None, "")),
        ("smtp://[::1]", ("::1", 25, NONE, None, "")),
        (
            "smtps://jobs%40acme.example:p%2Fs%3As@mail.acme.example/",
            ("mail.acme.example", 465, AT_ONCE, "jobs@acme.example", "p/s:s"),
        ),
    ],
)
def test_an_address_of_a_mail_server_is_read(
    url: str, server: tuple[str, int, Encryption, str | None, str]
) -> None:
    host, port, encryption, user, password = server

    assert mail_server_in(url) == MailServer(
        host=host, port=port, encryption=encryption, user=user, password=password
    )


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mail.acme.example", "should be smtps://user:password@host"),
        ("http://mail.acme.example", "should be smtps://user:password@host"),
        ("smtp://", "should be smtps://user:password@host"),
        ("smtps://mail.acme.example?tls=none", "contradicts"),
        ("smtp://mail.acme.example?tls=yes", "?tls=none at most"),
        ("smtp://mail.acme.example/box", "?tls=none at most"),
        ("smtp://jobs:s3cret@mail.acme.example:ssl", "should be a port"),
        ("smtp://jobs@acme.example:s3c@mail.acme.example", "write %40 for an @"),
        ("smtp://jobs:s3c/ret@mail.acme.example", "%2F for a /"),
    ],
)
def test_one_that_is_none_is_said_without_its_password(url: str, words: str) -> None:
    with pytest.raises(SettingsWrong) as wrong:
        settings(smtp_url=url, **FROM)

    (problem,) = wrong.value.problems
    assert problem.startswith("SMTP_URL: ")
    assert words in problem
    assert "s3c" not in problem


def test_mail_is_off_until_a_server_is_set_and_then_needs_a_sender() -> None:
    with pytest.raises(SettingsWrong) as wrong:
        settings(smtp_url="smtp://localhost")

    assert settings().rules.mail == Mail(is_on=False)
    assert settings(smtp_url="smtp://localhost", **FROM).rules.mail == Mail(is_on=True)
    assert wrong.value.problems == ["MAIL_FROM is not set. (SMTP_URL is, and mails need a sender.)"]


def test_answers_go_to_the_sender_or_to_whom_the_settings_name() -> None:
    chosen = settings(smtp_url="smtp://localhost", **FROM, company_name="Acme")

    assert chosen.letterhead == Letterhead(
        address="jobs@acme.example",
        name="Acme, Inc.",
        reply_to="jobs@acme.example",
        company="Acme",
    )
    other = settings(smtp_url="smtp://localhost", **FROM, mail_reply_to="people@acme.example")
    assert other.letterhead.reply_to == "people@acme.example"


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"mail_from": "Acme"}, "MAIL_FROM: “Acme” does not look like an email address"),
        ({"mail_from": f"{'ü' * 150} <a@b.org>"}, "MAIL_FROM: the name is too long"),
        ({"mail_from": "A\u202eb <a@b.org>"}, "MAIL_FROM: the name should be one line"),
        ({"mail_from": "Acme <a@b.org\nBcc: c@d.org>"}, "MAIL_FROM: "),
        ({"mail_reply_to": "nobody"}, "MAIL_REPLY_TO: “nobody” does not look like an email"),
        ({"mail_a_minute": "0"}, "MAIL_A_MINUTE: should be 1 to 6000 mails a minute"),
        ({"mail_only_to": "acme.example, @"}, "MAIL_ONLY_TO: "),
        ({"calendar_invites": "some"}, "CALENDAR_INVITES: should be candidates, everybody or none"),
        ({"company_name": "A\nB"}, "COMPANY_NAME: should be one line of 80 characters at most"),
        ({"company_contact": "x" * 201}, "COMPANY_CONTACT: should be one line of 200 characters"),
    ],
)
def test_what_cannot_stand_in_a_mail_is_refused_at_the_start(
    chosen: dict[str, str], words: str
) -> None:
    with pytest.raises(SettingsWrong) as wrong:
        settings(**chosen)

    (problem,) = wrong.value.problems
    assert problem.startswith(words)


@pytest.mark.parametrize(
    ("only_to", "address", "is_reached"),
    [
        ("", "carl@example.com", True),
        ("example.com", "Carl@Example.com", True),
        ("acme.example, CARL@example.com", "carl@example.com", True),
        ("example.com", "carl@other.example.com", False),
        ("carl@example.com", "karl@example.com", False),
        ("", None, False),
    ],
)
def test_only_some_are_written_to_where_the_settings_say_so(
    only_to: str, address: str | None, is_reached: bool
) -> None:
    chosen = settings(smtp_url="smtp://localhost", mail_only_to=only_to, **FROM)

    assert chosen.rules.mail.reaches(address) is is_reached
    assert not settings(mail_only_to=only_to).rules.mail.reaches(address)
    assert chosen.calendar_invites is Invites.CANDIDATES
