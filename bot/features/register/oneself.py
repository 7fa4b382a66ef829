"""Registering oneself, by a form or in words, and by which clock one is told times."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.features.register.naming import refuse_members
from bot.features.register.shown import done_view
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import Blocks
from bot.views.hours.words import open_button
from bot.views.register import form
from bot.views.register import people as view
from bot.views.register.undo import with_undo
from scheduling.model import Role
from scheduling.results import RegistrationChange
from scheduling.usecases.register import choose_clock, register_self
from scheduling.wording.reading import read_clock


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this part of the feature."""
    app.action(view.OPEN_SELF)(middleware.answering(open_self))
    app.view(form.SELF_VIEW)(middleware.submitting(save_self, at_fault=form.self_at_fault))


async def open_self(request: SlackRequest) -> None:
    """Open one's own form."""
    await request.surface.open_over(form.self_view(request.actor))


async def save_self(request: SlackRequest, body: dict[str, Any]) -> View:
    """Register the person who filled in the form."""
    filled = form.read_self(body["view"])

    def told(change: RegistrationChange) -> Told:
        hours = open_button("My hours", change.person, request.actor)
        blocks = with_undo(view.registered_words(change.person), change, hours)
        return Told(view=done_view(change.person, blocks))

    registered = await request.once(
        told,
        register_self,
        role=filled.role,
        time_zone=filled.time_zone,
        clock=filled.clock,
    )
    return registered.shown


async def self_in_words(role: Role, zone: str, request: SlackRequest) -> tuple[str, Blocks]:
    """Register the actor, by the command; without a zone, theirs stays."""
    refuse_members(zone)
    change = await request.do(register_self, role=role, time_zone=zone or None)
    words = view.registered_words(change.person)
    return words, with_undo(words, change)


async def clock_in_words(text: str, request: SlackRequest) -> tuple[str, Blocks]:
    """Note by which clock the actor is told times."""
    change = await request.do(choose_clock, clock=read_clock(text))
    words = view.clock_words(change.person)
    return words, with_undo(words, change)
