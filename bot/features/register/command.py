"""`/register`, by the word that it begins with."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.features.register.candidates import candidate_in_words
from bot.features.register.coordinators import coordinator_in_words
from bot.features.register.erasing import erasing_in_words
from bot.features.register.exporting import export_in_words
from bot.features.register.listing import listed, listed_decided
from bot.features.register.merging import merging_in_words
from bot.features.register.oneself import clock_in_words, open_self, self_in_words
from bot.features.register.outcome import outcome_in_words
from bot.features.register.removal import removal_in_words
from bot.features.text.verbs import pointing_to_help, split_verb
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.views.register import people as view
from scheduling.errors import NotUnderstood, UnknownTimeZone
from scheduling.model import Role
from scheduling.wording.reading import read_zone

COMMAND = "/register"
_VERBS = (
    "help",
    "list",
    "interviewer",
    "candidate",
    "coordinator",
    "not coordinator",
    "clock",
    "remove",
    "outcome",
    "erase",
    "merge",
    "export",
)
_ABOUT_OTHERS = {
    "remove": removal_in_words,
    "merge": merging_in_words,
    "outcome": outcome_in_words,
    "erase": erasing_in_words,
    "export": export_in_words,
}
"""What answers each verb that is about somebody who is named."""
_WHICH_LIST = (
    "`/register list` alone shows everybody, and `/register list outcomes` the candidates who are "
    "decided on."
)
_WHICH_CANDIDATE = (
    "Whom? Write their name: `/register candidate Carl Chen carl@example.com`. "
    "If you are interviewed yourself, `/register` alone opens your own form."
)


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listener of the command itself."""
    app.command(COMMAND)(middleware.answering(register_command))


async def register_command(
    request: SlackRequest, command: dict[str, Any], respond: AsyncRespond
) -> None:
    """Answer `/register`: a form, the list, or what was typed, done."""
    verb, rest = split_verb(command["text"], verbs=_VERBS)
    match verb:
        case "help":
            await respond(text=view.HELP)
        case "list" if rest.casefold() == "outcomes":
            text, blocks = await listed_decided(0, request)
            await respond(text=text, blocks=blocks)
        case "list" if rest:
            error = NotUnderstood(question=_WHICH_LIST)
            raise pointing_to_help(error, command=COMMAND, text=rest, verbs=_VERBS)
        case "list":
            text, blocks = await listed(0, request)
            await respond(text=text, blocks=blocks)
        case "candidate" if rest and not _is_zone(rest):
            text, blocks = await candidate_in_words(rest, request)
            await respond(text=text, blocks=blocks)
        case "candidate" if not rest and request.actor.is_coordinator:
            raise NotUnderstood(question=_WHICH_CANDIDATE)
        case "interviewer" | "candidate":
            text, blocks = await self_in_words(Role(verb), rest, request)
            await respond(text=text, blocks=blocks)
        case "coordinator" | "not coordinator":
            text, blocks = await coordinator_in_words(verb, rest, request)
            await respond(text=text, blocks=blocks)
        case "remove" | "merge" | "outcome" | "erase" | "export":
            text, blocks = await _ABOUT_OTHERS[verb](rest, request)
            # Of a link, Slack would look at the page for a preview.
            await respond(text=text, blocks=blocks, unfurl_links=False)
        case "clock":
            text, blocks = await clock_in_words(rest, request)
            await respond(text=text, blocks=blocks)
        case _ if rest:
            error = NotUnderstood(question="I did not understand whom to register.")
            raise pointing_to_help(error, command=COMMAND, text=rest, verbs=_VERBS)
        case _:
            await open_self(request)


def _is_zone(text: str) -> bool:
    """A city alone may be a name, so only names such as Europe/London count."""
    try:
        return "/" in text and bool(read_zone(text))
    except UnknownTimeZone:
        return False
