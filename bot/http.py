"""HTTP, put together: loaded only once the bot is connected, as what it stands on is large."""

import socket
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

from fastapi import APIRouter
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp

from bot.process.addresses import practice_origins
from bot.process.clock import machine_now
from bot.process.config import Settings
from bot.process.liveness import Liveness
from bot.slack.requests.middleware import Middleware
from bot.web.api.shared.dependencies import Dependencies
from bot.web.app import web_app
from bot.web.listening import address_of
from bot.web.server import serving
from bot.web.slack import slack_router


def http(
    settings: Settings,
    app: AsyncApp,
    *,
    middleware: Middleware,
    liveness: Liveness,
    listeners: Sequence[socket.socket],
) -> AbstractAsyncContextManager[None]:
    """Return what answers the JSON API, calendars, candidates and, where it calls us, Slack."""
    parts = _parts(settings, middleware=middleware, liveness=liveness, listener=listeners[0])
    return serving(web_app(parts, slack=_called_by_slack(settings, app)), listeners=listeners)


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
        keys=middleware.links.keys,
        calendars=middleware.calendars,
        company=replace(settings.company, keeps_candidates=settings.keep_candidates),
        framed_by=practice_origins(settings.slack_api_url),
        requires_revision=settings.require_revision,
        operators_port=settings.operators_port,
        trusted_proxies=settings.trusted_proxies,
        searches=middleware.searches,
    )


def _called_by_slack(settings: Settings, app: AsyncApp) -> APIRouter | None:
    secret = _text(settings.slack_signing_secret)
    if settings.is_in_socket_mode or secret is None:
        return None
    return slack_router(app, signing_secret=secret, wall=machine_now)


def _text(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()
