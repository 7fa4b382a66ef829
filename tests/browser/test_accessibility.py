"""Nothing that axe knows to look for is wrong with any part of the page."""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from journeys.office import Office, office_in
from playwright.sync_api import expect

from browser.conftest import MONDAY
from browser.scenes import (
    BOOKING,
    MODALS,
    REGISTERING,
    Way,
    ana_waits,
    booked,
    gives_hours,
    opens_availability,
)
from browser.windows import DESK, PHONE, Opener, Window

AXE = Axe()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all of these, as they change nothing in it: an interview is booked."""
    with office_in(tmp_path_factory.mktemp("office"), now=MONDAY) as office:
        booked(office)
        ana_waits(office)
        gives_hours(office.carla, "tomorrow 9-12")
        office.carla.types("/interviews")
        office.carla.sees("interviews ahead")
        yield office


@pytest.fixture(autouse=True)
def closed_again(office: Office) -> Iterator[None]:
    """What a test leaves open would be open for the next one, too."""
    yield
    while office.carla.has_modal:
        office.carla.closes()


def problems(window: Window) -> str:
    """What axe finds, in words; empty when it is content."""
    window.is_still()
    found = AXE.run(window.page, options={"resultTypes": ["violations"]})
    return found.generate_report() if found.violations_count else ""


@pytest.mark.parametrize("modals", [REGISTERING, BOOKING], ids=["registering", "booking"])
def test_every_modal_holds_the_focus_gives_it_back_and_axe_finds_nothing_wrong_with_it(
    office: Office, window: Opener, modals: dict[str, Way]
) -> None:
    carla = window(office.carla).opens()
    found, wandered, lost = {}, [], []

    for name, way in modals.items():
        way(carla)
        found[name] = problems(carla)
        steps = [carla.step(), carla.step(back=True), carla.step(back=True), carla.step(back=True)]
        wandered += [name] if not all(each["in_modal"] for each in steps) else []
        carla.closes_modals()
        lost += [name] if carla.focused()["lost"] else []

    assert {name: words for name, words in found.items() if words} == {}
    assert wandered == []
    assert lost == []


def test_axe_finds_nothing_wrong_with_the_talk_and_the_home_tab(
    office: Office, window: Opener
) -> None:
    carla = window(office.carla).opens()
    found = {}

    for size, scheme, tab in product((DESK, PHONE), ("light", "dark"), ("Messages", "Home")):
        carla.page.set_viewport_size(size)
        carla.page.emulate_media(color_scheme=scheme)
        carla.page.get_by_role("tab", name=tab).click()
        expect(carla.page.get_by_role("tabpanel", name=tab)).not_to_be_empty()
        found[f"{tab} {scheme} {size}"] = problems(carla)

    assert {name: words for name, words in found.items() if words} == {}


def test_axe_finds_nothing_wrong_with_a_form_full_of_complaints_on_a_phone(
    office: Office, window: Opener
) -> None:
    carla, found = window(office.carla, viewport=PHONE).opens(), {}

    form = MODALS["a date"](carla)
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).not_to_be_empty()
    for scheme in ("light", "dark"):
        carla.page.emulate_media(color_scheme=scheme)
        found[scheme] = problems(carla)

    assert found == {"light": "", "dark": ""}


def test_axe_finds_nothing_wrong_with_the_traffic(office: Office, window: Opener) -> None:
    carla = window(office.carla).opens()
    found = {}

    traffic = carla.shows_traffic()
    traffic.get_by_label("Find in the traffic").fill("/interviews")
    traffic.get_by_role("listitem").first.locator("summary").click()
    expect(traffic.get_by_role("heading", level=3).first).to_be_visible()
    for size, scheme in product((DESK, PHONE), ("light", "dark")):
        carla.page.set_viewport_size(size)
        carla.page.emulate_media(color_scheme=scheme)
        found[f"{scheme} {size}"] = problems(carla)

    assert {name: words for name, words in found.items() if words} == {}


def test_axe_finds_nothing_wrong_with_what_opens_and_closes(office: Office, window: Opener) -> None:
    carla = window(office.carla).opens()
    page, found = carla.page, {}

    carla.message(re.compile("interviews? ahead")).get_by_role("button", name="Cancel").click()
    expect(carla.question).to_be_visible()
    found["a question that is asked first"] = problems(carla)
    page.keyboard.press("Escape")

    carla.composer.press_sequentially("/")
    expect(page.get_by_role("option", name="availability")).to_be_visible()
    found["what the composer offers"] = problems(carla)
    carla.composer.fill("")

    page.get_by_role("button", name="Clock:").click()
    expect(page.get_by_role("group", name="Move the clock")).to_be_visible()
    found["the clock"] = problems(carla)
    page.keyboard.press("Escape")

    page.get_by_role("button", name="People", exact=True).click()
    expect(page.get_by_role("dialog", name="People")).to_be_visible()
    found["the people"] = problems(carla)
    page.keyboard.press("Escape")

    opens_availability(carla).get_by_role("button", name="More actions").first.click()
    expect(page.get_by_role("menuitem", name="Remove")).to_be_visible()
    found["an overflow menu"] = problems(carla)
    carla.closes_modals()

    form = MODALS["find slots"](carla)
    form.get_by_role("combobox", name="Candidate").click()
    expect(form.get_by_role("option", name="Carl Chen")).to_be_visible()
    found["a list of options"] = problems(carla)

    assert {name: words for name, words in found.items() if words} == {}
