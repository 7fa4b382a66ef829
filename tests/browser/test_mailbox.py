"""The mail of people outside, beside the workspace."""

import smtplib
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage

import pytest
from axe_playwright_python.sync_playwright import Axe
from journeys.office import Office
from mail_builders import CARL, CORA, INTERVIEW, TEN, context_of, raw_of
from playwright.sync_api import expect

from browser.test_looks import BEYOND, SIDEWAYS
from browser.windows import DESK, PHONE, Opener
from scheduling.model.details import Details
from scheduling.model.notices import Booked
from scheduling.model.request import Who

HTML = "<!DOCTYPE html><html lang='en'><title>Hello</title><p>Hello <b>Ana</b></p></html>"


@pytest.fixture(name="port")
def _port(office: Office) -> Iterator[int]:
    with office.slack.taking_mail() as address:
        yield int(address.rpartition(":")[2])


def send(port: int, *, to: str, subject: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "jobs@acme.example", to, subject
    mail.set_content("Hello Ana")
    mail.add_alternative(HTML, subtype="html")
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(mail)


def test_mail_is_listed_as_it_comes_and_read_as_html_text_and_head(
    office: Office, window: Opener, port: int
) -> None:
    carla = window(office.carla).opens()
    send(port, to="ana@example.com", subject="First")

    carla.page.get_by_role("button", name="Mail", exact=True).click()
    panel = carla.page.get_by_role("complementary", name="Mail")
    expect(panel.get_by_role("button", name="First")).to_be_visible()
    send(port, to="ben@example.com", subject="Second")
    panel.get_by_role("button", name="Second").click()

    shown = panel.frame_locator("iframe").get_by_text("Hello Ana")
    expect(shown).to_be_visible()
    panel.get_by_role("tab", name="Head").click()
    expect(panel.get_by_role("tabpanel")).to_contain_text("ben@example.com")
    panel.get_by_label("Whose mail").select_option("ana@example.com")
    expect(panel.get_by_role("button", name="Second")).to_have_count(0)
    report = Axe().run(carla.page, options={"resultTypes": ["violations"]})
    assert report.violations_count == 0, report.generate_report()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_mail_of_ours_is_read_whole_on_every_screen(
    office: Office, window: Opener, port: int, size: dict[str, int]
) -> None:
    place = "https://meet.acme.example/a-room-with-a-name-that-is-longer-than-any-line"
    interview = replace(INTERVIEW, details=Details(place=place))
    context = context_of(Booked(by=Who.of(CORA), start=TEN), interview=interview)
    mail = raw_of(context, link_of=lambda _: "http://127.0.0.1:9/candidate/x")
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.sendmail("jobs@acme.example", CARL.email or "", mail)
    carla = window(office.carla, viewport=size).opens()

    carla.page.get_by_role("button", name="Mail", exact=True).click()
    panel = carla.page.get_by_role("complementary", name="Mail")
    panel.get_by_role("button", name="Your interview").click()
    shown = panel.frame_locator("iframe").get_by_text("Move or cancel it")
    expect(shown).to_be_visible()

    assert carla.page.evaluate(BEYOND) + carla.page.evaluate(SIDEWAYS) == []
    assert shown.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")
