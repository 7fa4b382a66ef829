"""What each answer of a mail server means, staged against one that fails as it is told."""

import asyncio
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from failing_smtp import (
    HANGS_UP,
    SAYS_NOTHING,
    TAKES_AND_HANGS_UP,
    FailingServer,
    Stage,
    failing_server,
)

from bot.delivery.channel import SendOutcome, SendResult
from bot.delivery.smtp import Patience, SmtpConnection
from bot.process.settings.mail import Encryption, MailServer

HASTY = Patience(connect=0.3, command=0.3, data=0.3, idle=5.0)
MAIL = b"Subject: hello\r\n\r\nThere is a dot here:\r\n.\r\n"
LATER, BROKEN, UNSENT = SendOutcome.LATER, SendOutcome.BROKEN, SendOutcome.UNSENT
UNKNOWN, NEVER, SENT = SendOutcome.UNKNOWN, SendOutcome.NEVER, SendOutcome.SENT


def connection_to(
    port: int, *, encryption: Encryption = Encryption.NONE, user: str | None = None
) -> SmtpConnection:
    server = MailServer(
        host="127.0.0.1", port=port, encryption=encryption, user=user, password="secret"
    )
    return SmtpConnection(server=server, domain="acme.example", patience=HASTY)


def sent_by(connection: SmtpConnection, *, times: int = 1, to: str = "a@b.org") -> list[SendResult]:
    """Hand the same mail over, one time after the other, on one loop."""

    async def each() -> list[SendResult]:
        results = [
            await connection.send(sender="jobs@acme.example", to=to, message=MAIL)
            for _ in range(times)
        ]
        await connection.close()
        return results

    return asyncio.run(each())


def vouched_for_by_itself(folder: Path) -> ssl.SSLContext:
    """A certificate that nobody else has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    builder = builder.public_key(key.public_key()).serial_number(1)
    builder = builder.not_valid_before(datetime(2020, 1, 1, tzinfo=UTC)).not_valid_after(
        datetime(2120, 1, 1, tzinfo=UTC)
    )
    pem = builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    pem += key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "server.pem").write_bytes(pem)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "server.pem")
    return context


@pytest.mark.parametrize(
    ("does", "outcome", "words"),
    [
        ({Stage.GREETING: "421 closing"}, LATER, "421 closing"),
        ({Stage.GREETING: "450 busy"}, LATER, "450 busy"),
        ({Stage.GREETING: "554 no service for you"}, BROKEN, "554 no service for you"),
        ({Stage.GREETING: HANGS_UP}, LATER, ""),
        ({Stage.GREETING: SAYS_NOTHING}, LATER, ""),
        ({Stage.EHLO: SAYS_NOTHING}, LATER, ""),
        ({Stage.MAIL: "421 closing"}, LATER, "421 closing"),
        ({Stage.MAIL: "451 busy"}, LATER, "451 busy"),
        ({Stage.MAIL: "550 sender not allowed"}, BROKEN, "550 sender not allowed"),
        ({Stage.MAIL: "530 log in first"}, BROKEN, "530 log in first"),
        ({Stage.MAIL: HANGS_UP}, LATER, ""),
        ({Stage.MAIL: SAYS_NOTHING}, LATER, ""),
        ({Stage.RCPT: "450 greylisted"}, UNSENT, "450 greylisted"),
        ({Stage.RCPT: "550 5.1.1 no such mailbox"}, NEVER, "550 5.1.1 no such mailbox"),
        ({Stage.RCPT: "530 log in first"}, BROKEN, "530 log in first"),
        ({Stage.RCPT: HANGS_UP}, LATER, ""),
        ({Stage.RCPT: SAYS_NOTHING}, LATER, ""),
        ({Stage.DATA: "451 try again"}, UNSENT, "451 try again"),
        ({Stage.DATA: "554 no"}, NEVER, "554 no"),
        ({Stage.DATA: HANGS_UP}, UNKNOWN, ""),
        ({Stage.DATA: SAYS_NOTHING}, UNKNOWN, ""),
        ({Stage.DOT: "451 try again"}, UNSENT, "451 try again"),
        ({Stage.DOT: "421 closing"}, LATER, "421 closing"),
        ({Stage.DOT: "552 too large"}, NEVER, "552 too large"),
        ({Stage.DOT: "251 taken as well"}, SENT, ""),
        ({Stage.DOT: HANGS_UP}, UNKNOWN, ""),
        ({Stage.DOT: TAKES_AND_HANGS_UP}, UNKNOWN, ""),
        ({Stage.DOT: SAYS_NOTHING}, UNKNOWN, ""),
        ({}, SENT, ""),
        ({Stage.QUIT: SAYS_NOTHING}, SENT, ""),
        ({Stage.QUIT: HANGS_UP}, SENT, ""),
    ],
    ids=str,
)
def test_an_answer_means_what_its_stage_says(
    does: Mapping[Stage, str], outcome: SendOutcome, words: str
) -> None:
    with failing_server(does) as server:
        (result,) = sent_by(connection_to(server.port))

    assert result.outcome is outcome, result
    assert words in result.detail


def test_a_server_that_nobody_serves_is_tried_later() -> None:
    with failing_server() as server:
        port = server.port

    (result,) = sent_by(connection_to(port))

    assert result.outcome is LATER


def test_without_the_encryption_that_was_asked_for_nothing_is_told_and_the_channel_waits() -> None:
    with failing_server() as server:
        (result,) = sent_by(connection_to(server.port, encryption=Encryption.STARTTLS, user="jobs"))

    assert result.outcome is BROKEN
    assert {line.split()[0] for line in server.commands} == {"EHLO"}


def test_a_wrong_password_pauses_the_channel_and_so_does_a_server_without_a_login() -> None:
    with failing_server({Stage.EHLO: "250-hello\r\n250 AUTH PLAIN"}) as strict:
        strict.meets(Stage.AUTH, "535 5.7.8 bad credentials")
        (wrong,) = sent_by(connection_to(strict.port, user="jobs"))
    with failing_server() as without:
        (none,) = sent_by(connection_to(without.port, user="jobs"))

    assert (wrong.outcome, wrong.detail) == (BROKEN, "535 5.7.8 bad credentials")
    assert none.outcome is BROKEN
    assert [line.split()[0] for line in strict.commands] == ["EHLO", "AUTH"]


def test_a_server_that_is_not_who_it_says_pauses_the_channel(tmp_path: Path) -> None:
    with failing_server(tls=vouched_for_by_itself(tmp_path)) as server:
        (result,) = sent_by(connection_to(server.port, encryption=Encryption.AT_ONCE))

    assert result.outcome is BROKEN
    assert "certificate" in result.detail.casefold()


def test_one_connection_serves_several_mails_and_the_dot_in_them_stays() -> None:
    with failing_server() as server:
        results = sent_by(connection_to(server.port), times=3)

    assert [result.outcome for result in results] == [SENT] * 3
    assert server.connections == 1
    assert [mail.replace(b"\r\n..\r\n", b"\r\n.\r\n") for mail in server.taken] == [MAIL] * 3


def test_a_connection_that_was_closed_meanwhile_is_opened_anew_and_nothing_comes_twice() -> None:
    with failing_server() as server:
        server.meets(Stage.MAIL, "250 go on", HANGS_UP)
        results = sent_by(connection_to(server.port), times=2)

    assert [result.outcome for result in results] == [SENT, SENT]
    assert (server.connections, len(server.taken)) == (2, 2)


def test_the_mail_after_one_that_got_no_answer_does_not_get_that_answer() -> None:
    with failing_server() as server:
        server.meets(Stage.DOT, SAYS_NOTHING)
        doubtful, next_one = sent_by(connection_to(server.port), times=2)

    assert (doubtful.outcome, next_one.outcome) == (UNKNOWN, SENT)
    assert server.connections == 2


def test_a_connection_without_mail_is_closed_after_a_while() -> None:
    async def wait_for_the_end(server: FailingServer) -> None:
        patience = Patience(connect=0.3, command=0.3, data=0.3, idle=0.05)
        connection = SmtpConnection(
            server=MailServer(host="127.0.0.1", port=server.port, encryption=Encryption.NONE),
            domain="acme.example",
            patience=patience,
        )
        await connection.send(sender="jobs@acme.example", to="a@b.org", message=MAIL)
        assert await asyncio.to_thread(server.was_left.wait, 5)
        await connection.close()

    with failing_server() as server:
        asyncio.run(wait_for_the_end(server))

    assert server.commands[-1] == "QUIT"
