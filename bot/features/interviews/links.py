"""`/interviews calendar` and `/interviews export`: addresses under which interviews are seen."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.features.text.groups import with_me
from bot.features.text.questions import pointing_out
from bot.features.text.verbs import split_verb
from bot.process.addresses import export_address, feed_address
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.views.interviews import links as view
from scheduling.errors import NotUnderstood
from scheduling.model.permissions import Action, require
from scheduling.usecases.interviews import open_export
from scheduling.usecases.interviews.feed import close_feed, first_feed, open_feed
from scheduling.wording.reading import mentioned_ids

COMMAND = "/interviews"
_VERBS = ("calendar", "export")


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature, which come before those of all other interviews."""
    app.command(COMMAND, matchers=[asks_for_a_link])(middleware.answering(link_command))
    app.action(view.NEW_ADDRESS)(middleware.answering(new_address))
    app.action(view.END_ADDRESS)(middleware.answering(end_address))


async def asks_for_a_link(command: dict[str, Any]) -> bool:
    """Tell whether a command is about an address at all."""
    verb, _ = split_verb(command["text"], verbs=_VERBS)
    return verb in _VERBS


async def link_command(
    request: SlackRequest, command: dict[str, Any], respond: AsyncRespond
) -> None:
    """Answer with an address for a calendar, or with a link to the list."""
    verb, rest = split_verb(command["text"], verbs=_VERBS)
    if verb == "export":
        await _answer_with_export(rest, request, respond)
        return
    if rest:
        raise NotUnderstood(question=f"`{COMMAND} calendar` stands alone: it is always your own.")
    await _answer_with_address(first_feed, request, respond)


async def new_address(request: SlackRequest, respond: AsyncRespond) -> None:
    """Show another address for a calendar where the button was; the one before ends."""
    await _answer_with_address(open_feed, request, respond)


async def end_address(request: SlackRequest, respond: AsyncRespond) -> None:
    """Let no calendar see one's interviews any more."""
    was_there = False
    if request.actor.person is not None:
        was_there = await request.do(close_feed, person_id=request.actor.person.id)
    await respond(text=view.ended_words(was_there=was_there), replace_original=True)


async def _answer_with_address(
    made_by: Callable[..., str | None],
    request: SlackRequest,
    respond: AsyncRespond,
) -> None:
    """Shows the address of the feed that is made, or why there is none to show."""
    if request.public_url is None:
        await respond(text=view.NO_PUBLIC_URL)
    elif request.actor.person is None:
        await respond(text=view.NOT_REGISTERED)
    else:
        person_id = request.actor.person.id
        secret = await request.do(made_by, person_id=person_id)
        blocks = view.shown_before_blocks()
        if secret is not None:
            blocks = view.address_blocks(feed_address(request.public_url, secret=secret))
        await respond(text=view.WORDS, blocks=blocks, replace_original=True)


async def _answer_with_export(text: str, request: SlackRequest, respond: AsyncRespond) -> None:
    """Shows a link to the interviews that the text asks for, or why there is none."""
    require(request.actor, Action.EXPORT)
    if request.public_url is None:
        await respond(text=view.NO_PUBLIC_URL_FOR_LIST)
        return
    text = with_me(text, request, of_theirs=True)
    with pointing_out(text, command=COMMAND, verbs=()):
        profiles = await request.profiles.of_each(mentioned_ids(text))
        secret = await request.do(open_export, text=text, profiles=profiles)
    blocks = view.list_link_blocks(export_address(request.public_url, secret=secret))
    # Slack would look at the page for a preview.
    await respond(text=view.LIST_WORDS, blocks=blocks, unfurl_links=False)
