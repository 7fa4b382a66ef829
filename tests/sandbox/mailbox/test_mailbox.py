"""The mail server beside the workspace: what it takes, and what the page gets of it."""

import json
import smtplib
from email.message import EmailMessage
from email.policy import SMTP
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from toy_app import MANIFEST

from sandbox.testing.driver import Sandbox


@pytest.fixture
def slack():
    with Sandbox.running(manifest=MANIFEST) as one, one.taking_mail() as address:
        one.mail_port = int(address.rpartition(":")[2])
        yield one


def sends(slack, *, to, html="<p>Hello</p>", calendar=b""):
    """Somebody hands a mail over, as any program would."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = "jobs@acme.example", to, "Grüße"
    mail.set_content("Come at ten: https://acme.example/x")
    mail.add_alternative(html, subtype="html")
    if calendar:
        mail.add_alternative(calendar, maintype="text", subtype="calendar")
    with smtplib.SMTP("127.0.0.1", slack.mail_port) as server:
        server.send_message(mail)


def ask(slack, path):
    with urlopen(f"{slack.url}{path}") as answer:
        return answer.headers, answer.read().decode()


def test_what_comes_is_listed_and_can_be_read_as_text_html_head_and_calendar(slack):
    sends(slack, to="Ana@example.com", calendar=b"BEGIN:VCALENDAR")

    (listed,) = json.loads(ask(slack, "/sandbox/mail")[1])["mail"]
    opened = json.loads(ask(slack, "/sandbox/mail/1")[1])
    head, page = ask(slack, "/sandbox/mail/1/html")

    assert (listed["to"], listed["subject"]) == ("ana@example.com", "Grüße")
    assert opened["text"] == "Come at ten: https://acme.example/x\n"
    assert ["Subject", "Grüße"] in opened["head"]
    assert opened["calendar"] == "BEGIN:VCALENDAR"
    assert page == '<base target="_blank"><p>Hello</p>\n'
    assert "sandbox allow-popups" in head["Content-Security-Policy"]


def test_each_receiver_has_a_copy(slack):
    sends(slack, to="ana@example.com, ben@example.com")

    mails = json.loads(ask(slack, "/sandbox/mail")[1])["mail"]

    assert sorted(mail["to"] for mail in mails) == ["ana@example.com", "ben@example.com"]


def test_a_mail_that_is_not_there_is_said(slack):
    with pytest.raises(HTTPError) as refused:
        ask(slack, "/sandbox/mail/7")

    assert refused.value.code == 404
    refused.value.close()
