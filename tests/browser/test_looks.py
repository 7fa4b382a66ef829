"""How the page looks: narrow and wide, light and dark, still for those who want it still."""

from journeys.office import Office
from playwright.sync_api import expect

from browser.scenes import MODALS, booked
from browser.windows import DESK, PHONE, Opener, Window

BEYOND = """() => {
  const scrolls = (element) => /auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX);
  const held = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
      if (scrolls(up)) return true;
    return false;
  };
  const wide = [...document.body.querySelectorAll("*")].filter((element) => {
    const { right, width } = element.getBoundingClientRect();
    return width && right > innerWidth + 1 && element.checkVisibility() && !held(element);
  });
  const page = document.scrollingElement;
  return [
    ...(page.scrollWidth > page.clientWidth ? ["the page itself"] : []),
    ...wide.map((element) => element.outerHTML.slice(0, 120)),
  ];
}"""
"""What stands out of the window to the right, and is in nothing that scrolls by itself."""

SIDEWAYS = """() => [...document.querySelectorAll("*")]
  .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
  .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX))
  .filter((element) => !element.matches("pre, .table-frame, #rail, input, textarea"))
  .map((element) => element.outerHTML.slice(0, 120))"""
"""What scrolls sideways, but for what may: code, tables, and the row of faces."""

MOVING = """() => [...document.querySelectorAll("*")].flatMap((element) => {
  const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
  const long = (times) => times.split(",").some((each) => parseFloat(each) > 0.01);
  const moves = (animationName !== "none" && long(animationDuration)) || long(transitionDuration);
  return moves ? [element.outerHTML.slice(0, 120)] : [];
})"""
"""What would take longer than a hundredth of a second to move."""


IS_DARK = """(dark) => {
  let element = document.querySelector("[role=log]");
  const colour = () => getComputedStyle(element).backgroundColor;
  while (colour() === "rgba(0, 0, 0, 0)" && element.parentElement) element = element.parentElement;
  const brightest = Math.max(...colour().match(/[0-9.]+/g).slice(0, 3).map(Number));
  return dark ? brightest < 60 : brightest > 200;
}"""
"""Whether the ground under the messages is dark, or light."""


def becomes_dark(window: Window) -> None:
    """Wait until the page is dark."""
    window.page.wait_for_function(IS_DARK, arg=True)


def becomes_light(window: Window) -> None:
    """Wait until the page is light."""
    window.page.wait_for_function(IS_DARK, arg=False)


def test_nothing_scrolls_sideways_or_stands_outside(office: Office, window: Opener) -> None:
    booked(office)
    office.carla.types("/find-slots Carl with @ivo @ingrid any")
    office.carla.sees("slots for Carl Chen")
    carla, beyond = window(office.carla).opens(), {}

    def look(where: str) -> None:
        for width, size in (("wide", DESK), ("narrow", PHONE)):
            carla.page.set_viewport_size(size)
            found = carla.page.evaluate(BEYOND) + carla.page.evaluate(SIDEWAYS)
            beyond.update({f"{where}, {width}": found} if found else {})

    look("messages")
    carla.page.get_by_role("tab", name="Home").click()
    expect(carla.page.get_by_role("tabpanel", name="Home")).not_to_be_empty()
    look("home")
    carla.page.get_by_role("tab", name="Messages").click()
    for name in ("a date", "slots", "book", "move", "register a candidate"):
        MODALS[name](carla)
        look(name)
        carla.closes_modals()
    carla.shows_traffic().get_by_role("listitem").first.locator("summary").click()
    look("traffic")

    assert beyond == {}


def test_everything_is_within_reach_on_a_phone(office: Office, window: Opener) -> None:
    booked(office)
    carla = window(office.carla, viewport=PHONE, has_touch=True).opens()
    page = carla.page

    expect(carla.composer).to_be_in_viewport(ratio=1)
    expect(page.get_by_label("Who you are").get_by_role("button", name="Carl Chen")).to_be_visible()
    page.get_by_role("button", name="Conversations").tap()
    conversations = page.get_by_role("navigation", name="Conversations")
    conversations.get_by_role("link", name="general").tap()
    expect(page.get_by_role("heading", level=2, name="general")).to_be_in_viewport()
    expect(conversations).not_to_be_in_viewport()
    page.get_by_role("button", name="Conversations").tap()
    carla.app_in_sidebar.tap()
    page.get_by_role("button", name="Clock:").tap()
    expect(page.get_by_role("button", name="Forward an hour")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    form = MODALS["book another hour"](carla)
    send = form.get_by_role("button", name="Book", exact=True)
    expect(send).to_be_in_viewport(ratio=1)
    form.get_by_role("checkbox").tap()
    expect(form.get_by_role("checkbox")).to_be_in_viewport()
    expect(send).to_be_in_viewport(ratio=1)


def test_the_theme_is_the_systems_until_a_person_chooses_and_then_theirs(
    office: Office, window: Opener
) -> None:
    ines = window(office.ines, color_scheme="dark").opens()
    becomes_dark(ines)

    ines.page.emulate_media(color_scheme="light")
    becomes_light(ines)
    ines.page.get_by_role("button", name="Use the dark theme").click()
    becomes_dark(ines)
    ines.opens()

    becomes_dark(ines)
    expect(ines.page.get_by_role("button", name="Use the light theme")).to_be_visible()


def test_nothing_moves_for_those_who_want_it_still(office: Office, window: Opener) -> None:
    ines = window(office.ines, reduced_motion="reduce").opens()
    MODALS["weekly hours"](ines)
    ines.modal.get_by_role("button", name="Save").click()
    expect(ines.modal.get_by_role("alert")).not_to_be_empty()

    assert ines.page.evaluate(MOVING) == []
