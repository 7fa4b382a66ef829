"""What stands around every listener: the acknowledgement, who asks, and a reply to trouble.

Commands, buttons and shortcuts are acknowledged before any work, so that no listener can be late
or forget. A form is acknowledged with its answer, since the answer carries the errors that show
beside its fields; if that takes too long, a waiting view is shown first.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_bolt.kwargs_injection.async_utils import build_async_required_kwargs
from slack_bolt.util.utils import get_arg_names_of_callable

from bot.calendars.keeping.keeper import CalendarKeeper
from bot.process.clock import Clock
from bot.process.metrics import note_handled, note_refused
from bot.process.signing.candidate_links import NO_LINKS, CandidateLinks
from bot.slack.directory.profiles import Profiles
from bot.slack.directory.workspace import Workspace
from bot.slack.home_tab import HomeTabs
from bot.slack.in_flight import InFlight
from bot.slack.requests.forms import (
    FORM_SECONDS,
    FieldAtFault,
    acknowledge_in_time,
    form_answer,
)
from bot.slack.requests.repeats import press_of
from bot.slack.requests.request import SlackNews, SlackRequest
from bot.slack.requests.surface import surface_of
from bot.slack.requests.troubles import Tell, complain, sentence_of, was_closed
from bot.slack.requests.who_asks import WhoAsks
from bot.slack.searches import Searches
from scheduling.errors import NotAllowed, NotLetIn, SchedulingError
from scheduling.model import RequestContext, Rules
from scheduling.store import Store
from scheduling.timespan import written_in
from scheduling.usecases.audit import acting_in_slack, note_refusal

Listener = Callable[..., Awaitable[Any]]

log = logging.getLogger(__name__)


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
    links: CandidateLinks = NO_LINKS
    calendars: CalendarKeeper | None = None
    """Reads people's calendars; None where nothing does."""
    form_seconds: float = FORM_SECONDS
    """How long a form's answer may take before a waiting view is shown."""
    workspace: Workspace | None = None
    under_way: InFlight = field(default_factory=InFlight)
    searches: Searches = field(default_factory=Searches)

    def answering(self, listener: Listener) -> Callable[[AsyncArgs], Awaitable[None]]:
        """Wrap a listener for commands, buttons, menus or shortcuts."""

        async def wrapped(args: AsyncArgs) -> None:
            await args.ack()
            # Nothing may be left to Bolt's error handler: what is raised within 10 ms of the
            # acknowledgement can cost that acknowledgement.
            try:
                await self._run(listener, args)
            except Exception as error:
                if not was_closed(error):
                    await complain(args, sentence_of(error, args, rules=self.rules))

        return self._counted(wrapped)

    def submitting(
        self, listener: Listener, *, at_fault: FieldAtFault
    ) -> Callable[[AsyncArgs], Awaitable[None]]:
        """Wrap a listener for a form. It returns the view to show next, or None.

        Expected trouble is shown beside the field whose block_id `at_fault` names.
        """

        async def wrapped(args: AsyncArgs) -> None:
            shown = self._run(listener, args)
            answering = form_answer(args, shown, at_fault=at_fault, rules=self.rules)
            await acknowledge_in_time(args, answering, seconds=self.form_seconds)

        return self._counted(wrapped)

    def suggesting(self, listener: Listener) -> Callable[[AsyncArgs], Awaitable[None]]:
        """Wrap a listener for a menu's look-up; it returns options for `ack`."""

        async def wrapped(args: AsyncArgs) -> None:
            try:
                await args.ack(options=await self._run(listener, args))
            except Exception as error:
                # A menu has no place for a sentence; this writes the log.
                sentence_of(error, args, rules=self.rules)
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
                sentence = sentence_of(error, args, rules=self.rules)
                if in_trouble is not None:
                    await complain(args, sentence, tell=in_trouble)

        return self._counted(wrapped)

    def following(self, listener: Listener) -> Callable[[AsyncArgs], Awaitable[None]]:
        """Wrap a listener for what Slack tells of the workspace; it is called with SlackNews."""

        async def wrapped(args: AsyncArgs) -> None:
            await args.ack()
            if not self._who_asks.is_from_here(args):
                return
            news = SlackNews(
                store=self.store, profiles=self.profiles, rules=self.rules, now=self.clock()
            )
            try:
                await listener(news, **_offered_by_bolt(listener, args))
            except Exception as error:
                # Nobody waits for a sentence; this writes the log.
                sentence_of(error, args, rules=self.rules)

        return self._counted(wrapped)

    @property
    def _who_asks(self) -> WhoAsks:
        return WhoAsks(
            store=self.store,
            rules=self.rules,
            profiles=self.profiles,
            workspace=self.workspace,
        )

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
        actor = await self._who_asks.actor(args, now=now)
        # For errors: by then, who asks is known to nothing else here.
        args.context["zone"], args.context["style"] = actor.zone, actor.style
        request = SlackRequest(
            context=RequestContext(actor=actor, now=now, rules=self.rules),
            store=self.store,
            surface=surface_of(args),
            profiles=self.profiles,
            home_tabs=self.home_tabs,
            links=self.links,
            searches=self.searches,
            calendars=self.calendars,
            press=press_of(args.body),
        )
        with written_in(actor.style), acting_in_slack(actor, now=now):
            return await listener(request, **_offered_by_bolt(listener, args))


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
