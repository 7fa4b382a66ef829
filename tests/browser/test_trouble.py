"""What the page shows when the app is slow, silent, gone or wrong, and when the server is."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from databases import new_database
from journeys.office import ROOT, Office, bot_in
from playwright.sync_api import Browser, expect
from ports import free_port
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from toy_app import MANIFEST, button, field, modal, running, section

from browser.windows import Opener, windows_on
from sandbox.practice.workspace import Files, practice
from sandbox.testing.driver import Sandbox

IMPATIENCE = 0.3
"""Seconds that this Slack waits for an ack that will not come, instead of three."""


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    """A workspace for an app that is no good."""
    with Sandbox.running(manifest=MANIFEST) as slack:
        yield slack


@pytest.fixture
def window(slack: Sandbox, browser: Browser) -> Iterator[Opener]:
    """A function that opens a window of this workspace."""
    with windows_on(slack.url, browser) as open_window:
        yield open_window


def silent(app: AsyncApp) -> None:
    """Listen to everything, and acknowledge only the command that opens a form."""

    @app.command("/toy")
    async def toy(ack, body, client):
        if body["text"] == "form":
            await ack()
            view = modal("Form", field("Name", {"type": "plain_text_input"}))
            await client.views_open(trigger_id=body["trigger_id"], view=view)
        if body["text"] == "button":
            await ack(blocks=[button("Press me", action_id="press")])

    @app.action("press")
    async def press():
        pass

    @app.view("toy")
    async def submitted():
        pass


def test_a_command_that_is_not_acknowledged_fails_in_sight(slack: Sandbox, window: Opener) -> None:
    with running(slack, silent):
        ines = window(slack.person("Ines")).opens()
        slack.control.ack_within(IMPATIENCE)

        ines.types("/toy nothing")

        expect(ines.notes).to_contain_text("/toy failed")
        ines.notes.get_by_role("button", name="Dismiss").click()
        expect(ines.notes).not_to_contain_text("/toy failed")


def test_a_button_that_is_not_acknowledged_fails_in_sight(slack: Sandbox, window: Opener) -> None:
    with running(slack, silent):
        ines = window(slack.person("Ines")).opens()

        ines.types("/toy button")
        ines.sees("Press me")
        slack.control.ack_within(IMPATIENCE)
        ines.message("Press me").get_by_role("button", name="Press me").click()

        expect(ines.notes).to_contain_text("not responding")


def test_a_form_that_is_not_acknowledged_stays_with_what_was_put_in(
    slack: Sandbox, window: Opener
) -> None:
    with running(slack, silent):
        ines = window(slack.person("Ines")).opens()

        ines.types("/toy form")
        form = ines.sees_modal("Form")
        slack.control.ack_within(IMPATIENCE)
        form.get_by_label("Name").fill("Ada")
        form.get_by_role("button", name="Send").click()

        expect(form.get_by_role("alert")).to_contain_text("We had some trouble connecting")
        expect(form.get_by_label("Name")).to_have_value("Ada")
        expect(form.get_by_role("button", name="Send")).to_be_enabled()


def test_an_app_that_is_gone_is_told_of_until_it_is_back(slack: Sandbox, window: Opener) -> None:
    ines = window(slack.person("Ines")).opens()
    gone = ines.page.get_by_text("Toy is not connected")
    expect(gone).to_be_visible()

    ines.types("/toy form")
    expect(ines.notes).to_contain_text("/toy failed")

    with running(slack, silent):
        expect(gone).to_be_hidden()
        ines.types("/toy form")
        ines.sees_modal("Form")


def test_an_unknown_command_stays_in_the_box_with_what_slack_says(
    slack: Sandbox, window: Opener
) -> None:
    ines = window(slack.person("Ines"), troubled=True).opens()

    ines.composer.fill("/play")
    ines.page.keyboard.press("Enter")

    expect(ines.page.get_by_role("alert").first).to_contain_text("/play is not a valid command")
    expect(ines.composer).to_have_value("/play")


def test_a_payload_that_slack_refuses_says_which_block_and_why(
    slack: Sandbox, window: Opener
) -> None:
    def wrong(app: AsyncApp) -> None:
        @app.command("/toy")
        async def toy(ack, body, client):
            await ack()
            blocks = [{"type": "header", "text": {"type": "mrkdwn", "text": "No"}}]
            with suppress(SlackApiError):
                await client.chat_postMessage(channel=body["user_id"], blocks=blocks, text="No")

    with running(slack, wrong):
        ines = window(slack.person("Ines")).opens()

        ines.types("/toy")
        traffic = ines.shows_traffic()
        traffic.get_by_role("button", name="Refused").click()

        refused = traffic.get_by_role("listitem")
        expect(refused).to_contain_text("chat.postMessage")
        expect(refused).to_contain_text("invalid_blocks")
        expect(refused).to_contain_text(re.compile(r"/blocks/0|blocks\[0\]|blocks/0"))


def test_no_request_leaves_the_machine_whatever_the_app_shows(
    slack: Sandbox, window: Opener
) -> None:
    elsewhere = {"image_url": "https://example.com/cat.png", "alt_text": "A cat"}

    def vain(app: AsyncApp) -> None:
        @app.command("/toy")
        async def toy(ack):
            picture = {"type": "image", **elsewhere}
            link = "<https://example.com/|a link> and ![](https://example.com/dog.png)"
            await ack(blocks=[picture, section(link, accessory=picture)], text="A cat")

    with running(slack, vain):
        ines = window(slack.person("Ines")).opens()

        ines.types("/toy")
        expect(ines.sees("a link").get_by_role("link", name="a link")).to_be_visible()
        expect(ines.message("a link")).to_contain_text("A cat")
        ines.page.wait_for_load_state("networkidle")

        assert len(ines.requests) > 5
        assert {urlsplit(each).netloc for each in ines.requests} == {urlsplit(slack.url).netloc}


@contextmanager
def living(folder: Path, *, port: int, database_url: str) -> Iterator[Office]:
    """A practice workspace that is found again as it was left, with the bot in it."""
    files = Files(
        state=folder / "slack",
        manifest=ROOT / "manifest.json",
        people=ROOT / "practice" / "people.toml",
    )
    with practice(files, port=port, say=lambda words: None) as opened:
        office = Office(slack=opened.sandbox, database_url=database_url)
        with bot_in(office):
            yield office


def test_the_page_says_that_the_server_is_gone_and_recovers_when_it_is_back(
    tmp_path: Path, browser: Browser
) -> None:
    port, database_url = free_port(), new_database(tmp_path)

    with windows_on(f"http://127.0.0.1:{port}", browser) as open_window:
        with living(tmp_path, port=port, database_url=database_url) as office:
            ines = open_window(office.ines, troubled=True).opens()
            ines.types("/availability tomorrow 9-12")
            ines.sees("Saved")
            ines.forward_an_hour()
            expect(ines.notes).to_contain_text("It is now")
            ines.composer.fill("half a sentence")
        gone = ines.page.get_by_text("The workspace cannot be reached")
        expect(gone.first).to_be_visible()

        with living(tmp_path, port=port, database_url=database_url) as office:
            expect(gone).to_be_hidden()
            ines.sees("Saved")
            expect(ines.composer).to_have_value("half a sentence")
            ines.composer.fill("")
            ines.types("/availability list")
            expect(ines.sees("Change hours")).to_contain_text("9:00 AM – 12:00 PM")
            assert office.slack.clock.offset == 3600
