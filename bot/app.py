"""The bot, put together: the only file that knows every part."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import replace

from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.keeping.setup import calendar_keeper
from bot.changed_settings import follow
from bot.channels import deliveries_by
from bot.delivery.scheduler import RoundScheduler
from bot.delivery.worker import Delivery
from bot.features import FEATURES
from bot.process.clock import Clock, DatabaseClock, clock_from
from bot.process.config import Settings
from bot.process.liveness import Liveness
from bot.process.signing.candidate_links import CandidateLinks
from bot.rounds import all_rounds
from bot.slack.client import messenger, web_client
from bot.slack.connection.opening import line_to_slack
from bot.slack.connection.socket import Connection, Watchdog
from bot.slack.connection.tokens import check_bot_token
from bot.slack.directory.profiles import Profiles
from bot.slack.directory.workspace import Workspace
from bot.slack.home_tab import HomeTabs
from bot.slack.in_flight import InFlight
from bot.slack.requests.acknowledging import acknowledge_first
from bot.slack.requests.forms import FORM_SECONDS
from bot.slack.requests.middleware import Middleware
from bot.slack.searches import Searches
from bot.slack.unhandled import acknowledge_anyway
from bot.web.listening import address_of, listening_on
from scheduling.availability import use_pinned_time_zones
from scheduling.model import USUAL, DeliveryPolicy
from scheduling.store import Store
from scheduling.usecases.access.tokens import list_tokens
from scheduling.usecases.delivery import now_of

# Every use case runs in a thread. Python's own number follows the machine's cores, and on a small
# one, a few slow commands would hold up all others.
_THREADS = 32
_DRAIN_SECONDS = 5.0

log = logging.getLogger(__name__)


@asynccontextmanager
async def running(
    settings: Settings,
    *,
    clock: Clock | None = None,
    policy: DeliveryPolicy = USUAL,
    form_seconds: float = FORM_SECONDS,
    searches: Searches | None = None,
    under_way: InFlight | None = None,
) -> AsyncIterator[Watchdog]:
    """Run the bot until the context is left: socket, listeners, rounds and HTTP.

    A form that takes longer than `form_seconds` shows meanwhile that it is being worked on.
    `searches` go on in the background; other ones than usual wait longer, or less. What people
    wait for an answer to is counted in `under_way`.

    Raises TokenRefused, SlackUnreachable, PortTaken, KeysUnusable and what opening and migrating
    the database raises. The watchdog that is yielded fails when the socket has been dead for long.
    """
    # A port that is taken should be known before Slack and the database are called.
    ports = [settings.http_port, *filter(None, [settings.operators_port])]
    with listening_on(ports, host=settings.http_host) as listeners:
        if settings.clock_file is not None and settings.public_url is None:
            # Whoever practises opens calendars and links on this machine as well.
            settings = settings.model_copy(update={"public_url": address_of(listeners[0])})
        async with _running(
            settings,
            listeners=listeners,
            clock=clock,
            policy=policy,
            form_seconds=form_seconds,
            searches=searches or Searches(),
            under_way=under_way or InFlight(),
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
    searches: Searches,
    under_way: InFlight,
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
            _middleware(settings, store=store, clock=clock, workspace=workspace),
            form_seconds=form_seconds,
            searches=searches,
            under_way=under_way,
        )
        deliveries = deliveries_by(
            settings, store=store, clock=clock, follow=shared.follow, policy=policy
        )
        jobs = all_rounds(settings, deliveries, middleware=middleware, client=client)
        app = build_app(settings, client=client, middleware=middleware)
        async with _line(settings, app, middleware) as line:
            watchdog = Watchdog(line)
            liveness = _liveness(settings, watchdog, jobs, middleware.calendars)
            http = await asyncio.to_thread(
                _http, settings, app, middleware=middleware, liveness=liveness, listeners=listeners
            )
            async with (  # and ended in the opposite order
                _calendars_closed(middleware.calendars),
                _rounds(jobs, deliveries),
                _ended(searches),
                _drained(middleware.under_way),
                http,
            ):
                await _say_where(settings, store=store, listener=listeners[0])
                with closing(middleware.under_way):
                    yield watchdog
    finally:
        store.close()


def _http(
    settings: Settings,
    app: AsyncApp,
    *,
    middleware: Middleware,
    liveness: Liveness,
    listeners: Sequence[socket.socket],
) -> AbstractAsyncContextManager[None]:
    # Here and not above: what HTTP stands on takes long to load, and whoever types in Slack is
    # answered meanwhile.
    from bot.http import http

    return http(settings, app, middleware=middleware, liveness=liveness, listeners=listeners)


def _liveness(
    settings: Settings,
    watchdog: Watchdog,
    jobs: RoundScheduler,
    calendars: CalendarKeeper | None,
) -> Liveness:
    return Liveness(
        socket=watchdog.silence if settings.is_in_socket_mode else None,
        rounds=lambda: jobs.silence,
        failing=lambda: jobs.failing,
        troubles=calendars.troubles if calendars is not None else list,
    )


async def _bring_up_to_date(settings: Settings, *, store: Store, clock: Clock) -> None:
    """Have the tables be those of this version, and what they hold follow the settings."""
    if saved := await asyncio.to_thread(store.migrate):
        log.info("the database as it was before the update is kept in %s", saved)
    await follow(settings, store=store, now=clock())


def _middleware(
    settings: Settings, *, store: Store, clock: Clock, workspace: Workspace
) -> Middleware:
    keys = settings.keys()
    return Middleware(
        store=store,
        rules=settings.rules,
        clock=clock,
        profiles=Profiles(messenger(settings), time_zone=settings.time_zone, workspace=workspace),
        home_tabs=HomeTabs(
            client=messenger(settings), store=store, clock=clock, rules=settings.rules
        ),
        links=CandidateLinks(
            public_url=settings.public_url,
            keys=keys,
        ),
        calendars=calendar_keeper(settings, store=store, clock=clock, keys=keys),
        workspace=workspace,
    )


@asynccontextmanager
async def _rounds(jobs: RoundScheduler, deliveries: Sequence[Delivery]) -> AsyncIterator[None]:
    await asyncio.gather(*(delivery.start() for delivery in deliveries))
    jobs.start()
    try:
        yield
    finally:
        for delivery in deliveries:
            delivery.end()
        await jobs.stop()
        await asyncio.gather(*(delivery.channel.close() for delivery in deliveries))


@asynccontextmanager
async def _line(
    settings: Settings, app: AsyncApp, middleware: Middleware
) -> AsyncIterator[Connection]:
    # Before anybody is answered: what they change then is to show on Home as well.
    middleware.home_tabs.start()
    try:
        async with line_to_slack(settings, app, under_way=middleware.under_way) as line:
            yield line
    finally:
        await middleware.home_tabs.stop()


@asynccontextmanager
async def _calendars_closed(calendars: CalendarKeeper | None) -> AsyncIterator[None]:
    try:
        yield
    finally:
        if calendars is not None:
            await calendars.close()


@asynccontextmanager
async def _drained(under_way: InFlight) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await under_way.ended(within=_DRAIN_SECONDS)


@asynccontextmanager
async def _ended(searches: Searches) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await searches.ended()


def build_app(settings: Settings, *, client: AsyncWebClient, middleware: Middleware) -> AsyncApp:
    """Return the Bolt app with the listeners of every feature."""
    app = AsyncApp(
        # Without a name, Bolt looks for one through the source of everything that is loaded.
        name="on-the-hour",
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


def _text(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()


async def _say_where(settings: Settings, *, store: Store, listener: socket.socket) -> None:
    address = settings.public_url or address_of(listener)
    has_token = settings.api_token is not None or bool(await asyncio.to_thread(list_tokens, store))
    if has_token:
        log.info("The JSON API is at %s/api/docs", address)
    else:
        log.info(
            "The JSON API is off, since there is no token: `python -m bot token add NAME` makes "
            "one. Health is at %s/healthz",
            address,
        )
