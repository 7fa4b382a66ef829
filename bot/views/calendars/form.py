"""The form by which a calendar is connected."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import PlainTextInputElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import Blocks, actions, button, context_line, divider, section
from bot.views.block_kit.blocks import field as form_field
from bot.views.block_kit.carried import carried
from bot.views.block_kit.fields import values_of
from bot.views.hours.calendars import CalendarPlace, connect_button, place_value, read_place
from scheduling.errors import SchedulingError
from scheduling.wording.saying.calendars import WHERE_TO_FIND

FORM_VIEW, PAGE_VIEW = "calendar_connect_form", "calendar_connect_page"
OPEN_PAGE = "calendar_connect_open_page"
SIGN_IN = {"Google": "calendar_sign_in_google", "Microsoft": "calendar_sign_in_microsoft"}
NO_ADDRESS_IN_COMMANDS = (
    "The address of a calendar is a secret, and what is typed in a command is kept by Slack, so I "
    "have not read it. Nothing was connected. In the form, only I get it:"
)
_WHERE = "\n".join(
    ["*Where to find the address*", *(f"• {name}: {words}" for name, words in WHERE_TO_FIND)]
)
_SECRET = (
    "It goes through Slack to me alone. I keep it sealed, never show it again, and forget it when "
    "you disconnect the calendar."
)
_LONGEST = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectAnswers:
    """What was filled in. All of it is a secret, and shows in no repr."""

    place: CalendarPlace
    address: str = field(repr=False)
    username: str = field(repr=False)
    password: str = field(repr=False)


def connect_view(place: CalendarPlace) -> View:
    """Return the form, empty."""
    return View(
        type="modal",
        callback_id=FORM_VIEW,
        title="Connect a calendar",
        submit="Connect",
        close="Cancel",
        private_metadata=place_value(place),
        blocks=[
            form_field(
                "Address",
                PlainTextInputElement(
                    action_id="secret", placeholder="https://…", max_length=_LONGEST
                ),
                block_id="address",
            ),
            section(_WHERE),
            form_field("User", _text(), block_id="username", optional=True),
            form_field(
                "App password",
                _text(),
                block_id="password",
                optional=True,
                hint="Made for this alone, in the settings of your account.",
            ),
            context_line(_SECRET),
        ],
    )


def page_view(
    place: CalendarPlace, *, address: str, minutes: int, providers: Sequence[str] = ()
) -> View:
    """Return the way to the page on which a calendar is connected, out of Slack's sight.

    `providers` are those with whom people can sign in instead, by name.
    """
    whose = "your" if place.person_id is None else "their"
    opens = button(
        "Open my page",
        action_id=OPEN_PAGE,
        url=address,
        style=None if providers else "primary",
    )
    return View(
        type="modal",
        callback_id=PAGE_VIEW,
        title="Connect a calendar",
        submit="Show calendars",
        close="Close",
        private_metadata=place_value(place),
        blocks=[
            *_ways_to_sign_in(providers, address=address, whose=whose),
            section(
                "The address of a calendar and an app password are secrets. You enter them on a "
                f"page of your own, and Slack does not see them. There I read {whose} calendar at "
                "once, and show you what I found."
            ),
            actions(opens),
            context_line(
                f"The page is good for {minutes} minutes; give its address to nobody. It "
                "says where Google, Outlook, Apple, Fastmail and Nextcloud keep what you need."
            ),
        ],
    )


def _ways_to_sign_in(providers: Sequence[str], *, address: str, whose: str) -> Blocks:
    if not providers:
        return []
    buttons = [
        button(
            f"Sign in with {name}",
            action_id=SIGN_IN[name],
            url=f"{address}/sign-in/{name.casefold()}",
            style="primary",
        )
        for name in providers
    ]
    asked = f"You are asked to let me see when {whose} calendar is busy, and nothing else."
    return [section(f"Sign in, and nothing is to be typed. {asked}"), actions(*buttons), divider()]


def page_place(view: dict[str, Any]) -> CalendarPlace:
    """Return whose calendars that way leads to."""
    return read_place(view["private_metadata"])


@carried()
def read_connect(view: dict[str, Any]) -> ConnectAnswers:
    """Return what was filled in."""
    values = values_of(view)
    return ConnectAnswers(
        place=read_place(view["private_metadata"]),
        address=values["address"]["value"] or "",
        username=values["username"]["value"] or "",
        password=values["password"]["value"] or "",
    )


def at_fault(_: SchedulingError, view: dict[str, Any]) -> str:
    """Return the field beside which an error of the form is shown."""
    return "address"


def not_in_commands() -> Blocks:
    """Say why no address is taken from a command, and offer the form."""
    return [section(NO_ADDRESS_IN_COMMANDS), actions(connect_button(None))]


def _text() -> PlainTextInputElement:
    return PlainTextInputElement(action_id="secret", max_length=_LONGEST)
