"""A candidate's page in a real browser: on a phone, by keyboard, without scripts, in the dark."""

import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from journeys.arranged import books, gives, has_candidate
from journeys.office import Office, office_in
from playwright.sync_api import Browser, Page, expect
from ports import free_port

from browser.conftest import MONDAY
from browser.windows import Opener

LINK = re.compile(r"http://127\.0\.0\.1:\d+/candidate/[\w.-]+")
AXE = Axe()
PHONE = {"width": 375, "height": 812}


@pytest.fixture(name="office", scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    port = free_port()
    with office_in(
        tmp_path_factory.mktemp("office"),
        now=MONDAY,
        http_port=port,
        public_url=f"http://127.0.0.1:{port}",
        company_name="Example & Sons",
        company_contact="jobs@example.com",
        privacy_url="https://example.com/privacy",
    ) as office:
        gives(office.ines, "weekdays 9-17")
        yield office


def link_of(office: Office, name: str) -> str:
    """The link of a new candidate, who lives in Lisbon."""
    has_candidate(office, name, "Europe/Lisbon")
    found = LINK.search(office.carla.asks(f"/availability ask {name}").text)
    assert found
    return found.group()


def booked(office: Office, name: str, day: str) -> str:
    """The same, with an interview at ten in the morning."""
    link = link_of(office, name)
    office.carla.asks(f"/availability for {name}: {day} 10-11", sees="Saved for")
    books(office.carla, f"{name} with @ines {day}", hour="10:00 AM WET")
    return link


@contextmanager
def page_on(browser: Browser, link: str, **more: Any) -> Iterator[Page]:
    """A page of a browser of its own; it must complain of nothing and ask nobody else."""
    chosen = {"viewport": PHONE, "locale": "en-GB", "timezone_id": "Europe/Lisbon", **more}
    context = browser.new_context(**chosen)
    page, complaints, asked = context.new_page(), list[str](), list[str]()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    try:
        page.goto(link)
        yield page
        assert context.cookies() == []
    finally:
        context.close()
    address = link.partition("/candidate")[0]
    assert [url for url in asked if not url.startswith(address)] == []
    assert complaints == []


def box(page: Page, day: str, hour: str) -> Any:
    return page.get_by_role("checkbox", name=f"{day} Nov {hour}", exact=True)


def test_hours_are_given_and_an_interview_moved_and_cancelled_without_scripts_on_a_phone(
    office: Office, browser: Browser
) -> None:
    link = link_of(office, "Nora Nilsson")

    with page_on(browser, link, java_script_enabled=False) as page:
        box(page, "Thu 12", "10:00").check()
        page.locator("summary", has_text="16 – 22 November").click()
        box(page, "Tue 17", "14:00").check()
        page.get_by_role("button", name="Save my hours").click()
        expect(page.get_by_role("status")).to_have_text("Your hours are saved. Thank you!")
        expect(page.get_by_text("Tue 17 Nov 2026, 14:00 – 15:00")).to_be_visible()

        books(office.carla, "Nora with @ines 12 Nov", hour="10:00 AM WET")
        page.reload()
        expect(page.get_by_text("Thursday 12 November 2026")).to_be_visible()
        page.get_by_role("link", name="Move it").click()
        page.get_by_role("group", name="Friday 13 November").get_by_label("11:00").check()
        page.get_by_role("button", name="Move it there").click()
        expect(page.get_by_text("Friday 13 November 2026")).to_be_visible()
        office.ines.sees("Nora Nilsson has moved")

        page.get_by_role("link", name="Cancel it").click()
        page.get_by_label("Why, if you like to say so").fill("I took another job")
        page.get_by_role("button", name="Cancel the interview").click()
        expect(page.get_by_role("status")).to_contain_text("Your interview is cancelled")
        office.ines.sees("I took another job")


def test_hours_are_given_by_keyboard_alone_with_a_weeks_tab_stops_at_most(
    office: Office, browser: Browser
) -> None:
    link = link_of(office, "Kim Kaya")

    with page_on(browser, link) as page:
        stops = 0
        while page.evaluate("document.activeElement.textContent") != "Save my hours":
            page.keyboard.press("Tab")
            stops += 1
            assert stops < 110
        box(page, "Tue 10", "08:00").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        expect(box(page, "Wed 11", "09:00")).to_be_checked()
        expect(page.get_by_text("1 hour", exact=True)).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Wed 11 Nov 2026, 09:00 – 10:00")).to_be_visible()


def test_the_language_is_chosen_without_scripts_and_the_hours_that_are_marked_are_counted_in_it(
    office: Office, browser: Browser
) -> None:
    link = link_of(office, "Lena Lorenz")

    with page_on(browser, link, java_script_enabled=False) as page:
        page.get_by_role("button", name="Deutsch").press("Enter")
        expect(page.get_by_role("status")).to_have_text(
            "Diese Seite und E-Mails an Sie sind ab jetzt auf Deutsch."
        )
        expect(page.get_by_role("button", name="Deutsch")).to_have_attribute("aria-current", "true")
    with page_on(browser, link) as page:
        first = page.get_by_role("checkbox", name="Di. 10 Nov. 14:00", exact=True)
        first.check()
        expect(page.locator("[data-count]").first).to_have_text("1 Stunde")
        first.press("ArrowDown")
        page.keyboard.press("Space")
        expect(page.locator("[data-count]").first).to_have_text("2 Stunden")


def test_many_hours_are_marked_with_one_stroke_of_the_mouse(
    office: Office, browser: Browser
) -> None:
    with page_on(browser, link_of(office, "Mara Moss"), viewport=None) as page:
        box(page, "Tue 10", "09:00").hover()
        page.mouse.down()
        for hour in ("10:00", "11:00", "12:00"):
            box(page, "Tue 10", hour).hover()
        page.mouse.up()

        expect(page.get_by_text("4 hours", exact=True)).to_be_visible()
        page.get_by_role("button", name="Save my hours").click()
        expect(page.get_by_text("Tue 10 Nov 2026, 09:00 – 13:00")).to_be_visible()


def test_the_time_zone_of_the_device_is_offered_and_never_taken_by_itself(
    office: Office, browser: Browser
) -> None:
    link = link_of(office, "Zoe Zuma")

    with page_on(browser, link, timezone_id="Asia/Calcutta") as page:
        expect(page.get_by_text("Times are those of Lisbon, UTC")).to_be_visible()
        page.get_by_role("button", name="Use that").click()
        expect(page.get_by_text("Times are those of Calcutta, UTC+05:30")).to_be_visible()
        expect(page.get_by_role("button", name="Use that")).to_be_hidden()


@pytest.mark.parametrize(
    ("locale", "name", "day"),
    [("en-GB", "Axel Aster", "12 Nov"), ("de-DE", "Maximiliane Mustermann-Schmidt", "13 Nov")],
)
def test_axe_finds_nothing_wrong_and_nothing_sticks_out_from_320_to_1440_px(
    office: Office, browser: Browser, locale: str, name: str, day: str
) -> None:
    link = booked(office, name, day)
    found: dict[str, str] = {}

    with page_on(browser, link, locale=locale) as page:
        assert page.locator("html").get_attribute("lang") == locale[:2]
        move, cancel = (
            str(page.locator(f"a[href$='/{ending}']").evaluate("each => each.href"))
            for ending in ("move", "cancel")
        )
        for path in (link, f"{link}/zone", move, cancel, f"{link}?done=hours&all"):
            page.goto(path)
            for width in (320, 375, 768, 1440):
                page.set_viewport_size({"width": width, "height": 800})
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found[f"{path} at {width}"] = "sticks out"
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                answer = AXE.run(page, options={"resultTypes": ["violations"]})
                if answer.violations_count:
                    found[f"{path} when {scheme}"] = answer.generate_report()

    assert found == {}


def test_in_the_practice_workspace_the_page_that_a_mail_leads_to_is_shown_as_on_a_phone(
    office: Office, window: Opener
) -> None:
    link = link_of(office, "Pia Prinz")
    with office.slack.taking_mail() as address:
        carla = window(office.carla, beside=link.partition("/candidate")[0]).opens()
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "jobs@acme.example", "pia@example.com", "Hours"
        mail.set_content(f"Give your hours:\n{link}\n")
        with smtplib.SMTP("127.0.0.1", int(address.rpartition(":")[2])) as server:
            server.send_message(mail)

        carla.page.get_by_role("button", name="Mail", exact=True).click()
        panel = carla.page.get_by_role("complementary", name="Mail")
        panel.get_by_role("button", name="Hours").click()
        panel.get_by_role("tab", name="Phone").click()

        phone = panel.frame_locator("iframe")
        expect(phone.get_by_role("button", name="Save my hours")).to_be_visible()
        expect(panel.get_by_role("link", name="Open it in a tab")).to_have_attribute("href", link)
        report = AXE.run(carla.page, options={"resultTypes": ["violations"], "iframes": False})
        assert report.violations_count == 0, report.generate_report()
