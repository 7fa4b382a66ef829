"""The bot, put together: the only file that knows every part."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from time import monotonic
from typing import Any

from fastapi import APIRouter
from pydantic import SecretStr
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.changed_settings import comparing, follow
from bot.delivery.channel import MessageChannel
from bot.delivery.scheduler import (
    RoundScheduler,
    add_audit,
    add_members,
    add_settings,
    rounds_of,
)
from bot.delivery.slack import SlackChannel
from bot.delivery.worker import Delivery
from bot.features import FEATURES
from bot.process.clock import Clock, DatabaseClock, clock_from, machine_now
from bot.process.config import Settings
from bot.process.logs import one_request
from bot.process.metrics import note_ack
from bot.slack.client import (
    OUT_OF_REACH,
    messenger,
    out_of_reach_words,
    status_and_word,
    web_client,
)
from bot.slack.home_tab import HomeTabs
from bot.slack.in_flight import InFlight
from bot.slack.members import Members
from bot.slack.middleware import FORM_SECONDS, Middleware, acknowledge_first
from bot.slack.profiles import Profiles
from bot.slack.socket import Connection, Line, Watchdog
from bot.slack.unhandled import acknowledge_anyway
from bot.slack.workspace import Workspace
from bot.web.api.dependencies import Dependencies, Liveness
from bot.web.app import web_app
from bot.web.server import address_of, listening_on, serving
from bot.web.slack import slack_router
from scheduling.availability import use_pinned_time_zones
from scheduling.model import USUAL, DeliveryPolicy
from scheduling.store import Store
from scheduling.usecases.api_access import list_tokens
from scheduling.usecases.deliver import now_of

# Every use case runs in a thread. Python's own number follows the machine's cores, and on a small
# one, a few slow commands would hold up all others.
_THREADS = 32
# Slack's client notices a dead peer only some pings after the last answer.
_PING_SECONDS = 3
_DRAIN_SECONDS = 5.0

log = logging.getLogger(__name__)


class TokenRefused(Exception):
    """Slack does not accept a token; the message says which, and what to do."""


class SlackUnreachable(Exception):
    """Nobody answers where Slack should be; the message says where, and why."""


@asynccontextmanager
async def running(
    settings: Settings,
    *,
    clock: Clock | None = None,
    policy: DeliveryPolicy = USUAL,
    form_seconds: float = FORM_SECONDS,
) -> AsyncIterator[Watchdog]:
    """Run the bot until the context is left: socket, listeners, rounds and HTTP.

    A form that takes longer than `form_seconds` shows meanwhile that it is being worked on.

    Raises TokenRefused, SlackUnreachable, PortTaken and what opening and migrating the database
    raises. The watchdog that is yielded fails when the socket has been dead for long.
    """
    # A port that is taken should be known before Slack and the database are called.
    ports = [settings.http_port, *filter(None, [settings.operators_port])]
    with listening_on(ports, host=settings.http_host) as listeners:
        if settings.clock_file is not None and settings.public_url is None:
            # Whoever practises opens calendars and links on this machine as well.
            settings = settings.model_copy(update={"public_url": address_of(listeners[0])})
        async with _running(
            settings, listeners=listeners, clock=clock, policy=policy, form_seconds=form_seconds
        ) as watchdog:
            yield watchdog


@asynccontextmanager
async def _running(
    settings: Settings,
    *,
    listeners: Sequence[socket.socket],
    clock: Clock | None,
    policy: DeliveryPolicy,
    form_seconds: float,
) -> AsyncIterator[Watchdog]:
    # Before the first zone is read: zoneinfo caches what it has read.
    use_pinned_time_zones()
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS))
    client = web_client(settings)
    workspace = await check_bot_token(client)
    store = Store.open(settings.database_url)
    shared = DatabaseClock(lambda: now_of(store))
    clock = clock or (clock_from(settings.clock_file) if settings.clock_file else shared)
    try:
        await _bring_up_to_date(settings, store=store, clock=clock)
        middleware = replace(
            _middleware(settings, client=client, store=store, clock=clock, workspace=workspace),
            form_seconds=form_seconds,
        )
        deliveries = [
            Delivery(store=store, channel=channel, clock=clock, follow=shared.follow, policy=policy)
            for channel in _channels(settings, profiles=middleware.profiles)
        ]
        jobs = _jobs(settings, deliveries, middleware=middleware, client=client)
        app = build_app(settings, client=client, middleware=middleware)
        async with _line(settings, app, under_way=middleware.under_way) as line:
            watchdog = Watchdog(line)
            liveness = _liveness(settings, watchdog, jobs)
            parts = _parts(
                settings, middleware=middleware, liveness=liveness, listener=listeners[0]
            )
            web = web_app(parts, slack=_called_by_slack(settings, app))
            async with (  # and ended in the opposite order
                _rounds(jobs, middleware.home_tabs, deliveries),
                _drained(middleware.under_way),
                serving(web, listeners=listeners),
            ):
                await _say_where(parts)
                try:
                    yield watchdog
                finally:
                    middleware.under_way.close()
    finally:
        store.close()


def _liveness(settings: Settings, watchdog: Watchdog, jobs: RoundScheduler) -> Liveness:
    return Liveness(
        socket=watchdog.silence if settings.is_in_socket_mode else None,
        rounds=lambda: jobs.silence,
        failing=lambda: jobs.failing,
    )


async def _bring_up_to_date(settings: Settings, *, store: Store, clock: Clock) -> None:
    """Have the tables be those of this version, and what they hold follow the settings."""
    if saved := await asyncio.to_thread(store.migrate):
        log.info("the database as it was before the update is kept in %s", saved)
    await follow(settings, store=store, now=clock())


def _middleware(
    settings: Settings,
    *,
    client: AsyncWebClient,
    store: Store,
    clock: Clock,
    workspace: Workspace,
) -> Middleware:
    return Middleware(
        store=store,
        rules=settings.rules,
        clock=clock,
        profiles=Profiles(messenger(settings), time_zone=settings.time_zone, workspace=workspace),
        home_tabs=HomeTabs(client=client, store=store, clock=clock),
        public_url=settings.public_url,
        workspace=workspace,
    )


def _jobs(
    settings: Settings,
    deliveries: Sequence[Delivery],
    *,
    middleware: Middleware,
    client: AsyncWebClient,
) -> RoundScheduler:
    jobs = rounds_of(deliveries, store=middleware.store, clock_file=settings.clock_file)
    members = Members(
        client=client,
        profiles=middleware.profiles,
        store=middleware.store,
        rules=middleware.rules,
        clock=middleware.clock,
    )
    add_members(jobs, members.follow)
    add_settings(jobs, comparing(settings, store=middleware.store))
    add_audit(jobs, middleware.store, kept_for=settings.keep_audit, clock=middleware.clock)
    return jobs


def _channels(settings: Settings, *, profiles: Profiles) -> tuple[MessageChannel, ...]:
    """By what messages go out: a new channel stands here and in a file of `bot.delivery`."""
    return (SlackChannel(client=messenger(settings), profiles=profiles),)


def _parts(
    settings: Settings, *, middleware: Middleware, liveness: Liveness, listener: socket.socket
) -> Dependencies:
    """What Slack's listeners and HTTP's have in common."""
    return Dependencies(
        store=middleware.store,
        rules=middleware.rules,
        clock=middleware.clock,
        profiles=middleware.profiles,
        liveness=liveness,
        address=settings.public_url or address_of(listener),
        api_token=_text(settings.api_token),
        api_rate=settings.api_rate,
        requires_revision=settings.require_revision,
        operators_port=settings.operators_port,
        trusted_proxies=settings.trusted_proxies,
    )


@asynccontextmanager
async def _rounds(
    jobs: RoundScheduler, home_tabs: HomeTabs, deliveries: Sequence[Delivery]
) -> AsyncIterator[None]:
    await asyncio.gather(*(delivery.start() for delivery in deliveries))
    home_tabs.start()
    jobs.start()
    try:
        yield
    finally:
        for delivery in deliveries:
            delivery.end()
        await jobs.stop()
        await home_tabs.stop()


@asynccontextmanager
async def _drained(under_way: InFlight) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await under_way.ended(within=_DRAIN_SECONDS)


def build_app(settings: Settings, *, client: AsyncWebClient, middleware: Middleware) -> AsyncApp:
    """Return the Bolt app with the listeners of every feature."""
    app = AsyncApp(
        client=client,
        signing_secret=_text(settings.slack_signing_secret),
        # Else Bolt answers 404, and over a socket that is no answer at all: people see silence.
        raise_error_for_unhandled_request=True,
    )
    app.use(acknowledge_first)
    for feature in FEATURES:
        feature.register(app, middleware)
    app.error(acknowledge_anyway)
    return app


async def check_bot_token(client: AsyncWebClient) -> Workspace:
    """Return the workspace that the token belongs to.

    Raises TokenRefused when the token is no good, and SlackUnreachable.
    """
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        raise TokenRefused(_refusal("SLACK_BOT_TOKEN", "OAuth & Permissions", error)) from None
    except OUT_OF_REACH as error:
        raise SlackUnreachable(out_of_reach_words(client, error)) from None
    return Workspace.of(answer)


class _Called:
    """The line where Slack calls us: there is nothing to keep up."""

    async def is_connected(self) -> bool:
        return True


class _Handler(AsyncSocketModeHandler):
    """Times how long Slack waits for each acknowledgement.

    What comes while the bot ends stays without one, so that Slack can send it elsewhere.
    """

    under_way: InFlight

    async def handle(self, client: Any, req: Any) -> None:
        if self.under_way.is_over:
            return
        began = monotonic()
        with one_request(), self.under_way.one():
            await super().handle(client, req)
        note_ack("socket", since=began)


@asynccontextmanager
async def _line(
    settings: Settings, app: AsyncApp, *, under_way: InFlight
) -> AsyncIterator[Connection]:
    """The connection to Slack: a socket that we open, or HTTP by which Slack calls us."""
    token = settings.slack_app_token
    if token is None:
        yield _Called()
        return
    handler = _Handler(
        app,
        token.get_secret_value(),
        web_client=AsyncWebClient(base_url=settings.slack_api_url),
        ping_interval=_PING_SECONDS,
    )
    # Set afterwards: the constructor is Bolt's, with a dozen arguments of its own.
    handler.under_way = under_way
    await _connect(handler)
    line = Line(handler.client)
    line.start()
    try:
        yield line
    finally:
        await line.stop()
        await handler.close_async()  # type: ignore[no-untyped-call]


def _called_by_slack(settings: Settings, app: AsyncApp) -> APIRouter | None:
    secret = _text(settings.slack_signing_secret)
    if settings.is_in_socket_mode or secret is None:
        return None
    return slack_router(app, signing_secret=secret, wall=machine_now)


def _text(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()


async def _say_where(parts: Dependencies) -> None:
    tokens = await asyncio.to_thread(list_tokens, parts.store)
    if parts.api_token or tokens:
        log.info("The JSON API is at %s/api/docs", parts.address)
    else:
        log.info(
            "The JSON API is off, since there is no token: `python -m bot token add NAME` makes "
            "one. Health is at %s/healthz",
            parts.address,
        )


async def _connect(handler: AsyncSocketModeHandler) -> None:
    try:
        await handler.connect_async()  # type: ignore[no-untyped-call]
    except SlackApiError as error:
        raise TokenRefused(
            _refusal("SLACK_APP_TOKEN", "Basic Information, App-Level Tokens", error)
        ) from None
    except OUT_OF_REACH as error:
        raise SlackUnreachable(out_of_reach_words(handler.client.web_client, error)) from None


def _refusal(name: str, where: str, error: SlackApiError) -> str:
    _, word = status_and_word(error)
    if not word:
        return f"{name} could not be checked: that was not Slack. Check SLACK_API_URL."
    return (
        f"Slack does not accept {name} ({word}). Copy it again from your app's settings "
        f"({where}), or reinstall the app to your workspace."
    )
