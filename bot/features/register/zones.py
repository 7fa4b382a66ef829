"""The menu of time zones, which looks for what is typed into it."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.blocks import Option

from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.views.register import form

_CHOICES = 50
_USUAL_ZONES = (
    "America/Los_Angeles",
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Athens",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
)
"""What the menu shows to those who have not typed anything yet."""


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listener of this part of the feature."""
    app.options(form.ZONE_MENU)(middleware.suggesting(zones))


async def zones(request: SlackRequest, payload: dict[str, Any]) -> list[Option]:
    """Return the time zones whose name contains what was typed, cities first."""
    typed = payload["value"].strip().casefold().replace(" ", "_")
    if not typed:
        near = (request.actor.time_zone, request.rules.time_zone, *_USUAL_ZONES)
        return form.zone_options(tuple(dict.fromkeys(near)))
    found = [name for name in _zone_names() if typed in name.casefold()]
    found.sort(key=lambda name: _distance(name.rpartition("/")[2].casefold(), typed))
    return form.zone_options(tuple(found[:_CHOICES]))


def _distance(city: str, typed: str) -> tuple[bool, int]:
    """Cities that begin so come first, and of these those that need the fewest letters more."""
    return not city.startswith(typed), len(city)


@cache
def _zone_names() -> tuple[str, ...]:
    """The zones that people live in: those named after a place, and UTC."""
    places = (name for name in available_timezones() if "/" in name and name[:3] != "Etc")
    return ("UTC", *sorted(places))
