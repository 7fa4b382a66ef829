"""What has happened before a test begins, done through the tests' own driver since that is quick;
and the way to each of the bot's modals, done by keyboard.
"""

import re
from collections.abc import Callable

from journeys.office import Office
from playwright.sync_api import Locator

from browser.windows import Window
from sandbox.testing.user import User

A_DAY = re.compile(r"Book on .*10 Nov")


def gives_hours(person: User, text: str) -> None:
    """Let a person give hours, and wait until they are saved."""
    person.types(f"/availability {text}")
    person.sees("Saved")


def ready_to_book(office: Office) -> None:
    """Let Ivo, Ingrid and the candidate Carl have the same three hours free on every weekday.

    Imran has hours as well, at which nobody else has any.
    """
    gives_hours(office.ivo, "weekdays 8-11 every week")
    gives_hours(office.ingrid, "weekdays 14-17 every week")
    gives_hours(office.imran, "Sunday 9-12 every week")
    office.carl.types("/register candidate")
    office.carl.sees("registered as a candidate")
    gives_hours(office.carl, "weekdays 13-16 every week")


def ana_waits(office: Office) -> None:
    """Let Carla register Ana, from outside Slack, who has the same hours free as Carl."""
    office.carla.types("/register candidate Ana Alves ana@example.com Europe/London")
    office.carla.sees("Ana Alves")
    office.carla.types("/availability for Ana Alves: weekdays 13-16 every week")
    office.carla.sees("Saved for Ana Alves")


def booked(office: Office) -> None:
    """Let everybody be ready, and Carla book Carl with Ivo."""
    ready_to_book(office)
    books_ivo(office)


def books_ivo(office: Office) -> None:
    """Let Carla book Carl with Ivo for Tuesday, 10 November, at 13:00 UTC."""
    carla = office.carla
    carla.types("/find-slots Carl with @ivo tomorrow")
    carla.presses("Book on Tue 10 Nov")
    carla.fills({"Tue 10 Nov": "1:00 PM WET"})
    carla.submits()
    carla.sees_in_modal("Booked")
    carla.closes()
    office.ivo.sees("Can't make it")


def opens_availability(window: Window) -> Locator:
    """Open the list of one's hours."""
    window.types("/availability")
    return window.sees_modal("Your availability")


def adds(window: Window, what: str) -> Locator:
    """Open the form for a date, weekly hours or time off over the list."""
    window.presses_key_on(opens_availability(window).get_by_role("button", name=f"Add {what}"))
    return window.sees_modal(f"Add {what}")


def opens_registration(window: Window) -> Locator:
    """Open the form to register oneself."""
    window.types("/register")
    return window.sees_modal("Register")


def registers_candidate(window: Window) -> Locator:
    """Open the form to register a candidate."""
    button = opens_registration(window).get_by_role("button", name="Register a candidate")
    window.presses_key_on(button)
    return window.sees_modal("Register a candidate")


def asks_for_slots(window: Window) -> Locator:
    """Open the form that asks for slots."""
    window.types("/find-slots")
    return window.sees_modal("Find slots")


def finds_slots(window: Window) -> Locator:
    """Have that form answered."""
    form = asks_for_slots(window)
    window.picks("Candidate", "Carl")
    window.presses_key_on(form.get_by_role("button", name="Find slots"))
    return window.sees_modal("Slots")


def books(window: Window) -> Locator:
    """Open the form that books an hour of the day after."""
    window.types("/find-slots Carl with @ingrid")
    window.presses_key_on(window.sees("slots for Carl").get_by_role("button", name=A_DAY))
    return window.sees_modal("Book an interview")


def books_another_hour(window: Window) -> Locator:
    """Open the form that books an hour that nobody has given."""
    window.types("/find-slots Carl with @imran")
    answer = window.sees("No slot for Carl")
    window.presses_key_on(answer.get_by_role("button", name="Book another hour…"))
    return window.sees_modal("Book an interview")


def moves(window: Window) -> Locator:
    """Open the form that moves the interview that is booked."""
    window.types("/interviews")
    listed = window.sees("interviews ahead")
    # Aloud, the name of each of several such buttons says which interview it moves.
    window.presses_key_on(listed.get_by_role("button", name=re.compile("^Move\\b")))
    return window.sees_modal("Move the interview")


def distributes(window: Window) -> Locator:
    """Open the form that asks whom to distribute."""
    window.types("/distribute")
    return window.sees_modal("Distribute")


def adjusts(window: Window) -> Locator:
    """Open the form that adjusts a plan."""
    window.types("/distribute Ana tomorrow")
    plan = window.sees(re.compile("can be interviewed.*Adjust", re.DOTALL))
    window.presses_key_on(plan.get_by_role("button", name="Adjust…"))
    return window.sees_modal("Adjust the plan")


def changes_candidate(window: Window) -> Locator:
    """Open the form that changes how a candidate is registered."""
    window.types("/register candidate Ada Adams ada@example.com Europe/London")
    registered = window.sees("Ada Adams")
    window.presses_key_on(registered.get_by_role("button", name="Change Ada Adams"))
    return window.sees_modal("Change a candidate")


def lists_interviews(window: Window) -> Locator:
    """Open the list of interviews over the Home tab."""
    window.page.get_by_role("tab", name="Home").click()
    window.page.get_by_role("button", name="All interviews").click()
    return window.sees_modal("Interviews")


Way = Callable[[Window], Locator]

REGISTERING: dict[str, Way] = {
    "availability": opens_availability,
    "a date": lambda window: adds(window, "a date"),
    "weekly hours": lambda window: adds(window, "weekly hours"),
    "time off": lambda window: adds(window, "time off"),
    "register": opens_registration,
    "register a candidate": registers_candidate,
    "change a candidate": changes_candidate,
}
BOOKING: dict[str, Way] = {
    "find slots": asks_for_slots,
    "slots": finds_slots,
    "book": books,
    "book another hour": books_another_hour,
    "move": moves,
    "distribute": distributes,
    "adjust": adjusts,
    "interviews": lists_interviews,  # the last one, as it leaves the messages for the Home tab
}
MODALS = REGISTERING | BOOKING
"""The way to each modal of the bot, for a coordinator; the page stands at the app's messages."""
