"""What stands around every listener: the acknowledgement, who asks, and a reply to trouble.

Commands, buttons and shortcuts are acknowledged here before any work, so that no listener can
be late or forget. A form is acknowledged with its answer, since the answer carries the errors
that show beside its fields; if that takes too long, a waiting view is shown first.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_bolt.kwargs_injection.async_utils import build_async_required_kwargs
from slack_bolt.util.utils import get_arg_names_of_callable
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from bot.process.clock import Clock
from bot.process.logs import reference_now
from bot.process.metrics import note_handled, note_refused
from bot.slack.client import scope_needed, word_of
from bot.slack.errors import is_passing
from bot.slack.home_tab import HomeTabs
from bot.slack.in_flight import InFlight
from bot.slack.profiles import Profiles, SlackBusy
from bot.slack.request import SlackNews, SlackRequest
from bot.slack.surface import Surface
from bot.slack.workspace import Workspace
from bot.views import errors as trouble
from bot.views.block_kit.blocks import escape_sentence, section
from bot.views.block_kit.carried import NotReadable
from bot.views.block_kit.fields import OldForm
from scheduling.errors import NotAllowed, NotLetIn, SchedulingError
from scheduling.model import Actor, Profile, RequestContext, Rules
from scheduling.store import Store
from scheduling.timespan import USUAL_STYLE, written_in
from scheduling.usecases.audit import acting_in_slack, note_refusal
from scheduling.usecases.members import identify, remembered

Listener = Callable[..., Awaitable[Any]]
Tell = Callable[[AsyncArgs, str], Awaitable[Any]]
"""Says a sentence, in mrkdwn, where the person is looking."""
FieldAtFault = Callable[[SchedulingError, dict[str, Any]], str]

_ACKNOWLEDGED_FIRST = ("block_actions", "shortcut", "message_action")
_TOO_LATE = {"expired_trigger_id", "exchanged_trigger_id", "trigger_expired"}
FORM_SECONDS = 2.0
"""Slack waits 3 s for a form's answer; the rest is for the way."""

log = logging.getLogger(__name__)


async def acknowledge_first(
    body: dict[str, Any], ack: AsyncAck, next: Callable[[], Awaitable[None]]
) -> None:
    """Acknowledge commands, buttons and shortcuts before their listener starts.

    Bolt sends such an acknowledgement at once. For one that comes from the listener itself it
    looks every 10 ms, and not even that often while the listener's work keeps it from looking.
    """
    if "command" in body or body.get("type") in _ACKNOWLEDGED_FIRST:
        await ack()
    await next()


@dataclass(frozen=True, slots=True, kw_only=True)
class Middleware:
    """Wraps listeners. Each is called with the request, and with whatever else Bolt offers and it
    declares by name.
    """

    store: Store
    rules: Rules
    clock: Clock
    profiles: Profiles
    home_tabs: HomeTabs
    public_url: str | None = None
    form_seconds: float = FORM_SECONDS
    """How long a form's answer may take before a waiting view is shown."""
    workspace: Workspace | None = None
    under_way: InFlight = field(default_factory=InFlight)

    def answering(self, listener: Listener) -> Callable[[AsyncArgs], Awaitable[None]]:
        """Wrap a listener for commands, buttons, menus or shortcuts."""

        async def wrapped(args: AsyncArgs) -> None:
            await args.ack()
            # Nothing may be left to Bolt's error handler: what is raised within 10 ms of the
            # acknowledgement can cost that acknowledgement.
            try:
                await self._run(listener, args)
            except Exception as error:
                if not _was_closed(error):
                    await self._complain(args, self._sentence(error, args))

        return self._counted(wrapped)

    def submitting(
        self, listener: Listener, *, at_fault: FieldAtFault
    ) -> Callable[[AsyncArgs], Awaitable[None]]:
        """Wrap a listener for a form. It returns the view to show next, or None.

        Expected trouble is shown beside the field whose block_id `at_fault` names.
        """

        async def wrapped(args: AsyncArgs) -> None:
            # Not wait_for, which would cancel it: the work goes on behind the waiting view.
            answer = asyncio.ensure_future(self._form_answer(listener, args, at_fault))
            done, _ = await asyncio.wait({answer}, timeout=self.form_seconds)
            if done:
                await args.ack(**answer.result())
                return
            await args.ack(response_action="update", view=trouble.waiting_view())
            await self._show_late(args, await answer)

        return self._counted(wrapped)

    def suggesting(self, listener: Listener) -> Callable[[AsyncArgs], Awaitable[None]]:
        """Wrap a listener for a menu's look-up; it returns options for `ack`."""

        async def wrapped(args: AsyncArgs) -> None:
            try:
                await args.ack(options=await self._run(listener, args))
            except Exception as error:
                # A menu has no place for a sentence; this writes the log.
                self._sentence(error, args)
                await args.ack(options=[])

        return self._counted(wrapped)

    def noticing(
        self, listener: Listener, *, in_trouble: Tell | None = None
    ) -> Callable[[AsyncArgs], Awaitable[None]]:
        """Wrap a listener for an event, to which nobody waits for a reply.

        Where there is a place to say what went wrong, `in_trouble` says it there.
        """

        async def wrapped(args: AsyncArgs) -> None:
            await args.ack()
            try:
                await self._run(listener, args)
            except Exception as error:
                sentence = self._sentence(error, args)
                if in_trouble is not None:
                    await self._complain(args, sentence, tell=in_trouble)

        return self._counted(wrapped)

    def following(self, listener: Listener) -> Callable[[AsyncArgs], Awaitable[None]]:
        """Wrap a listener for what Slack tells of the workspace; it is called with SlackNews."""

        async def wrapped(args: AsyncArgs) -> None:
            await args.ack()
            if not self._is_from_here(args):
                return
            news = SlackNews(
                store=self.store, profiles=self.profiles, rules=self.rules, now=self.clock()
            )
            try:
                await listener(news, **_offered_by_bolt(listener, args))
            except Exception as error:
                # Nobody waits for a sentence; this writes the log.
                self._sentence(error, args)

        return self._counted(wrapped)

    def _is_from_here(self, args: AsyncArgs) -> bool:
        return self.workspace is None or self.workspace.sent(args.body)

    def _counted(
        self, listener: Callable[[AsyncArgs], Awaitable[None]]
    ) -> Callable[[AsyncArgs], Awaitable[None]]:
        async def counted(args: AsyncArgs) -> None:
            with self.under_way.one():
                await listener(args)

        return counted

    async def _run(self, listener: Listener, args: AsyncArgs) -> Any:
        began, outcome = monotonic(), "broken"
        try:
            answer = await self._answer(listener, args)
            outcome = "answered"
        except SchedulingError as error:
            outcome = "refused"
            note_refused(type(error).__name__)
            if isinstance(error, NotAllowed | NotLetIn):
                await self._put_on_record(error, args)
            raise
        finally:
            note_handled(listener.__name__, outcome=outcome, seconds=monotonic() - began)
        return answer

    async def _put_on_record(self, error: NotAllowed | NotLetIn, args: AsyncArgs) -> None:
        who = args.context.user_id or ""
        try:
            await asyncio.to_thread(
                note_refusal, self.store, error=error, slack_user_id=who, now=self.clock()
            )
        except SchedulingError:
            # They are to read why they were refused, and not that this can't be written.
            log.exception("a refusal could not be put on record")

    async def _answer(self, listener: Listener, args: AsyncArgs) -> Any:
        now = self.clock()
        actor = await self._actor(args, now=now)
        # For errors: by then, who asks is known to nothing else here.
        args.context["zone"], args.context["style"] = actor.zone, actor.style
        request = SlackRequest(
            context=RequestContext(actor=actor, now=now, rules=self.rules),
            store=self.store,
            surface=_surface(args),
            profiles=self.profiles,
            home_tabs=self.home_tabs,
            public_url=self.public_url,
        )
        with written_in(actor.style), acting_in_slack(actor, now=now):
            return await listener(request, **_offered_by_bolt(listener, args))

    async def _actor(self, args: AsyncArgs, *, now: datetime) -> Actor:
        user_id = args.context.user_id
        assert user_id is not None  # every request that we listen to has one
        if self._is_from_here(args):
            try:
                profile = await self.profiles.of(user_id)
            except SlackApiError as error:
                if not is_passing(error):
                    raise
                return await self._remembered(user_id)
        else:
            # Slack may tell us nothing of them, and there is nothing that we would have to know.
            zone = self.rules.time_zone
            profile = Profile(slack_user_id=user_id, name=user_id, time_zone=zone, is_stranger=True)
        return await asyncio.to_thread(
            identify, self.store, profile=profile, rules=self.rules, now=now
        )

    async def _remembered(self, user_id: str) -> Actor:
        """Who asks, as we know them ourselves. Raises SlackBusy where we do not."""
        known = await asyncio.to_thread(remembered, self.store, slack_user_id=user_id)
        if known is None:
            raise SlackBusy
        return known

    async def _form_answer(
        self, listener: Listener, args: AsyncArgs, at_fault: FieldAtFault
    ) -> Mapping[str, Any]:
        try:
            answer = await self._run(listener, args)
        except SchedulingError as error:
            sentence, view = self._sentence(error, args), args.body["view"]
            field = None if isinstance(error, OldForm | NotReadable) else at_fault(error, view)
            if field in view["state"]["values"]:
                return {"response_action": "errors", "errors": {field: sentence}}
            # An error beside a field that is not there would be refused, and nobody would read it.
            shown = trouble.trouble_view(escape_sentence(sentence))
            return {"response_action": "update", "view": shown}
        except Exception as error:
            if _was_closed(error):
                return {}
            sentence = self._sentence(error, args)
            return {"response_action": "update", "view": trouble.trouble_view(sentence)}
        return {} if answer is None else {"response_action": "update", "view": answer}

    async def _show_late(self, args: AsyncArgs, answer: Mapping[str, Any]) -> None:
        view: View | None = answer.get("view")
        if view is None:
            errors = answer.get("errors", {})
            sentence = escape_sentence(" ".join(errors.values()))
            view = trouble.trouble_view(sentence) if errors else trouble.saved_late_view()
        try:
            await args.client.views_update(view_id=args.body["view"]["id"], view=view)
        except SlackApiError as error:
            log.warning("could not show what became of a form: %s", word_of(error))

    async def _complain(self, args: AsyncArgs, sentence: str, *, tell: Tell | None = None) -> None:
        try:
            await (tell or _tell)(args, escape_sentence(sentence))
        except Exception:
            log.exception("could not tell a person: %s", sentence)

    def _sentence(self, error: Exception, args: AsyncArgs) -> str:
        """What to tell the person; anything unexpected is logged under a reference first."""
        if isinstance(error, NotReadable):
            action = (args.body.get("actions") or [{}])[0].get("action_id")
            called = action or args.body.get("view", {}).get("callback_id")
            log.warning("something carried can't be read: %.80s", called)
        if isinstance(error, SchedulingError):
            with written_in(args.context.get("style", USUAL_STYLE)):
                return error.sentence(zone=args.context.get("zone", self.rules.zone))
        if isinstance(error, SlackApiError) and word_of(error) in _TOO_LATE:
            log.warning("too late to open a view: %s", word_of(error))
            return trouble.TOO_LATE
        if isinstance(error, SlackApiError) and (scope := scope_needed(error)):
            log.warning("the scope %s is missing", scope)
            return trouble.scope_missing(scope)
        reference = reference_now()
        log.error("reference %s", reference, exc_info=error)
        return trouble.broken(reference)


def _offered_by_bolt(listener: Listener, args: AsyncArgs) -> dict[str, Any]:
    """What the listener declares after the request, as Bolt finds it for any listener."""
    _, *names = get_arg_names_of_callable(listener)
    return build_async_required_kwargs(
        logger=args.logger,
        required_arg_names=names,
        request=args.request,
        response=args.response,
        this_func=listener,
        next_keys_required=False,
    )


def _was_closed(error: Exception) -> bool:
    """Whether a view could not be brought up to date because the person has closed it."""
    return isinstance(error, SlackApiError) and word_of(error) == "not_found"


async def _tell(args: AsyncArgs, sentence: str) -> None:
    """Where the person is looking: in the conversation, or over the view they are in."""
    # Buttons in modals and on the Home tab come without one: there is no conversation.
    if args.context.response_url:
        # Blocks, as Slack makes links of addresses in a text that stands alone.
        await args.respond(
            text=sentence,
            blocks=[section(sentence)],
            replace_original=False,
            response_type="ephemeral",
        )
        return
    await _surface(args).open_over(trouble.trouble_view(sentence))


def _surface(args: AsyncArgs) -> Surface:
    return Surface(body=args.body, client=args.client, respond=args.respond)
