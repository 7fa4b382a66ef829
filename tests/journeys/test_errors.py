"""When something breaks: the person hears of it where they are, and the log has the rest."""

import contextlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import Pool

from journeys.arranged import database, gives, somebody_else_writes
from journeys.office import MONDAY, ROOT, Office, bot_in, office_in, workspace_of
from sandbox.state.types import Json
from sandbox.testing.user import User

APOLOGY = "Sorry, something broke on our side."
OLD_BUTTON = "That button is from another version of me and does nothing now."


def breaks(office: Office) -> None:
    """Somebody takes a table away under the running bot."""
    while True:
        with contextlib.suppress(OperationalError), database(office) as connection:
            # PostgreSQL refuses when the bot happens to read it and the people just then.
            connection.exec_driver_sql("DROP TABLE weekly_hours")
            return


def reference_in(text: str) -> str:
    found = re.search(r"name the reference (\w+) to whoever runs this bot", text)
    assert found is not None, text
    return found[1]


def apology_in_answer(who: User) -> str:
    return who.asks("/availability list", sees=APOLOGY).text


def apology_to_button(who: User) -> str:
    who.presses("See all hours")
    return who.sees(APOLOGY).text


def apology_on_home(who: User) -> str:
    who.opens_home()
    return who.sees_in_home(APOLOGY).text


# -- broken on our side ----------------------------------------------------------------------


@pytest.mark.failure_case(6)
@pytest.mark.parametrize("meets", [apology_in_answer, apology_to_button, apology_on_home])
def test_whoever_meets_a_fault_of_ours_gets_an_apology_with_the_reference_in_the_log(
    office: Office, meets: Callable[[User], str], caplog: pytest.LogCaptureFixture
) -> None:
    gives(office.ines, "tomorrow 9-12")
    breaks(office)

    apology = meets(office.ines)

    reference = reference_in(apology)
    records = [one for one in caplog.records if one.getMessage() == f"reference {reference}"]
    assert len(records) == 1
    assert records[0].exc_info is not None
    assert "weekly_hours" in caplog.text
    assert "weekly_hours" not in apology


def test_a_fault_in_a_modal_is_shown_over_it_and_it_stays(office: Office) -> None:
    gives(office.ines, "tomorrow 9-12")
    office.ines.types("/availability")
    office.ines.sees_in_modal("Tue 10 Nov")
    breaks(office)

    office.ines.presses("Remove")

    office.ines.sees_in_modal(APOLOGY)
    office.ines.closes()
    office.ines.sees_in_modal("Tue 10 Nov")


@pytest.mark.failure_case(5)
def test_a_fault_behind_a_form_takes_its_place(office: Office) -> None:
    office.ines.types("/availability")
    office.ines.presses("Add a date")
    office.ines.sees_in_modal("Times are")
    office.ines.fills({"Date": date(2026, 11, 10), "From": time(10), "To": time(14)})
    breaks(office)

    office.ines.submits()

    modal = office.ines.sees_in_modal(APOLOGY)
    assert modal.title == "That did not work"


@pytest.mark.failure_case(5)
def test_a_fault_behind_a_menu_leaves_it_empty(office: Office) -> None:
    office.ines.types("/register")
    office.ines.sees_in_modal("Time zone")
    with database(office) as connection:
        connection.exec_driver_sql("ALTER TABLE person RENAME TO people")

    assert office.ines.options_for("Time zone", "Berlin") == []
    assert office.ines.toasts == []


@pytest.mark.failure_case(6)
def test_the_bot_goes_on_after_a_fault(office: Office) -> None:
    gives(office.ines, "tomorrow 9-12")
    breaks(office)
    apology_in_answer(office.ines)

    answer = office.ines.asks("/availability help")

    assert "Give your hours as you would say them" in answer.text


def test_trouble_with_slack_itself_is_a_fault_of_ours_to_the_person(office: Office) -> None:
    office.slack.refuses("users.info", "invalid_arguments")

    assert reference_in(apology_in_answer(office.ines))


@pytest.mark.failure_case(10)
@pytest.mark.parametrize("word", ["expired_trigger_id", "exchanged_trigger_id"])
def test_a_form_that_slack_does_not_let_us_open_any_more_is_asked_for_again(
    office: Office, word: str
) -> None:
    office.slack.refuses("views.open", word)

    answer = office.ines.asks("/availability")

    assert "That took too long, and Slack would not let me open the form." in answer.text
    assert "Please try again." in answer.text
    assert not office.ines.has_modal


@pytest.mark.failure_case(12)
def test_a_modal_that_was_closed_meanwhile_is_nobodys_trouble(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    gives(office.ines, "tomorrow 9-12")
    office.ines.types("/availability")
    office.ines.sees_in_modal("Tue 10 Nov")
    office.slack.refuses("views.update", "not_found")

    office.ines.presses("Remove")

    office.slack.waits_until(lambda: office.slack.calls("views.update"))
    office.ines.closes()
    listed = office.ines.asks("/availability list").text
    assert "You have no hours ahead" in listed
    assert not any(APOLOGY in one.text for one in office.ines.messages)
    assert "reference" not in caplog.text


# -- what nobody answers ---------------------------------------------------------------------


def old_button(text: str = "Old button") -> Json:
    button = {"type": "button", "action_id": "no_longer", "text": {"type": "plain_text"}}
    button["text"]["text"] = text
    return {"type": "actions", "elements": [button]}


def bot_client(office: Office) -> WebClient:
    return WebClient(token=office.slack.bot_token, base_url=office.slack.api_url)


@pytest.mark.failure_case(7)
def test_a_button_from_an_older_version_says_so_in_the_conversation(office: Office) -> None:
    bot_client(office).chat_postMessage(channel=office.ines.id, text="Old", blocks=[old_button()])

    office.ines.presses("Old button")

    answer = office.ines.sees(OLD_BUTTON)
    assert answer.ephemeral
    assert "Old button" in office.ines.sees("Old").labels


@pytest.mark.failure_case(7)
def test_a_button_from_an_older_version_says_so_over_the_home_tab(office: Office) -> None:
    view = {"type": "home", "blocks": [old_button()]}
    bot_client(office).views_publish(user_id=office.ines.id, view=view)

    office.ines.presses("Old button")

    office.ines.sees_in_modal(OLD_BUTTON)


@pytest.mark.failure_case(7)
def test_forms_and_buttons_from_an_older_version_say_so_in_their_modal(office: Office) -> None:
    office.ines.types("/availability")
    title = {"type": "plain_text", "text": "Old form"}
    old: Json = {"type": "modal", "callback_id": "no_longer", "title": title, "submit": title}
    old["blocks"] = [old_button()]
    bot_client(office).views_update(view_id=office.ines.modal.id, view=old)

    office.ines.presses("Old button")
    office.ines.sees_in_modal(OLD_BUTTON)
    office.ines.closes()
    office.ines.sees_in_modal("Old form")
    office.ines.submits()

    modal = office.ines.sees_in_modal("That form is from another version of me")
    assert "nothing was saved. Please open it again." in modal.text
    assert office.ines.toasts == []


@pytest.mark.failure_case(7)
def test_a_command_that_the_bot_does_not_know_is_answered(tmp_path: Path) -> None:
    manifest = json.loads((ROOT / "manifest.json").read_text())
    manifest["features"]["slash_commands"].append({"command": "/frobnicate"})

    with workspace_of(tmp_path, manifest=manifest) as office, bot_in(office):
        answer = office.ines.asks("/frobnicate now")

    assert "I don't know that command. Try /find-slots help, or open the Home tab." in answer.text


# -- the database ----------------------------------------------------------------------------


@contextmanager
def every_connection(pragma: str) -> Iterator[None]:
    """The database refuses from now on, whichever of its connections is used."""

    def refuse(connection: Any, *_: object) -> None:
        connection.execute(pragma.format(pages=_pages(connection)))

    event.listen(Pool, "checkout", refuse)
    try:
        yield
    finally:
        event.remove(Pool, "checkout", refuse)


def _pages(connection: Any) -> int:
    (count,) = connection.execute("PRAGMA page_count").fetchone()
    return int(count)


READ_ONLY = ("PRAGMA query_only = ON", "The database can't be written to")
FULL = ("PRAGMA max_page_count = {pages}", "The disk that holds the database is full.")


@pytest.mark.only_sqlite
@pytest.mark.parametrize(("pragma", "sentence"), [READ_ONLY, FULL], ids=["read-only", "full"])
def test_a_database_that_takes_nothing_more_says_so_and_keeps_what_it_has(
    office: Office, pragma: str, sentence: str
) -> None:
    many = "16 Nov - 15 Dec 8:00-8:30, 9:00-9:30, 10:00-10:30, 11:00-11:30, 12:00-12:30"
    office.ines.asks(f"/availability {many}", sees="Saved")
    office.carla.asks("/register list")

    with every_connection(pragma):
        typed = office.ines.asks(f"/availability {many.replace(':30', ':45')}").text
        office.carla.types("/register")
        office.carla.presses("Register a candidate from outside Slack")
        office.carla.sees_in_modal("Email")
        office.carla.fills({"Name": "Ana", "Availability": many})
        office.carla.submits()
        form = office.carla.modal
        listed = office.ines.asks("/availability list").text

    assert sentence in typed
    assert "Nothing was saved." in typed
    assert sentence in form.errors["Availability"]
    assert "8:00 AM – 8:30 AM" in listed
    assert "8:45" not in listed
    assert "Ana" not in office.ines.asks("/register list").text


# -- what takes long -------------------------------------------------------------------------


def submits_meanwhile(who: User) -> threading.Thread:
    """Somebody submits the form before them, and waits for the answer."""
    thread = threading.Thread(target=who.submits)
    thread.start()
    return thread


@pytest.mark.failure_case(8)
def test_a_form_that_takes_long_says_so_and_then_what_became_of_it(tmp_path: Path) -> None:
    with office_in(tmp_path, now=MONDAY, form_seconds=1.0) as office:
        two_wait_for_their_forms(office)


def two_wait_for_their_forms(office: Office) -> None:
    office.ines.types("/availability")
    office.ines.presses("Add a date")
    office.ines.sees_in_modal("Times are")
    office.ines.fills({"Date": date(2026, 11, 10), "From": time(10), "To": time(14)})
    office.carl.asks("/register candidate")
    office.carla.types("/register")
    office.carla.presses("Register a candidate from outside Slack")
    office.carla.sees_in_modal("Email")
    office.carla.fills({"Name": "Carl Chen"})

    with somebody_else_writes(office) as done:
        submitting = [submits_meanwhile(office.ines), submits_meanwhile(office.carla)]
        for who in (office.ines, office.carla):
            who.sees_in_modal("One moment, I am still working on it…")
        done()

    office.ines.sees_in_modal("That is saved. Close this to see how things stand.")
    office.carla.sees_in_modal("Registered already: Carl Chen.")
    for each in submitting:
        each.join()
    assert office.ines.toasts == office.carla.toasts == []
    office.ines.closes()
    office.ines.sees_in_modal("Tue 10 Nov 2026, 10:00 AM – 2:00 PM")
