"""Looking for earlier hours than those of a plan that is shown already, and showing them."""

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.features.distribute.shown import message_as_it_stands, shown_anew
from bot.slack.progress import Place, place_of, put
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.distribution.action_ids import SHOW_EARLIER
from bot.views.distribution.earlier import earlier_words
from bot.views.distribution.form import decode
from bot.views.distribution.plan import plan_message
from scheduling.distribution import PlanSearch
from scheduling.results import Draft
from scheduling.usecases.distribute import (
    Prepared,
    look_for_earlier,
    round_as_it_stands,
    show_earlier,
)


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.action(SHOW_EARLIER)(middleware.answering(shown_anew(show)))


async def show(
    request: SlackRequest, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
) -> None:
    """Put the plan with earlier hours in the place of the one that was shown."""

    def told(draft: Draft) -> Told:
        return Told.message(
            plan_message(draft, context=request.context, news=(earlier_words(draft),))
        )

    shown = await request.once(told, show_earlier, **decode(action["value"]).which)
    await put(client, place_of(body), (shown.text, shown.blocks))


async def look_on(
    draft: Draft,
    prepared: Prepared,
    search: PlanSearch,
    *,
    place: Place,
    request: SlackRequest,
    client: AsyncWebClient,
) -> None:
    """Look for earlier hours, and say below the plan what has come of it; that rings for nobody."""
    job = partial(
        look_for_earlier,
        request.store,
        request.context,
        prepared=prepared,
        search=search,
        draft=draft,
    )
    looked = await request.searches.in_turn(lambda is_wanted: job(is_wanted=is_wanted))
    if looked is None:
        return
    page = looked.round.earlier.page if looked.round.earlier else 0
    await put(client, place, plan_message(looked, context=request.context, skip=page))
    # Somebody may have pressed a button since: then what came of that is to stand there.
    now = await request.do(round_as_it_stands, round_id=draft.round.id)
    if (now.round.version, now.round.state) != (looked.round.version, looked.round.state):
        await put(client, place, message_as_it_stands(now, context=request.context))
