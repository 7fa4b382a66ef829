"""Signing in with whoever has one's calendar: the way there, and the way back."""

import asyncio
from secrets import compare_digest
from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response

from bot.calendars.keeping.signing_in import (
    Returned,
    WhatFollows,
    address_to_sign_in,
    connect_signed_in,
    provider_named,
)
from bot.process.signing.calendar_links import PATH
from bot.process.signing.sign_in_states import (
    GOOD_FOR,
    SignInState,
    challenge_of,
    new_state,
    new_verifier,
    state_in,
)
from bot.web.calendar_page.door import CalendarVisit
from bot.web.calendar_page.one_use import ask_once, connect_once
from bot.web.calendar_page.pages import (
    asked_shown,
    connected_shown,
    too_often_shown,
    trouble_shown,
    used_shown,
)
from scheduling.errors import SchedulingError, SignInOver
from scheduling.model.calendars import SourceKind
from scheduling.results import CalendarChange, OwnerAsked
from scheduling.usecases.audit import acting_in_slack
from scheduling.usecases.availability.calendars import NewCalendar
from scheduling.usecases.availability.confirming import SignedInAs
from scheduling.usecases.availability.sign_in import use_sign_in

_WAY_BACK = f"{PATH}/signed-in"


async def leave(visit: CalendarVisit) -> Response:
    """Send somebody on to where they sign in.

    A secret stays in their browser: else somebody could begin, and have another come back.
    """
    word = str(visit.request.path_params["provider"])
    kind = provider_named(visit.calendars, word)
    if kind is None:
        return visit.looks.over()
    verifier, now = new_verifier(), visit.context.now
    challenge = challenge_of(verifier)
    state = new_state(link=visit.word, provider=word, challenge=challenge, now=now)
    there = address_to_sign_in(
        visit.calendars,
        kind,
        state=visit.states.signed(state.word),
        challenge=challenge,
        redirect=_redirect(visit, word),
    )
    response = RedirectResponse(there, status_code=303, headers={"Cache-Control": "no-store"})
    response.set_cookie(
        state.cookie,
        verifier,
        max_age=int(GOOD_FOR.total_seconds()),
        path=_cookie_path(visit),
        secure=visit.public_url.startswith("https://"),
        httponly=True,
        # Sent along by a link from elsewhere, as that from the sign-in is.
        samesite="lax",
    )
    return response


async def come_back(visit: CalendarVisit) -> Response:
    """Connect the calendar of whoever has signed in, and show what was found.

    Else say why not, or whose word it waits for.
    """
    state = _state_of(visit)
    kind = provider_named(visit.calendars, state.provider)
    if kind is None or state.provider != visit.request.path_params["provider"]:
        return visit.looks.over()
    verifier = visit.request.cookies.get(state.cookie, "")
    is_theirs = compare_digest(challenge_of(verifier), state.challenge)
    if not is_theirs or visit.context.now >= state.ends:
        return _over(visit)
    if wait := visit.rates.take(visit.link.slack_user_id):
        return too_often_shown(visit, wait=wait)
    is_first = await asyncio.to_thread(
        use_sign_in, visit.calendars.store, nonce=state.nonce, now=visit.context.now
    )
    response = await _connected(visit, kind, verifier) if is_first else _over(visit)
    response.delete_cookie(state.cookie, path=_cookie_path(visit))
    return response


async def _connected(visit: CalendarVisit, kind: SourceKind, verifier: str) -> Response:
    query, context = visit.request.query_params, visit.context
    returned = Returned(
        code=query.get("code", ""),
        error=query.get("error", ""),
        verifier=verifier,
        redirect=_redirect(visit, str(visit.request.path_params["provider"])),
    )
    try:
        with acting_in_slack(context.actor, now=context.now):
            done = await connect_signed_in(
                visit.calendars,
                context,
                kind,
                returned,
                person_id=visit.link.person_id,
                follows=_by_the_link(visit),
            )
    except SchedulingError as error:
        return trouble_shown(visit, error)
    match done:
        case None:
            return used_shown(visit)
        case OwnerAsked():
            return asked_shown(visit, done)
        case _:
            return connected_shown(visit, done)


def _by_the_link(visit: CalendarVisit) -> WhatFollows:
    person_id, key = visit.link.person_id, visit.key

    async def connect(new: NewCalendar) -> CalendarChange | None:
        return await connect_once(
            visit.calendars, visit.context, new=new, person_id=person_id, key=key
        )

    async def ask(signed_in: SignedInAs) -> OwnerAsked | None:
        return await ask_once(
            visit.calendars.store,
            visit.context,
            signed_in=signed_in,
            person_id=person_id,
            key=key,
        )

    return WhatFollows(connect=connect, ask=ask)


def _over(visit: CalendarVisit) -> Response:
    """Without their link: who holds a state alone may be anybody."""
    error = SignInOver(minutes=int(GOOD_FOR.total_seconds() // 60))
    sentence = error.sentence(zone=visit.context.actor.zone)
    return visit.looks.shown(
        "calendar_sign_in_over.html", visit.request, status=409, sentence=sentence
    )


def _state_of(visit: CalendarVisit) -> SignInState:
    word = visit.states.opened(visit.request.query_params["state"])
    state = None if word is None else state_in(word)
    assert state is not None  # by which they were let in
    return state


def _redirect(visit: CalendarVisit, provider: str) -> str:
    return f"{visit.public_url}{_WAY_BACK}/{provider}"


def _cookie_path(visit: CalendarVisit) -> str:
    return f"{urlsplit(visit.public_url).path}{_WAY_BACK}"
