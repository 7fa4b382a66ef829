"""Taking people out: what that means is said first, and it can be taken back."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.features.register.naming import one_named
from bot.features.register.shown import removal_question
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import Blocks, section
from bot.views.errors import done_view
from bot.views.register import removal as view
from scheduling.errors import InterviewsAheadChanged
from scheduling.model import Person
from scheduling.model.people import WithAhead
from scheduling.results.endings import Removal
from scheduling.usecases.people.removal import remove_person, undo_removal

_WHOM = "Whom? Name one person: `/register remove Dora Diaz` or `/register remove @dora`"


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.action(view.REMOVE)(middleware.answering(remove))
    app.action(view.KEEP)(middleware.answering(keep))
    app.action(view.UNDO_REMOVAL)(middleware.answering(undo))


async def removal_in_words(text: str, request: SlackRequest) -> tuple[str, Blocks]:
    """Return what it means to take out whoever was named, as a question."""
    return await removal_question(one_named(text, otherwise=_WHOM), request)


async def remove(request: SlackRequest, action: dict[str, Any]) -> None:
    """Take somebody out, as it was shown; what has changed since is shown anew."""
    person_id, shown = view.read_remove(action["value"])

    def told(removal: Removal) -> Told:
        words, blocks = view.removed_message(removal)
        return Told(text=words, blocks=blocks, view=done_view(title="Removed", sentence=words))

    try:
        removed = await request.once(
            told, remove_person, person_id=person_id, with_ahead=WithAhead.CANCEL, shown=shown
        )
    except InterviewsAheadChanged as changed:
        words, blocks = await removal_question(
            person_id, request, news=changed.sentence(zone=request.actor.zone)
        )
        shown_anew = done_view(title="Look again", sentence=words)
        await request.surface.replace(view=shown_anew, text=words, blocks=blocks)
        return
    await request.surface.replace(view=removed.shown, text=removed.text, blocks=removed.blocks)


async def keep(request: SlackRequest) -> None:
    """Leave everything as it is, and say so in the place of the question."""
    kept = done_view(title="Kept", sentence=view.KEPT)
    await request.surface.replace(view=kept, text=view.KEPT, blocks=[section(view.KEPT)])


async def undo(request: SlackRequest, action: dict[str, Any]) -> None:
    """Have somebody back, and say so where the button was."""

    taken_back = view.read_undo(action["value"])

    def told(person: Person) -> Told:
        words = view.back_words(person, taken_back)
        shown = done_view(title="Undone", sentence=words)
        return Told(text=words, blocks=[section(words)], view=shown)

    undone = await request.once(told, undo_removal, undo=taken_back)
    await request.surface.replace(view=undone.shown, text=undone.text, blocks=undone.blocks)
