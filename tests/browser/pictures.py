"""The pictures of the README, taken of the running product: python -m browser.pictures FOLDER.

The clocks of the workspace and of the browser stand still, so that each run gives the same ones
on the same machine. They are small files: what is too large is refused.
"""

import re
import sys
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from journeys.arranged import books, gives, has_candidate
from journeys.office import (
    ROOT,
    Office,
    bot_in,
    office_with_calendars,
    workspace_of,
)
from playwright.sync_api import Browser, Locator, expect

from bench.fixtures.chromium import NoBrowser, chromium
from browser.cameras import (
    LOW,
    MONDAY,
    PAGE,
    PHONE,
    Camera,
    a_company,
    is_ready,
    opened,
    picture_of,
)
from browser.sign_in_pictures import the_sign_in
from browser.webp import Frame, animation
from browser.windows import Window, windows_on
from sandbox.practice.script import play, read_script

FONT = "Inter"
"""Stands in for the system's own font, which on the machines that make pictures is a plain one."""
FONTS = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <alias binding="strong">
    <family>sans</family>
    <prefer><family>{FONT}</family></prefer>
  </alias>
  <alias binding="strong">
    <family>sans-serif</family>
    <prefer><family>{FONT}</family></prefer>
  </alias>
</fontconfig>
"""
STEADY = (
    "--disable-partial-raster",
    "--disable-skia-runtime-opts",
    "--force-color-profile=srgb",
    "--run-all-compositor-stages-before-draw",
)
"""So that the same page is drawn the same, to the last pixel."""
LINK = re.compile(r"http://127\.0\.0\.1:\d+/candidate/[\w.-]+")
MOST_OF_A_PICTURE = 200_000
MOST_OF_AN_ANIMATION = 1_000_000


def main(folder: Path) -> int:
    """Take all the pictures into a folder; gives the status to exit with."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(prefix="pictures-") as aside:
            fonts = Path(aside) / "fonts.conf"
            fonts.write_text(FONTS)
            settings = {"FONTCONFIG_FILE": str(fonts)}
            with chromium(flags=STEADY, settings=settings) as browser:
                for name, picture in taken(browser):
                    (folder / name).write_bytes(picture)
                    sys.stdout.write(f"{folder / name}: {len(picture) // 1000} kB\n")
    except NoBrowser as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 2
    return 0


def taken(browser: Browser) -> Iterator[tuple[str, bytes]]:
    """Take each picture and give it with the name of its file."""
    yield "story.webp", checked(animation(list(the_story(browser)), **PAGE), MOST_OF_AN_ANIMATION)
    with workspace(browser) as (office, camera):
        for name, picture in the_stills(office, camera):
            yield name, checked(picture, MOST_OF_A_PICTURE)
    for name, picture in the_calendar(browser):
        yield name, checked(picture, MOST_OF_A_PICTURE)
    for name, picture in the_sign_in(browser):
        yield name, checked(picture, MOST_OF_A_PICTURE)
    for name, picture in the_outside(browser):
        yield name, checked(picture, MOST_OF_A_PICTURE)


def checked(picture: bytes, most: int) -> bytes:
    """Give a picture that is small enough.

    Raises ValueError for one that is not.
    """
    if len(picture) > most:
        raise ValueError(f"a picture of {len(picture)} bytes is too large for the repository")
    return picture


@contextmanager
def workspace(browser: Browser) -> Iterator[tuple[Office, Camera]]:
    """The practice workspace after its first day, and a function that opens windows of it."""
    script = read_script(ROOT / "practice" / "first_day.toml")
    with (
        TemporaryDirectory(prefix="pictures-") as folder,
        office_with_calendars(Path(folder), now=MONDAY, company_name="Acme") as office,
        windows_on(office.slack.url, browser) as open_window,
    ):
        for step in script.steps:
            play(step, person=office.slack.person)
        office.slack.tries(script.try_this)
        yield office, lambda person, **looks: opened(open_window(person, **looks))


# -- the story --------------------------------------------------------------------------------


def the_story(browser: Browser) -> Iterator[Frame]:
    """Give the frames: hours are given, slots found, one booked, and a reminder comes."""
    with workspace(browser) as (office, camera):
        here = camera(office.ines, viewport=PAGE)
        here.composer.press_sequentially("/availability weekdays 13-17")
        yield frame(here, seconds=2, done=0)
        here.page.keyboard.press("Enter")
        here.sees("Saved")
        yield frame(here, seconds=2.5, done=1)
        here.becomes(office.carla, called="Carla Costa")
        here.composer.fill("/find-slots Carl with @ines @ivo")
        yield frame(here, seconds=2, done=1)
        here.page.keyboard.press("Enter")
        answer = here.sees("slots for Carl Chen")
        yield frame(here, seconds=2.5, done=2)
        chooses_a_slot(here, answer)
        yield frame(here, seconds=2.5, done=2)
        here.modal.get_by_role("button", name="Book", exact=True).click()
        here.sees_modal("Booked")
        here.page.keyboard.press("Escape")
        here.sees("Booked:")
        yield frame(here, seconds=2.5, done=3)
        here.becomes(office.ivo, called="Ivo Ito")
        here.sees("Can't make it")
        yield frame(here, seconds=3, done=4)
        office.slack.clock.forward(hours=7)
        here.sees("24 hours")
        here.dismisses_notes()
        yield frame(here, seconds=4, done=5)


def frame(window: Window, *, seconds: float, done: int) -> Frame:
    """Take what the window shows, to be shown so long, once so many things to try are done."""
    guide = window.page.get_by_role("complementary", name="Try this")
    expect(guide).to_contain_text(re.compile(rf"(?<!\d){done} of \d"))
    is_ready(window)
    browser = window.page.context.new_cdp_session(window.page)
    told = browser.send("Page.captureScreenshot", {"format": "webp", "quality": 90})
    return Frame(still=b64decode(told["data"]), seconds=seconds)


def chooses_a_slot(window: Window, answer: Locator) -> None:
    """Open the form that books an hour of the second day, and choose the first."""
    answer.get_by_role("button", name=re.compile("^Book on")).nth(1).click()
    form = window.sees_modal("Book an interview")
    form.get_by_role("combobox").first.click()
    form.get_by_role("option").first.click()


# -- the pictures that stand still -------------------------------------------------------------


def the_stills(office: Office, camera: Camera) -> Iterator[tuple[str, bytes]]:
    """Give each picture with the name of its file, in the order in which things happen."""
    office.ines.types("/availability weekdays 13-17")
    office.ines.sees("Saved")

    carla = camera(office.carla, viewport=PAGE)
    carla.put_away_guide()
    carla.types("/find-slots Carl with @ines @ivo")
    answer = carla.sees("slots for Carl Chen")
    yield "find-slots.png", picture_of(carla)
    chooses_a_slot(carla, answer)
    yield "booking.png", picture_of(carla)
    carla.modal.get_by_role("button", name="Book", exact=True).click()
    carla.sees_modal("Booked")
    carla.page.keyboard.press("Escape")

    ivo = camera(office.ivo, viewport=PHONE, device_scale_factor=1.5)
    ivo.put_away_guide()
    ivo.sees("Can't make it")
    office.slack.clock.forward(hours=7)
    ivo.sees("24 hours")
    ivo.dismisses_notes()
    yield "phone.png", picture_of(ivo)

    ines = camera(office.ines, viewport=LOW)
    ines.put_away_guide()
    ines.page.get_by_role("tab", name="Home").click()
    expect(ines.page.get_by_role("tabpanel", name="Home")).to_contain_text("Carl Chen")
    yield "home.png", picture_of(ines)

    dark = camera(office.carla, viewport=PAGE, color_scheme="dark")
    dark.put_away_guide()
    dark.types("/interviews")
    dark.sees("ahead")
    yield "dark.png", picture_of(dark)


# -- a calendar --------------------------------------------------------------------------------


def the_calendar(browser: Browser) -> Iterator[tuple[str, bytes]]:
    """Give how a calendar is connected, and what is asked when something comes into it."""
    with workspace(browser) as (office, camera):
        carla, ines = office.carla, office.ines
        gives(ines, "weekdays 13-17")
        ingrid = office.ingrid
        ingrid.opens_home()
        ingrid.presses("Connect my calendar")
        address = ingrid.opens_page("Open my page").address
        ingrid.closes()
        yield "connect.png", the_form(browser, address)
        books(carla, "Carl with @ines tomorrow", hour="1:00 PM WET")
        ines.calendar.moves("Dentist", to=MONDAY.replace(day=10, hour=13))
        ines.opens_home()
        ines.presses("My calendars")
        ines.presses("Read now")
        ines.sees("Something new is in your calendar")
        ines.closes()
        here = camera(ines, viewport=PAGE)
        here.page.get_by_role("button", name="Calendar", exact=True).click()
        here.page.get_by_role("button", name="Dentist").scroll_into_view_if_needed()
        yield "calendar.png", picture_of(here)


def the_form(browser: Browser, address: str) -> bytes:
    """Take the page on which a calendar is connected."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=1.5, locale="en-GB")
    page = context.new_page()
    page.goto(address)
    page.mouse.move(0, 0)
    taken = page.screenshot(animations="disabled")
    context.close()
    return taken


# -- outside ----------------------------------------------------------------------------------


def the_outside(browser: Browser) -> Iterator[tuple[str, bytes]]:
    """Give what a candidate has who is not in Slack: a page of their own, and mail."""
    with outside(browser) as (office, camera):
        has_candidate(office, "Ana Alves", "Europe/Lisbon")
        found = LINK.search(office.carla.asks("/availability ask Ana Alves").text)
        assert found is not None
        yield "candidate.png", the_page(browser, found.group())
        yield "mail.png", the_mail(office, camera)


@contextmanager
def outside(browser: Browser) -> Iterator[tuple[Office, Camera]]:
    """A workspace that reaches whoever is outside it, and a function that opens windows of it."""
    with (
        TemporaryDirectory(prefix="pictures-") as folder,
        workspace_of(Path(folder), now=MONDAY) as office,
        office.slack.taking_mail() as smtp_url,
        bot_in(office, smtp_url=smtp_url, **a_company()),
        windows_on(office.slack.url, browser) as open_window,
    ):
        yield office, lambda person, **looks: opened(open_window(person, **looks))


def the_page(browser: Browser, link: str) -> bytes:
    """Take a candidate's page on a telephone, with some hours marked."""
    looks = {"viewport": PHONE, "device_scale_factor": 1.5}
    context = browser.new_context(**looks, locale="en-GB", timezone_id="Europe/Lisbon")
    page = context.new_page()
    page.goto(link)
    for hour in ("10:00", "11:00"):
        page.get_by_role("checkbox", name=f"Wed 11 Nov {hour}", exact=True).check()
    page.get_by_role("heading", name="Mark the hours").scroll_into_view_if_needed()
    page.mouse.move(0, 0)
    taken = page.screenshot(animations="disabled")
    context.close()
    return taken


def the_mail(office: Office, camera: Camera) -> bytes:
    """Take the mail that tells of an interview, as it is read beside the workspace."""
    has_candidate(office, "Ben Brook ben@example.com", "Europe/London")
    office.carla.asks("/availability for Ben Brook: Tue 9:00-12:00", sees="Saved for")
    gives(office.ines, "Tue 10:00-13:00")
    books(office.carla, "Ben Brook with @ines", hour="9:00 AM")
    # Its clock can't be stopped within the mail's frame, where no script may run.
    carla = camera(office.carla, viewport=PAGE, troubled=True)
    carla.page.get_by_role("button", name="Mail", exact=True).click()
    panel = carla.page.get_by_role("complementary", name="Mail")
    panel.get_by_role("button", name="Your interview").click()
    expect(panel.frame_locator("iframe").get_by_text("Move or cancel it")).to_be_visible()
    return picture_of(carla)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
