"""`check --mail`: one mail goes out, and the server's answer is said."""

from collections.abc import Iterator

import pytest
from failing_smtp import HANGS_UP, Stage, failing_server
from post_office import PostOffice, post_office, text_of

from bot.cli.mail import check_mail
from bot.process.config import read_mail_settings
from bot.process.settings.mail import MailSettings


@pytest.fixture(name="post", scope="module")
def _post() -> Iterator[PostOffice]:
    with post_office() as post:
        yield post


def settings(url: str | None) -> MailSettings:
    return read_mail_settings(
        smtp_url=url, mail_from="Acme <jobs@acme.example>" if url else None, _env_file=None
    )


def test_a_mail_goes_out_and_what_the_server_said_is_told(
    post: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    status = check_mail(settings(post.url), to="you@bücher.example")

    (mail,) = post.mails()
    assert status == 0
    assert f"ok    Mail: 127.0.0.1:{post.port} took it: “250 Taken”" in capsys.readouterr().out
    assert mail["To"] == "you@xn--bcher-kva.example"
    assert "dkim=fail" in text_of(mail)


@pytest.mark.parametrize(
    ("stage", "answer", "words"),
    [
        (Stage.MAIL, "550 5.7.1 not you", "refuses us: 550 5.7.1 not you."),
        (Stage.RCPT, "550 no such user", "refuses that address, or the mail: 550 no such user."),
        (Stage.RCPT, "450 greylisted", "asks to try that address again later: 450 greylisted."),
        (Stage.GREETING, HANGS_UP, "is out of reach or asks to wait: "),
        (Stage.DOT, HANGS_UP, "broke off in the middle: "),
    ],
)
def test_what_was_refused_is_said_in_the_servers_words(
    stage: Stage, answer: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with failing_server({stage: answer}) as server:
        status = check_mail(settings(f"smtp://127.0.0.1:{server.port}"), to="you@acme.example")

    assert status == 1
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    ("url", "to", "words"),
    [
        (None, "you@acme.example", "WRONG Mail: SMTP_URL is not set, so there is none."),
        ("smtp://127.0.0.1:9", "you", "WRONG Mail: “you” does not look like an email address"),
    ],
)
def test_without_a_server_or_an_address_nothing_is_tried(
    url: str | None, to: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_mail(settings(url), to=to) == 1
    assert words in capsys.readouterr().out
