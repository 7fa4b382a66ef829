"""Adjusting a plan of `/distribute`: who would move is shown before it is accepted."""

from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.blocks import Option
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.features.distribute.shown import shown_anew
from bot.slack.progress import Place, begin, place_of, put, work
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.fields import person_options
from bot.views.distribution import adjust as view
from bot.views.distribution.action_ids import ADJUST
from bot.views.distribution.form import decode
from bot.views.distribution.plan import busy_for, plan_message
from scheduling.distribution import Level
from scheduling.results import Draft
from scheduling.usecases.distribute import (
    adjust_round,
    draft_of,
    leave_proposal,
    people_considered,
    pinnable_hours,
    round_people,
    take_proposal,
)

# Slack shows 100 at most; nobody reads so many instead of typing another letter.
_CHOICES = 50


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.action(ADJUST)(middleware.answering(shown_anew(open_form)))
    app.view(view.ADJUST_VIEW)(middleware.submitting(save_form, at_fault=view.at_fault))
    app.options(view.OFF_MENU)(middleware.suggesting(interviewers))
    app.options(view.LEFT_OUT_MENU)(middleware.suggesting(candidates))
    app.options(view.PINS_MENU)(middleware.suggesting(hours))
    app.action(view.TAKE)(middleware.answering(shown_anew(take)))
    app.action(view.LEAVE)(middleware.answering(shown_anew(leave)))


async def open_form(
    request: SlackRequest, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
) -> None:
    """Open the form over the plan."""
    pressed, place = decode(action["value"]), place_of(body)
    draft = await request.do(draft_of, **pressed.which)
    form = view.adjust_view(
        draft, channel=place.channel, ts=place.ts or "", zone=request.actor.zone
    )
    await request.surface.open_over(form)


async def save_form(
    request: SlackRequest, body: dict[str, Any], client: AsyncWebClient
) -> View | None:
    """Begin to work out what would change; it shows in the place of the plan."""
    filled = view.read_adjust(body["view"])
    draft = await request.do(draft_of, **filled.plan.which)
    if await request.is_new():
        begin(_propose(draft, filled, request, client))
    return None


async def interviewers(
    request: SlackRequest, body: dict[str, Any], payload: dict[str, Any]
) -> list[Option]:
    """Return the interviewers of the plan whose name contains what was typed."""
    found, _ = await _people(body, payload, request)
    return person_options(found[:_CHOICES])


async def candidates(
    request: SlackRequest, body: dict[str, Any], payload: dict[str, Any]
) -> list[Option]:
    """Return the candidates of the plan whose name contains what was typed."""
    _, found = await _people(body, payload, request)
    return person_options(found[:_CHOICES])


async def hours(
    request: SlackRequest, body: dict[str, Any], payload: dict[str, Any]
) -> list[Option]:
    """Return hours at which candidates of the plan could come, by name and day."""
    found = await request.do(
        pinnable_hours,
        text=payload["value"],
        **view.pressed_in(body["view"]).which,
    )
    options = view.pin_options(found, zone=request.actor.zone)
    return view.options_with(payload["value"], options)[:_CHOICES]


async def take(
    request: SlackRequest, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
) -> None:
    """Put the proposal in the place of the plan."""
    await _settle(take_proposal, request, body, action, client)


async def leave(
    request: SlackRequest, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
) -> None:
    """Show the plan as it was."""
    await _settle(leave_proposal, request, body, action, client)


async def _settle(
    use_case: Callable[..., Draft],
    request: SlackRequest,
    body: dict[str, Any],
    action: dict[str, Any],
    client: AsyncWebClient,
) -> None:
    which = decode(action["value"]).which
    plan = await request.once(
        lambda draft: Told.message(plan_message(draft, context=request.context)),
        use_case,
        **which,
    )
    await put(client, place_of(body), (plan.text, plan.blocks))


async def _propose(
    draft: Draft,
    filled: view.AdjustAnswers,
    request: SlackRequest,
    client: AsyncWebClient,
) -> None:
    plan, stages = draft.outcome.plan, list[Level]()
    round_id = draft.round.id
    await request.read_calendars(await request.do(people_considered, round_id=round_id))
    await work(
        request.job(
            adjust_round,
            adjustments=filled.adjustments,
            progress=stages.append,
            **filled.plan.which,
        ),
        place=Place(channel=filled.channel, ts=filled.ts),
        shown=partial(view.proposal_message, context=request.context),
        busy=busy_for(len(plan.seatings) + len(plan.waiting), stages, context=request.context),
        otherwise=lambda trouble: plan_message(draft, context=request.context, news=(trouble,)),
        context=request.context,
        client=client,
    )


async def _people(body: dict[str, Any], payload: dict[str, Any], request: SlackRequest) -> Any:
    which = view.pressed_in(body["view"]).which
    return await request.do(round_people, text=payload["value"], **which)
