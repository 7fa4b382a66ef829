"""What a person has before them when they ask, and how the answer gets there."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.views.block_kit.blocks import Blocks


class SurfaceKind(StrEnum):
    """Where in Slack that is."""

    CONVERSATION = "conversation"
    MODAL = "modal"
    HOME = "home"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """What was typed, pressed or submitted on, as Slack's `body` tells it."""

    body: Mapping[str, Any]
    client: AsyncWebClient
    respond: AsyncRespond

    @property
    def surface(self) -> SurfaceKind:
        """Where the person is."""
        view = self.body.get("view")
        return SurfaceKind(view["type"]) if view else SurfaceKind.CONVERSATION

    @property
    def is_over_another(self) -> bool:
        """Whether the modal was opened over another one."""
        return bool(self.body["view"]["root_view_id"] != self.body["view"]["id"])

    @property
    def is_lasting_message(self) -> bool:
        """Whether it was a message that stays, rather than an answer that they alone see."""
        is_answer = self.body.get("container", {}).get("is_ephemeral", False)
        return self.surface is SurfaceKind.CONVERSATION and not is_answer

    @property
    def response_url(self) -> str | None:
        """The address of the message in which something was pressed; None in views."""
        return self.body.get("response_url")

    @property
    def message(self) -> Mapping[str, Any] | None:
        """The message that stays in which a button was pressed, as Slack keeps it."""
        return self.body.get("message") if self.is_lasting_message else None

    async def open_over(self, view: View) -> None:
        """Open a modal over whatever they see, which they come back to."""
        # Slack lays three modals over each other at most; push puts one over another.
        in_modal = self.surface is SurfaceKind.MODAL
        open_view = self.client.views_push if in_modal else self.client.views_open
        # A trigger_id is good for about 3 s, and once.
        await open_view(trigger_id=self.body["trigger_id"], view=view)

    async def show(self, view: View) -> None:
        """Show a view in the modal they are in, or else in a new one."""
        if self.surface is SurfaceKind.MODAL:
            await self.client.views_update(view_id=self.body["view"]["id"], view=view)
        else:
            await self.open_over(view)

    async def replace(self, *, view: View, text: str, blocks: Blocks) -> None:
        """Put something else in the place of the modal or the message they see."""
        if self.surface is SurfaceKind.CONVERSATION:
            await self.respond(text=text, blocks=blocks, replace_original=True)
        else:
            await self.show(view)

    async def show_beside(self, *, view: View, text: str, blocks: Blocks) -> None:
        """Show something without taking away the message or the view they see."""
        if self.surface is SurfaceKind.CONVERSATION:
            await self.respond(
                text=text, blocks=blocks, replace_original=False, response_type="ephemeral"
            )
        else:
            await self.open_over(view)

    async def renew_below(self, view: View) -> None:
        """Bring the first of the modals that lie over each other up to date."""
        await self.client.views_update(view_id=self.body["view"]["root_view_id"], view=view)


def surface_of(args: AsyncArgs) -> Surface:
    """Return what the person of a request has before them."""
    return Surface(body=args.body, client=args.client, respond=args.respond)
